package io.tierline.call.calls.application;

import io.tierline.call.calls.domain.Call;
import io.tierline.kit.outbox.OutgoingEvent;

/** What the rest of the world is told about a call. */
public interface CallEvents {

    /** The topic on which calls are published. */
    String TOPIC = "tierline.call-outcomes";

    /** The type and version of the event. */
    String TYPE = "call-outcome.v1";

    /** The call at its present revision as an event. */
    OutgoingEvent of(Call call);
}
