package io.tierline.grading.directory.messaging;

import io.tierline.grading.directory.application.DirectoryEvent;
import io.tierline.grading.directory.domain.Team;
import io.tierline.kit.messaging.IncomingEvent;

/** Reads the event team.v1. */
final class TeamV1 {

    static final String TYPE = "team.v1";

    private TeamV1() {}

    /** @throws io.tierline.kit.messaging.UnreadableEvent naming everything that is wrong */
    static DirectoryEvent read(IncomingEvent event) {
        Payload payload = Payload.of(event.payload());
        Team team = new Team(
                event.tenant(),
                payload.neededId("teamId"),
                payload.revision(),
                payload.text("name"),
                payload.flag("active"),
                payload.flag("known"));
        payload.refuseFaults(TYPE);
        return new DirectoryEvent.OfTeam(team);
    }
}
