package io.tierline.grading.deals.application;

import io.tierline.grading.deals.domain.Closing;
import io.tierline.grading.lifecycle.application.LifecycleEvents;
import io.tierline.kit.outbox.OutgoingEvent;

/** What the rest of the world is told about closings. */
public interface ClosingEvents {

    /** The topic on which closings are published, beside what is told of the customers. */
    String TOPIC = LifecycleEvents.TOPIC;

    /** The type and version of the event. */
    String TYPE = "closing.v1";

    /** The closing as an event. */
    OutgoingEvent of(Closing closing);
}
