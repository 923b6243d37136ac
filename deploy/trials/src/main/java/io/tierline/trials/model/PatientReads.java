package io.tierline.trials.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.trials.Api;
import io.tierline.trials.Api.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reads that wait as long as the service asks for, so that what is judged is answers and never refusals. */
public final class PatientReads {
    private static final int MOST_ATTEMPTS = 60;
    private static final int PAGE = 100; // larger pages are expensive reads, of which a company has few at a time

    private PatientReads() {}

    /** Any answer but a 429 or 503, unless a minute's attempts brought nothing else. */
    static Answer get(Api api, String path) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Answer answer = api.get(path);
                if (answer.status() != 429 && answer.status() != 503 || attempt == MOST_ATTEMPTS) {
                    return answer;
                }
                pause(answer.headers().firstValueAsLong("Retry-After").orElse(1));
            } catch (IOException notYet) {
                if (attempt == MOST_ATTEMPTS) {
                    throw notYet;
                }
                pause(1);
            }
        }
    }

    /** All tier changes, in the order of their positions. */
    public static List<JsonNode> tierChanges(Api grading) throws IOException {
        List<JsonNode> changes = new ArrayList<>();
        JsonNode items;
        do {
            long after = changes.isEmpty()
                    ? 0
                    : changes.get(changes.size() - 1).path("position").asLong();
            items = read(grading, "/v1/tier-changes?limit=" + PAGE + "&after=" + after)
                    .path("items");
            items.forEach(changes::add);
        } while (!items.isEmpty());
        return changes;
    }

    /** The pages of the list of all customers. */
    static List<JsonNode> customers(Api grading) throws IOException {
        List<JsonNode> customers = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = read(grading, "/v1/customers?sort=id&limit=" + PAGE + cursor);
            page.path("items").forEach(customers::add);
            cursor = page.path("next").isTextual()
                    ? "&cursor=" + page.path("next").asText()
                    : "";
        } while (!cursor.isEmpty());
        return customers;
    }

    private static JsonNode read(Api api, String path) throws IOException {
        Answer answer = get(api, path);
        if (answer.status() != 200) {
            throw new IOException("GET " + path + " is answered with " + answer.status() + ": " + answer.text());
        }
        return answer.json();
    }

    private static void pause(long seconds) throws IOException {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
