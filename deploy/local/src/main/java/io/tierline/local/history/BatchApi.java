package io.tierline.local.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** {@code POST /v1/calls/batch}, tried until it is answered: a call that is sent again is only found again. */
final class BatchApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);

    /** One or two failures in a row are no news: a server that has enough to do says so. */
    private static final int TOLD_FROM_ATTEMPT = 3;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final URI address;
    private final String token;
    private final Patience patience;
    private final Consumer<String> told;

    /** @param told hears when something has to be tried again and again; from several threads */
    BatchApi(URI calls, String token, Patience patience, Consumer<String> told) {
        String base = calls.toString().replaceAll("/+$", "");
        this.address = URI.create(base + "/v1/calls/batch?items=rejected");
        this.token = token;
        this.patience = patience;
        this.told = told;
    }

    /** What may be different the next time. */
    private static final class Trouble extends Exception {
        private final Duration retryAfter;

        Trouble(String message, Duration retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }
    }

    /**
     * Sends a chunk; answers when it is stored.
     *
     * @throws ImportFailure when the whole of it is refused, or nothing has succeeded for too long
     */
    BatchAnswer post(Chunk chunk) throws ImportFailure, InterruptedException {
        if (chunk.sent().isEmpty()) {
            return BatchAnswer.NOTHING_SENT;
        }
        int created = 0;
        long firstFailure = 0;
        Duration pause = patience.firstPause();
        for (int attempt = 1; ; attempt++) {
            String trouble;
            Duration wait = pause;
            try {
                JsonNode report = attempt(chunk);
                created += report.path("created").asInt();
                List<JsonNode> rejected = rejected(report, chunk);
                String forNow = troubleOfSome(rejected, chunk);
                if (forNow == null) {
                    return new BatchAnswer(
                            created,
                            chunk.sent().size() - rejected.size() - created,
                            rejected.stream()
                                    .map(item -> rejection(item, chunk))
                                    .toList());
                }
                trouble = forNow;
            } catch (Trouble e) {
                trouble = e.getMessage();
                wait = e.retryAfter.compareTo(pause) > 0 ? e.retryAfter : pause;
            }
            long now = System.nanoTime();
            firstFailure = attempt == 1 ? now : firstFailure;
            Duration left = patience.giveUp().minusNanos(now - firstFailure);
            if (left.compareTo(wait) < 0) {
                throw new ImportFailure("Gave up after " + attempt + " attempts: " + trouble);
            }
            if (attempt >= TOLD_FROM_ATTEMPT) {
                told.accept(trouble + "; trying again, for " + Math.max(1, left.toSeconds()) + " s at most");
            }
            Thread.sleep(wait.toMillis());
            pause = pause.multipliedBy(2).compareTo(patience.longestPause()) < 0
                    ? pause.multipliedBy(2)
                    : patience.longestPause();
        }
    }

    private JsonNode attempt(Chunk chunk) throws Trouble, ImportFailure, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(ANSWER_WITHIN)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "text/csv")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(chunk.body()))
                .build();
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new Trouble(address.getAuthority() + " does not answer (" + e + ")", Duration.ZERO);
        }
        int status = response.statusCode();
        if (status == 200) {
            return json(response.body());
        }
        if (status == 408 || status == 429 || status >= 500) {
            throw new Trouble("call-service answers " + refusal(response), retryAfter(response));
        }
        throw new ImportFailure(refused(chunk, response));
    }

    private static String refused(Chunk chunk, HttpResponse<byte[]> response) {
        String answer = refusal(response);
        return switch (response.statusCode()) {
            case 401 -> "The token is not, or no longer, accepted: " + answer;
            case 403 -> "The token's role may not record calls; it takes telephony or admin: " + answer;
            default ->
                "The rows from line " + chunk.sent().get(0).line() + " on are refused as a whole: " + answer
                        + (answer.contains("is not known here")
                                ? "\nRename a column with --map \"THEIRS=OURS\", or leave it out with --ignore COLUMN."
                                : "");
        };
    }

    private static String refusal(HttpResponse<byte[]> response) {
        try {
            JsonNode problem = JSON.readTree(response.body());
            if (problem != null && problem.path("code").isTextual()) {
                return response.statusCode() + " " + problem.path("code").asText() + ", " + words(problem, "\n  ");
            }
        } catch (IOException noJson) {
            // Then it is not call-service that has answered, and the status has to do.
        }
        return String.valueOf(response.statusCode());
    }

    /** Every fault of a problem and where it is; its detail when it has none. */
    private static String words(JsonNode problem, String between) {
        List<String> faults = new ArrayList<>();
        problem.path("errors")
                .forEach(fault -> faults.add((fault.path("pointer").asText() + " "
                                + fault.path("message").asText())
                        .strip()));
        return faults.isEmpty() ? problem.path("detail").asText() : String.join(between, faults);
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .orElse(Duration.ZERO);
    }

    private JsonNode json(byte[] body) throws ImportFailure {
        try {
            JsonNode report = JSON.readTree(body);
            if (report != null && report.path("items").isArray()) {
                return report;
            }
        } catch (IOException noJson) {
            // The same as another JSON.
        }
        throw new ImportFailure(address.getAuthority() + " does not answer as call-service does; is --url right?");
    }

    /** The rejected items of a report that accounts for every row. */
    private static List<JsonNode> rejected(JsonNode report, Chunk chunk) throws ImportFailure {
        List<JsonNode> rejected = new ArrayList<>();
        report.path("items").forEach(rejected::add);
        int rows = chunk.sent().size();
        if (report.path("created").asInt() + report.path("replayed").asInt() + rejected.size() != rows
                || rejected.stream()
                        .anyMatch(item -> item.path("index").asInt(-1) < 0
                                || item.path("index").asInt() >= rows)) {
            throw new ImportFailure("call-service does not say what became of each of the " + rows + " rows from line "
                    + chunk.sent().get(0).line() + " on");
        }
        return rejected;
    }

    /** Why rows could not be stored that are not at fault themselves; null when there is none. */
    private static String troubleOfSome(List<JsonNode> rejected, Chunk chunk) {
        return rejected.stream()
                .filter(item -> item.path("problem").path("status").asInt() >= 500)
                .findFirst()
                .map(item -> rejection(item, chunk))
                .map(rejection -> "call-service could not store some rows, such as that of line "
                        + rejection.row().line() + ": " + rejection.message())
                .orElse(null);
    }

    private static Rejection rejection(JsonNode item, Chunk chunk) {
        JsonNode problem = item.path("problem");
        return new Rejection(
                chunk.sent().get(item.path("index").asInt()),
                problem.path("code").asText(),
                words(problem, "; "));
    }
}
