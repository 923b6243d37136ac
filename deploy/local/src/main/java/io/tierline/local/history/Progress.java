package io.tierline.local.history;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;

/**
 * How far an import has come: every row up to here is stored or rejected, and the rejected ones are in their file.
 *
 * @param target where the calls go
 * @param rows how many rows of the file are done
 * @param bytes how many bytes of the file these are, for showing how far it is
 * @param created calls that this import has stored; those of an answer that was lost count as replayed
 * @param replayed calls that were stored before
 * @param rejected rows in the file of rejected ones
 * @param rejectedBytes how long that file is; what it has beyond was not confirmed and is written again
 * @param digest of the rows that are done; empty when there are none
 */
record Progress(
        String target,
        long rows,
        long bytes,
        long created,
        long replayed,
        long rejected,
        long rejectedBytes,
        String digest) {

    static Progress none(String target) {
        return new Progress(target, 0, 0, 0, 0, 0, 0, "");
    }

    Progress after(Chunk chunk, BatchAnswer answer, long rejectedBytes) {
        return new Progress(
                target,
                rows + chunk.rows(),
                chunk.bytesRead(),
                created + answer.created(),
                replayed + answer.replayed(),
                rejected + chunk.rows() - answer.created() - answer.replayed(),
                rejectedBytes,
                chunk.digest());
    }

    /** The same when somebody has taken the file of rejected rows, to mend them: the next ones begin a new one. */
    Progress withoutRejectedFile() {
        return new Progress(target, rows, bytes, created, replayed, rejected, 0, digest);
    }

    /** What was saved last, or nothing. */
    static Optional<Progress> load(Path file) throws IOException, ImportFailure {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties saved = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            saved.load(reader);
            return Optional.of(new Progress(
                    text(saved, "target"),
                    number(saved, "rows"),
                    number(saved, "bytes"),
                    number(saved, "created"),
                    number(saved, "replayed"),
                    number(saved, "rejected"),
                    number(saved, "rejectedBytes"),
                    text(saved, "digest")));
        } catch (IllegalArgumentException e) {
            throw new ImportFailure(file + " is not as an import has left it (" + e.getMessage()
                    + "). --restart begins anew; what is stored is found again and stays as it is.");
        }
    }

    private static String text(Properties saved, String name) {
        String value = saved.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name);
        }
        return value;
    }

    private static long number(Properties saved, String name) {
        return Long.parseLong(text(saved, name));
    }

    /** Replaces what was saved in one step: whenever the process or the machine dies, one of the two is there. */
    void save(Path file) throws IOException {
        Properties saved = new Properties();
        saved.setProperty("target", target);
        saved.setProperty("rows", String.valueOf(rows));
        saved.setProperty("bytes", String.valueOf(bytes));
        saved.setProperty("created", String.valueOf(created));
        saved.setProperty("replayed", String.valueOf(replayed));
        saved.setProperty("rejected", String.valueOf(rejected));
        saved.setProperty("rejectedBytes", String.valueOf(rejectedBytes));
        saved.setProperty("digest", digest);
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        try (FileChannel channel = FileChannel.open(
                        draft,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
                OutputStream out = Channels.newOutputStream(channel)) {
            saved.store(out, "How far deploy/import has come; delete it only to begin anew");
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
