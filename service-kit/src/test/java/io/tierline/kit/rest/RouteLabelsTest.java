package io.tierline.kit.rest;

import static io.tierline.kit.rest.RawHttp.head;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.kit.testing.Management;
import io.tierline.kit.testing.Tokens;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a client writes into an address gets into no label. */
@QuarkusTest
class RouteLabelsTest {

    private static final Pattern ADDRESS = Pattern.compile("uri=\"([^\"]*)\"");
    private static final Pattern METHOD = Pattern.compile("method=\"([^\"]*)\"");
    private static final String READER = "Authorization: Bearer " + Tokens.of("acme", "reader");

    @TestHTTPResource("/")
    URI server;

    @Test
    void labelsAreTemplatesOrOther_whateverIsAskedFor() throws IOException {
        // Given
        RawHttp raw = new RawHttp(server);
        raw.send(head("GET /v1/things/a HTTP/1.1", READER));
        raw.send(head("GET /v1/notes HTTP/1.1", READER));
        raw.send(head("GET /v1/notes?none=1 HTTP/1.1", READER));
        long series = series();

        // When
        StringBuilder keptAlive = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            keptAlive
                    .append("GET /v1/junk-")
                    .append(i)
                    .append("/+8613800")
                    .append(100_000 + i)
                    .append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        assertThat(raw.send(keptAlive + head("GET /v1/none HTTP/1.1")).responses())
                .isEqualTo(3001);
        for (int i = 0; i < 20; i++) {
            String phone = "+8613900" + (100_000 + i);
            for (String request : List.of(
                    head("GET /v1/things/" + phone + " HTTP/1.1", READER),
                    head("GET /v1/things/" + phone + " HTTP/1.1"),
                    head("GET /v1/things/" + phone + " HTTP/1.1", "Origin: https://evil.example"),
                    head("GET /v1/things/" + phone + "/%zz HTTP/1.1", READER),
                    head("DELETE /v1/things/" + phone + " HTTP/1.1", READER),
                    head("X" + i + " /v1/things/" + phone + " HTTP/1.1", READER),
                    head("GET /v1/things/" + phone + "?" + "a".repeat(9000) + " HTTP/1.1", READER),
                    head("GET /v1/things/" + phone + " HTTP/1.1", "Bad Header: x"),
                    head("GET /v1/things/" + phone + " HTTP/1.3", READER),
                    head("GET /v1/things/" + phone + " HTTP/1.1", "Transfer-Encoding: gzip"),
                    head("POST /v1/things/" + phone + " HTTP/1.1", "Content-Length: 99999"),
                    head("GET /q/swagger-ui/./" + phone + "/../index.html HTTP/1.1"),
                    "GET " + phone + " HTTP/1.1\r\nConnection: close\r\n\r\n")) {
                raw.send(request);
            }
        }

        // Then
        String metrics = Management.metrics();
        assertThat(metrics).doesNotContain("junk").doesNotContain("138001").doesNotContain("139001");
        assertThat(ADDRESS.matcher(metrics)
                        .results()
                        .map(RouteLabelsTest::value)
                        .distinct())
                .allMatch(address -> address.equals("other") || address.startsWith("/v1/"))
                .contains("other", "/v1/things/{id}", "/v1/notes");
        assertThat(METHOD.matcher(metrics).results().map(RouteLabelsTest::value).distinct())
                .allMatch(method -> method.matches("[A-Z]+"))
                .noneMatch(method -> method.startsWith("X"));
        assertThat(metrics)
                .containsPattern("http_server_requests_seconds_count\\{[^}]*status=\"422\",uri=\"/v1/notes\"");
        assertThat(series() - series).isLessThan(100);
    }

    private static long series() {
        return Management.metrics()
                .lines()
                .filter(line -> line.startsWith("http_"))
                .count();
    }

    private static String value(MatchResult label) {
        return label.group(1);
    }
}
