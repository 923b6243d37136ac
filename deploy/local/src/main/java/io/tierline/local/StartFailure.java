package io.tierline.local;

/** The stack cannot be started; the message tells the person at the terminal why, and what to do. */
final class StartFailure extends Exception {
    StartFailure(String message) {
        super(message);
    }
}
