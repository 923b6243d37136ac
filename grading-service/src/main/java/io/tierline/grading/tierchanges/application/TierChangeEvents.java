package io.tierline.grading.tierchanges.application;

import io.tierline.grading.tierchanges.domain.TierChange;
import io.tierline.kit.outbox.OutgoingEvent;

/** What the rest of the world is told about tier changes. */
public interface TierChangeEvents {

    /** The topic on which tier changes are published. */
    String TOPIC = "tierline.tier-changes";

    /** The type and version of the event. */
    String TYPE = "tier-change.v1";

    /** The change as an event. */
    OutgoingEvent of(TierChange change);
}
