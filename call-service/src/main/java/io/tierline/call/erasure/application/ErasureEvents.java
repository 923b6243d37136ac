package io.tierline.call.erasure.application;

import io.tierline.call.erasure.domain.Erasure;
import io.tierline.kit.outbox.OutgoingEvent;

/** What the rest of the world is told of an erasure. */
public interface ErasureEvents {

    /** The topic on which erasures are published. */
    String TOPIC = "tierline.directory";

    /** The type and version of the event. */
    String TYPE = "contact-erased.v1";

    /** The erasure as an event. */
    OutgoingEvent of(Erasure erasure);
}
