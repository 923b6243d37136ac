package io.tierline.call.calls;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.atOnce;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueId;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.kit.testing.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A client that does not wait for its answer changes nothing about what happens to its request. */
@QuarkusTest
class HangUpTest {

    private static final int CLIENTS = 16;
    private static final int REQUESTS_EACH = 12;

    @TestHTTPResource
    URI service;

    @Test
    void callIsStoredWholeOrNotAtAll_whenItsSenderHangsUp() throws Exception {
        // Given
        String tenant = uniqueTenant();
        String token = Tokens.of(tenant, "telephony");
        List<String> ids = IntStream.range(0, CLIENTS * REQUESTS_EACH)
                .mapToObj(i -> "call-" + i)
                .toList();

        // When
        atOnce(CLIENTS, client -> {
            for (int i = client; i < ids.size(); i += CLIENTS) {
                HangUps.send(service, "POST", "/v1/calls", token, SubmittedCalls.unsummarised(ids.get(i)), i % 3 == 0);
            }
            return null;
        });

        // Then
        for (String id : ids) {
            as(tenant, "telephony")
                    .body(SubmittedCalls.unsummarised(id))
                    .post("/v1/calls")
                    .then()
                    .statusCode(oneOf(200, 201));
            as(tenant, "rep").get("/v1/calls/{id}", id).then().body("revision", equalTo(1));
        }
        for (String id : ids) {
            PublishedCalls.revision(tenant, id, 1);
        }
        assertThat(PublishedCalls.upTo(tenant, "call-0", 1)).hasSize(1);
    }

    @Test
    void callIsStored_whenItsSenderHangsUpAndNeverComesBack() {
        // Given
        String tenant = uniqueTenant();

        // When
        HangUps.send(
                service, "POST", "/v1/calls", Tokens.of(tenant, "telephony"), SubmittedCalls.answered("c1"), false);

        // Then
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> as(tenant, "rep").get("/v1/calls/c1").then().statusCode(200));
        assertThat(PublishedCalls.upTo(tenant, "c1", 1)).hasSize(1);
    }

    @Test
    void summariesAreWholeRevisions_whenTheirSendersHangUp() throws Exception {
        // Given
        String tenant = uniqueTenant();
        String token = Tokens.of(tenant, "rep");
        String id = recorded(tenant, SubmittedCalls.unsummarised(uniqueId()));

        // When
        atOnce(CLIENTS, client -> {
            for (int i = 0; i < REQUESTS_EACH; i++) {
                HangUps.send(
                        service,
                        "PUT",
                        "/v1/calls/" + id + "/outcome",
                        token,
                        Map.of("outcome", "RJ", "notes", client + "/" + i),
                        i % 3 == 0);
            }
            return null;
        });
        CallApi.putSummary(tenant, id, Summaries.meeting()).then().statusCode(200);

        // Then
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            CallApi.putSummary(tenant, id, Summaries.meeting()).then().statusCode(200);
            List<Integer> revisions = as(tenant, "rep")
                    .get("/v1/calls/{id}/revisions", id)
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("items.revision");
            assertThat(revisions)
                    .hasSizeGreaterThan(2)
                    .isEqualTo(
                            IntStream.rangeClosed(1, revisions.size()).boxed().toList());
            assertThat(PublishedCalls.upTo(tenant, id, revisions.size())).hasSize(revisions.size());
        });
    }

    @Test
    void repsAreWholeRevisions_whenThoseWhoTellOfThemHangUp() throws Exception {
        // Given
        String tenant = uniqueTenant();
        String token = Tokens.of(tenant, "manager");

        // When
        atOnce(CLIENTS, client -> {
            for (int i = 0; i < REQUESTS_EACH; i++) {
                HangUps.send(
                        service,
                        "PUT",
                        "/v1/reps/li.wei",
                        token,
                        Map.of("name", client + "/" + i, "team", "t-" + i),
                        i % 3 == 0);
            }
            return null;
        });

        // Then
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            int revision = as(tenant, "manager")
                    .body(Map.of("name", "Li Wei", "team", "east-1"))
                    .put("/v1/reps/li.wei")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("revision");
            assertThat(revision).isGreaterThan(2);
            assertThat(PublishedCalls.ofEntry(tenant, "rep/li.wei", revision))
                    .extracting(event -> event.json().getInt("revision"))
                    .isEqualTo(IntStream.rangeClosed(1, revision).boxed().toList());
        });
    }
}
