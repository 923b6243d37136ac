package io.tierline.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Where one local stack keeps everything that it writes; two stacks have two of them. */
record DataDirectory(Path root) {
    static final String MARK = "-Dtierline.data=";

    /** The directory at a path, made when missing, by its real name: the same for every way to spell it. */
    static DataDirectory at(Path path) throws IOException {
        Files.createDirectories(
                path.toAbsolutePath(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        DataDirectory data = new DataDirectory(path.toRealPath());
        Files.createDirectories(data.root.resolve("logs"));
        Files.createDirectories(data.root.resolve("pids"));
        return data;
    }

    Path log(String program) {
        return root.resolve("logs").resolve(program + ".log");
    }

    Path pid(String program) {
        return root.resolve("pids").resolve(program + ".pid");
    }

    Path keys() {
        return root.resolve("keys");
    }

    Path tokens() {
        return root.resolve("tokens");
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    Path kafka() {
        return root.resolve("kafka");
    }

    /** A JVM argument that does nothing but show in the process list to which stack a process belongs. */
    String mark() {
        return MARK + root;
    }

    /** Replaces a file in one step, so that nobody reads half of it; only its owner can read it, for it may hold a secret. */
    static void replace(Path file, String content) throws IOException {
        Path draft = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".tmp"); // made with 600
        Files.writeString(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
