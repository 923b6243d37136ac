package io.tierline.grading.referrals;

import static io.tierline.grading.StoredCustomers.open;
import static io.tierline.grading.StoredCustomers.run;
import static io.tierline.grading.StoredCustomers.set;
import static io.tierline.grading.StoredCustomers.won;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ReferralsTest {

    private final String tenant = newTenant();

    @Test
    void customerShowsWhomItHasBrought() {
        // Given
        won(tenant, "acme");
        brought("beta", "acme");
        brought("gamma", "acme");
        brought("delta", "beta");
        set(tenant, "beta", "name = 'Beta', status = 'WON'");
        set(tenant, "delta", "round = 2");

        // Then
        as(tenant, "rep")
                .get("/v1/customers/acme/referrals")
                .then()
                .statusCode(200)
                .body("referredBy", nullValue())
                .body("counts.direct", equalTo(2))
                .body("counts.directWon", equalTo(1))
                .body("counts.all", equalTo(3))
                .body("counts.won", equalTo(2))
                .body("counts.exact", equalTo(true))
                .body("brought.customerId", contains("beta", "gamma"))
                .body("brought[0].name", equalTo("Beta"))
                .body("brought[0].won", equalTo(true))
                .body("brought[0].brought.customerId", contains("delta"))
                .body("truncated", equalTo(false));
        as(tenant, "rep")
                .get("/v1/customers/delta/referrals")
                .then()
                .body("referredBy", equalTo("beta"))
                .body("brought", hasSize(0));
        as(tenant, "rep").get("/v1/customers/nobody/referrals").then().statusCode(404);
        as(tenant, "rep").get("/v1/customers/a%20b/referrals").then().statusCode(404);
    }

    @Test
    void largeTreesAndCirclesAreBounded() {
        // Given
        open(tenant, "acme");
        run(
                "insert into customer (tenant, customer_id, referred_by) select $1, 'c-' || n, 'acme'"
                        + " from generate_series(1, 600) n",
                Tuple.of(tenant));
        open(tenant, "one");
        brought("two", "one");
        set(tenant, "one", "referred_by = 'two'");

        // Then
        as(tenant, "rep")
                .get("/v1/customers/acme/referrals")
                .then()
                .statusCode(200)
                .body("brought", hasSize(500))
                .body("counts.all", equalTo(600))
                .body("truncated", equalTo(true));
        as(tenant, "rep")
                .get("/v1/customers/one/referrals")
                .then()
                .statusCode(200)
                .body("counts.all", equalTo(1))
                .body("brought.customerId", contains("two"));
    }

    @Test
    void whoBringsMostWonComesFirst() {
        // Given
        for (String referrer : List.of("a", "b", "c", "d")) {
            open(tenant, referrer);
        }
        for (int i = 0; i < 3; i++) {
            brought("of-a-" + i, "a");
            brought("of-b-" + i, "b");
        }
        brought("of-c", "c");
        set(tenant, "of-c", "status = 'WON'");
        set(tenant, "of-b-0", "status = 'WON'");

        // Then
        as(tenant, "rep")
                .get("/v1/referrals")
                .then()
                .statusCode(200)
                .body("items.customerId", contains("b", "c", "a"))
                .body("items.brought", contains(3, 1, 3))
                .body("items.won", contains(1, 1, 0));
        assertThat(pages()).containsExactly("b", "c", "a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=501",
                "sort=won",
                "cursor=x",
                "cursor=WyIxIiwieCIsImEiXQ", // ["1","x","a"]
                "cursor=WyI5OTk5OTk5OTk5IiwiMSIsImEiXQ" // ["9999999999","1","a"]
            })
    void rankingRefusesWhatItDoesNotKnow(String query) {
        as(tenant, "rep").get("/v1/referrals?" + query).then().statusCode(422);
    }

    private void brought(String customer, String by) {
        open(tenant, customer);
        set(tenant, customer, "referred_by = '" + by + "'");
    }

    private List<String> pages() {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            var page = as(tenant, "rep").get("/v1/referrals?limit=1" + cursor).jsonPath();
            ids.addAll(page.getList("items.customerId"));
            cursor = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        } while (cursor != null);
        return ids;
    }
}
