package io.tierline.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.kit.database.Database;
import io.tierline.kit.testing.Crowd;
import io.tierline.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
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
                database, "tier_stay", request("v1/tiers/inventory", "bi").build(), CROWD);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(429);
        assertThat(first.body()).contains("\"code\":\"too-many-expensive-reads\"");
        assertThat(first.headers().firstValue("Retry-After")).hasValue("5");
    }

    private HttpRequest.Builder request(String path, String role) {
        return HttpRequest.newBuilder(server.resolve("/" + path))
                .header("Authorization", "Bearer " + Tokens.of(tenant, role));
    }
}
