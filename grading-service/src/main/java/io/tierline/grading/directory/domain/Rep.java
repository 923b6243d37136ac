package io.tierline.grading.directory.domain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A rep as it stands, with every team over time.
 *
 * @param revision from 1, one more with each change
 * @param name null until somebody has told it
 * @param known false when no more than a call has named the rep
 * @param memberships the earliest first
 */
public record Rep(
        String tenant,
        String repId,
        int revision,
        String name,
        boolean active,
        boolean known,
        List<Membership> memberships) {

    /**
     * A time in a team; it lasts until the next one begins.
     *
     * @param team null: in no team
     * @param from inclusive
     */
    public record Membership(String team, Instant from) {}

    public Rep {
        memberships = List.copyOf(memberships);
    }

    /** The team that the rep is in at a moment; empty if it is in none, as before its first membership. */
    public Optional<String> teamAt(Instant moment) {
        Membership present = null;
        for (Membership membership : memberships) {
            if (!membership.from().isAfter(moment)) {
                present = membership;
            }
        }
        return Optional.ofNullable(present).map(Membership::team);
    }

    /** When, after a moment, the rep's next membership begins; empty if there is none to come. */
    public Optional<Instant> nextMoveAfter(Instant moment) {
        return memberships.stream()
                .map(Membership::from)
                .filter(from -> from.isAfter(moment))
                .min(Instant::compareTo);
    }

    /** Every team that the rep is, was or will be in. */
    public Set<String> teams() {
        return memberships.stream()
                .map(Membership::team)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
