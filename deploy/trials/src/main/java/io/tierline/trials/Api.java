package io.tierline.trials;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One service's API as the bearer of one token sees it. */
public final class Api {
    public static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI base;
    private final String authorization;

    /** With {@code authorization} as the header of that name, null for none. */
    public Api(URI base, String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    /** What this text says as JSON; fails if it is none. */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    /** An answer of any status. */
    public record Answer(int status, HttpHeaders headers, String text) {
        public JsonNode json() {
            return Api.json(text);
        }

        private static Answer of(HttpResponse<String> response) {
            return new Answer(response.statusCode(), response.headers(), response.body());
        }
    }

    public Answer get(String path) throws IOException {
        return exchange(request(path).build());
    }

    /** The JSON of a successful answer. */
    public JsonNode read(String path) throws IOException {
        return successful("GET " + path, get(path)).json();
    }

    /** All items of a list, page by page. */
    public List<JsonNode> all(String path, int limit) throws IOException {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = read(path + (path.contains("?") ? "&" : "?") + "limit=" + limit + cursor);
            page.get("items").forEach(items::add);
            cursor = page.get("next").isNull()
                    ? ""
                    : "&cursor=" + page.get("next").asText();
        } while (!cursor.isEmpty());
        return items;
    }

    public Answer send(String method, String path, String body, String... headers) throws IOException {
        return exchange(withBody(method, path, body, headers));
    }

    public Answer send(String method, String path, JsonNode body) throws IOException {
        return send(method, path, body.toString());
    }

    /** Sends a body that is no text, or not UTF-8; its type has to be among the headers. */
    public Answer send(String method, String path, byte[] body, String... headers) throws IOException {
        return exchange(authorized(request(path), headers)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    /** The JSON of a successful answer to a JSON body. */
    public JsonNode change(String method, String path, JsonNode body) throws IOException {
        return successful(method + " " + path, send(method, path, body)).json();
    }

    public CompletableFuture<Answer> sendLater(String method, String path, JsonNode body) {
        return HTTP.sendAsync(withBody(method, path, body.toString()), HttpResponse.BodyHandlers.ofString())
                .thenApply(Answer::of);
    }

    /** Opens a stream of events; its body goes on until either side closes it. */
    public HttpResponse<InputStream> open(String path, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).header("Accept", "text/event-stream");
        return send(authorized(request, headers).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private HttpRequest withBody(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = authorized(request(path), headers);
        if (body != null) {
            request.setHeader("Content-Type", contentType(method, headers));
        }
        return request.method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String contentType(String method, String... headers) {
        for (int i = 0; i + 1 < headers.length; i += 2) {
            if (headers[i].equals("Content-Type")) {
                return headers[i + 1];
            }
        }
        return method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
    }

    private HttpRequest.Builder request(String path) {
        return authorized(HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE));
    }

    private HttpRequest.Builder authorized(HttpRequest.Builder request, String... headers) {
        if (authorization != null) {
            request.setHeader("Authorization", authorization);
        }
        for (int i = 0; i + 1 < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request;
    }

    private static Answer successful(String what, Answer answer) {
        assertThat(answer.status())
                .as("status of %s, answered with %s", what, answer.text())
                .isBetween(200, 299);
        return answer;
    }

    private static Answer exchange(HttpRequest request) throws IOException {
        return Answer.of(send(request, HttpResponse.BodyHandlers.ofString()));
    }

    private static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            return HTTP.send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
