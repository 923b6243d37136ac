package io.tierline.call.directory.domain;

import java.time.Instant;
import java.util.Objects;

/**
 * A rep as the directory has it.
 *
 * @param name as people say it; null until somebody has told it
 * @param active whether the rep still works; what is recorded does not depend on it
 * @param known whether somebody has told of the rep; false when no more than a call has named it
 * @param revision one more with every change; 0 while there is none
 */
public record Rep(
        String tenant, String id, String name, boolean active, boolean known, Memberships memberships, int revision) {

    /** A rep whom a call has named and of whom nobody has told yet: in no team. */
    public static Rep takenIn(String tenant, String id) {
        return new Rep(tenant, id, null, true, false, Memberships.NONE, 1);
    }

    /**
     * The rep as somebody tells of it; the very same when that says nothing new. Memberships from later on stay.
     *
     * @param team the team from then on; null for none
     * @param from from when on; null: from now on if that is a change, and from always for a rep not known before
     */
    public Rep told(String newName, boolean nowActive, String team, Instant from, Instant now) {
        Instant start = from != null ? from : known ? now : Membership.ALWAYS;
        boolean isSo = from == null && Objects.equals(memberships.teamAt(start), team);
        Memberships dated = isSo ? memberships : memberships.with(new Membership(start, team));
        Rep told = new Rep(tenant, id, newName, nowActive, true, dated, revision);
        return told.equals(this) ? this : new Rep(tenant, id, newName, nowActive, true, dated, revision + 1);
    }
}
