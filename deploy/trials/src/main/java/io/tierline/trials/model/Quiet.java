package io.tierline.trials.model;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks again and again until a difference is gone, for as long as everything may need to settle. */
public final class Quiet {
    private final long end;

    /** Something that says its first difference; what it throws while a service is down is a difference too. */
    public interface Look {
        Optional<String> difference() throws IOException;
    }

    /** With so long from now on for all that it waits for. */
    public Quiet(Duration patience) {
        end = System.nanoTime() + patience.toNanos();
    }

    /** The difference that is left when the time is over. */
    public Optional<String> await(Look look) {
        for (long pause = 50; ; pause = Math.min(2 * pause, 2_000)) {
            Optional<String> difference = once(look);
            if (difference.isEmpty() || System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause) > end) {
                return difference;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return difference;
            }
        }
    }

    private static Optional<String> once(Look look) {
        try {
            return look.difference();
        } catch (AssertionError | IOException e) {
            return Optional.of(String.valueOf(e.getMessage()).strip().replaceAll("\\s+", " "));
        }
    }
}
