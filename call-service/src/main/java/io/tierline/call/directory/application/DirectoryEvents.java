package io.tierline.call.directory.application;

import io.tierline.call.directory.domain.Rep;
import io.tierline.call.directory.domain.Team;
import io.tierline.kit.outbox.OutgoingEvent;
import java.time.Instant;

/** What the rest of the world is told about teams and reps. */
public interface DirectoryEvents {

    /** The topic on which they are published. */
    String TOPIC = "tierline.directory";

    /** The type and version of a team's event. */
    String TEAM = "team.v1";

    /** The type and version of a rep's event. */
    String REP = "rep.v1";

    /** The team at its present revision as an event. */
    OutgoingEvent of(Team team);

    /**
     * The rep at its present revision as an event.
     *
     * @param now the time whose team is the rep's present one
     */
    OutgoingEvent of(Rep rep, Instant now);
}
