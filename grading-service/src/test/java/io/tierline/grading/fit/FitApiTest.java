package io.tierline.grading.fit;

import static io.tierline.grading.StoredCustomers.open;
import static io.tierline.grading.StoredCustomers.run;
import static io.tierline.grading.StoredCustomers.set;
import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.PublishedCalls.but;
import static io.tierline.grading.grades.PublishedCalls.call;
import static io.tierline.grading.grades.PublishedCalls.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tierline.grading.fit.application.FitCustomers;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class FitApiTest {

    private static final String IDEAL = """
            {"mustHaves":[{"id":"region","label":{"en":"In the east","zh-CN":"华东地区"},"when":"profile.region == 'East China'"}],
             "conditions":[
              {"id":"industry","label":{"en":"Logistics","zh-CN":"物流行业"},"when":"profile.industry == 'Logistics'","weight":60},
              {"id":"size","label":{"en":"200 people or more","zh-CN":"200人以上"},"when":"profile.headCount >= 200","weight":40}]}""";

    @Inject
    FitCustomers fitCustomers;

    @Inject
    Database database;

    private final String tenant = newTenant();

    @Test
    void idealProfileIsReadAsItWasWritten() {
        // Given
        as(tenant, "rep")
                .get("/v1/ideal-profile")
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("mustHaves", hasSize(0));

        // When
        Response written = write(IDEAL, "\"0\"");

        // Then
        written.then().statusCode(200).header("ETag", "\"1\"");
        as(tenant, "rep")
                .get("/v1/ideal-profile")
                .then()
                .header("ETag", "\"1\"")
                .body("revision", equalTo(1))
                .body("mustHaves[0].label.zh-CN", equalTo("华东地区"))
                .body("mustHaves[0].weight", nullValue())
                .body("conditions.weight", contains(60, 40))
                .body("conditions[1].when", equalTo("profile.headCount >= 200"))
                .body("changedBy", equalTo("manager@" + tenant));
        write(IDEAL, "\"0\"").then().statusCode(200).header("ETag", "\"1\"");
        write("{}", "\"0\"").then().statusCode(412).body("code", equalTo("stale"));
        write("{}", null).then().statusCode(200).header("ETag", "\"2\"").body("conditions", hasSize(0));
    }

    @Test
    void idealProfileWithFaultsIsRefusedWhole() {
        // When
        Response refused = write(
                "{\"mustHaves\":[{\"id\":\"a\",\"label\":{\"en\":\"a\"},\"when\":\"budget == 'confirmed'\"}],\"conditions\":7,\"x\":1}",
                null);

        // Then
        refused.then()
                .statusCode(422)
                .body("errors.pointer", hasItems("/mustHaves/0/when", "/conditions", "/x"))
                .body(
                        "errors.find { it.pointer == '/mustHaves/0/when' }.message",
                        startsWith("undeclared reference to 'budget'"))
                .body("errors.find { it.pointer == '/mustHaves/0/when' }.position.column", equalTo(1));
        as(tenant, "rep").get("/v1/ideal-profile").then().body("revision", equalTo(0));
        write("[]", null).then().statusCode(422);
        write("null", null).then().statusCode(422);
        write("{\"mustHaves\":", null).then().statusCode(400);
    }

    @Test
    void fitComesWithItsReasons() {
        // Given
        write(IDEAL, null);
        customer("acme", "East China", "Logistics", 199);

        // Then
        as(tenant, "rep")
                .header("Accept-Language", "zh-CN")
                .get("/v1/customers/acme/fit")
                .then()
                .statusCode(200)
                .body("fit", equalTo(60))
                .body("revision", equalTo(1))
                .body("mustHaves[0].met", equalTo(true))
                .body("conditions.met", contains(true, false))
                .body("conditions[1].label", equalTo("200人以上"))
                .body("conditions[1].why", equalTo("headCount：199"))
                .body("conditions[1].weight", equalTo(40));
        open(tenant, "unknown");
        as(tenant, "rep")
                .get("/v1/customers/unknown/fit")
                .then()
                .statusCode(200)
                .body("fit", nullValue())
                .body("conditions[1].why", equalTo("headCount: not known"));
        as(tenant, "rep").get("/v1/customers/nobody/fit").then().statusCode(404);
        as(tenant, "rep").get("/v1/customers/a%20b/fit").then().statusCode(404);
    }

    @Test
    void everybodysFitFollowsTheIdealProfile_andAProfilesItsOwnChange() {
        // Given
        customer("acme", "East China", "Logistics", 200);
        customer("beta", "East China", "Banking", 200);
        customer("gamma", "West", "Logistics", 200);
        open(tenant, "unknown");

        // When
        write(IDEAL, null);

        // Then
        awaitBest("acme 100", "beta 40", "gamma 0");

        // When
        set(tenant, "beta", "profile = '{\"background\":{\"region\":\"East China\",\"industry\":\"Logistics\"}}'");
        database.transaction(transaction -> fitCustomers.renew(transaction, List.of(new CustomerKey(tenant, "beta"))))
                .await()
                .indefinitely();

        // Then
        assertThat(best("minFit=0")).containsExactly("acme 100", "beta 60", "gamma 0");

        // When
        write(IDEAL.replace("East China", "West"), null);

        // Then
        awaitBest("gamma 100", "acme 0", "beta 0");

        // When
        write("{}", null);

        // Then
        awaitBest();
    }

    @Test
    void fitIsDerivedForEverybody_inMoreThanOneBatch() {
        // Given
        run(
                "insert into customer (tenant, customer_id, profile) select $1, 'c-' || n,"
                        + " '{\"background\":{\"industry\":\"Logistics\",\"region\":\"East China\"}}' from generate_series(1, 1200) n",
                Tuple.of(tenant));

        // When
        write(IDEAL, null);

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pages("limit=500")).hasSize(1_200));
    }

    @Test
    void whoWasCalledIsNotToBeCalledFirst() {
        // Given
        customer("acme", "East China", "Logistics", 200);
        customer("beta", "East China", "Logistics", 200);
        customer("gamma", "East China", "Logistics", 200);
        write(IDEAL, null);
        awaitBest("acme 100", "beta 100", "gamma 100");
        set(tenant, "gamma", "status = 'LOST'");

        // When
        publish(tenant, call("c-1", "acme", "NA"));

        // Then
        awaitBest("beta 100");

        // When
        publish(tenant, but(call("c-1", "acme", "NA"), "revision", 2, "voided", true));

        // Then
        awaitBest("acme 100", "beta 100");

        // When
        publish(tenant, call("c-2", "acme", "D"));
        awaitBest("beta 100");
        publish(tenant, but(call("c-2", "beta", "D"), "revision", 2, "previousCustomerId", "acme"));

        // Then
        awaitBest("acme 100");
    }

    @Test
    void bestFitIsNarrowedAndPaged() {
        // Given
        write(IDEAL, null);
        customer("a", "East China", "Logistics", 1);
        customer("b", "East China", "Logistics", 200);
        customer("c", "East China", "Logistics", 2);
        customer("d", "East China", "Banking", 200);
        set(tenant, "b", "owner_rep = 'li.wei'");
        set(tenant, "c", "owner_rep = 'li.wei', name = '上海'");
        awaitBest("b 100", "a 60", "c 60", "d 40");
        set(tenant, "d", "fit = 1");
        customer("e", "West China", "Logistics", 200);

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(best("minFit=0")).containsExactly("b 100", "a 60", "c 60", "d 1", "e 0"));
        assertThat(best("minFit=1")).containsExactly("b 100", "a 60", "c 60", "d 1");
        assertThat(best("limit=50")).containsExactly("b 100", "a 60", "c 60", "d 1");
        assertThat(best("rep=li.wei")).containsExactly("b 100", "c 60");
        assertThat(best("rep=none")).containsExactly("a 60", "d 1");
        assertThat(best("minFit=60")).containsExactly("b 100", "a 60", "c 60");
        assertThat(best("minFit=61")).containsExactly("b 100");
        assertThat(pages("limit=1")).containsExactly("b", "a", "c", "d");
        as(tenant, "rep")
                .get("/v1/best-fit?rep=li.wei")
                .then()
                .body("items[1].name", equalTo("上海"))
                .body("items[1].industry", equalTo("Logistics"))
                .body("items[1].rep", equalTo("li.wei"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "minFit=-1",
                "minFit=101",
                "rep=a%20b",
                "limit=0",
                "sort=fit",
                "cursor=x",
                "cursor=WyJ4IiwiYSJd", // ["x","a"]
                "cursor=WyIxIiwiYSBiIl0" // ["1","a b"]
            })
    void bestFitRefusesWhatItDoesNotKnow(String query) {
        as(tenant, "rep")
                .urlEncodingEnabled(false)
                .get("/v1/best-fit?" + query)
                .then()
                .statusCode(422);
    }

    private Response write(String ideal, String ifMatch) {
        var request = as(tenant, "manager").body(ideal);
        return (ifMatch == null ? request : request.header("If-Match", ifMatch)).put("/v1/ideal-profile");
    }

    private void customer(String id, String region, String industry, int headCount) {
        open(tenant, id);
        set(
                tenant,
                id,
                "profile = '{\"background\":{\"region\":\"%s\",\"industry\":\"%s\",\"headCount\":%d}}'"
                        .formatted(region, industry, headCount));
    }

    private void awaitBest(String... expected) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(best("minFit=0")).containsExactly(expected));
    }

    private List<String> best(String query) {
        var page = as(tenant, "rep")
                .get("/v1/best-fit?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<String> ids = page.getList("items.customerId");
        List<Integer> fits = page.getList("items.fit");
        List<String> best = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            best.add(ids.get(i) + " " + fits.get(i));
        }
        return best;
    }

    private List<String> pages(String query) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            var page = as(tenant, "rep").get("/v1/best-fit?" + query + cursor).jsonPath();
            ids.addAll(page.getList("items.customerId"));
            cursor = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        } while (cursor != null);
        return ids;
    }
}
