package io.tierline.call.calls.domain;

import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.call.directory.domain.Roster;
import java.time.Instant;
import java.util.Objects;

/**
 * Whose call it is and when it was.
 *
 * @param rep who called, or null
 * @param team the rep's team at the time, or null
 * @param contactRole who was on the line, or null
 */
public record Attribution(String rep, String team, String customerId, ContactRole contactRole, Instant startedAt) {

    /**
     * This attribution, which says nothing of the team itself, with the team that follows from it: with another rep that
     * rep's team at the time, with another time the rep's team then if the call had the rep's team before. The team stays
     * where the directory knows none.
     *
     * @param former the call's attribution until now
     */
    public Attribution withTeamOfItsTime(String tenant, Attribution former, Roster roster) {
        boolean teamIsTheReps = !Objects.equals(rep, former.rep)
                || Objects.equals(former.team, roster.teamOf(tenant, former.rep, former.startedAt));
        String ofTheRep = roster.teamOf(tenant, rep, startedAt);
        return teamIsTheReps && ofTheRep != null
                ? new Attribution(rep, ofTheRep, customerId, contactRole, startedAt)
                : this;
    }
}
