package io.tierline.call.calls;

import static io.tierline.call.calls.CallApi.as;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.tierline.kit.database.Database;
import io.tierline.kit.testing.StoredRows;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What was submitted before an upgrade is a repeat after it, in every form and by every adapter: how a submission is
 * stored does not change. The rows were stored by an earlier build. After adding a form, run the test once with
 * {@code -Dtierline.store=true}: that adds what the build at hand stores of it; rows that are there stay.
 */
@QuarkusTest
class StoredSubmissionsTest {

    private static final String TENANT = "stored-submissions";
    private static final Path FOLDER = Path.of("src", "test", "resources", "stored-forms");
    private static final List<String> TABLES =
            List.of("policy", "contact", "team", "rep", "rep_membership", "call", "call_revision", "telephony_record");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One request. */
    record Submission(String name, String path, String type, String body) {}

    @Inject
    Database database;

    @Test
    void submissionIsARepeat_ofWhatAnEarlierBuildStored() throws IOException {
        // Given
        StoredRows rows = new StoredRows(database, FOLDER.resolve("rows.ndjson"));
        boolean store = Boolean.getBoolean("tierline.store");
        rows.insert();
        for (Submission submission : submissions()) {

            // When
            Set<String> results = Set.copyOf(results(send(submission)));

            // Then
            assertThat(results)
                    .as(submission.name())
                    .isSubsetOf(store ? Set.of("created", "revised", "replayed") : Set.of("replayed"));
        }
        if (store) {
            rows.write(TENANT, TABLES);
        }
    }

    private static List<Submission> submissions() throws IOException {
        List<Submission> submissions = new ArrayList<>();
        for (String line : Files.readAllLines(FOLDER.resolve("submissions.ndjson"))) {
            submissions.add(JSON.readValue(line, Submission.class));
        }
        return submissions;
    }

    private static Response send(Submission submission) {
        return as(TENANT, "telephony")
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs(submission.type(), ContentType.BINARY)
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(submission.type())
                .urlEncodingEnabled(false)
                .body(submission.body().getBytes(StandardCharsets.UTF_8))
                .post(submission.path());
    }

    /** Of each call that was submitted; of a single one it is known by the status alone. */
    private static List<String> results(Response answer) {
        if (answer.path("items") != null) {
            return answer.path("items.result");
        }
        String result = answer.path("result");
        return List.of(
                result != null
                        ? result
                        : switch (answer.statusCode()) {
                            case 201 -> "created";
                            case 200 -> "replayed";
                            default -> answer.asString();
                        });
    }
}
