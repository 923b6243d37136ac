package io.tierline.grading.timeline;

import static io.tierline.grading.deals.DealsApi.WON_OVER;
import static io.tierline.grading.deals.DealsApi.close;
import static io.tierline.grading.deals.DealsApi.history;
import static io.tierline.grading.deals.DealsApi.learn;
import static io.tierline.grading.deals.DealsApi.lost;
import static io.tierline.grading.deals.DealsApi.reopen;
import static io.tierline.grading.deals.DealsApi.target;
import static io.tierline.grading.deals.DealsApi.with;
import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.awaitTier;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.PublishedCalls.but;
import static io.tierline.grading.grades.PublishedCalls.call;
import static io.tierline.grading.grades.PublishedCalls.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HistoryTest {

    @Inject
    Database database;

    private final String tenant = newTenant();

    @Test
    void everythingThatHappenedIsThere_theLatestFirst() {
        // Given
        everythingHappens();

        // When
        JsonPath history = history(tenant, "acme", "").jsonPath();

        // Then
        assertThat(history.getList("items.kind"))
                .containsExactly(
                        "tier", "reopening", "tier", "closing", "extension", "tier", "qualification", "tier", "call");
        assertThat(history.getString("next")).isNull();
        assertThat(history.<String>getList("items.at").stream().map(Instant::parse))
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void everyKindTellsWhatBelongsToIt() {
        // Given
        everythingHappens();

        // Then
        history(tenant, "acme", "?kind=call")
                .then()
                .body("items.id", contains("pbx-1"))
                .body("items[0].by", equalTo("li.wei"))
                .body("items[0].label", equalTo("Call"))
                .body("items[0].details.outcome", equalTo("D"))
                .body("items[0].details.team", equalTo("east-1"))
                .body("items[0].details.followUpAt", equalTo("2026-11-25T02:00:00.000000Z"))
                .body("items[0].details.qualification.keyPersons.EB.stance", equalTo("reached"));
        history(tenant, "acme", "?kind=qualification")
                .then()
                .body("items[0].id", startsWith("patch:"))
                .body("items[0].details.qualification.budget", equalTo("confirmed"));
        history(tenant, "acme", "?kind=tier")
                .then()
                .body("items.details.to", contains("C", null, "C", "D"))
                .body("items.details.reason", contains("status", "status", "qualification", "call"))
                .body("items.details.position", contains(4, 3, 2, 1));
        history(tenant, "acme", "?kind=extension")
                .then()
                .body("items[0].by", equalTo("boss"))
                .body("items[0].details.days", equalTo(14))
                .body("items[0].details.reason", equalTo("Holidays"));
        history(tenant, "acme", "?kind=closing")
                .then()
                .body("items[0].details.result", equalTo("lost"))
                .body("items[0].details.reasons", contains("price"))
                .body("items[0].details.amount.value", equalTo(7.5f))
                .body("items[0].details.amount.currency", equalTo("CNY"))
                .body("items[0].details.note", equalTo("Too dear."))
                .body("items[0].details.tier", equalTo("C"));
        history(tenant, "acme", "?kind=reopening")
                .then()
                .body("items[0].details.kind", equalTo("again"))
                .body("items[0].details.note", nullValue());
        as(tenant, "rep")
                .header("Accept-Language", "zh-CN")
                .get("/v1/customers/acme/history?kind=call")
                .then()
                .body("items[0].label", equalTo("外呼"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 11})
    void pagesTogetherAreTheWhole_withoutGapsAndRepeats(int size) {
        // Given: and two things at the very same time
        everythingHappens();
        String at = history(tenant, "acme", "?kind=qualification").path("items[0].at");
        publish(
                tenant,
                but(call("pbx-2", "acme", null), "startedAt", at),
                but(call("pbx-3", "acme", "D"), "startedAt", at));
        awaitCalls(3);
        List<Object> whole = history(tenant, "acme", "").jsonPath().getList("items");

        // When
        List<Object> pages = new ArrayList<>();
        String next = null;
        do {
            JsonPath page = (next == null
                            ? as(tenant, "rep")
                            : as(tenant, "rep").queryParam("cursor", next))
                    .get("/v1/customers/acme/history?limit=" + size)
                    .jsonPath();
            pages.addAll(page.getList("items"));
            assertThat(page.getList("items")).hasSizeLessThanOrEqualTo(size).isNotEmpty();
            next = page.getString("next");
        } while (next != null && pages.size() <= whole.size());

        // Then
        assertThat(whole).hasSize(11);
        assertThat(pages).isEqualTo(whole);
    }

    @Test
    void correctedCallStandsAsItIsNow_andAVoidedOneNotAtAll() {
        // Given
        publish(tenant, call("pbx-1", "acme", "D"), call("pbx-2", "acme", "D"));
        awaitCalls(2);

        // When
        publish(
                tenant,
                but(call("pbx-1", "acme", "NO_NEED"), "revision", 2),
                but(call("pbx-2", "acme", "D"), "revision", 2, "voided", true));

        // Then
        awaitCalls(1);
        history(tenant, "acme", "?kind=call")
                .then()
                .body("items.id", containsInAnyOrder("pbx-1"))
                .body("items[0].details.outcome", equalTo("NO_NEED"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=0",
                "?limit=501",
                "?kind=party",
                "?kind=",
                "?cursor=x",
                "?cursor=WyJhIiwiYiIsImMiXQ",
                // A time that the database does not know.
                "?cursor=WyIrMTAwMDAwMDAwMC0xMi0zMVQyMzo1OTo1OVoiLCJhIiwiYiJd",
                "?from=2026"
            })
    void questionIsRefused_whenSomethingIsWrongWithIt(String query) {
        target(tenant, "acme");

        history(tenant, "acme", query).then().statusCode(422);
    }

    private void everythingHappens() {
        publish(
                tenant,
                but(
                        call("pbx-1", "acme", "D"),
                        "followUpAt",
                        "2026-11-25T10:00:00+08:00",
                        "qualification",
                        Map.of("keyPersons", Map.of("EB", Map.of("stance", "reached")))));
        awaitTier(tenant, "acme", "D");
        learn(tenant, "acme", Map.of("keyPersons", Map.of("EB", WON_OVER), "budget", "confirmed"));
        database.pool()
                .preparedQuery("insert into extension (tenant, extension_id, customer_id, recorded_at, days, author,"
                        + " reason) values ($1, 'ext:1', 'acme', clock_timestamp(), 14, 'boss', 'Holidays')")
                .executeAndAwait(Tuple.of(tenant));
        close(tenant, "acme", with(lost(), "note", "Too dear.", "amount", Map.of("value", 7.50, "currency", "CNY")))
                .then()
                .statusCode(201);
        reopen(tenant, "acme", "again").then().statusCode(200);
    }

    private void awaitCalls(int number) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                history(tenant, "acme", "?kind=call").jsonPath().getList("items"))
                        .hasSize(number));
    }
}
