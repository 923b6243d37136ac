package io.tierline.trials;

import io.tierline.kit.testing.Gate;
import io.tierline.trials.load.Instances;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Two instances of every service on one database and one broker. The second instances reach the database through a gate,
 * so that their connections can fall silent.
 */
public final class TrialStack implements Instances {

    private final Path directory;
    private final Stack first;
    private final Gate gate;
    private final Stack second;
    private final boolean limited;

    private TrialStack(Path directory, Stack first, Gate gate, Stack second, boolean limited) {
        this.directory = directory;
        this.first = first;
        this.gate = gate;
        this.second = second;
        this.limited = limited;
    }

    /**
     * Starts all of it without any data.
     *
     * @param directory where everything is written; a file system of its own where one of this size can be mounted
     * @param megabytes the size of that file system
     */
    public static TrialStack start(Path directory, int megabytes) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        boolean limited = FileSystem.mount(directory, megabytes);
        Stack first = Stack.startAnew(directory.resolve("first"));
        Gate gate = new Gate(new InetSocketAddress("127.0.0.1", first.postgresPort())).open();
        Stack second = first.startSecondInstances(directory.resolve("second"), gate.port());
        return new TrialStack(directory, first, gate, second, limited);
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

    /** Stops everything. */
    public void stop() throws IOException, InterruptedException {
        second.stop();
        first.stop();
        gate.close();
        if (limited) {
            FileSystem.unmount(directory);
        }
    }
}
