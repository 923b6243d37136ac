package io.tierline.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The processes of a stack whose launcher was killed: nobody else would ever stop them. */
final class Orphans {
    /** In the order in which a stack stops. */
    private static final List<String> PROGRAMS =
            List.of("call-service", "grading-service", "analytics-service", "kafka", "postgres");

    private static final Duration GRACE = Duration.ofSeconds(20);

    private Orphans() {}

    /**
     * Ends what the pid files name, if it really is of this stack; how many that were.
     * To be called only while no launcher runs for the data directory.
     */
    static int end(DataDirectory data, Consumer<String> say) throws IOException, InterruptedException {
        int ended = 0;
        for (String program : PROGRAMS) {
            Path pidFile = data.pid(program);
            OptionalLong pid = Processes.read(pidFile);
            Optional<ProcessHandle> process = pid.isPresent() && Processes.belongsTo(pid.getAsLong(), data)
                    ? ProcessHandle.of(pid.getAsLong())
                    : Optional.empty();
            if (process.isPresent()) {
                Processes.end(process.get(), program.equals("postgres") ? "INT" : "TERM", GRACE);
                say.accept(
                        "Stopped " + program + " (process " + pid.getAsLong() + "), left over from an earlier start");
                ended++;
            }
            Files.deleteIfExists(pidFile);
        }
        return ended;
    }
}
