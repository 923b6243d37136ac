package io.tierline.trials.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.history.Operation.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir
    Path directory;

    @Test
    void operationHasItsAttempts_whenItWasRepeated() throws Exception {
        // Given
        Path file = directory.resolve("history.ndjson");
        ObjectNode call = Api.JSON.createObjectNode().put("callId", "call-1");
        ObjectNode created = Api.JSON.createObjectNode().put("status", 201);
        created.putObject("answer").put("revision", 1);

        // When
        try (History history = new History(file)) {
            history.note("load", Api.JSON.createObjectNode().put("seed", 7));
            history.invoke(1, 3, "post-call", "acme", call);
            history.invoke(2, 4, "void-call", "bolt", call);
            history.complete(1, 3, "post-call", "acme", Type.INFO, Api.JSON.createObjectNode());
            history.complete(1, 3, "post-call", "acme", Type.OK, created);
        }
        List<Operation> operations = History.read(file);

        // Then
        assertThat(operations).extracting(Operation::f).containsExactly("load", "post-call", "void-call");
        Operation posted = operations.get(1);
        assertThat(posted.type()).isEqualTo(Type.OK);
        assertThat(posted.atOnce()).isFalse();
        assertThat(posted.status()).isEqualTo(201);
        assertThat(posted.answer().get("revision").asInt()).isEqualTo(1);
        assertThat(operations.get(2).type()).isEqualTo(Type.INFO);
        assertThat(operations.get(2).status()).isZero();
    }

    @Test
    void lastLineIsLeftOut_whenItWasCutOff() throws Exception {
        // Given
        Path file = directory.resolve("history.ndjson");
        try (History history = new History(file)) {
            history.invoke(1, 0, "void-call", "acme", Api.JSON.createObjectNode());
        }

        // When
        Files.writeString(file, "{\"op\":2,\"process\":1,\"type\":\"inv", StandardOpenOption.APPEND);

        // Then
        assertThat(History.read(file)).hasSize(1);
    }
}
