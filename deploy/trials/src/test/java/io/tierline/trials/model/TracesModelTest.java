package io.tierline.trials.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.trials.Topics.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracesModelTest {
    @TempDir
    Path logs;

    private List<String> violations(String list, String value) throws Exception {
        try (Answers answers = new Answers()) {
            answers.on("/v1/reps", uri -> list);
            return new TracesModel(Histories.ofAnErasedPerson(), Duration.ZERO)
                    .check(
                            (service, tenant) -> answers.api(),
                            () -> List.of(new Event("tierline.directory", "trial-a/rep/li@trial-a", Map.of(), value)),
                            logs,
                            null);
        }
    }

    @Test
    void nothingIsWrong_whenNothingIsLeft() throws Exception {
        // Given
        Files.writeString(logs.resolve("call-service.log"), "started\n");

        // Then
        assertThat(violations("{\"items\":[{\"repId\":\"li@trial-a\"}]}", "{}")).isEmpty();
    }

    @Test
    void traceInAnAnswerIsFound() throws Exception {
        assertThat(violations("{\"items\":[{\"name\":\"word-2-of-trial-a\"}]}", "{}"))
                .isEmpty();
        assertThat(violations("{\"items\":[{\"name\":\"Person word-2-of-trial-a\"}]}", "{}"))
                .singleElement()
                .asString()
                .contains("GET /v1/reps?limit=500 of trial-a shows \"Person word-2-of-trial-a\"");
    }

    @Test
    void traceOnATopicIsFound() throws Exception {
        assertThat(violations("{}", "{\"notes\":\"word-1-of-trial-a\"}"))
                .singleElement()
                .asString()
                .startsWith("topics: tierline.directory has \"word-1-of-trial-a\"");
    }

    @Test
    void traceInALogIsFound() throws Exception {
        // Given
        Files.writeString(logs.resolve("call-service.log.1"), "x\nGET /v1/contacts/%2B8613800138000\n");

        // Then
        assertThat(violations("{}", "{}"))
                .singleElement()
                .asString()
                .startsWith("logs: call-service.log.1 has \"13800138000\"");
    }

    @Test
    void needlesInsideOfEachOtherAreFound() {
        // Given
        Needles needles = new Needles(List.of("abcd", "bc", "cde", "x"));

        // Then
        assertThat(needles.in("zabcdez")).containsExactly("abcd", "bc", "cde");
        assertThat(needles.in("abxbd")).containsExactly("x");
        assertThat(needles.in("")).isEmpty();
    }
}
