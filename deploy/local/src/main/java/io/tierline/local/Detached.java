package io.tierline.local;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A launcher that lives on without the terminal, in a session of its own. */
final class Detached {
    private static final String MARK = "tierline.detached";

    private Detached() {}

    /** Whether this JVM is the one that lives on. */
    static boolean isThisOne() {
        return Boolean.getBoolean(MARK);
    }

    /** There as long as a stack is up and has told all that it has to tell; holds the exit code of having come so far. */
    static Path readyFile(DataDirectory data) {
        return data.root().resolve("pids/up.ready");
    }

    /** Starts the launcher anew, relays what it says until it is ready or has given up, and returns the exit code. */
    static int start(String[] args, DataDirectory data) throws IOException, InterruptedException {
        Path log = data.log("up");
        List<String> command = new ArrayList<>(List.of("setsid", Java.EXECUTABLE, "-D" + MARK + "=true"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add(Up.class.getName());
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Files.deleteIfExists(readyFile(data));
        Process launcher = builder.start();
        // No limit here: the launcher has one for everything that it waits for.
        try (InputStream said = Files.newInputStream(log)) {
            boolean decided;
            do {
                decided = launcher.waitFor(100, TimeUnit.MILLISECONDS) || Files.exists(readyFile(data));
                said.transferTo(System.out);
            } while (!decided);
            System.out.flush();
        }
        return launcher.isAlive()
                ? Integer.parseInt(Files.readString(readyFile(data)).strip())
                : launcher.exitValue();
    }
}
