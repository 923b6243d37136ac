package io.tierline.kit.database;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Thousands of clients ask for something and are gone before the answer. */
@QuarkusTest
class HangUpsTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int HANG_UPS = 3_000;
    private static final int MOST_LINES = HANG_UPS / 100;
    private final String token = Tokens.of("acme", "reader");

    @Inject
    MeterRegistry meters;

    @TestHTTPResource("/")
    URI server;

    @Test
    void nothingIsLeftOfThem_whenThousandsOfClientsHangUp() throws Exception {
        // Given
        moments(16);
        long before = median();
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        Handler log = collect(lines);
        Logger.getLogger("").addHandler(log);

        // When
        try {
            for (int i = 0; i < HANG_UPS; i++) {
                hangUp(i);
            }
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(meters.get("tierline.database.waiting")
                                    .gauge()
                                    .value())
                            .isZero());
        } finally {
            Logger.getLogger("").removeHandler(log);
        }

        // Then
        moments(16);
        assertThat(lines).as("lines in the log").hasSizeLessThan(MOST_LINES);
        assertThat(median()).as("nanoseconds of a request").isLessThan(3 * before + 20_000_000);
        assertThat(meters.getMeters())
                .filteredOn(Gauge.class::isInstance)
                .filteredOn(gauge -> gauge.getId().getName().matches("(sql|http|tierline|worker).*"))
                .isNotEmpty()
                .allSatisfy(gauge -> assertThat(((Gauge) gauge).value())
                        .as(gauge.getId().toString())
                        .isGreaterThanOrEqualTo(0));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(meters.get("sql.pool.active").gauges())
                        .extracting(Gauge::value)
                        .allMatch(active -> active <= 1));
    }

    private void hangUp(int i) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream()
                    .write(("GET /v1/trouble/moment HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            if (i % 2 == 0) {
                socket.setSoLinger(true, 0);
            }
        }
    }

    /** So many requests at the same time, all of which are answered. */
    private void moments(int count) {
        List<CompletableFuture<Integer>> answers = IntStream.range(0, count)
                .mapToObj(i -> CompletableFuture.supplyAsync(this::moment))
                .toList();
        assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(200);
    }

    private int moment() {
        return given().auth()
                .preemptive()
                .oauth2(token)
                .get("/v1/trouble/moment")
                .statusCode();
    }

    private long median() {
        long[] times = new long[31];
        for (int i = 0; i < times.length; i++) {
            long asked = System.nanoTime();
            moment();
            times[i] = System.nanoTime() - asked;
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static Handler collect(Queue<String> lines) {
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getLoggerName() + ": " + line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.INFO);
        return handler;
    }
}
