package io.tierline.kit.messaging;

/** A record that cannot be understood; its message is the reason that stands in the dead-letter topic. */
public final class UnreadableEvent extends RuntimeException {

    public UnreadableEvent(String reason) {
        super(reason, null, false, false);
    }
}
