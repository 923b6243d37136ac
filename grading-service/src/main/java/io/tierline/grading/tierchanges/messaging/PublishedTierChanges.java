package io.tierline.grading.tierchanges.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.grading.tierchanges.application.TierChangeEvents;
import io.tierline.grading.tierchanges.domain.TierChange;
import io.tierline.kit.outbox.OutgoingEvent;
import jakarta.enterprise.context.ApplicationScoped;

/** Tier changes as tier-change events; keyed by customer, so that one customer's changes stay in order. */
@ApplicationScoped
class PublishedTierChanges implements TierChangeEvents {

    private final ObjectMapper json;

    PublishedTierChanges(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public OutgoingEvent of(TierChange change) {
        try {
            return new OutgoingEvent(
                    change.tenant() + "/" + change.customerId(),
                    "tier-change/" + change.position(),
                    json.writeValueAsString(TierChangeV1.of(change)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tier change cannot be written as JSON", e);
        }
    }
}
