package io.tierline.local.demo;

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
import java.util.Optional;

/** One service's REST API as one caller sees it. */
final class Api {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final URI base;
    private final String token;

    Api(URI base, String token) {
        this.base = base;
        this.token = token;
    }

    /** Sends a JSON body and answers with the JSON that came back; anything but success is a failure of the demo. */
    JsonNode send(String method, String path, JsonNode body) throws DemoFailure, InterruptedException {
        String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
        return read(exchange(request(path)
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
                .build()));
    }

    JsonNode get(String path) throws DemoFailure, InterruptedException {
        return read(exchange(request(path).build()));
    }

    /** What is there, or nothing for a 404. */
    Optional<JsonNode> find(String path) throws DemoFailure, InterruptedException {
        HttpResponse<byte[]> response = exchange(request(path).build());
        return response.statusCode() == 404 ? Optional.empty() : Optional.of(read(response));
    }

    /** All items of a list, page by page. */
    List<JsonNode> all(String path) throws DemoFailure, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get(path + (path.contains("?") ? "&" : "?") + "limit=500" + cursor);
            page.path("items").forEach(items::add);
            cursor = page.path("next").isTextual()
                    ? "&cursor=" + page.path("next").asText()
                    : "";
        } while (!cursor.isEmpty());
        return items;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) throws DemoFailure, InterruptedException {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new DemoFailure(request.method() + " " + request.uri() + ": " + e);
        }
    }

    private static JsonNode read(HttpResponse<byte[]> response) throws DemoFailure {
        HttpRequest request = response.request();
        try {
            if (response.statusCode() / 100 == 2) {
                return JSON.readTree(response.body());
            }
            throw new DemoFailure(request.method() + " " + request.uri() + " was answered " + response.statusCode()
                    + ": " + new String(response.body(), java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new DemoFailure(request.method() + " " + request.uri() + " was answered with unreadable JSON: " + e);
        }
    }
}
