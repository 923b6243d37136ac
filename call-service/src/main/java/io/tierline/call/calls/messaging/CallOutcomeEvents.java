package io.tierline.call.calls.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.call.calls.application.CallEvents;
import io.tierline.call.calls.domain.Call;
import io.tierline.kit.outbox.OutgoingEvent;
import jakarta.enterprise.context.ApplicationScoped;

/** Calls as call-outcome events; keyed by customer, so that one customer's calls stay in one partition. */
@ApplicationScoped
class CallOutcomeEvents implements CallEvents {

    private final ObjectMapper json;

    CallOutcomeEvents(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public OutgoingEvent of(Call call) {
        try {
            return new OutgoingEvent(
                    call.tenant() + "/" + call.attribution().customerId(),
                    call.callId() + "/" + call.revision().number(),
                    json.writeValueAsString(CallOutcomeV1.of(call)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A call cannot be written as JSON", e);
        }
    }
}
