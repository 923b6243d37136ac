package io.tierline.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Held by the one launcher that runs for a data directory. The operating system gives it back whatever way the
 * launcher ends, so unlike a pid file it is never stale.
 */
final class LauncherLock implements AutoCloseable {
    private final FileChannel file;

    private LauncherLock(FileChannel file) {
        this.file = file;
    }

    /** The lock, or nothing when another launcher has it. */
    static Optional<LauncherLock> tryTake(DataDirectory data) throws IOException {
        FileChannel file =
                FileChannel.open(data.root().resolve("up.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.tryLock();
        if (lock == null) {
            file.close();
            return Optional.empty();
        }
        return Optional.of(new LauncherLock(file));
    }

    /** The pid of the launcher that has the lock. */
    static OptionalLong holder(DataDirectory data) {
        OptionalLong pid = Processes.read(data.pid("up"));
        return pid.isPresent() && Processes.commandLine(pid.getAsLong()).contains(Up.class.getName())
                ? pid
                : OptionalLong.empty();
    }

    /** The options with which a launcher was started. */
    static UpOptions optionsOf(long pid) throws BadUsage {
        List<String> words = Processes.commandLine(pid);
        return UpOptions.parse(words.subList(words.indexOf(Up.class.getName()) + 1, words.size())
                .toArray(String[]::new));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
