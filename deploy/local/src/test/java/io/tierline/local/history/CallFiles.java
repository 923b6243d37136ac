package io.tierline.local.history;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Files of past calls, as an old system exports them. */
final class CallFiles {
    static final String HEADER = "callId,phone,rep,startedAt,outcome,notes";

    private CallFiles() {}

    static String row(int number) {
        return "old-" + number + ",+86138" + (10_000_000 + number)
                + ",li.wei,2025-03-03T09:30:00+08:00,RJ,\"has a supplier, is content\"";
    }

    /** A row that the API rejects. */
    static String badRow(int number) {
        return row(number).replaceAll(",\\+86[0-9]+,", ",12,");
    }

    static String of(int rows) {
        return of(IntStream.range(0, rows).mapToObj(CallFiles::row).toArray(String[]::new));
    }

    static String of(String... rows) {
        return HEADER + "\n" + String.join("\n", rows) + "\n";
    }

    static Chunks chunks(Path directory, String content) throws IOException, ImportFailure {
        return chunks(directory, content.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    static Chunks chunks(Path directory, byte[] content, Charset charset) throws IOException, ImportFailure {
        Path path = Files.write(directory.resolve("calls.csv"), content);
        CallFile file = CallFile.open(path, charset);
        return new Chunks(file, Columns.of(file.header(), Map.of(), Set.of()));
    }
}
