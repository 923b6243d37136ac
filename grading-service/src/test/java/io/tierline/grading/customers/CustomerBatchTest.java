package io.tierline.grading.customers;

import static io.tierline.grading.customers.CustomersApi.customer;
import static io.tierline.grading.customers.CustomersApi.ids;
import static io.tierline.grading.customers.CustomersApi.kept;
import static io.tierline.grading.customers.CustomersApi.manager;
import static io.tierline.grading.customers.CustomersApi.merge;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CustomerBatchTest {

    private final String tenant = newTenant();

    @Test
    void tableIsTakenIn_lineByLine() {
        // Given
        String table = """
                customerId,name,ownerRep,ownerTeam,referredBy,tags,industry,headCount,marketShare,domains,leadDomain
                acme,Acme Ltd,li.wei,east-1,,expo;vip,software,120,12.5,HR;finance,HR
                yunfan,上海云帆科技有限公司,,,acme,,软件,,,,
                bad,Bad,,,,,software,many,,,
                worse,Worse,,,nobody,,,,,HR,
                short,Short
                """;

        // When
        ValidatableResponse report = batch("text/csv", table);

        // Then
        report.statusCode(200)
                .body("created", equalTo(2))
                .body("rejected", equalTo(3))
                .body("items.result", contains("created", "created", "rejected", "rejected", "rejected"))
                .body("items.customerId", contains("acme", "yunfan", "bad", "worse", null))
                .body("items[2].problem.errors[0].pointer", equalTo("/profile/background/headCount"))
                .body("items[3].problem.errors.pointer", contains("/profile/coverage/leadDomain"))
                .body("items[0].problem", nullValue());
        JsonPath acme = customer(tenant, "acme");
        assertThat(acme.getString("owner.team")).isEqualTo("east-1");
        assertThat(acme.getList("tags")).containsExactly("expo", "vip");
        assertThat(acme.getInt("profile.background.headCount")).isEqualTo(120);
        assertThat(acme.getDouble("profile.background.marketShare")).isEqualTo(12.5);
        assertThat(acme.getList("profile.coverage.domains")).containsExactly("HR", "finance");
        assertThat(customer(tenant, "yunfan").getString("referredBy")).isEqualTo("acme");
        assertThat(ids(tenant, "")).containsExactly("acme", "yunfan");
    }

    @Test
    void sameAgainChangesNothing() {
        // Given
        String lines = """
                {"customerId":"acme","name":"Acme","profile":{"needs":{"urgency":"urgent"}}}
                {"customerId":"fence","name":"Fence","owner":{"rep":"li.wei"}}
                """;
        batch("application/x-ndjson", lines).body("created", equalTo(2));

        // When
        ValidatableResponse again = batch("application/x-ndjson", lines);

        // Then
        again.body("unchanged", equalTo(2)).body("created", equalTo(0));
        assertThat(customer(tenant, "acme").getInt("revision")).isEqualTo(1);
    }

    @Test
    void whatIsLeftOutStays_nullTakesAway_andTheLaterLineHolds() {
        // Given
        kept(tenant, "acme", "name", "Acme", "tags", List.of("vip"), "profile.needs.urgency", "urgent");

        // When
        ValidatableResponse report = batch("application/json", """
                [{"customerId":"acme","profile":{"needs":{"urgency":null}}},
                 {"customerId":"new","name":"One"},
                 {"customerId":"new","name":"Two"}]
                """);

        // Then
        report.body("items.result", contains("updated", "created", "updated"));
        JsonPath acme = customer(tenant, "acme");
        assertThat(acme.getString("name")).isEqualTo("Acme");
        assertThat(acme.getList("tags")).containsExactly("vip");
        assertThat(acme.getString("profile.needs.urgency")).isNull();
        assertThat(acme.getInt("revision")).isEqualTo(2);
        assertThat(customer(tenant, "new").getString("name")).isEqualTo("Two");
        assertThat(customer(tenant, "new").getInt("revision")).isEqualTo(1);
    }

    @Test
    void referrersAreChecked_withinTheBatchToo() {
        // Given
        kept(tenant, "old", "name", "Old");
        kept(tenant, "gone", "name", "Gone");
        merge(tenant, "gone", "old").then().statusCode(200);

        // When: later, unknown and rejected lines have brought nobody; who is gone stands for the other
        ValidatableResponse report = batch("application/json", """
                [{"customerId":"a","referredBy":"b"},
                 {"customerId":"b","referredBy":"old"},
                 {"customerId":"c","referredBy":"b"},
                 {"customerId":"old","referredBy":"c"},
                 {"customerId":"d","referredBy":"a"},
                 {"customerId":"e","referredBy":"gone"},
                 {"customerId":"gone","name":"Gone"},
                 {"name":"Nobody"},
                 7]
                """);

        // Then
        report.body(
                        "items.result",
                        contains(
                                "rejected",
                                "created",
                                "created",
                                "rejected",
                                "rejected",
                                "created",
                                "rejected",
                                "rejected",
                                "rejected"))
                .body("items[3].problem.code", equalTo("referral-cycle"))
                .body("items[6].problem.code", equalTo("customer-merged"))
                .body("items[7].problem.errors[0].pointer", equalTo("/customerId"));
        assertThat(ids(tenant, "")).containsExactly("b", "c", "e", "old");
        assertThat(customer(tenant, "e").getString("referredBy")).isEqualTo("old");
        manager(tenant).get("/v1/customers/a").then().statusCode(404);
    }

    @Test
    void wholeBatchIsRefused_whenItIsNone() {
        batch("application/json", "{}").statusCode(422);
        batch("application/json", "[]").statusCode(422);
        batch("text/csv", "customerId,colour\nacme,red\n").statusCode(422);
        batch("application/json", "[").statusCode(400);
        manager(tenant)
                .body(List.of(Map.of("customerId", "a")))
                .post("/v1/customers/batch?items=some")
                .then()
                .statusCode(422);
    }

    @Test
    void thousandsAreTakenIn_andTheAnswerStaysShort() {
        // Given
        StringBuilder lines = new StringBuilder("customerId,name,industry\n");
        for (int i = 0; i < 2_000; i++) {
            lines.append("c").append(i).append(",客户").append(i).append(",software\n");
        }

        // When
        ValidatableResponse report = manager(tenant)
                .contentType("text/csv")
                .body(lines.toString().getBytes(StandardCharsets.UTF_8))
                .post("/v1/customers/batch?items=rejected")
                .then();

        // Then
        report.statusCode(200).body("created", equalTo(2_000)).body("items.size()", equalTo(0));
        assertThat(ids(tenant, "q=客户1999&industry=software")).containsExactly("c1999");
        batch("text/csv", "customerId\n" + "c\n".repeat(5_001)).statusCode(422);
    }

    private ValidatableResponse batch(String type, String body) {
        return manager(tenant)
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/customers/batch")
                .then();
    }
}
