package io.tierline.kit.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.kit.testing.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class WebSocketsTest {

    @TestHTTPResource("/v1/ticks/socket")
    URI address;

    @Test
    void messagesAreSentOneByOne_thenTheSocketIsClosedWithTheReason() throws Exception {
        // When
        Closed closed = connect("?atMost=3", Tokens.of("acme", "reader"), null);

        // Then
        assertThat(closed.messages()).hasSize(3).containsOnly("acme reader@acme null false");
        assertThat(closed.code()).isEqualTo(4401);
        assertThat(closed.reason()).isEqualTo("That was all.");
    }

    @ParameterizedTest
    @CsvSource({"?atMost=1,,401", "?atMost=1,writer,403", "?atMots=1,reader,422"})
    void handshakeIsRefusedLikeAnyRequest(String query, String role, int status) {
        String token = role == null ? null : Tokens.of("acme", role);
        assertThat(statusOf(catchThrowable(() -> connect(query, token, null)))).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"https://console.example,101", "https://evil.example,403", "null,403"})
    void pagesOfConfiguredOriginsAloneMayConnect(String origin, int status) {
        Throwable failure = catchThrowable(() -> connect("?atMost=1", Tokens.of("acme", "reader"), origin));
        assertThat(failure == null ? 101 : statusOf(failure)).isEqualTo(status);
    }

    @Test
    void requestIsUnreadable_whenItAsksForNoWebSocket() {
        given().auth()
                .oauth2(Tokens.of("acme", "reader"))
                .get("/v1/ticks/socket")
                .then()
                .statusCode(400)
                .body("code", equalTo("unreadable"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example,a.example,true",
        "https://A.example,a.example:443,true",
        "http://a.example:80,a.example,true",
        "http://a.example:8082,a.example:8082,true",
        "http://a.example:8082,a.example,false",
        "http://a.example,a.example:443,false",
        "http://b.example,a.example,false",
        "http://a.example.evil,a.example,false",
        "null,a.example,false",
        "a.example,a.example,false",
        "http://a.example,,false"
    })
    void originIsTheSame_whenHostAndPortAre(String origin, String host, boolean same) {
        assertThat(WebSockets.isSame(origin, host)).isEqualTo(same);
    }

    /** What came until the socket was closed. */
    private record Closed(List<String> messages, int code, String reason) {}

    private Closed connect(String query, String token, String origin) throws Exception {
        CompletableFuture<Closed> closed = new CompletableFuture<>();
        List<String> messages = new ArrayList<>();
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        if (origin != null) {
            builder.header("Origin", origin);
        }
        builder.buildAsync(URI.create("ws" + (address + query).substring(4)), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        messages.add(text.toString());
                        socket.request(1);
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                        closed.complete(new Closed(messages, code, reason));
                        return null;
                    }
                })
                .join();
        return closed.get(20, TimeUnit.SECONDS);
    }

    private static int statusOf(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        assertThat(cause).isInstanceOf(WebSocketHandshakeException.class);
        return ((WebSocketHandshakeException) cause).getResponse().statusCode();
    }
}
