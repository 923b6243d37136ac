package io.tierline.local;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The processes of a stack whose launcher was killed: nobody else would ever stop them. */
final class Orphans {
    /** In the order in which a stack stops. */
    private static final List<String> PROGRAMS =
            List.of("call-service", "grading-service", "analytics-service", "kafka", "postgres");

    private static final Duration GRACE = Duration.ofSeconds(20);

    private Orphans() {}

    /**
     * Ends all processes of this stack; how many that were. They are found by their command lines, as a pid file may
     * be missing: there was no room for it on a full disk, say. To be called only while no launcher runs for the data
     * directory.
     */
    static int end(DataDirectory data, Consumer<String> say) throws IOException, InterruptedException {
        int ended = 0;
        for (String program : PROGRAMS) {
            for (ProcessHandle process : processes(program, data)) {
                Processes.end(process, program.equals("postgres") ? "INT" : "TERM", GRACE);
                say.accept("Stopped " + program + " (process " + process.pid() + "), left over from an earlier start");
                ended++;
            }
            Files.deleteIfExists(data.pid(program));
        }
        return ended;
    }

    private static List<ProcessHandle> processes(String program, DataDirectory data) {
        return ProcessHandle.allProcesses()
                .filter(process -> Processes.belongsTo(process.pid(), data))
                .filter(process -> program.equals(programOf(process, data)))
                .toList();
    }

    /** By what stands in the command line beside the path of the data; whatever else runs for it goes first. */
    private static String programOf(ProcessHandle process, DataDirectory data) {
        String words = String.join(" ", Processes.commandLine(process.pid()))
                .replace(data.root().toString(), "");
        return PROGRAMS.stream().filter(words::contains).findFirst().orElse(PROGRAMS.get(0));
    }
}
