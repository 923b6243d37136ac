package io.tierline.local.demo;

/** The demo could not be played, or did not come out as it has to; the message says what was wrong. */
public final class DemoFailure extends Exception {
    DemoFailure(String message) {
        super(message);
    }
}
