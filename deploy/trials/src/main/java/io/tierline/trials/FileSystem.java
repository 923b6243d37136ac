package io.tierline.trials;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** File systems of a limited size, for what happens when a disk is full. */
public final class FileSystem {

    private FileSystem() {}

    /** Mounts an empty one of this size; false where that is not permitted. */
    public static boolean mount(Path directory, int megabytes) throws IOException, InterruptedException {
        return run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tierline-test", directory.toString());
    }

    /** Takes it away with all that is on it. */
    public static void unmount(Path directory) throws IOException, InterruptedException {
        if (!run("umount", directory.toString())) {
            throw new IOException(directory + " cannot be unmounted");
        }
    }

    /** Whether one was mounted there. */
    public static boolean isMounted(Path directory) throws IOException, InterruptedException {
        return run("mountpoint", "-q", directory.toString());
    }

    /** Appends to the file until there is no room left. */
    public static void fill(Path file) {
        byte[] piece = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(piece);
            }
        } catch (IOException full) {
            // Meant to come.
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        }
    }
}
