package io.tierline.local.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * The file of rejected rows: each as it came, and why it was rejected. For its owner's eyes only, for it may hold phone
 * numbers and notes. It is locked while it is open, so that one file is imported once at a time; closed without a row it
 * is removed.
 */
final class RejectedRows implements Closeable {
    private final Path path;
    private final String header;
    private final FileChannel file;

    private RejectedRows(Path path, String header, FileChannel file) {
        this.path = path;
        this.header = header;
        this.file = file;
    }

    /**
     * @param header its first line
     * @throws ImportFailure when another import has it open
     */
    static RejectedRows open(Path path, String header) throws IOException, ImportFailure {
        FileChannel file = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            if (file.tryLock() != null) {
                return new RejectedRows(path, header, file);
            }
        } catch (OverlappingFileLockException lockedHere) {
            // The same as a lock of another process.
        }
        file.close();
        throw new ImportFailure("Another import of this file is running.");
    }

    long length() throws IOException {
        return file.size();
    }

    /**
     * Writes rejected rows, to the disk.
     *
     * @param confirmed the length up to which the file counts; what stands behind it is of an import that was killed
     * @return the length with the rows
     */
    long append(long confirmed, List<Rejection> rejections) throws IOException {
        file.truncate(confirmed);
        if (rejections.isEmpty()) {
            return confirmed;
        }
        StringBuilder lines = new StringBuilder(confirmed == 0 ? header + "\n" : "");
        for (Rejection rejection : rejections) {
            lines.append(Row.csv(
                            List.of(String.valueOf(rejection.row().line()), rejection.code(), rejection.message())))
                    .append(',')
                    .append(rejection.row().csv())
                    .append('\n');
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        long end = confirmed;
        while (bytes.hasRemaining()) {
            end += file.write(bytes, end);
        }
        file.force(true);
        return end;
    }

    @Override
    public void close() throws IOException {
        if (file.size() == 0) {
            Files.deleteIfExists(path);
        }
        file.close();
    }
}
