package io.tierline.local.history;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Splits the file into bodies that the API takes. */
final class Chunks {
    /** The API's limit. */
    static final int MOST_ROWS = 5_000;

    /**
     * A body that has grown to this many bytes takes no further row; with the longest row it is still far below the API's
     * 16 MB, and a few of them fit into a small heap.
     */
    static final int ENOUGH_BYTES = 4 * 1024 * 1024;

    private final CallFile file;
    private final Columns columns;
    private final MessageDigest digest;

    Chunks(CallFile file, Columns columns) {
        this.file = file;
        this.columns = columns;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has it", e);
        }
        digest(columns.sentHeader());
        digest(columns.rejectedHeader());
    }

    /**
     * Reads over the rows that were imported before.
     *
     * @return whether they are there, and are the same
     */
    boolean pass(long rows, String digestThen) throws ImportFailure {
        for (long i = 0; i < rows; i++) {
            Optional<CsvRecord> row = file.next();
            if (row.isEmpty()) {
                return false;
            }
            digest(columns.original(row.get().getFields()));
        }
        return digest().equals(digestThen);
    }

    /** The next rows, or nothing at the end of the file. */
    Optional<Chunk> next() throws ImportFailure {
        List<Row> sent = new ArrayList<>();
        List<Rejection> unfit = new ArrayList<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(body, 64 * 1024)) {
            int size = write(gzip, columns.sentHeader());
            while (sent.size() + unfit.size() < MOST_ROWS && size < ENOUGH_BYTES) {
                Optional<CsvRecord> record = file.next();
                if (record.isEmpty()) {
                    break;
                }
                List<String> cells = record.get().getFields();
                Row row = new Row(record.get().getStartingLineNumber(), columns.original(cells));
                digest(row.csv());
                Optional<Rejection> rejection = unfit(row, cells);
                if (rejection.isPresent()) {
                    unfit.add(rejection.get());
                } else {
                    size += write(gzip, columns.sendsOriginals() ? row.csv() : columns.sent(cells));
                    sent.add(row);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sent.isEmpty() && unfit.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Chunk(sent, unfit, sent.isEmpty() ? null : body.toByteArray(), file.bytesRead(), digest()));
    }

    /** What the API would reject as well, but would then reject the whole body for, or could take for another row. */
    private Optional<Rejection> unfit(Row row, List<String> cells) {
        if (cells.size() != columns.width()) {
            return Optional.of(new Rejection(
                    row,
                    "invalid",
                    "has " + cells.size() + " cells; the header names " + columns.width() + " columns"));
        }
        return row.csv().indexOf('\0') < 0
                ? Optional.empty()
                : Optional.of(new Rejection(row, "invalid", "a cell holds \\u0000"));
    }

    private static int write(OutputStream out, String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(bytes);
        return bytes.length;
    }

    private void digest(String line) {
        digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private String digest() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own SHA-256 can be copied", e);
        }
    }
}
