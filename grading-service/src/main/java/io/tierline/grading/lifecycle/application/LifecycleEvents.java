package io.tierline.grading.lifecycle.application;

import io.tierline.grading.lifecycle.domain.Lifecycle;
import io.tierline.kit.outbox.OutgoingEvent;

/** What the rest of the world is told about customers. */
public interface LifecycleEvents {

    /** The topic on which it is published. */
    String TOPIC = "tierline.customer-lifecycle";

    /** The type and version of the event. */
    String TYPE = "customer-lifecycle.v1";

    /** The customer as an event. */
    OutgoingEvent of(Lifecycle lifecycle);
}
