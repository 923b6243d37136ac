package io.tierline.grading.customers.domain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What people say of a customer.
 *
 * @param name the company's, or null
 * @param owner whose customer it is, or null: it is in the pool
 * @param referredBy the customer who brought it, or null
 * @param tags words of the company's own, in no order that means anything
 */
public record CustomerCard(String name, Owner owner, String referredBy, List<String> tags, CustomerProfile profile) {

    /** Nobody has said anything. */
    public static final CustomerCard BLANK = new CustomerCard(null, null, null, List.of(), CustomerProfile.UNKNOWN);

    /** The most tags that a customer has. */
    public static final int MOST_TAGS = 50;

    public CustomerCard {
        tags = List.copyOf(tags);
        Objects.requireNonNull(profile);
    }

    /**
     * The rep whose customer it is.
     *
     * @param team null: the rep's
     */
    public record Owner(String rep, String team) {

        public Owner {
            Objects.requireNonNull(rep);
        }
    }

    /** The same with another owner. */
    public CustomerCard with(Owner other) {
        return new CustomerCard(name, other, referredBy, tags, profile);
    }

    /** The same, brought by somebody else, or by nobody. */
    public CustomerCard withReferredBy(String other) {
        return new CustomerCard(name, owner, other, tags, profile);
    }

    /** What the two cards do not say the same about: names of members in the API. */
    public List<String> differences(CustomerCard other) {
        List<String> members = new ArrayList<>();
        addUnlessEqual(members, "name", name, other.name);
        addUnlessEqual(members, "owner", owner, other.owner);
        addUnlessEqual(members, "referredBy", referredBy, other.referredBy);
        addUnlessEqual(members, "tags", Set.copyOf(tags), Set.copyOf(other.tags));
        addUnlessEqual(members, "profile", profile, other.profile);
        return members;
    }

    /**
     * The card of two customers that are one: this one's word stands, the other's fills what this one leaves open; tags are
     * those of both, this one's first, up to the most that there may be. The referrer is another matter ({@link Referrals}).
     */
    public CustomerCard orElse(CustomerCard other) {
        Set<String> both = new LinkedHashSet<>(tags);
        both.addAll(other.tags);
        return new CustomerCard(
                name != null ? name : other.name,
                owner != null ? owner : other.owner,
                referredBy,
                both.stream().limit(MOST_TAGS).toList(),
                profile.orElse(other.profile));
    }

    private static void addUnlessEqual(List<String> members, String member, Object one, Object other) {
        if (!Objects.equals(one, other)) {
            members.add(member);
        }
    }
}
