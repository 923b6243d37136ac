package io.tierline.kit.database;

/** Hears what committed transactions of any instance said by PostgreSQL's {@code NOTIFY}. A bean of this type is told. */
public interface Listener {

    /** On which channel; a name that needs no quotes. */
    String channel();

    /** Somebody has committed. Called on an event loop: must not wait. */
    void heard(String payload);

    /**
     * Listening has begun, for the first time or anew: whatever was said before, nobody has heard. To be dealt with like a
     * notification about everything.
     */
    default void began() {}
}
