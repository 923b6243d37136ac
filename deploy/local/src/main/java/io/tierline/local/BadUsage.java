package io.tierline.local;

import java.util.List;

/** A command line that cannot be obeyed: every fault in it, each a sentence for the person who typed it. */
final class BadUsage extends Exception {
    /** Exit code of a command that was called wrongly, as shells and GNU tools have it. */
    static final int EXIT_CODE = 2;

    private final transient List<String> faults;

    BadUsage(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    List<String> faults() {
        return faults;
    }
}
