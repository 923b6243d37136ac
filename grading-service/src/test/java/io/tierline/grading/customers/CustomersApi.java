package io.tierline.grading.customers;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tierline.grading.grades.GradingApi;
import io.tierline.kit.testing.Tokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Requests about customers' cards. */
final class CustomersApi {

    private CustomersApi() {}

    static RequestSpecification manager(String tenant) {
        return GradingApi.as(tenant, "manager");
    }

    static RequestSpecification rep(String tenant, String rep) {
        return given().auth().oauth2(Tokens.ofRep(tenant, rep)).contentType("application/json");
    }

    /** A body from names and values; of those with a dot the part before is an object. */
    static Map<String, Object> card(Object... members) {
        Map<String, Object> card = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            put(card, (String) members[i], members[i + 1]);
        }
        return card;
    }

    @SuppressWarnings("unchecked") // only objects are put there
    private static void put(Map<String, Object> object, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            object.put(path, value);
        } else {
            put(
                    (Map<String, Object>)
                            object.computeIfAbsent(path.substring(0, dot), name -> new LinkedHashMap<String, Object>()),
                    path.substring(dot + 1),
                    value);
        }
    }

    static Response put(String tenant, String customer, Map<String, Object> card) {
        return manager(tenant).body(card).put("/v1/customers/" + customer);
    }

    static Response patch(String tenant, String customer, Map<String, Object> patch) {
        return manager(tenant).body(patch).patch("/v1/customers/" + customer);
    }

    /** Puts it and expects that it goes well. */
    static void kept(String tenant, String customer, Object... members) {
        Response answer = put(tenant, customer, card(members));
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(answer.asString());
        }
    }

    static JsonPath customer(String tenant, String customer) {
        return manager(tenant)
                .get("/v1/customers/" + customer)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    static ValidatableResponse list(String tenant, String query) {
        return manager(tenant)
                .urlEncodingEnabled(true)
                .get("/v1/customers" + (query.isEmpty() ? "" : "?" + query))
                .then();
    }

    /** Ids of the customers on the first page. */
    static List<String> ids(String tenant, String query) {
        return list(tenant, query).statusCode(200).extract().jsonPath().getList("items.customerId");
    }

    static Response merge(String tenant, String customer, String into) {
        return manager(tenant).body(Map.of("into", into)).post("/v1/customers/" + customer + "/merger");
    }

    /** Does all of it at the same time; answers what came out, in their order. */
    @SafeVarargs
    @SuppressWarnings("varargs") // reads them, nothing else
    static <T> List<T> atOnce(Callable<T>... work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(work.length);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(List.of(work))) {
                results.add(result.get(60, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    static List<Map<String, Object>> changes(String tenant) {
        return manager(tenant)
                .get("/v1/tier-changes?limit=500")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items");
    }
}
