package io.tierline.grading.customers.domain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Who brought whom, among some customers of a tenant and all who stand above them. */
public final class Referrals {

    private final Map<String, String> referrers = new HashMap<>();
    private final Map<String, String> merged;

    /**
     * @param referrers who brought them, by customer; null for nobody. Whoever is not in it is no customer
     * @param merged into whom customers were merged, by those who are gone
     */
    public Referrals(Map<String, String> referrers, Map<String, String> merged) {
        this.referrers.putAll(referrers);
        this.merged = Map.copyOf(merged);
    }

    /** The customer that goes by this id by now: the one that it was merged into, if it was. */
    public String current(String customer) {
        return merged.getOrDefault(customer, customer);
    }

    /** Whether there is such a customer. */
    public boolean knows(String customer) {
        return referrers.containsKey(customer);
    }

    /** Whether the second is the first, or has come, by whatever way, through the first. */
    public boolean isAbove(String customer, String other) {
        Set<String> seen = new HashSet<>();
        for (String one = other; one != null && seen.add(one); one = referrers.get(one)) {
            if (one.equals(customer)) {
                return true;
            }
        }
        return false;
    }

    /** From now on this one was brought by that one. */
    public void put(String customer, String referrer) {
        referrers.put(customer, referrer);
    }

    /**
     * Who has brought a customer that two turned out to be: the one that stays says so itself, unless it came through the one
     * that goes; else the one that goes does, unless it came through the one that stays. So there is never a circle.
     */
    public String ofBoth(String stays, String goes) {
        String own = referrers.get(stays);
        if (own != null && !isAbove(goes, own)) {
            return own;
        }
        String others = referrers.get(goes);
        return others != null && !isAbove(stays, others) ? others : null;
    }
}
