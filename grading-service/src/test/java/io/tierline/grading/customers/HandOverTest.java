package io.tierline.grading.customers;

import static io.tierline.grading.customers.CustomersApi.customer;
import static io.tierline.grading.customers.CustomersApi.ids;
import static io.tierline.grading.customers.CustomersApi.kept;
import static io.tierline.grading.customers.CustomersApi.manager;
import static io.tierline.grading.grades.GradingApi.awaitTier;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.PublishedCalls.but;
import static io.tierline.grading.grades.PublishedCalls.call;
import static io.tierline.grading.grades.PublishedCalls.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HandOverTest {

    private final String tenant = newTenant();

    @Inject
    Pool pool;

    @Test
    void allThatStandsWithTheRepGoes_alsoWhatItOnlyCalled() {
        // Given
        kept(tenant, "owned", "owner.rep", "li.wei", "owner.team", "east-1");
        kept(tenant, "others", "owner.rep", "wang.fang");
        publish(tenant, call("pbx-1", "called", "C"), call("pbx-2", "others", "C"));
        awaitTier(tenant, "called", "C");
        awaitTier(tenant, "others", "C");

        // When
        ValidatableResponse first = handOver("""
                {"from":"li.wei","to":{"rep":"chen.jie","team":"east-2"}}""");
        ValidatableResponse again = handOver("""
                {"from":"li.wei","to":{"rep":"chen.jie","team":"east-2"}}""");

        // Then
        first.statusCode(200)
                .body("customers", equalTo(2))
                .body("dryRun", equalTo(false))
                .body("to.rep", equalTo("chen.jie"));
        again.statusCode(200).body("customers", equalTo(0));
        assertThat(ids(tenant, "owner=chen.jie&team=east-2")).containsExactly("called", "owned");
        assertThat(ids(tenant, "owner=wang.fang")).containsExactly("others");
        assertThat(customer(tenant, "owned").getInt("revision")).isEqualTo(2);
        assertThat(customer(tenant, "owned").getString("changedBy")).isEqualTo("manager@" + tenant);
    }

    @Test
    void nextTierChangeCarriesTheNewOwner() {
        // Given
        publish(tenant, call("pbx-1", "acme", "C"));
        awaitTier(tenant, "acme", "C");
        handOver("""
                {"from":"li.wei","to":{"rep":"chen.jie","team":"east-2"}}""");

        // When
        publish(tenant, but(call("pbx-2", "acme", "RJ")));
        awaitTier(tenant, "acme", null);

        // Then
        assertThat(CustomersApi.changes(tenant))
                .extracting(change -> change.get("rep"))
                .containsExactly("li.wei", "chen.jie");
    }

    @Test
    void ownedOnesGoIntoThePool_andKeepTheirHistory() {
        // Given
        kept(tenant, "owned", "owner.rep", "li.wei", "owner.team", "east-1");
        publish(tenant, call("pbx-1", "called", "C"));
        awaitTier(tenant, "called", "C");

        // When
        ValidatableResponse answer = handOver("""
                {"from":"li.wei","to":null}""");

        // Then
        answer.statusCode(200).body("customers", equalTo(1)).body("to", nullValue());
        assertThat(ids(tenant, "owner=none")).containsExactly("called", "owned");
        List<String> owners = new ArrayList<>();
        for (Row row : pool.preparedQuery("select * from customer_change where tenant = $1 order by revision")
                .execute(Tuple.of(tenant))
                .await()
                .indefinitely()) {
            owners.add(row.getString("owner_rep_before") + ">" + row.getString("owner_rep") + " by "
                    + row.getString("author"));
        }
        assertThat(owners).containsExactly("null>li.wei by manager@" + tenant, "li.wei>null by manager@" + tenant);
    }

    @Test
    void filterNarrowsItDown_andADryRunOnlyCounts() {
        // Given
        kept(tenant, "a", "owner.rep", "li.wei", "profile.background.region", "上海");
        kept(tenant, "b", "owner.rep", "li.wei", "profile.background.region", "北京");
        kept(tenant, "c", "owner.rep", "li.wei", "tags", List.of("vip"));

        // When
        ValidatableResponse dry = handOver("""
                {"from":"li.wei","to":{"rep":"chen.jie"},"filter":{"region":"上海","tier":"none","status":"open","overdue":false},"dryRun":true}""");
        List<String> before = ids(tenant, "owner=li.wei");
        ValidatableResponse wet = handOver("""
                {"from":"li.wei","to":{"rep":"chen.jie"},"filter":{"region":"上海","tier":"none"}}""");

        // Then
        dry.statusCode(200).body("customers", equalTo(1)).body("dryRun", equalTo(true));
        assertThat(before).containsExactly("a", "b", "c");
        wet.body("customers", equalTo(1));
        assertThat(ids(tenant, "owner=chen.jie")).containsExactly("a");
    }

    @Test
    void anyNumberGoes() {
        // Given
        StringBuilder lines = new StringBuilder("customerId,ownerRep\n");
        for (int i = 0; i < 1_201; i++) {
            lines.append("c").append(i).append(",li.wei\n");
        }
        manager(tenant)
                .contentType("text/csv")
                .body(lines.toString())
                .post("/v1/customers/batch?items=rejected")
                .then()
                .statusCode(200);

        // When
        ValidatableResponse answer = handOver("""
                {"from":"li.wei","to":{"rep":"chen.jie"}}""");

        // Then
        answer.body("customers", equalTo(1_201));
        assertThat(ids(tenant, "owner=li.wei")).isEmpty();
    }

    @Test
    void everyFaultIsNamed() {
        handOver("""
                {"form":"li.wei","to":{"team":"east-2"},"filter":{"status":"lose","colour":"red"},"dryRun":"yes"}""")
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder("/from", "/form", "/to/rep", "/filter/status", "/filter/colour", "/dryRun"));
        handOver("""
                {"from":"li.wei"}""").statusCode(422).body("errors[0].pointer", equalTo("/to"));
        handOver("""
                {"from":"li.wei","to":{"rep":"li.wei"}}""").statusCode(422).body("errors[0].pointer", equalTo("/to"));
    }

    private ValidatableResponse handOver(String body) {
        return manager(tenant).body(body).post("/v1/hand-overs").then();
    }
}
