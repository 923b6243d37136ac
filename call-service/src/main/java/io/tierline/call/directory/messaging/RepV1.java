package io.tierline.call.directory.messaging;

import io.tierline.call.directory.domain.Rep;
import java.time.Instant;
import java.util.List;

/** The event rep.v1: a rep and the teams it is in over time, as its contract has it. */
record RepV1(
        int revision,
        String repId,
        String name,
        boolean active,
        boolean known,
        String team,
        List<MembershipV1> memberships) {

    /** From when on it is in which team. */
    record MembershipV1(String team, Instant from) {}

    static RepV1 of(Rep rep, Instant now) {
        return new RepV1(
                rep.revision(),
                rep.id(),
                rep.name(),
                rep.active(),
                rep.known(),
                rep.memberships().teamAt(now),
                rep.memberships().dated().stream()
                        .map(dated -> new MembershipV1(dated.team(), dated.from()))
                        .toList());
    }
}
