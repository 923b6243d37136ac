package io.tierline.kit.testing;

import io.tierline.kit.database.Database;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** The same request many times at once. */
public final class Crowd {

    private Crowd() {}

    /**
     * The answer that comes first while a table is locked that the requests need: a refusal. Returns when all have ended.
     */
    public static HttpResponse<String> firstAnswer(Database database, String table, HttpRequest request, int times) {
        HttpClient http = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> answers = List.of();
        try (TableLock lock = TableLock.of(database, table)) {
            answers = IntStream.range(0, times)
                    .mapToObj(i -> http.sendAsync(request, BodyHandlers.ofString()))
                    .toList();
            return CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new))
                    .thenApply(first -> (HttpResponse<String>) first)
                    .join();
        } finally {
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        }
    }
}
