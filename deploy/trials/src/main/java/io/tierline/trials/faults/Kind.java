package io.tierline.trials.faults;

/** What can happen to a part of the stack. */
public enum Kind {
    /** {@code kill -9}. */
    KILL,
    /** Stopped in the middle of what it does (SIGSTOP), for up to 20 s. */
    PAUSE,
    /** Asked to end, and started again by its launcher. */
    RESTART,
    /** Every connection between the second instances and the database swallows what goes over it; new ones work. */
    SILENCE,
    /** A topic is deleted and made again, empty. */
    REMAKE_TOPIC,
    /** The last records of a topic are delivered once more, as a consumer group reads them that was set back. */
    DELIVER_AGAIN,
    /** The disk has no room for some seconds. */
    FULL_DISK
}
