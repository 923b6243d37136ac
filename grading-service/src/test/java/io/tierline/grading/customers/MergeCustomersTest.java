package io.tierline.grading.customers;

import static io.tierline.grading.customers.CustomersApi.card;
import static io.tierline.grading.customers.CustomersApi.changes;
import static io.tierline.grading.customers.CustomersApi.customer;
import static io.tierline.grading.customers.CustomersApi.ids;
import static io.tierline.grading.customers.CustomersApi.kept;
import static io.tierline.grading.customers.CustomersApi.manager;
import static io.tierline.grading.customers.CustomersApi.merge;
import static io.tierline.grading.customers.CustomersApi.patch;
import static io.tierline.grading.customers.CustomersApi.put;
import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.awaitTier;
import static io.tierline.grading.grades.GradingApi.grade;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.PublishedCalls.but;
import static io.tierline.grading.grades.PublishedCalls.call;
import static io.tierline.grading.grades.PublishedCalls.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MergeCustomersTest {

    private static final Map<String, Object> WON_OVER =
            Map.of("stance", "approves", "need", "confirmed", "objections", "settled");

    private final String tenant = newTenant();

    @Inject
    Pool pool;

    @Test
    void whatWasSaidOfBothCountsForOne() {
        // Given: each alone is no more than C
        learn("acme", Map.of("keyPersons", Map.of("EB", WON_OVER), "budget", "confirmed"));
        learn("acme-2", Map.of("keyPersons", Map.of("UB", WON_OVER), "procurement", "clear", "budget", "confirmed"));
        publish(tenant, call("pbx-1", "acme-2", "D"));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(customer(tenant, "acme-2").getString("rep")).isEqualTo("li.wei"));

        // When
        Response answer = merge(tenant, "acme-2", "acme");

        // Then
        answer.then()
                .statusCode(200)
                .body("customerId", equalTo("acme-2"))
                .body("into", equalTo("acme"))
                .body("by", equalTo("manager@" + tenant));
        assertThat(customer(tenant, "acme").getString("tier")).isEqualTo("B");
        assertThat(customer(tenant, "acme").getString("rep")).isEqualTo("li.wei");
        assertThat(grade(tenant, "acme").getString("tier")).isEqualTo("B");
        assertThat(ids(tenant, "")).containsExactly("acme");
        List<Map<String, Object>> changes = changes(tenant);
        assertThat(changes)
                .extracting(change -> ((Number) change.get("position")).intValue())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, changes.size()).boxed().toList());
        assertThat(changes.subList(changes.size() - 2, changes.size()))
                .anySatisfy(change -> assertThat(change)
                        .containsEntry("customerId", "acme")
                        .containsEntry("to", "B")
                        .containsEntry("reason", "correction")
                        .containsEntry("cause", "merger:acme-2"))
                .anySatisfy(change -> assertThat(change)
                        .containsEntry("customerId", "acme-2")
                        .containsEntry("from", "C")
                        .containsEntry("to", null)
                        .containsEntry("rep", "li.wei")
                        .containsEntry("reason", "correction")
                        .containsEntry("cause", "merger:acme"));
    }

    @Test
    void whoIsGoneSaysSo_everywhere() {
        // Given
        kept(tenant, "acme", "name", "Acme");
        kept(tenant, "acme-2", "name", "Acme Ltd");
        merge(tenant, "acme-2", "acme").then().statusCode(200);

        // Then
        for (Response answer : List.of(
                manager(tenant).get("/v1/customers/acme-2"),
                manager(tenant).get("/v1/customers/acme-2/grade"),
                put(tenant, "acme-2", card("name", "x")),
                patch(tenant, "acme-2", card("name", "x")),
                manager(tenant).body(Map.of("budget", "confirmed")).patch("/v1/customers/acme-2/qualification"))) {
            answer.then()
                    .statusCode(410)
                    .body("code", equalTo("customer-merged"))
                    .body("detail", containsString("acme;"));
        }
        manager(tenant)
                .get("/v1/customers/acme-2/merger")
                .then()
                .statusCode(200)
                .body("into", equalTo("acme"));
        manager(tenant).get("/v1/customers/acme/merger").then().statusCode(404).body("code", equalTo("no-such-merger"));
        assertThat(ids(tenant, "q=acme")).containsExactly("acme");
    }

    @Test
    void callsUnderTheOldIdCountForTheOther_newAndCorrected() {
        // Given
        Map<String, Object> call = call("pbx-1", "acme-2", "C");
        publish(tenant, call);
        awaitTier(tenant, "acme-2", "C");
        kept(tenant, "acme", "name", "Acme");
        merge(tenant, "acme-2", "acme");
        assertThat(customer(tenant, "acme").getString("tier")).isEqualTo("C");

        // When
        publish(tenant, but(call, "revision", 2, "outcome", "RJ"));
        awaitTier(tenant, "acme", null);
        publish(tenant, call("pbx-2", "acme-2", "D"));
        awaitTier(tenant, "acme", "D");
        publish(tenant, but(call("pbx-2", "fence", "D"), "revision", 2, "previousCustomerId", "acme-2"));
        awaitTier(tenant, "fence", "D");

        // Then
        assertThat(customer(tenant, "acme").getString("tier")).isNull();
        assertThat(changes(tenant))
                .filteredOn(change -> change.get("customerId").equals("acme-2"))
                .hasSize(2);
        assertThat(ids(tenant, "")).containsExactly("acme", "fence");
    }

    @Test
    void cardsBecomeOne_whatTheOneThatStaysSaysStands() {
        // Given
        kept(tenant, "source", "name", "Source");
        kept(tenant, "acme", "name", "Acme", "tags", List.of("a"), "profile.background.industry", "software");
        kept(
                tenant,
                "acme-2",
                "name",
                "Acme Ltd",
                "owner.rep",
                "li.wei",
                "referredBy",
                "source",
                "tags",
                List.of("a", "b"),
                "profile.background.industry",
                "retail",
                "profile.background.region",
                "上海");
        kept(tenant, "brought", "referredBy", "acme-2");

        // When
        merge(tenant, "acme-2", "acme");

        // Then
        JsonPath acme = customer(tenant, "acme");
        assertThat(acme.getString("name")).isEqualTo("Acme");
        assertThat(acme.getString("owner.rep")).isEqualTo("li.wei");
        assertThat(acme.getString("referredBy")).isEqualTo("source");
        assertThat(acme.getList("tags")).containsExactly("a", "b");
        assertThat(acme.getString("profile.background.industry")).isEqualTo("software");
        assertThat(acme.getString("profile.background.region")).isEqualTo("上海");
        assertThat(acme.getInt("revision")).isEqualTo(2);
        assertThat(customer(tenant, "brought").getString("referredBy")).isEqualTo("acme");
        assertThat(customer(tenant, "brought").getInt("revision")).isEqualTo(2);
        assertThat(ids(tenant, "region=上海")).containsExactly("acme");
    }

    @Test
    void referralsStayATree_whenOneHadBroughtTheOther() {
        // Given
        kept(tenant, "acme-2", "name", "Acme");
        kept(tenant, "acme", "referredBy", "acme-2");
        kept(tenant, "third", "referredBy", "acme-2");

        // When
        merge(tenant, "acme-2", "acme").then().statusCode(200);

        // Then
        assertThat(customer(tenant, "acme").getString("referredBy")).isNull();
        assertThat(customer(tenant, "third").getString("referredBy")).isEqualTo("acme");
        kept(tenant, "fourth", "referredBy", "acme-2");
        assertThat(customer(tenant, "fourth").getString("referredBy")).isEqualTo("acme");
    }

    @Test
    void mergersInARowLeadToTheLast() {
        // Given
        Map<String, Object> call = call("pbx-1", "a", "C");
        publish(tenant, call);
        awaitTier(tenant, "a", "C");
        kept(tenant, "b", "name", "B");
        kept(tenant, "c", "name", "C");

        // When
        merge(tenant, "a", "b").then().statusCode(200);
        merge(tenant, "b", "c").then().statusCode(200);

        // Then
        manager(tenant).get("/v1/customers/a/merger").then().body("into", equalTo("c"));
        assertThat(customer(tenant, "c").getString("tier")).isEqualTo("C");
        publish(tenant, but(call, "revision", 2, "outcome", "RJ"));
        awaitTier(tenant, "c", null);
        merge(tenant, "a", "b").then().statusCode(200).body("into", equalTo("c"));
        merge(tenant, "a", "c").then().statusCode(200).body("into", equalTo("c"));
        assertThat(ids(tenant, "")).containsExactly("c");
    }

    @Test
    void onlyWhatMakesSenseIsMerged_andTheRestChangesNothing() {
        // Given
        for (String id : List.of("a", "b", "c", "d")) {
            kept(tenant, id, "name", id);
        }
        merge(tenant, "a", "b");
        merge(tenant, "c", "d");

        // Then
        merge(tenant, "b", "b").then().statusCode(422).body("errors[0].pointer", equalTo("/into"));
        merge(tenant, "b", "nobody").then().statusCode(422).body("errors[0].pointer", equalTo("/into"));
        merge(tenant, "nobody", "b").then().statusCode(404).body("code", equalTo("no-such-customer"));
        merge(tenant, "b", "a").then().statusCode(422).body("errors[0].pointer", equalTo("/into"));
        merge(tenant, "b", "c").then().statusCode(422);
        merge(tenant, "a", "d").then().statusCode(409).body("code", equalTo("merged-otherwise"));
        merge(tenant, "a", "b").then().statusCode(200);
        manager(tenant).body("{}").post("/v1/customers/b/merger").then().statusCode(422);
        manager(tenant)
                .body("{\"into\":\"d\",\"x\":1}")
                .post("/v1/customers/b/merger")
                .then()
                .statusCode(422);
        manager(tenant).get("/v1/customers/nobody").then().statusCode(404);
        assertThat(ids(tenant, "")).containsExactly("b", "d");
    }

    @Test
    void dealsGoAlong_unlessBothHaveSome() {
        // Given
        for (String id : List.of("won", "open", "lost")) {
            kept(tenant, id, "name", id);
        }
        closed("won", "WON");
        closed("lost", "LOST");

        // When
        Response both = merge(tenant, "lost", "won");
        Response one = merge(tenant, "won", "open");

        // Then
        both.then().statusCode(409).body("code", equalTo("two-deals"));
        one.then().statusCode(200);
        assertThat(customer(tenant, "open").getString("status")).isEqualTo("won");
        assertThat(ids(tenant, "status=won")).containsExactly("open");
        assertThat(ids(tenant, "status=disqualified")).isEmpty();
    }

    @Test
    void samePatchOfBothCountsOnce() {
        // Given
        Map<String, Object> fact = Map.of(
                "observedAt",
                Instant.now().minusSeconds(60).toString(),
                "keyPersons",
                Map.of("EB", WON_OVER),
                "budget",
                "confirmed");
        learn("a", fact);
        learn("b", fact);

        // When
        Response answer = merge(tenant, "a", "b");

        // Then
        answer.then().statusCode(200);
        assertThat(customer(tenant, "b").getString("tier")).isEqualTo("C");
    }

    @Test
    void nothingIsLost_whenCallsArriveWhileCustomersAreMerged() throws Exception {
        // Given
        int pairs = 8;
        for (int i = 0; i < pairs; i++) {
            kept(tenant, "stays-" + i, "name", "Stays " + i);
            kept(tenant, "goes-" + i, "name", "Goes " + i);
        }
        ExecutorService merging = Executors.newFixedThreadPool(4);

        // When
        try {
            List<java.util.concurrent.Future<Integer>> mergers = new ArrayList<>();
            for (int i = 0; i < pairs; i++) {
                int pair = i;
                List<Map<String, Object>> calls = new ArrayList<>();
                for (int c = 0; c < 30; c++) {
                    calls.add(call("pbx-" + pair + "-" + c, "goes-" + pair, "C"));
                }
                publish(tenant, calls);
                mergers.add(merging.submit(
                        () -> merge(tenant, "goes-" + pair, "stays-" + pair).statusCode()));
                mergers.add(merging.submit(
                        () -> merge(tenant, "goes-" + pair, "stays-" + pair).statusCode()));
            }
            for (var merger : mergers) {
                assertThat(merger.get(60, TimeUnit.SECONDS)).isEqualTo(200);
            }
        } finally {
            merging.shutdownNow();
        }

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(count("select count(*) from call_fact where tenant = $1 and customer_id like 'stays-%'"))
                    .isEqualTo(pairs * 30L);
            assertThat(ids(tenant, "tier=C")).hasSize(pairs).allMatch(id -> id.startsWith("stays-"));
        });
        assertThat(count("select count(*) from call_fact where tenant = $1")).isEqualTo(pairs * 30L);
        List<Map<String, Object>> changes = changes(tenant);
        assertThat(changes)
                .extracting(change -> ((Number) change.get("position")).intValue())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, changes.size()).boxed().toList());
    }

    @Test
    void crosswiseMergersAtOnce_endInOneCustomer() throws Exception {
        // Given
        kept(tenant, "a", "name", "A");
        kept(tenant, "b", "name", "B");

        // When
        List<Integer> answers = CustomersApi.atOnce(
                () -> merge(tenant, "a", "b").statusCode(),
                () -> merge(tenant, "b", "a").statusCode());

        // Then
        assertThat(answers).containsExactlyInAnyOrder(200, 422);
        assertThat(ids(tenant, "")).hasSize(1);
    }

    private void learn(String customer, Map<String, Object> patch) {
        manager(tenant)
                .body(patch)
                .patch("/v1/customers/" + customer + "/qualification")
                .then()
                .statusCode(200);
    }

    private void closed(String customer, String status) {
        pool.preparedQuery("with closed as (update customer set status = $3 where tenant = $1 and customer_id = $2)"
                        + " insert into status_change (tenant, customer_id, sequence, status, round, at)"
                        + " values ($1, $2, 1, $3, 1, now())")
                .execute(Tuple.of(tenant, customer, status))
                .await()
                .indefinitely();
    }

    private long count(String sql) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(tenant))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }
}
