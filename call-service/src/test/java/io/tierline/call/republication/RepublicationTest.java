package io.tierline.call.republication;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.delete;
import static io.tierline.call.calls.CallApi.putSummary;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.recordedAll;
import static io.tierline.call.calls.CallApi.uniqueId;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tierline.call.calls.PublishedCalls;
import io.tierline.call.calls.PublishedCalls.Event;
import io.tierline.call.calls.SubmittedCalls;
import io.tierline.call.calls.Summaries;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is stored is published again as it was. */
@QuarkusTest
class RepublicationTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Instant FROM = Instant.parse("2026-11-20T00:00:00Z");
    private static final Instant TO = Instant.parse("2026-11-21T00:00:00Z");

    /** The calls' rep and team, whom the first call has brought into the directory. */
    private static final int REP_AND_TEAM = 2;

    @Inject
    Database database;

    @Test
    void latestStateOfEverythingIsPublishedAgain_asItWasPublishedFirst() {
        // Given
        String tenant = uniqueTenant();
        String summarised = recorded(tenant, SubmittedCalls.answered(uniqueId()));
        putSummary(tenant, summarised, Summaries.meeting()).then().statusCode(200);
        String voided = recorded(tenant, SubmittedCalls.answered(uniqueId()));
        delete(tenant, voided).then().statusCode(204);
        as(tenant, "manager")
                .body(Map.of("timeZone", "Asia/Shanghai"))
                .put("/v1/policies/company")
                .then()
                .statusCode(200);

        // When
        JsonPath job = done(start(Map.of("tenant", tenant)));

        // Then
        assertThat(job.getLong("published")).isEqualTo(3 + REP_AND_TEAM);
        assertPublishedTwice(PublishedCalls.upTo(tenant, summarised, 3), summarised + "/2");
        assertPublishedTwice(PublishedCalls.upTo(tenant, voided, 3), voided + "/2");
        assertThat(PublishedCalls.upTo(tenant, voided, 3).get(2).json().getBoolean("voided"))
                .isTrue();
        assertPublishedTwice(
                await().atMost(SOON)
                        .until(
                                () -> PublishedCalls.soFar(tenant, "policy/company"),
                                published -> published.size() == 2),
                "policy/company/1");
    }

    @Test
    void teamsRepsAndErasuresArePublishedAgain_asTheyStand() {
        // Given
        String tenant = uniqueTenant();
        put(tenant, "/v1/teams/east-1", Map.of("name", "East 1"));
        put(tenant, "/v1/reps/li.wei", Map.of("name", "Li Wei", "team", "east-1"));
        put(tenant, "/v1/reps/li.wei", Map.of("name", "Li Wei", "team", "west-2", "from", FROM.toString()));
        Map<String, Object> call = startedAt(FROM);
        recorded(tenant, call);
        as(tenant, "manager")
                .delete("/v1/contacts/{phone}", call.get("phone"))
                .then()
                .statusCode(204);
        Event erased = PublishedCalls.ofTenant(tenant, "contact-erased/", 1).get(0);

        // When
        JsonPath job = done(start(Map.of("tenant", tenant)));

        // Then: the call, two teams, the rep and the erasure
        assertThat(job.getLong("published")).isEqualTo(5);
        assertPublishedTwice(published(tenant, "team/east-1", 2), "team/east-1/1");
        assertPublishedTwice(published(tenant, "team/west-2", 2), "team/west-2/1");
        List<Event> rep = published(tenant, "rep/li.wei", 3);
        assertPublishedTwice(rep, "rep/li.wei/2");
        assertThat(rep.get(2).json().getList("memberships.team")).isEqualTo(List.of("east-1", "west-2"));
        List<Event> erasures = PublishedCalls.ofTenant(tenant, "contact-erased/", 2);
        assertPublishedTwice(erasures, erased.headers().get("ce_id"));
    }

    @Test
    void callsOfTheTimeArePublished_fromInclusive_toExclusive_andTheDirectoryWhole() {
        // Given
        String tenant = uniqueTenant();
        String before = recorded(tenant, startedAt(FROM.minusNanos(1_000)));
        String first = recorded(tenant, startedAt(FROM));
        String last = recorded(tenant, startedAt(TO.minusNanos(1_000)));
        String after = recorded(tenant, startedAt(TO));
        as(tenant, "manager")
                .body(Map.of("defaultRegion", "DE"))
                .put("/v1/policies/company")
                .then()
                .statusCode(200);

        // When
        JsonPath job = done(start(Map.of("tenant", tenant, "from", FROM.toString(), "to", TO.toString())));

        // Then
        assertThat(job.getLong("published")).isEqualTo(3 + REP_AND_TEAM);
        assertThat(PublishedCalls.upTo(tenant, first, 2)).hasSize(2);
        assertThat(PublishedCalls.upTo(tenant, last, 2)).hasSize(2);
        assertThat(PublishedCalls.of(tenant, before)).hasSize(1);
        assertThat(PublishedCalls.of(tenant, after)).hasSize(1);
        await().atMost(SOON)
                .until(() -> PublishedCalls.soFar(tenant, "policy/company").size() == 2);
    }

    @Test
    void allTenantsArePublishedAgain_whenNoneIsNamed() {
        // Given
        String tenant = uniqueTenant();
        String other = uniqueTenant();
        String one = recorded(tenant, startedAt(FROM));
        String another = recorded(other, startedAt(FROM));

        // When
        done(start(Map.of()));

        // Then
        assertThat(PublishedCalls.upTo(tenant, one, 2)).hasSize(2);
        assertThat(PublishedCalls.upTo(other, another, 2)).hasSize(2);
    }

    @Test
    void nobodyElsesCallsArePublished_whenATenantIsNamed() {
        // Given
        String tenant = uniqueTenant();
        String other = uniqueTenant();
        String one = recorded(tenant, startedAt(FROM));
        String another = recorded(other, startedAt(FROM));

        // When
        JsonPath job = done(start(Map.of("tenant", tenant)));

        // Then
        assertThat(job.getLong("published")).isEqualTo(1 + REP_AND_TEAM);
        assertThat(PublishedCalls.upTo(tenant, one, 2)).hasSize(2);
        assertThat(PublishedCalls.of(other, another)).hasSize(1);
    }

    @Test
    void moreThanOneChunkIsPublished() {
        // Given
        String tenant = uniqueTenant();
        List<Map<String, Object>> calls = IntStream.range(0, 1_001)
                .mapToObj(i -> startedAt(FROM.plusSeconds(i)))
                .toList();
        recordedAll(tenant, calls);

        // When
        JsonPath job = done(start(Map.of("tenant", tenant)));

        // Then
        assertThat(job.getLong("published")).isEqualTo(1_001 + REP_AND_TEAM);
        for (int i : new int[] {0, 500, 1_000}) {
            assertThat(PublishedCalls.upTo(tenant, (String) calls.get(i).get("callId"), 2))
                    .hasSize(2);
        }
    }

    @Test
    void callThatIsBeingChangedIsWaitedFor_soThatItsNewestEventIsTheLast() {
        // Given: a summary that waits for the call, which somebody holds
        String tenant = uniqueTenant();
        String call = recorded(tenant, SubmittedCalls.answered(uniqueId()));
        SqlConnection other = database.pool().getConnectionAndAwait();
        Transaction held = other.beginAndAwait();
        other.preparedQuery("select * from call where tenant = $1 and call_id = $2 for update")
                .executeAndAwait(Tuple.of(tenant, call));
        CompletableFuture<Response> summary =
                CompletableFuture.supplyAsync(() -> putSummary(tenant, call, Summaries.meeting()));
        awaitSomebodyWaits("select%from call where%for update");

        // When: the job comes after it
        ValidatableResponse started = start(Map.of("tenant", tenant));
        awaitSomebodyWaits("select call.%for share of call");
        held.commitAndAwait();
        other.closeAndAwait();

        // Then
        assertThat(summary.join().statusCode()).isEqualTo(200);
        assertThat(done(started).getLong("published")).isEqualTo(1 + REP_AND_TEAM);
        assertThat(PublishedCalls.upTo(tenant, call, 3))
                .extracting(event -> event.headers().get("ce_id"))
                .containsExactly(call + "/1", call + "/2", call + "/2");
    }

    @Test
    void jobTellsWhatItIsAbout_andIsListed() {
        // Given
        String tenant = uniqueTenant();

        // When
        ValidatableResponse started = start(Map.of("tenant", tenant, "from", "2026-11-20T08:00:00+08:00"));

        // Then
        String id = started.extract().path("id");
        started.header("Location", endsWith("/v1/republication/" + id))
                .body("tenant", equalTo(tenant))
                .body("topic", nullValue())
                .body("from", equalTo("2026-11-20T00:00:00Z"))
                .body("to", nullValue());
        JsonPath job = done(started);
        assertThat(job.getString("state")).isEqualTo("done");
        assertThat(job.getString("finishedAt")).isNotNull();
        operator().get("/v1/republication").then().statusCode(200).body("items.id", hasItem(id));
        operator().get("/v1/republication?limit=1").then().statusCode(200).body("items.id", contains(id));
    }

    @Test
    void jobIsNotFound_whenThereIsNone() {
        for (String id : List.of("01M87TFD72DJXGSD75PJDD6SZG", "%00", "a%20b")) {
            operator()
                    .urlEncodingEnabled(false)
                    .get("/v1/republication/" + id)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("no-such-republication"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"tenant\":\"Acme\"} | 422 | /tenant",
                "{\"tenant\":\"\"} | 422 | /tenant",
                "{\"tenant\":7} | 422 | /tenant",
                "{\"from\":\"2026-11-20\"} | 422 | /from",
                "{\"from\":\"2026-11-20T00:00:00Z\",\"to\":\"2026-11-20T00:00:00Z\"} | 422 | /to",
                "{\"until\":null} | 422 | /until",
                "[] | 422 | ``",
            })
    void requestIsRefused(String body, int status, String pointer) {
        operator()
                .body(body)
                .post("/v1/republication")
                .then()
                .statusCode(status)
                .body("errors.pointer", contains(pointer));
    }

    @Test
    void requestIsRefused_whenItCannotBeRead() {
        operator().body("{").post("/v1/republication").then().statusCode(400);
        operator().body("").post("/v1/republication").then().statusCode(400);
        operator().get("/v1/republication?limit=0").then().statusCode(422);
        operator().get("/v1/republication?cursor=x").then().statusCode(422);
        operator().get("/v1/republication?tenant=acme").then().statusCode(422);
    }

    private void awaitSomebodyWaits(String query) {
        await().atMost(SOON)
                .until(() -> database.pool()
                        .preparedQuery("select count(*) > 0 from pg_stat_activity where datname = current_database()"
                                + " and wait_event_type = 'Lock' and query like $1")
                        .executeAndAwait(Tuple.of(query))
                        .iterator()
                        .next()
                        .getBoolean(0));
    }

    private static void put(String tenant, String path, Map<String, Object> body) {
        as(tenant, "manager").body(body).put(path).then().statusCode(200);
    }

    private static List<Event> published(String tenant, String id, int events) {
        return await().atMost(SOON).until(() -> PublishedCalls.soFar(tenant, id), found -> found.size() == events);
    }

    private static RequestSpecification operator() {
        return as("operations", "operator");
    }

    private static ValidatableResponse start(Map<String, Object> request) {
        return operator().body(request).post("/v1/republication").then().statusCode(202);
    }

    private static JsonPath done(ValidatableResponse started) {
        String id = started.extract().path("id");
        return await().atMost(SOON)
                .until(
                        () -> operator()
                                .get("/v1/republication/{id}", id)
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath(),
                        job -> !job.getString("state").equals("running"));
    }

    private static Map<String, Object> startedAt(Instant time) {
        Map<String, Object> call = SubmittedCalls.unsummarised(uniqueId());
        call.put("startedAt", time.toString());
        return call;
    }

    /** The last event is the one before it once more, but for the time at which it was handed out. */
    private static void assertPublishedTwice(List<Event> events, String id) {
        Event first = events.get(events.size() - 2);
        Event again = events.get(events.size() - 1);
        assertThat(again.headers()).containsEntry("ce_id", id);
        assertThat(again.key()).isEqualTo(first.key());
        assertThat(again.value()).isEqualTo(first.value());
        assertThat(withoutTime(again)).isEqualTo(withoutTime(first));
    }

    private static Map<String, String> withoutTime(Event event) {
        Map<String, String> headers = new HashMap<>(event.headers());
        headers.remove("ce_time");
        return headers;
    }
}
