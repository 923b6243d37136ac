package io.tierline.local.history;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A CSV file, read row by row; blank lines are passed over. Never more than a row of it is in memory. */
final class CallFile implements Closeable {
    /** A longer row is no call: most likely a quote was not closed, and the rest of the file is taken for one cell. */
    static final int LONGEST_ROW = 1 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path path;
    private final Charset charset;
    private final long size;
    private final CountedBytes bytes;
    private final CsvReader<CsvRecord> csv;
    private final Iterator<CsvRecord> rows;
    private final List<String> header;
    private long lastLine = 1;

    private CallFile(Path path, Charset charset) throws IOException, ImportFailure {
        this.path = path;
        this.charset = charset;
        this.size = Files.size(path);
        this.bytes = new CountedBytes(Files.newInputStream(path));
        try {
            // A decoder of its own refuses what is not in the charset; the usual one would store question marks.
            Reader text = new BufferedReader(new InputStreamReader(bytes, charset.newDecoder()));
            passByteOrderMark(text);
            this.csv = CsvReader.builder()
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .maxBufferSize(LONGEST_ROW)
                    .build(
                            CsvRecordHandler.builder()
                                    .maxFieldSize(LONGEST_ROW)
                                    .maxRecordSize(LONGEST_ROW)
                                    .build(),
                            text);
            this.rows = csv.iterator();
            this.header = next().map(CsvRecord::getFields)
                    .orElseThrow(() -> new ImportFailure(path + " is empty; its first line has to name the columns."));
        } catch (CharacterCodingException e) {
            bytes.close();
            throw notInCharset();
        } catch (IOException | ImportFailure | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    static CallFile open(Path path, Charset charset) throws ImportFailure {
        try {
            return new CallFile(path, charset);
        } catch (IOException e) {
            throw new ImportFailure(path + " cannot be read: " + e);
        }
    }

    private static void passByteOrderMark(Reader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
    }

    List<String> header() {
        return header;
    }

    /** Of the file, in bytes. */
    long size() {
        return size;
    }

    /** How much has been read, in bytes: up to the last row, or a buffer further. */
    long bytesRead() {
        return bytes.read;
    }

    /** The next row, or nothing at the end. */
    Optional<CsvRecord> next() throws ImportFailure {
        try {
            if (!rows.hasNext()) {
                return Optional.empty();
            }
            CsvRecord row = rows.next();
            lastLine = row.getStartingLineNumber();
            return Optional.of(row);
        } catch (CsvParseException e) {
            throw causedByCharset(e)
                    ? notInCharset()
                    : new ImportFailure(path + ", in or after line " + lastLine + ", is no CSV: " + reason(e)
                            + ". Rows end at line breaks outside of quotes; is a quote not closed?");
        } catch (UncheckedIOException e) {
            throw causedByCharset(e)
                    ? notInCharset()
                    : new ImportFailure(path + " cannot be read after line " + lastLine + ": " + e.getCause());
        }
    }

    private static boolean causedByCharset(Throwable failure) {
        return failure != null && (failure instanceof CharacterCodingException || causedByCharset(failure.getCause()));
    }

    private static String reason(Throwable failure) {
        return failure.getCause() == null ? failure.getMessage() : reason(failure.getCause());
    }

    private ImportFailure notInCharset() {
        return new ImportFailure(path + ", after line " + lastLine + ", is not " + charset
                + ". Spreadsheets save \"CSV UTF-8\"; or name the encoding, such as --charset GB18030.");
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    private static final class CountedBytes extends FilterInputStream {
        private long read;

        CountedBytes(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            read += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int some = super.read(buffer, offset, length);
            read += Math.max(0, some);
            return some;
        }
    }
}
