package io.tierline.grading.republication;

import static io.tierline.grading.deals.DealsApi.close;
import static io.tierline.grading.deals.DealsApi.lost;
import static io.tierline.grading.deals.DealsApi.reopen;
import static io.tierline.grading.deals.DealsApi.target;
import static io.tierline.grading.deals.DealsApi.with;
import static io.tierline.grading.deals.DealsApi.won;
import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tierline.grading.PublishedEvents;
import io.tierline.grading.PublishedEvents.Event;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is stored is published again as it was. */
@QuarkusTest
class RepublicationTest {

    @Inject
    Database database;

    private final String tenant = newTenant();

    @Test
    void tierChangesCustomersAndClosingsArePublishedAgain_asTheyWerePublishedFirst() {
        // Given: acme: three tier changes, two states, two revisions of a closing; globex: two changes and one of each
        target(tenant, "acme");
        close(tenant, "acme", with(lost(), "competitor", "Kingdee", "amount", Map.of("value", 7.50, "currency", "CNY")))
                .then()
                .statusCode(201);
        reopen(tenant, "acme", "again").then().statusCode(200);
        target(tenant, "globex");
        close(tenant, "globex", won()).then().statusCode(201);
        List<Event> changes = PublishedEvents.of(tenant, PublishedEvents.TIER_CHANGE, 5);
        PublishedEvents.of(tenant, PublishedEvents.CUSTOMER, 3);
        PublishedEvents.of(tenant, PublishedEvents.CLOSING, 3);

        // When
        JsonPath job = done(start(Map.of("tenant", tenant)));

        // Then
        assertThat(job.getLong("published")).isEqualTo(5 + 2 + 2);
        for (Event change : changes) {
            assertPublishedTwice(PublishedEvents.TIER_CHANGE, change.id(), 10);
        }
        assertPublishedTwice(PublishedEvents.CUSTOMER, "customer/acme/2", 5);
        assertPublishedTwice(PublishedEvents.CUSTOMER, "customer/globex/1", 5);
        for (String customer : List.of("acme", "globex")) {
            JsonPath closing = as(tenant, "rep")
                    .get("/v1/customers/" + customer + "/closing")
                    .jsonPath();
            assertPublishedTwice(
                    PublishedEvents.CLOSING, closing.getString("closingId") + "/" + closing.getInt("revision"), 5);
        }
    }

    @Test
    void tierChangesOfTheTimeArePublished_fromInclusive_toExclusive_andDealsWhole() {
        // Given
        target(tenant, "acme");
        target(tenant, "globex");
        close(tenant, "acme", won()).then().statusCode(201);
        List<String> times =
                as(tenant, "rep").get("/v1/tier-changes").jsonPath().getList("items.at");

        // When
        JsonPath job = done(start(Map.of("tenant", tenant, "from", times.get(1), "to", times.get(2))));

        // Then: the second change, the customer and the closing
        assertThat(Instant.parse(times.get(1))).isBefore(times.get(2));
        assertThat(job.getLong("published")).isEqualTo(1 + 1 + 1);
    }

    @Test
    void nobodyElsesArePublished_whenATenantIsNamed_andAllAre_whenNoneIs() {
        // Given
        String other = newTenant();
        target(tenant, "acme");
        target(other, "acme");
        close(other, "acme", lost()).then().statusCode(201);
        PublishedEvents.of(other, PublishedEvents.CLOSING, 1);

        // When
        JsonPath one = done(start(Map.of("tenant", tenant)));
        done(start(Map.of()));

        // Then
        assertThat(one.getLong("published")).isEqualTo(1);
        assertThat(PublishedEvents.of(tenant, PublishedEvents.TIER_CHANGE, 3)).hasSize(3);
        assertThat(PublishedEvents.of(other, PublishedEvents.TIER_CHANGE, 4)).hasSize(4);
        assertThat(PublishedEvents.of(other, PublishedEvents.CUSTOMER, 2)).hasSize(2);
        assertThat(PublishedEvents.of(other, PublishedEvents.CLOSING, 2)).hasSize(2);
    }

    @Test
    void moreThanOneChunkIsPublished() {
        // Given
        database.pool()
                .preparedQuery("insert into customer (tenant, customer_id, lifecycle_revision, lifecycle_at, standard)"
                        + " select $1, 'c-' || n, 1, now(), 1 from generate_series(1, 1001) n")
                .executeAndAwait(Tuple.of(tenant));
        database.pool()
                .preparedQuery("insert into tier_change (tenant, position, customer_id, version, kind, to_tier, reason,"
                        + " standard, at) select $1, n, 'c-' || n, 1, 'CHANGED', 'D', 'CALL', 1, now()"
                        + " from generate_series(1, 1001) n")
                .executeAndAwait(Tuple.of(tenant));

        // When
        JsonPath job = done(start(Map.of("tenant", tenant)));

        // Then
        assertThat(job.getLong("published")).isEqualTo(2 * 1_001);
        assertThat(PublishedEvents.of(tenant, PublishedEvents.CUSTOMER, 1_001))
                .extracting(Event::id)
                .doesNotHaveDuplicates()
                .hasSize(1_001);
        assertThat(PublishedEvents.of(tenant, PublishedEvents.TIER_CHANGE, 1_001))
                .extracting(Event::id)
                .doesNotHaveDuplicates()
                .hasSize(1_001);
    }

    @Test
    void customerThatIsBeingChangedIsWaitedFor_soThatItsNewestEventIsTheLast() {
        // Given: a closing that waits for the customer, whom somebody holds
        target(tenant, "acme");
        close(tenant, "acme", lost()).then().statusCode(201);
        SqlConnection other = database.pool().getConnectionAndAwait();
        Transaction held = other.beginAndAwait();
        other.preparedQuery("select * from customer where tenant = $1 and customer_id = 'acme' for update")
                .executeAndAwait(Tuple.of(tenant));
        CompletableFuture<Response> reopening = CompletableFuture.supplyAsync(() -> reopen(tenant, "acme", "again"));
        awaitSomebodyWaits("select * from customer where (tenant%for update");

        // When: the job comes after it
        Response started = start(Map.of("tenant", tenant));
        awaitSomebodyWaits("select customer.tenant%for share");
        held.commitAndAwait();
        other.closeAndAwait();

        // Then
        assertThat(reopening.join().statusCode()).isEqualTo(200);
        done(started);
        assertThat(PublishedEvents.of(tenant, PublishedEvents.CUSTOMER, 3))
                .extracting(Event::id)
                .containsExactly("customer/acme/1", "customer/acme/2", "customer/acme/2");
    }

    @Test
    void customersOfWhomNothingWasToldAreNotPublished() {
        // Given
        target(tenant, "acme");

        // When
        JsonPath job = done(start(Map.of("tenant", tenant)));

        // Then
        assertThat(job.getLong("published")).isEqualTo(1);
        assertThat(PublishedEvents.soFar(tenant, PublishedEvents.CUSTOMER)).isEmpty();
    }

    private void awaitSomebodyWaits(String query) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(database.pool()
                                .preparedQuery("select count(*) > 0 from pg_stat_activity where datname ="
                                        + " current_database() and wait_event_type = 'Lock' and query like $1")
                                .executeAndAwait(Tuple.of(query))
                                .iterator()
                                .next()
                                .getBoolean(0))
                        .isTrue());
    }

    private static Response start(Map<String, Object> request) {
        Response started = as("operations", "operator").body(request).post("/v1/republication");
        started.then().statusCode(202);
        return started;
    }

    private static JsonPath done(Response started) {
        String id = started.path("id");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(job(id).getString("state")).isEqualTo("done"));
        return job(id);
    }

    private static JsonPath job(String id) {
        return as("operations", "operator")
                .get("/v1/republication/{id}", id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The same event twice but for the time at which it was handed out, once there are so many of the type. */
    private void assertPublishedTwice(String type, String id, int number) {
        List<Event> events = PublishedEvents.of(tenant, type, number).stream()
                .filter(event -> event.id().equals(id))
                .toList();
        assertThat(events).as(id).hasSize(2);
        assertThat(events.get(1).key()).isEqualTo(events.get(0).key());
        assertThat(events.get(1).value()).isEqualTo(events.get(0).value());
        assertThat(withoutTime(events.get(1))).isEqualTo(withoutTime(events.get(0)));
    }

    private static Map<String, String> withoutTime(Event event) {
        Map<String, String> headers = new HashMap<>(event.headers());
        headers.remove("ce_time");
        return headers;
    }
}
