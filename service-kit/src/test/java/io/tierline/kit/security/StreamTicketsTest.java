package io.tierline.kit.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.kit.database.Database;
import io.tierline.kit.testing.Tokens;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class StreamTicketsTest {

    @TestHTTPResource("/v1/ticks/stream")
    URI stream;

    @Inject
    Database database;

    @Inject
    StreamTickets tickets;

    @Test
    void ticketStandsForTheTokenThatAskedForIt() throws IOException {
        // Given
        String ticket = ticket(Tokens.with("rep", "li.wei", "acme", "reader", "writer"));

        // When
        try (Listening listening = new Listening(ticket)) {

            // Then
            assertThat(listening.next()).isEqualTo("data:acme reader@acme li.wei true");
        }
    }

    @Test
    void ticketIsGoodForTwoMinutes_whenNobodyUsesIt() {
        // When
        Instant before = Instant.now();
        Instant end = Instant.parse(given().auth()
                .oauth2(Tokens.of("acme", "reader"))
                .post("/v1/ticks/tickets")
                .jsonPath()
                .getString("expiresAt"));

        // Then
        assertThat(end).isBetween(before.plusSeconds(119), Instant.now().plusSeconds(121));
    }

    @Test
    void ticketIsNeverGoodForLongerThanItsToken() {
        // Given
        String ticket = ticket(Tokens.expiringIn(Duration.ofSeconds(60), "acme", "reader"));
        assertThat(validFor(ticket)).isBetween(50L, 60L);

        // When: a stream prolongs it
        try (Listening listening = new Listening(ticket)) {
            listening.next();
            tickets.keepUp().await().indefinitely();

            // Then
            assertThat(validFor(ticket)).isBetween(40L, 60L);
        }
    }

    @Test
    void ticketIsRefused_whenTheTokenIsOverAndLetThroughForItsClockAlone() {
        given().auth()
                .oauth2(Tokens.expiringIn(Duration.ofSeconds(-20), "acme", "reader"))
                .post("/v1/ticks/tickets")
                .then()
                .statusCode(401);
    }

    @Test
    void ticketStaysGood_whileAStreamIsOpen() {
        // Given
        String ticket = ticket(Tokens.of("acme", "reader"));
        try (Listening listening = new Listening(ticket)) {
            listening.next();
            lapse(ticket);
            refused(ticket);

            // When
            tickets.keepUp().await().indefinitely();

            // Then: two minutes and the time until it is prolonged again
            assertThat(validFor(ticket)).isBetween(145L, 150L);
            try (Listening again = new Listening(ticket)) {
                assertThat(again.next()).startsWith("data:acme");
            }
        }
    }

    @Test
    void ticketIsGoodForTwoMinutesMore_whenItsLastStreamHasEnded() {
        // Given: two streams, one of them ended
        String ticket = ticket(Tokens.of("acme", "reader"));
        Listening first = new Listening(ticket);
        first.next();
        Listening last = new Listening(ticket);
        last.next();
        assertThat(validFor(ticket)).isBetween(145L, 150L);
        first.close();
        await().pollDelay(Duration.ofMillis(500)).untilAsserted(() -> {
            lapse(ticket);
            tickets.keepUp().await().indefinitely();
            assertThat(validFor(ticket)).isPositive();
        });

        // When
        last.close();

        // Then: nothing prolongs it any more, and nothing shortens it
        await().untilAsserted(() -> {
            setValidity(ticket, "130 seconds");
            tickets.keepUp().await().indefinitely();
            assertThat(validFor(ticket)).isBetween(120L, 130L);
        });
        lapse(ticket);
        tickets.keepUp().await().indefinitely();
        refused(ticket);
    }

    @Test
    void ticketIsForgotten_whenItIsLongOver() {
        // Given
        String over = ticket(Tokens.of("acme", "reader"));
        String justOver = ticket(Tokens.of("acme", "reader"));
        setValidity(over, "-601 seconds");
        setValidity(justOver, "-590 seconds");

        // When
        tickets.keepUp().await().indefinitely();

        // Then
        assertThat(rows(over)).isZero();
        assertThat(rows(justOver)).isOne();
    }

    @Test
    void ticketItselfIsNotStored() {
        // Given
        String ticket = ticket(Tokens.of("acme", "reader"));

        // When
        String stored = database.pool()
                .query("select string_agg(t::text, ' ') as everything from stream_ticket t")
                .executeAndAwait()
                .iterator()
                .next()
                .getString("everything");

        // Then
        assertThat(stored).isNotEmpty().doesNotContain(ticket);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "%00", "a%20b"})
    void requestIsRefused_whenTheTicketIsNone(String ticket) {
        refused(ticket);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/ticks/closed",
                "/v1/ticks/stream/",
                "/v1/ticks/stream;x=1",
                "/v1/ticks/%73tream",
                "/v1/ticks//stream",
                "/v1/notes"
            })
    void ticketIsGoodForTheStreamsAlone(String path) {
        // Given
        String ticket = ticket(Tokens.of("acme", "reader", "writer"));

        // When, Then
        assertThat(status(path + "?ticket=" + ticket, null)).isEqualTo(401);
    }

    @Test
    void authorizationHeaderDecides_whenThereIsOne() {
        String ticket = ticket(Tokens.of("acme", "reader"));
        assertThat(status("/v1/ticks/stream?ticket=" + ticket, Tokens.expired("acme", "reader")))
                .isEqualTo(401);
    }

    @Test
    void ticketHasTheRolesOfItsToken_notMore() {
        String token = Tokens.of("acme", "writer");
        given().auth().oauth2(token).post("/v1/ticks/tickets").then().statusCode(403);
        given().post("/v1/ticks/tickets").then().statusCode(401);
    }

    private static String ticket(String token) {
        return given().auth()
                .oauth2(token)
                .post("/v1/ticks/tickets")
                .then()
                .statusCode(200)
                .extract()
                .path("ticket");
    }

    private void refused(String ticket) {
        assertThat(status("/v1/ticks/stream?ticket=" + ticket, null)).isEqualTo(401);
    }

    /** Without reading the answer, which may have no end. */
    private int status(String path, String token) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) new URL(stream.resolve("/") + path.substring(1)).openConnection();
            if (token != null) {
                connection.setRequestProperty("Authorization", "Bearer " + token);
            }
            int status = connection.getResponseCode();
            connection.disconnect();
            return status;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void lapse(String ticket) {
        setValidity(ticket, "0");
    }

    private void setValidity(String ticket, String interval) {
        database.pool()
                .preparedQuery("update stream_ticket set valid_until = now() + cast('" + interval
                        + "' as interval) where ticket_hash = encode(sha256(convert_to($1, 'UTF8')), 'hex')")
                .executeAndAwait(Tuple.of(ticket));
    }

    /** In seconds. */
    private long validFor(String ticket) {
        return database.pool()
                .preparedQuery("select extract(epoch from valid_until - now())::bigint as seconds from stream_ticket"
                        + " where ticket_hash = encode(sha256(convert_to($1, 'UTF8')), 'hex')")
                .executeAndAwait(Tuple.of(ticket))
                .iterator()
                .next()
                .getLong("seconds");
    }

    private int rows(String ticket) {
        return database.pool()
                .preparedQuery("select 1 from stream_ticket"
                        + " where ticket_hash = encode(sha256(convert_to($1, 'UTF8')), 'hex')")
                .executeAndAwait(Tuple.of(ticket))
                .size();
    }

    /** An open stream. */
    private final class Listening implements AutoCloseable {

        private final HttpURLConnection connection;
        private final BufferedReader lines;

        Listening(String ticket) {
            try {
                connection = (HttpURLConnection)
                        URI.create(stream + "?ticket=" + ticket).toURL().openConnection();
                connection.setReadTimeout(20_000);
                lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String next() {
            try {
                String line = lines.readLine();
                return line == null || line.startsWith("data:") ? line : next();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            connection.disconnect();
        }
    }
}
