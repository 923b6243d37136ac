package io.tierline.grading.deals.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.grading.deals.application.ClosingEvents;
import io.tierline.grading.deals.domain.Closing;
import io.tierline.kit.outbox.OutgoingEvent;
import jakarta.enterprise.context.ApplicationScoped;

/** Closings as closing events, keyed by customer. */
@ApplicationScoped
class PublishedClosings implements ClosingEvents {

    private final ObjectMapper json;

    PublishedClosings(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public OutgoingEvent of(Closing closing) {
        try {
            return new OutgoingEvent(
                    closing.customer().tenant() + "/" + closing.customer().customerId(),
                    closing.id() + "/" + closing.revision(),
                    json.writeValueAsString(ClosingV1.of(closing)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A closing cannot be written as JSON", e);
        }
    }
}
