package io.tierline.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.trials.Trial;
import io.tierline.trials.TrialStack;
import io.tierline.trials.fuzz.Fuzzer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A short one of the trials of {@code deploy/trials/run}, with another seed each time. */
@Order(17)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrialsIT {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path DIRECTORY = TARGET.resolve("trial-stack");
    private static final int DISK_MEGABYTES = 3_000;
    private static final Duration TIME = Duration.ofMinutes(2);
    private static final int REQUESTS = 5_000;

    private static final long SEED = new Random().nextInt(1_000_000);

    private static TrialStack stack;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        System.out.println("Seed " + SEED);
        stack = TrialStack.start(DIRECTORY, DISK_MEGABYTES);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (stack != null) {
            stack.keepLogs(TARGET.resolve("logs-" + SEED));
        }
        TrialStack.stop(DIRECTORY);
    }

    @Test
    @Order(1)
    void promisesHold_whilePartsFail() throws Exception {
        Path history = TARGET.resolve("history-" + SEED + ".ndjson");
        assertThat(new Trial(stack, SEED, history, Patience.HEALED, System.out).run(TIME))
                .as("seed %d, history in %s", SEED, history)
                .isEmpty();
    }

    @Test
    @Order(2)
    void requestsAreAnsweredWell_whateverIsInThem() throws Exception {
        assertThat(Fuzzer.of(stack.first(), "fuzz-" + SEED, System.out).run(SEED, REQUESTS, Set.of()))
                .as("kinds of violations, seed %d", SEED)
                .isZero();
    }
}
