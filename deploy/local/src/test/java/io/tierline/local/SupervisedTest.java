package io.tierline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Keeps the mark in its command line, and starts no other process: that would look like a second one for a moment. */
    private static final String SLEEP_WITH_MARK = "exec tail -f /dev/null -- \"$0\"";

    @TempDir
    Path directory;

    private DataDirectory data;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private Supervised supervised;

    @BeforeEach
    void makeDirectory() throws IOException {
        data = DataDirectory.at(directory);
    }

    @AfterEach
    void stop() throws InterruptedException {
        supervised.requestStop();
        supervised.awaitStop(Duration.ofSeconds(5));
    }

    @Test
    void killedProgramIsStartedAgain_withALineThatSaysSo() throws Exception {
        // Given
        supervise("exec sleep 1000");
        supervised.awaitReady(LIMIT);
        long first = pid();

        // When
        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        // Then
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(said)
                        .containsExactly(
                                "sleeper was killed by signal 9; starting it again in 0.5 s",
                                "sleeper is ready again"));
        assertThat(pid()).isNotEqualTo(first);
    }

    @Test
    void programThatCannotBeStartedIsTriedAgain() throws Exception {
        // Given
        AtomicReference<RuntimeException> fault = new AtomicReference<>(new IllegalStateException("no such thing"));
        supervised = new Supervised(
                new Shell("exec sleep 1000") {
                    @Override
                    public void prepare() {
                        RuntimeException thrown = fault.getAndSet(null);
                        if (thrown != null) {
                            throw thrown;
                        }
                    }
                },
                data,
                said::add);

        // When
        supervised.start();

        // Then
        supervised.awaitReady(LIMIT);
        assertThat(said).containsExactly("sleeper cannot be started (no such thing); starting it again in 0.5 s");
    }

    @Test
    void programThatNeverGetsReadyIsGivenUp_withTheEndOfItsLog() throws Exception {
        supervise("echo waiting for godot; exec sleep 1000 never ready");

        assertThatThrownBy(() -> supervised.awaitReady(Duration.ofSeconds(1)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("sleeper is not ready after 1 s")
                .hasMessageContaining("waiting for godot");
    }

    @Test
    void programThatDiesOverAndOverIsGivenUpBeforeTheTimeIsOver() throws Exception {
        supervise("echo told to fail; exit 3");

        assertThatThrownBy(() -> supervised.awaitReady(LIMIT))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("sleeper keeps dying while it starts")
                .hasMessageContaining("told to fail");
        assertThat(said).contains("sleeper ended with exit code 3; starting it again in 0.5 s");
    }

    @Test
    void programThatDoesNotStopIsKilled() throws Exception {
        // Given
        supervise("trap '' TERM; echo deaf; while :; do sleep 0.1; done");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(data.log("sleeper")).hasContent("deaf"));
        ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();

        // When
        supervised.requestStop();
        supervised.awaitStop(Duration.ofMillis(500));

        // Then
        assertThat(process.isAlive()).isFalse();
        assertThat(said).containsExactly("sleeper did not stop within 0 s and was killed");
    }

    @Test
    void orphanOfAKilledLauncherIsEnded_butNotAStrangerWithItsPid() throws Exception {
        // Given
        supervise("exec sleep 1000");
        supervised.awaitReady(LIMIT);
        Process orphan = new ProcessBuilder("sh", "-c", SLEEP_WITH_MARK + " kafka.Kafka", data.mark()).start();
        Process stranger = new ProcessBuilder("sleep", "1000").start();
        try {
            Files.writeString(data.pid("call-service"), stranger.pid() + "\n");
            awaitAsleep();

            // When
            int ended = Orphans.end(data, said::add);

            // Then
            assertThat(ended).isEqualTo(1);
            assertThat(orphan.isAlive()).isFalse();
            assertThat(stranger.isAlive()).isTrue();
            assertThat(said)
                    .containsExactly("Stopped kafka (process " + orphan.pid() + "), left over from an earlier start");
        } finally {
            orphan.destroyForcibly();
            stranger.destroyForcibly();
        }
    }

    @Test
    void pauseStaysShort_whenOthersKillTheProgramAgainAndAgain() throws Exception {
        supervise("exec sleep 1000");
        supervised.awaitReady(LIMIT);
        for (int i = 1; i <= 3; i++) {
            int kills = i;
            ProcessHandle.of(pid()).orElseThrow().destroyForcibly();
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(said)
                            .filteredOn("sleeper is ready again"::equals)
                            .hasSize(kills));
        }
        assertThat(said)
                .filteredOn(line -> line.contains("killed"))
                .containsOnly("sleeper was killed by signal 9; starting it again in 0.5 s");
    }

    @Test
    void programIsStartedAgainAndFoundByItsData_whenTheDiskIsFull() throws Exception {
        // Given
        Path disk = Files.createDirectory(directory.resolve("disk"));
        assumeThat(run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()))
                .as("exit code of mounting a small file system, which takes root")
                .isZero();
        try {
            data = DataDirectory.at(disk.resolve("data"));
            assertThatThrownBy(() -> Files.write(disk.resolve("filler"), new byte[1_000_000]))
                    .isInstanceOf(IOException.class);
            supervise(SLEEP_WITH_MARK);
            supervised.awaitReady(LIMIT);
            assertThat(Processes.read(data.pid("sleeper")))
                    .as("a pid file on the full disk")
                    .isEmpty();
            awaitAsleep();

            // When
            int ended = Orphans.end(data, line -> {});

            // Then
            assertThat(ended).as("processes found without a pid file").isEqualTo(1);
            await().atMost(LIMIT).untilAsserted(() -> assertThat(said).contains("sleeper is ready again"));
            Files.delete(disk.resolve("filler"));
            await().atMost(LIMIT)
                    .untilAsserted(() ->
                            assertThat(Processes.read(data.pid("sleeper"))).isPresent());
        } finally {
            stop();
            run("umount", "--lazy", disk.toString());
        }
    }

    /** Waits until the shell has become its {@code tail}: Linux shows no command line while a process changes programs. */
    private void awaitAsleep() {
        await().atMost(LIMIT)
                .until(() -> ProcessHandle.allProcesses()
                        .map(process -> Processes.commandLine(process.pid()))
                        .anyMatch(words -> words.contains("tail") && words.contains(data.mark())));
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    private void supervise(String script) throws IOException {
        supervised = new Supervised(new Shell(script), data, said::add);
        supervised.start();
    }

    private long pid() {
        return Processes.read(data.pid("sleeper")).orElseThrow();
    }

    /** A program that is ready as soon as it runs, unless its script says otherwise. */
    private class Shell implements Program {
        private final String script;

        Shell(String script) {
            this.script = script;
        }

        @Override
        public String name() {
            return "sleeper";
        }

        @Override
        public ProcessBuilder command() {
            return new ProcessBuilder("sh", "-c", script, data.mark());
        }

        @Override
        public boolean isReady() {
            return !script.contains("never ready") && !script.contains("exit");
        }
    }
}
