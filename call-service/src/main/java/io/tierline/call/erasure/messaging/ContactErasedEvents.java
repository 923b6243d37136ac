package io.tierline.call.erasure.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.call.erasure.application.ErasureEvents;
import io.tierline.call.erasure.domain.Erasure;
import io.tierline.kit.outbox.OutgoingEvent;
import jakarta.enterprise.context.ApplicationScoped;

/** Erasures as contact-erased events, each with a key of its own: none takes another's place. */
@ApplicationScoped
class ContactErasedEvents implements ErasureEvents {

    private final ObjectMapper json;

    ContactErasedEvents(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public OutgoingEvent of(Erasure erasure) {
        ContactErasedV1 event = ContactErasedV1.of(erasure);
        try {
            return new OutgoingEvent(
                    erasure.tenant() + "/contact-erased/" + erasure.id(),
                    "contact-erased/" + erasure.id() + "/" + event.revision(),
                    json.writeValueAsString(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An erasure cannot be written as JSON", e);
        }
    }
}
