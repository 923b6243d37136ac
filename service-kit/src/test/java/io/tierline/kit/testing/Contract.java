package io.tierline.kit.testing;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An event's contract as its publisher keeps it: a JSON Schema and examples. */
public final class Contract {

    private final Path folder;
    private final Schema schema;

    private Contract(Path folder) {
        this.folder = folder;
        this.schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(read(folder.resolve("schema.json")), InputFormat.JSON);
    }

    /**
     * @param publisher the publishing service's folder, such as {@code call-service}
     * @param event the event's name, such as {@code call-outcome}
     * @param version such as {@code v1}
     */
    public static Contract of(String publisher, String event, String version) {
        Path folder = Path.of("..", publisher, "src", "main", "contracts", event, version);
        if (!Files.isDirectory(folder)) {
            throw new IllegalStateException("There is no contract at " + folder.toAbsolutePath());
        }
        return new Contract(folder);
    }

    /** The examples by file name, never none. */
    public Map<String, String> examples() {
        Map<String, String> examples = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve("examples"))) {
            files.forEach(file -> examples.put(file.getFileName().toString(), read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (examples.isEmpty()) {
            throw new IllegalStateException("The contract has no examples: " + folder);
        }
        return examples;
    }

    /** What is wrong with a payload by the schema; nothing when it conforms. */
    public List<String> faultsOf(String payload) {
        return schema
                .validate(
                        payload,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
