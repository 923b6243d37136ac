package io.tierline.trials;

import io.tierline.kit.testing.Gate;
import io.tierline.trials.load.Instances;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Two instances of every service on one database and one broker. The second instances reach the database through a gate,
 * so that their connections can fall silent.
 */
public final class TrialStack implements Instances {
    private static final String FIRST = "first";
    private static final String SECOND = "second";

    private final Path directory;
    private final Stack first;
    private final Gate gate;
    private final Stack second;
    private final boolean limited;

    private TrialStack(Path directory, boolean limited) throws IOException, InterruptedException {
        this.directory = directory;
        this.limited = limited;
        this.first = Stack.startAnew(directory.resolve(FIRST));
        this.gate = new Gate(new InetSocketAddress("127.0.0.1", first.postgresPort())).open();
        this.second = first.startSecondInstances(directory.resolve(SECOND), gate.port());
    }

    /**
     * Starts all of it without any data.
     *
     * @param directory where everything is written; a file system of its own where one of this size can be mounted
     * @param megabytes the size of that file system
     */
    public static TrialStack start(Path directory, int megabytes) throws IOException, InterruptedException {
        stop(directory); // what a run that was killed has left behind
        Files.createDirectories(directory);
        return new TrialStack(directory, FileSystem.mount(directory, megabytes));
    }

    /** Stops whatever runs with this directory, in whatever state it is, and takes its file system away. */
    public static void stop(Path directory) throws IOException, InterruptedException {
        Stack.stop(directory.resolve(SECOND));
        Stack.stop(directory.resolve(FIRST));
        if (FileSystem.isMounted(directory)) {
            FileSystem.unmount(directory);
        }
    }

    /** The instances of each service. */
    public List<Stack> instances() {
        return List.of(first, second);
    }

    /** The one that has the database, the broker, and the first instance of each service. */
    public Stack first() {
        return first;
    }

    @Override
    public int count() {
        return instances().size();
    }

    @Override
    public Api api(String service, int instance, String tenant, String... roles) {
        return new Api(instances().get(instance).address(service), "Bearer " + first.token(tenant, roles));
    }

    /** Swallows what goes over the connections between second instances and the database; new ones work. */
    public void silence() {
        gate.swallow();
    }

    /** Whether the disk can be filled. */
    public boolean isLimited() {
        return limited;
    }

    /** The directory on whose file system everything is written. */
    public Path directory() {
        return directory;
    }

    /** Copies the logs of all programs, as the disk of the stack may be one that goes away with it. */
    public void keepLogs(Path to) throws IOException {
        for (Stack instance : instances()) {
            Path kept = to.resolve(instance.logs().getParent().getFileName());
            Files.createDirectories(kept);
            try (Stream<Path> logs = Files.list(instance.logs())) {
                for (Path log : logs.toList()) {
                    Files.copy(log, kept.resolve(log.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** Stops everything. */
    public void stop() throws IOException, InterruptedException {
        stop(directory);
        gate.close();
    }
}
