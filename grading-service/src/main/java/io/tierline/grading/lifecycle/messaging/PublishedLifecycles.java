package io.tierline.grading.lifecycle.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.grading.lifecycle.application.LifecycleEvents;
import io.tierline.grading.lifecycle.domain.Lifecycle;
import io.tierline.kit.outbox.OutgoingEvent;
import jakarta.enterprise.context.ApplicationScoped;

/** Customers as customer-lifecycle events, keyed by customer. */
@ApplicationScoped
class PublishedLifecycles implements LifecycleEvents {

    private final ObjectMapper json;

    PublishedLifecycles(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public OutgoingEvent of(Lifecycle lifecycle) {
        String customerId = lifecycle.customer().customerId();
        try {
            return new OutgoingEvent(
                    lifecycle.customer().tenant() + "/" + customerId,
                    "customer/" + customerId + "/" + lifecycle.revision(),
                    json.writeValueAsString(CustomerLifecycleV1.of(lifecycle)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A customer cannot be written as JSON", e);
        }
    }
}
