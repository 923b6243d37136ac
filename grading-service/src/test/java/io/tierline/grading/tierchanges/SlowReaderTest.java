package io.tierline.grading.tierchanges;

import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.grading.tierchanges.Streams.Stream;
import io.tierline.kit.database.Database;
import io.tierline.kit.testing.Management;
import io.tierline.kit.testing.Tokens;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that opens a stream and never reads. */
@QuarkusTest
class SlowReaderTest {

    private static final int CHANGES = 60_000;

    @TestHTTPResource("/v1/tier-changes/stream")
    URI address;

    @Inject
    Database database;

    private final String tenant = newTenant();

    @ParameterizedTest
    @CsvSource({
        "stream,''",
        "socket,'Upgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'"
    })
    void readerThatDoesNotReadIsDropped_andNobodyElseWaits(String path, String headers) throws IOException {
        // Given: more to send than any socket takes
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(subscribers()).isZero());
        insertChanges();
        long before = changesRead();
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(4096);
            slow.connect(new InetSocketAddress(address.getHost(), address.getPort()));
            slow.getOutputStream()
                    .write(("GET /v1/tier-changes/" + path + "?after=0 HTTP/1.1\r\nHost: " + address.getAuthority()
                                    + "\r\nAuthorization: Bearer " + Tokens.of(tenant, "rep") + "\r\n" + headers
                                    + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            await().untilAsserted(() -> assertThat(subscribers()).isOne());

            // When
            try (Stream stream = Streams.open(address, tenant, "", null)) {
                assertThat(stream.next().id()).isEqualTo(String.valueOf(CHANGES));
                raise("acme");

                // Then: another one is told as ever
                assertThat(stream.nextChange().id()).isEqualTo(String.valueOf(CHANGES + 1));
            }

            // Then: it is gone, and what it did not take was not even read from the table for it
            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(subscribers()).isZero());
            assertThat(changesRead() - before).isBetween(500L, CHANGES / 2L);
        }
    }

    private void insertChanges() {
        database.pool()
                .preparedQuery("insert into tier_change (tenant, position, customer_id, version, kind, to_tier, reason,"
                        + " standard, at) select $1, n, 'customer-' || n, 1, 'CHANGED', 'C', 'CALL', 1, now()"
                        + " from generate_series(1, $2::int) as n")
                .executeAndAwait(Tuple.of(tenant, CHANGES));
        database.pool()
                .preparedQuery("insert into tier_position (tenant, position) values ($1, $2)")
                .executeAndAwait(Tuple.of(tenant, (long) CHANGES));
        // Or the table, empty a moment ago, is read in a way that fits an empty one.
        database.pool().query("analyze tier_change").executeAndAwait();
    }

    private void raise(String customer) {
        as(tenant, "rep")
                .body(Map.of(
                        "budget",
                        "confirmed",
                        "keyPersons",
                        Map.of("EB", Map.of("stance", "approves", "need", "confirmed", "objections", "settled"))))
                .patch("/v1/customers/" + customer + "/qualification")
                .then()
                .statusCode(200);
    }

    private long changesRead() {
        return database.pool()
                .query(
                        "select idx_tup_fetch + seq_tup_read as changes from pg_stat_user_tables where relname = 'tier_change'")
                .executeAndAwait()
                .iterator()
                .next()
                .getLong("changes");
    }

    private static double subscribers() {
        return Management.metrics()
                .lines()
                .filter(line -> line.startsWith("tierline_stream_subscribers"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
