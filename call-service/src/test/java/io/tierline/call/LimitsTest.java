package io.tierline.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.kit.database.Database;
import io.tierline.kit.testing.Crowd;
import io.tierline.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one company may ask for at a time. */
@QuarkusTest
class LimitsTest {

    /** More than may run and wait. */
    private static final int CROWD = 120;

    private final String tenant = "crowd-" + UUID.randomUUID();

    @TestHTTPResource("/")
    URI server;

    @Inject
    Database database;

    @Test
    void expensiveReadIsRefused_whenTooManyOfItsCompanyAreUnderWay() {
        HttpResponse<String> first = Crowd.firstAnswer(
                database, "call", request("v1/suppressions", "manager").build(), CROWD);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(429);
        assertThat(first.body()).contains("\"code\":\"too-many-expensive-reads\"");
        assertThat(first.headers().firstValue("Retry-After")).hasValue("5");
    }

    @Test
    void batchIsRefused_whenTooManyCallsOfItsCompanyWait() {
        String calls = IntStream.range(0, 5_000)
                .mapToObj(i -> "{\"callId\":\"crowd-" + i + "\",\"customerId\":\"acme\",\"rep\":\"li.wei\","
                        + "\"startedAt\":\"2026-11-23T09:32:00Z\",\"outcome\":\"NA\"}")
                .collect(Collectors.joining(",", "[", "]"));
        HttpRequest batch = request("v1/calls/batch?items=rejected", "telephony")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(calls))
                .build();

        HttpResponse<String> first = Crowd.firstAnswer(database, "call", batch, 4);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(429);
        assertThat(first.body()).contains("\"code\":\"tenant-overloaded\"");
        assertThat(first.headers().firstValue("Retry-After")).isPresent();
    }

    private HttpRequest.Builder request(String path, String role) {
        return HttpRequest.newBuilder(server.resolve("/" + path))
                .header("Authorization", "Bearer " + Tokens.of(tenant, role));
    }
}
