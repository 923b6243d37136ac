package io.tierline.grading.customers;

import static io.tierline.grading.customers.CustomersApi.atOnce;
import static io.tierline.grading.customers.CustomersApi.card;
import static io.tierline.grading.customers.CustomersApi.customer;
import static io.tierline.grading.customers.CustomersApi.kept;
import static io.tierline.grading.customers.CustomersApi.manager;
import static io.tierline.grading.customers.CustomersApi.patch;
import static io.tierline.grading.customers.CustomersApi.put;
import static io.tierline.grading.customers.CustomersApi.rep;
import static io.tierline.grading.grades.GradingApi.awaitTier;
import static io.tierline.grading.grades.GradingApi.grade;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.PublishedCalls.but;
import static io.tierline.grading.grades.PublishedCalls.call;
import static io.tierline.grading.grades.PublishedCalls.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tierline.grading.grades.application.Facts;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.Profile;
import io.tierline.kit.database.Database;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CustomerCardsTest {

    private final String tenant = newTenant();

    @Inject
    Database database;

    @Inject
    Facts facts;

    @Test
    void customerIsMade_withAllThatIsSaid() {
        // When
        Response answer = put(
                tenant,
                "yunfan",
                card(
                        "name", "上海云帆科技有限公司",
                        "owner.rep", "li.wei",
                        "owner.team", "east-1",
                        "tags", List.of("expo-2026"),
                        "profile.background.industry", "software",
                        "profile.background.headCount", 120,
                        "profile.coverage.domains", List.of("HR", "finance"),
                        "profile.coverage.leadDomain", "HR"));

        // Then
        answer.then()
                .statusCode(201)
                .header("Location", containsString("/v1/customers/yunfan"))
                .header("ETag", equalTo("\"1\""))
                .body("name", equalTo("上海云帆科技有限公司"))
                .body("owner.rep", equalTo("li.wei"))
                .body("rep", equalTo("li.wei"))
                .body("team", equalTo("east-1"))
                .body("tags", contains("expo-2026"))
                .body("profile.background.industry", equalTo("software"))
                .body("profile.background.region", nullValue())
                .body("profile.coverage.leadDomain", equalTo("HR"))
                .body("profile.source.sourceKind", nullValue())
                .body("status", equalTo("open"))
                .body("round", equalTo(1))
                .body("tier", nullValue())
                .body("changedBy", equalTo("manager@" + tenant));
        grade(tenant, "yunfan");
    }

    @Test
    void sameAgainChangesNothing_somethingElseReplacesTheWhole() {
        // Given
        kept(tenant, "acme", "name", "Acme", "tags", List.of("a", "b"), "profile.decision.usualBudget", 200_000);

        // When
        Response same = put(
                tenant,
                "acme",
                card("name", "Acme", "tags", List.of("b", "a"), "profile.decision.usualBudget", 200_000.0));
        Response other = put(tenant, "acme", card("name", "Acme Ltd"));

        // Then
        same.then().statusCode(200).body("revision", equalTo(1));
        other.then()
                .statusCode(200)
                .body("revision", equalTo(2))
                .body("tags.size()", equalTo(0))
                .body("profile.decision.usualBudget", nullValue());
    }

    @Test
    void customerOfWhichOnlyCallsAreKnown_getsItsCard() {
        // Given
        publish(tenant, call("pbx-1", "acme", "C"));
        awaitTier(tenant, "acme", "C");

        // When
        Response answer = put(tenant, "acme", card("name", "Acme"));

        // Then
        answer.then()
                .statusCode(200)
                .body("revision", equalTo(2))
                .body("tier", equalTo("C"))
                .body("basis", equalTo("outcome"))
                .body("owner", nullValue())
                .body("rep", equalTo("li.wei"));
    }

    @Test
    void patchChangesWhatItNames() {
        // Given
        kept(
                tenant,
                "acme",
                "name",
                "Acme",
                "owner.rep",
                "li.wei",
                "owner.team",
                "east-1",
                "profile.background.industry",
                "software",
                "profile.background.region",
                "Shanghai");

        // When
        Response answer = patch(
                tenant,
                "acme",
                card("owner.rep", "wang.fang", "profile.background.region", null, "profile.needs.urgency", "urgent"));

        // Then: also the former rep's team is gone
        answer.then()
                .statusCode(200)
                .body("name", equalTo("Acme"))
                .body("owner.rep", equalTo("wang.fang"))
                .body("owner.team", nullValue())
                .body("profile.background.industry", equalTo("software"))
                .body("profile.background.region", nullValue())
                .body("profile.needs.urgency", equalTo("urgent"));
        patch(tenant, "nobody", card("name", "x")).then().statusCode(404).body("code", equalTo("no-such-customer"));
        assertThat(CustomersApi.ids(tenant, "")).containsExactly("acme");
    }

    @Test
    void staleChangeIsRefused_unlessNothingWouldChange() {
        // Given
        kept(tenant, "acme", "name", "Acme");
        kept(tenant, "acme", "name", "Acme Ltd");

        // When
        Response stale = manager(tenant)
                .header("If-Match", "\"1\"")
                .body(card("name", "Other"))
                .put("/v1/customers/acme");
        Response equal = manager(tenant)
                .header("If-Match", "\"1\"")
                .body(card("name", "Acme Ltd"))
                .put("/v1/customers/acme");
        Response current = manager(tenant)
                .header("If-Match", "\"2\"")
                .body(card("name", "Other"))
                .patch("/v1/customers/acme");
        Response unborn = manager(tenant)
                .header("If-Match", "*")
                .body(card("name", "Other"))
                .put("/v1/customers/new");

        // Then
        stale.then().statusCode(412).body("code", equalTo("stale"));
        equal.then().statusCode(200).body("revision", equalTo(2));
        current.then().statusCode(200).body("revision", equalTo(3));
        unborn.then().statusCode(412);
        manager(tenant).get("/v1/customers/new").then().statusCode(404);
    }

    @Test
    void everyFaultIsNamed_andNothingIsStored() {
        // When
        Response answer = put(
                tenant,
                "acme",
                card(
                        "name",
                        " ",
                        "colour",
                        "red",
                        "owner.team",
                        "east-1",
                        "referredBy",
                        "a b",
                        "tags",
                        List.of("", "x".repeat(65)),
                        "profile.background.stage",
                        "booming",
                        "profile.coverage.leadDomain",
                        "HR"));

        // Then
        answer.then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder(
                                "/name",
                                "/colour",
                                "/owner/rep",
                                "/referredBy",
                                "/tags/0",
                                "/tags/1",
                                "/profile/background/stage",
                                "/profile/coverage/leadDomain"));
        manager(tenant).get("/v1/customers/acme").then().statusCode(404);
        manager(tenant).get("/v1/customers/a%00b").then().statusCode(404);
    }

    @Test
    void profileIsPartOfWhatIsGraded() {
        // Given
        CustomerKey acme = new CustomerKey(tenant, "acme");
        manager(tenant)
                .body(Map.of(
                        "keyPersons",
                        Map.of("EB", Map.of("stance", "approves", "need", "confirmed", "objections", "settled")),
                        "budget",
                        "confirmed"))
                .patch("/v1/customers/acme/qualification")
                .then()
                .statusCode(200);

        // When
        kept(tenant, "acme", "profile.decision.decisionProcess", "EB+TB", "profile.background.headCount", 120);

        // Then
        Profile read = database.transaction(transaction -> facts.histories(transaction, List.of(acme)))
                .await()
                .indefinitely()
                .get(acme)
                .profile();
        assertThat(read.fields()).isEqualTo(Map.of("decisionProcess", "EB+TB", "headCount", 120L));
        // The default standard asks nothing of it: graded anew, and as before.
        assertThat(customer(tenant, "acme").getString("tier")).isEqualTo("C");
        assertThat(CustomersApi.changes(tenant)).hasSize(1);
    }

    @Test
    void repTakesFromThePool_andNothingElse() {
        // Given
        kept(tenant, "pooled", "name", "Pooled");
        kept(tenant, "taken", "owner.rep", "wang.fang");

        // When
        Response takes = rep(tenant, "li.wei").body(card("owner.rep", "li.wei")).patch("/v1/customers/pooled");
        Response steals =
                rep(tenant, "li.wei").body(card("owner.rep", "li.wei")).patch("/v1/customers/taken");
        Response writes = rep(tenant, "li.wei").body(card("name", "Taken")).patch("/v1/customers/taken");
        Response gives = rep(tenant, "li.wei").body(card("owner", null)).patch("/v1/customers/pooled");
        Response makes =
                rep(tenant, "li.wei").body(card("owner.rep", "wang.fang")).put("/v1/customers/new");

        // Then
        takes.then().statusCode(200).body("owner.rep", equalTo("li.wei"));
        steals.then().statusCode(403).body("code", equalTo("owner-of-customer"));
        writes.then().statusCode(200).body("name", equalTo("Taken")).body("owner.rep", equalTo("wang.fang"));
        gives.then().statusCode(403);
        makes.then().statusCode(403);
        manager(tenant).get("/v1/customers/new").then().statusCode(404);
    }

    @Test
    void ownerIsWhoseCustomerItIs_whoeverCalls() {
        // Given
        kept(tenant, "acme", "owner.rep", "wang.fang", "owner.team", "west-1");

        // When
        publish(tenant, call("pbx-1", "acme", "C"));
        awaitTier(tenant, "acme", "C");

        // Then
        assertThat(CustomersApi.changes(tenant).get(0))
                .containsEntry("rep", "wang.fang")
                .containsEntry("team", "west-1");
        patch(tenant, "acme", card("owner", null))
                .then()
                .statusCode(200)
                .body("rep", equalTo("li.wei"))
                .body("team", equalTo("east-1"));
    }

    @Test
    void referrerHasToBeAnotherCustomer_whoHasNotComeThroughThisOne() {
        // Given
        kept(tenant, "a", "name", "A");
        kept(tenant, "b", "referredBy", "a");
        kept(tenant, "c", "referredBy", "b");

        // Then
        put(tenant, "a", card("referredBy", "nobody"))
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/referredBy"));
        put(tenant, "a", card("referredBy", "a")).then().statusCode(422);
        put(tenant, "new", card("referredBy", "new")).then().statusCode(422);
        put(tenant, "a", card("referredBy", "c")).then().statusCode(409).body("code", equalTo("referral-cycle"));
        put(tenant, "a", card("name", "A", "referredBy", null))
                .then()
                .statusCode(200)
                .body("revision", equalTo(1));
        assertThat(CustomersApi.ids(tenant, "referredBy=b")).containsExactly("c");
    }

    @Test
    void noCircleOfReferralsComes_ofChangesAtTheSameTime() throws Exception {
        // Given: two chains, whose ends want to have brought each other's beginnings
        kept(tenant, "a2", "name", "A2");
        kept(tenant, "a1", "referredBy", "a2");
        kept(tenant, "b2", "name", "B2");
        kept(tenant, "b1", "referredBy", "b2");
        for (int round = 0; round < 10; round++) {
            // When
            List<Integer> answers = atOnce(
                    () -> patch(tenant, "a2", card("referredBy", "b1")).statusCode(),
                    () -> patch(tenant, "b2", card("referredBy", "a1")).statusCode());

            // Then
            assertThat(answers).containsExactlyInAnyOrder(200, 409);
            patch(tenant, "a2", card("referredBy", null));
            patch(tenant, "b2", card("referredBy", null));
        }
    }

    @Test
    void revisionsHaveNoGap_whenManyWriteAtOnce() throws Exception {
        // Given
        kept(tenant, "acme", "name", "Acme");

        // When
        CustomersApi.<Response>atOnce(IntStream.range(0, 12)
                .<Callable<Response>>mapToObj(i -> () -> patch(tenant, "acme", card("name", "Acme " + i)))
                .<Callable<Response>>toArray(Callable[]::new));

        // Then
        assertThat(customer(tenant, "acme").getInt("revision")).isEqualTo(13);
    }

    @Test
    void callOfAnotherCustomerMovesAway_andTheCardStays() {
        // Given
        kept(tenant, "acme", "name", "Acme");
        Map<String, Object> call = call("pbx-1", "acme", "C");
        publish(tenant, call);
        awaitTier(tenant, "acme", "C");

        // When
        publish(tenant, but(call, "revision", 2, "customerId", "fence", "previousCustomerId", "acme"));
        awaitTier(tenant, "fence", "C");

        // Then
        assertThat(customer(tenant, "acme").getString("tier")).isNull();
        assertThat(customer(tenant, "acme").getString("name")).isEqualTo("Acme");
    }
}
