package io.tierline.trials.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.history.Operation.Completion;
import io.tierline.trials.history.Operation.Type;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A history in a file, one JSON object per line; the format is in HISTORY.md. Safe for any number of threads. */
public final class History implements AutoCloseable {
    private final long start = System.nanoTime();
    private final Writer file;

    /** Begins a history; replaces the file if there is one. */
    public History(Path file) throws IOException {
        this.file = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    /** Writes that an operation begins. */
    public void invoke(int op, int process, String f, String tenant, JsonNode value) {
        write(line(op, process, "invoke", f, tenant).set("value", value));
    }

    /** Writes how an attempt ended. */
    public void complete(int op, int process, String f, String tenant, Type type, JsonNode result) {
        write(line(op, process, type.name().toLowerCase(Locale.ROOT), f, tenant).set("result", result));
    }

    /** Writes something that is no operation, such as a fault. */
    public void note(String f, JsonNode value) {
        write(line(0, -1, "info", f, null).set("value", value));
    }

    private ObjectNode line(int op, int process, String type, String f, String tenant) {
        return Api.JSON
                .createObjectNode()
                .put("op", op)
                .put("process", process)
                .put("type", type)
                .put("f", f)
                .put("tenant", tenant)
                .put("at", (System.nanoTime() - start) / 1_000_000);
    }

    private synchronized void write(JsonNode line) {
        try {
            file.write(line + "\n");
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    /** All operations and notes of a history, in the order in which they began. A last line that was cut off is left out. */
    public static List<Operation> read(Path file) throws IOException {
        Map<Integer, Operation> operations = new LinkedHashMap<>();
        int notes = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                if (!text.endsWith("}")) {
                    continue;
                }
                JsonNode line = Api.JSON.readTree(text);
                int op = line.get("op").asInt();
                if (op == 0 || line.get("type").asText().equals("invoke")) {
                    operations.put(op == 0 ? --notes : op, operation(op, line));
                } else {
                    operations.get(op).completions().add(completion(line));
                }
            }
        }
        return List.copyOf(operations.values());
    }

    private static Operation operation(int op, JsonNode line) {
        return new Operation(
                op,
                line.get("process").asInt(),
                line.get("f").asText(),
                line.get("tenant").textValue(),
                line.get("at").asLong(),
                line.get("value"),
                new ArrayList<>());
    }

    private static Completion completion(JsonNode line) {
        Type type = Type.valueOf(line.get("type").asText().toUpperCase(Locale.ROOT));
        return new Completion(type, line.get("at").asLong(), line.get("result"));
    }
}
