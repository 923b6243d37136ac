package io.tierline.grading.tierchanges;

import static io.restassured.RestAssured.given;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.hamcrest.Matchers.containsInAnyOrder;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.grading.grades.GradingApi;
import io.tierline.kit.testing.Tokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class TierChangeSocketTest {

    private static final Map<String, Object> WON_OVER =
            Map.of("stance", "approves", "need", "confirmed", "objections", "settled");

    @TestHTTPResource("/v1/tier-changes/socket")
    URI address;

    private final String tenant = newTenant();

    @Test
    void watcherSeesTheChange_whenItHappens() {
        try (Socket socket = open("", Tokens.of(tenant, "rep"))) {
            // Given
            assertThat(socket.next()).isEqualTo("{\"event\":\"heartbeat\",\"position\":0,\"change\":null}");

            // When
            raise("acme");

            // Then
            JsonPath message = JsonPath.from(socket.next());
            assertThat(message.getString("event")).isEqualTo("tier-changed");
            assertThat(message.getInt("position")).isEqualTo(1);
            assertThat(message.getMap("change"))
                    .containsEntry("customerId", "acme")
                    .containsEntry("to", "C")
                    .containsEntry("position", 1);
        }
    }

    @Test
    void watcherMissesNothingAndSeesNothingTwice_whenItResumes() {
        // Given
        for (int i = 1; i <= 9; i++) {
            raise("customer-" + i);
        }

        // When
        List<Integer> seen = new ArrayList<>();
        int last = 0;
        while (seen.size() < 9) {
            try (Socket socket = open("?after=" + last, Tokens.of(tenant, "rep"))) {
                for (int i = 0; i < 3; i++) {
                    last = JsonPath.from(socket.nextChange()).getInt("position");
                    seen.add(last);
                }
            }
        }

        // Then
        assertThat(seen).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void watcherIsToldToStartOver_whenThePositionWasNeverGiven() {
        // Given
        raise("acme");

        // When
        try (Socket socket = open("?after=99", Tokens.of(tenant, "rep"))) {

            // Then
            assertThat(socket.next()).isEqualTo("{\"event\":\"reset\",\"position\":1,\"change\":null}");
            raise("globex");
            assertThat(JsonPath.from(socket.nextChange()).getInt("position")).isEqualTo(2);
        }
    }

    @Test
    void watcherSeesOnlyWhatItsFilterLetsThrough_whateverItSays() {
        try (Socket socket = open("?tier=C&customer=globex&after=0", Tokens.of(tenant, "rep"))) {
            // When
            socket.say("hello");
            raise("acme");
            raise("globex");

            // Then
            assertThat(JsonPath.from(socket.nextChange()).getInt("position")).isEqualTo(2);
        }
    }

    @Test
    void watcherWithATicketSeesItsTenantAlone() {
        // Given
        String mine = Streams.ticket(Tokens.of(tenant, "manager"));
        String other = Streams.ticket(Tokens.of(newTenant(), "manager"));
        try (Socket socket = open("?ticket=" + mine, null);
                Socket another = open("?after=0&ticket=" + other, null)) {
            socket.next();
            another.next();

            // When
            raise("acme");

            // Then
            assertThat(JsonPath.from(socket.nextChange()).getString("change.customerId"))
                    .isEqualTo("acme");
            assertThat(another.next()).isEqualTo("{\"event\":\"heartbeat\",\"position\":0,\"change\":null}");
        }
    }

    @Test
    void socketIsClosed_whenItsTokenExpires() {
        // When
        try (Socket socket = open("", Tokens.expiringIn(Duration.ofSeconds(15), tenant, "rep"))) {
            socket.next();

            // Then
            assertThat(socket.nextChange()).isEqualTo("closed 4401 The token has expired.");
        }
    }

    @Test
    void requestIsRefused_whenItIsWrongOrNotAllowed() {
        as(tenant, "rep")
                .get("/v1/tier-changes/socket?after=-1&tier=%20")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("?after", "?tier"));
        as(tenant, "rep").get("/v1/tier-changes/socket").then().statusCode(400);
        given().get("/v1/tier-changes/socket").then().statusCode(401);
        as(tenant, "telephony").get("/v1/tier-changes/socket").then().statusCode(403);
        as(tenant, "bi").get("/v1/tier-changes/socket").then().statusCode(403);
        assertThat(refusal("?after=x", Tokens.of(tenant, "rep"))).isEqualTo(422);
        assertThat(refusal("?afer=1", Tokens.of(tenant, "rep"))).isEqualTo(422);
        assertThat(refusal("", null)).isEqualTo(401);
        assertThat(refusal("?ticket=stale", null)).isEqualTo(401);
        assertThat(refusal("", Tokens.of(tenant, "bi"))).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"same,true", "https://console.example,false", "null,false"})
    void pagesOfOtherOriginsAreRefused_whileNoneIsConfigured(String origin, boolean welcome) {
        // When
        String from = origin.equals("same") ? "http://" + address.getAuthority() : origin;
        Throwable failure =
                catchThrowable(() -> connect("", Tokens.of(tenant, "rep"), from, new LinkedBlockingQueue<>())
                        .abort());

        // Then
        if (welcome) {
            assertThat(failure).isNull();
        } else {
            assertThat(statusOf(failure)).isEqualTo(403);
        }
    }

    /** An open socket; what comes is awaited. */
    private record Socket(WebSocket socket, BlockingQueue<String> received) implements AutoCloseable {

        String next() {
            try {
                String message = received.poll(GradingApi.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(message).isNotNull();
                return message;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        String nextChange() {
            String message = next();
            return message.contains("\"event\":\"heartbeat\"") ? nextChange() : message;
        }

        void say(String text) {
            socket.sendText(text, true).join();
        }

        @Override
        public void close() {
            socket.abort();
        }
    }

    private Socket open(String query, String token) {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        return new Socket(connect(query, token, null, received), received);
    }

    private WebSocket connect(String query, String token, String origin, BlockingQueue<String> received) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        if (origin != null) {
            builder.header("Origin", origin);
        }
        return builder.buildAsync(URI.create("ws" + (address + query).substring(4)), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                        received.add(text.toString());
                        socket.request(1);
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                        received.add("closed " + code + " " + reason);
                        return null;
                    }
                })
                .join();
    }

    private int refusal(String query, String token) {
        return statusOf(catchThrowable(() -> connect(query, token, null, new LinkedBlockingQueue<>())));
    }

    private static int statusOf(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        assertThat(cause).isInstanceOf(WebSocketHandshakeException.class);
        return ((WebSocketHandshakeException) cause).getResponse().statusCode();
    }

    private void raise(String customer) {
        as(tenant, "rep")
                .body(Map.of("keyPersons", Map.of("EB", WON_OVER), "budget", "confirmed"))
                .patch("/v1/customers/" + customer + "/qualification")
                .then()
                .statusCode(200);
    }
}
