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
    /** The last records of a topic are delivered once more, as a publisher does that has missed their acknowledgement. */
    DELIVER_AGAIN,
    /** The groups that read a topic begin some of its partitions from the start again. */
    SET_BACK,
    /** The disk has no room for some seconds. */
    FULL_DISK
}
