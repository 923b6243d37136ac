package io.tierline.system;

import static io.tierline.trials.Tenant.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tierline.trials.Calls;
import io.tierline.trials.FileSystem;
import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack whose disk fills up while calls come in, and has room again later. */
@Order(16)
class FullDiskIT {
    private static final int MEGABYTES = 1_000;
    private static final Duration FULL = Duration.ofSeconds(25);

    private static final Duration SPAN = Duration.ofHours(2);

    @TempDir
    Path disk;

    private boolean mounted;
    private Stack stack;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        mounted = FileSystem.mount(disk, MEGABYTES);
        assumeTrue(mounted, "no file system of a limited size can be mounted here");
        stack = Stack.startAnew(disk.resolve("data"));
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (stack != null) {
            stack.stop();
        }
        if (mounted) {
            FileSystem.unmount(disk);
        }
    }

    @Test
    void callsAreRefusedAndNoneIsLost_whenTheDiskIsFull() throws Exception {
        // Given
        Tenant tenant = new Tenant(stack, "full-disk");
        Instant from = Instant.now().minus(SPAN).minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        String period = Calls.from(from, from.plus(SPAN).plusSeconds(3600));
        tenant.token("telephony", "manager", "bi");
        SteadyCaller caller = SteadyCaller.start(tenant, from, SPAN);
        eventually(() -> assertThat(caller.acknowledged()).hasSizeGreaterThan(150));

        // When
        Path ballast = disk.resolve("ballast");
        long until = System.nanoTime() + FULL.toNanos();
        while (System.nanoTime() < until) {
            FileSystem.fill(ballast); // also what has become free meanwhile
            TimeUnit.MILLISECONDS.sleep(100);
        }
        int retries = caller.retries();
        Files.delete(ballast);

        // Then
        Duration recovery = KilledProcessesIT.recovery(tenant, period);
        caller.finish();
        System.out.printf(
                "Disk full for %d s: %d retries meanwhile; a call posted afterwards was acknowledged, graded and counted"
                        + " after %.1f s; %d calls, %d retries%n",
                FULL.toSeconds(),
                retries,
                recovery.toMillis() / 1000.0,
                caller.acknowledged().size(),
                caller.retries());
        assertThat(retries).as("the full disk was noticed").isPositive();
        assertThat(recovery).isLessThanOrEqualTo(Patience.HEALED);
        KilledProcessesIT.assertNothingLost(stack, tenant, caller, period);
        stack.stop();
        assertThat(stack.processes()).as("what still runs").isEmpty();
    }
}
