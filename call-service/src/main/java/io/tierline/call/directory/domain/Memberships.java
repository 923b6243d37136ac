package io.tierline.call.directory.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The teams that a rep is in over time.
 *
 * @param dated by their {@code from}, each once, the earliest first
 */
public record Memberships(List<Membership> dated) {

    /** Of a rep who was never in a team. */
    public static final Memberships NONE = new Memberships(List.of());

    /** How many a rep can have: all of them travel with every event of the rep. */
    public static final int MOST = 200;

    public Memberships {
        dated = List.copyOf(dated);
    }

    /** The team at a time: the one with the latest {@code from} that is not after it; null when there is none. */
    public String teamAt(Instant at) {
        String team = null;
        for (Membership membership : dated) {
            if (membership.from().isAfter(at)) {
                break;
            }
            team = membership.team();
        }
        return team;
    }

    /** These and another one, in place of the one with the same {@code from} if there is any. */
    public Memberships with(Membership other) {
        List<Membership> all = new ArrayList<>(dated);
        all.removeIf(membership -> membership.from().equals(other.from()));
        all.add(other);
        all.sort(Comparator.comparing(Membership::from));
        return new Memberships(all);
    }
}
