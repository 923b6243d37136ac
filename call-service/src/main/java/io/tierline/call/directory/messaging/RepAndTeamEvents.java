package io.tierline.call.directory.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.call.directory.application.DirectoryEvents;
import io.tierline.call.directory.domain.Rep;
import io.tierline.call.directory.domain.Team;
import io.tierline.kit.outbox.OutgoingEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Reps and teams as events; the last one of each says all about it. */
@ApplicationScoped
class RepAndTeamEvents implements DirectoryEvents {

    private final ObjectMapper json;

    RepAndTeamEvents(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public OutgoingEvent of(Team team) {
        return event(team.tenant(), "team/" + team.id(), team.revision(), TeamV1.of(team));
    }

    @Override
    public OutgoingEvent of(Rep rep, Instant now) {
        return event(rep.tenant(), "rep/" + rep.id(), rep.revision(), RepV1.of(rep, now));
    }

    private OutgoingEvent event(String tenant, String entity, int revision, Object value) {
        try {
            return new OutgoingEvent(tenant + "/" + entity, entity + "/" + revision, json.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An entry of the directory cannot be written as JSON", e);
        }
    }
}
