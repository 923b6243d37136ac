package io.tierline.trials.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.trials.fuzz.Wire.Response;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Operation READ = GeneratorTest.OPERATIONS.get(1);
    private static final String PROBLEM =
            "{\"type\":\"about:blank\",\"title\":\"T\",\"status\":%d,\"detail\":\"D\",\"code\":\"%s\"}";

    @Test
    void rightResponsesAreNoViolations() {
        assertThat(faults(response(200, "application/json", "{\"callId\":\"call-zqa1i0z\"}")))
                .isEmpty();
        assertThat(faults(problem(422, "invalid"))).isEmpty();
        assertThat(faults(problem(503, "overloaded", "retry-after", "1"))).isEmpty();
        assertThat(faults(problem(501, "transfer-encoding-unknown"))).isEmpty();
        assertThat(faults(response(200, "text/csv", "a,b\r\n'=1,-2.5\r\n\"'+x, y\",\r\n")))
                .isEmpty();
    }

    @Test
    void serverErrorIsAViolation() {
        assertThat(faults(problem(500, "internal"))).containsExactly("500 internal");
    }

    @Test
    void unavailableWithoutRetryAfterIsAViolation() {
        assertThat(faults(problem(503, "overloaded"))).containsExactly("503 overloaded");
        assertThat(faults(problem(429, "too-many-requests"))).containsExactly("429 without Retry-After");
    }

    @Test
    void refusalWithoutAProblemDocumentIsAViolation() {
        assertThat(faults(response(404, "text/html", "<p>no"))).containsExactly("404 without a problem document");
        assertThat(faults(response(400, "application/problem+json", PROBLEM.formatted(404, "not-found"))))
                .containsExactly("400 without a problem document");
        assertThat(faults(response(400, "application/problem+json", PROBLEM.formatted(400, "Not a code"))))
                .containsExactly("400 without a problem document");
        assertThat(faults(response(400, "application/problem+json", "")))
                .containsExactly("400 without a problem document");
    }

    @Test
    void bareStatusIsRight_onlyWhereTheHttpLayerMayGiveIt() {
        Draft draft = draft();
        draft.bare.add(400);
        assertThat(faults(draft, new Response(400, Map.of(), new byte[0]))).isEmpty();
        assertThat(faults(draft, new Response(413, Map.of(), new byte[0]))).hasSize(1);
    }

    @Test
    void noResponseIsAViolation() {
        assertThat(faults(new Response(-1, Map.of(), new byte[0]))).containsExactly("no response in time");
        assertThat(faults(new Response(0, Map.of(), new byte[0])))
                .containsExactly("connection closed without a response");
        Draft draft = draft();
        draft.maybeCutOff = true;
        assertThat(faults(draft, new Response(0, Map.of(), new byte[0]))).isEmpty();
    }

    @Test
    void dataOfTheOtherTenantIsAViolation_unlessItWasSent() {
        Response response = response(200, "application/json", "{\"notes\":\"x zqb3t0z\",\"phone\":\"+8613811000150\"}");
        assertThat(faults(response)).containsExactly("data of another tenant: [13811000150, zqb3t0z]");
        assertThat(Judge.faults(draft().request(1, true), response, Set.of("13811000150", "zqb3t0z")))
                .isEmpty();
    }

    @Test
    void brokenJsonIsAViolation() {
        assertThat(faults(response(200, "application/json", "{\"items\":[")))
                .containsExactly("200 with a body that is no JSON");
    }

    @Test
    void cellThatASpreadsheetWouldRunIsAViolation() {
        assertThat(faults(response(200, "text/csv", "a,b\r\n1,\"=1+1, \"\"x\"\"\"\r\n")))
                .hasSize(1);
        assertThat(faults(response(200, "text/csv", "a,b\r\n@x,2\r\n"))).hasSize(1);
    }

    @Test
    void missingHeaderIsAViolation() {
        assertThat(faults(new Response(200, Map.of(), "{}".getBytes(StandardCharsets.UTF_8))))
                .hasSize(1);
    }

    @Test
    void refusedMarkMustNotBeFound_unlessAnotherRequestSentIt() {
        Traces traces = new Traces();
        Request refused = writing("{\"callId\":\"call-zqa1i0z\",\"rep\":\"rep-zqa1i1z\"}");
        traces.answered(refused, problem(422, "invalid"));
        traces.answered(writing("{\"rep\":\"rep-zqa1i1z\"}"), response(201, "application/json", "{}"));
        assertThat(traces.notToBeFound()).containsExactly("zqa1i0z");
    }

    @Test
    void rejectedItemMustNotBeFound_butTheOthersMay() {
        Traces traces = new Traces();
        Request batch = writing("[{\"callId\":\"call-zqa1i0z\"},{\"callId\":\"call-zqa1i1z\",\"notes\":\"zqa1t1z\"}]");
        traces.answered(
                batch,
                response(
                        200,
                        "application/json",
                        "{\"created\":1,\"rejected\":1,\"items\":[{\"callId\":\"call-zqa1i0z\",\"result\":\"created\"},"
                                + "{\"callId\":\"call-zqa1i1z\",\"result\":\"rejected\"}]}"));
        assertThat(traces.notToBeFound()).containsExactly("zqa1i1z", "zqa1t1z");
    }

    private static Request writing(String body) {
        Draft draft = new Draft(GeneratorTest.OPERATIONS.get(0), 'a');
        draft.text = body;
        return draft.request(1, true);
    }

    private static List<String> faults(Response response) {
        return faults(draft(), response);
    }

    private static List<String> faults(Draft draft, Response response) {
        return Judge.faults(draft.request(1, true), response, Set.of());
    }

    private static Draft draft() {
        return new Draft(READ, 'a');
    }

    private static Response problem(int status, String code, String... header) {
        return response(status, "application/problem+json", PROBLEM.formatted(status, code), header);
    }

    private static Response response(int status, String type, String body, String... header) {
        Map<String, List<String>> headers = new HashMap<>(Map.of(
                "content-type", List.of(type),
                "cache-control", List.of("no-store"),
                "x-content-type-options", List.of("nosniff")));
        if (header.length > 0) {
            headers.put(header[0], List.of(header[1]));
        }
        return new Response(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }
}
