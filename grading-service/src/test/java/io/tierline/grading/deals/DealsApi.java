package io.tierline.grading.deals;

import static io.tierline.grading.grades.GradingApi.as;

import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests about deals, and customers to make them with. */
public final class DealsApi {

    /** What a key person who is convinced has said. */
    public static final Map<String, Object> WON_OVER =
            Map.of("stance", "approves", "need", "confirmed", "objections", "settled");

    private DealsApi() {}

    /** A customer in tier C: the economic buyer is convinced and has a budget. */
    public static void target(String tenant, String customer) {
        learn(tenant, customer, Map.of("keyPersons", Map.of("EB", WON_OVER), "budget", "confirmed"));
    }

    public static void learn(String tenant, String customer, Map<String, Object> patch) {
        as(tenant, "rep")
                .body(patch)
                .patch("/v1/customers/" + customer + "/qualification")
                .then()
                .statusCode(200);
    }

    public static Map<String, Object> won() {
        return ending("won", "fit");
    }

    public static Map<String, Object> lost() {
        return ending("lost", "price");
    }

    public static Map<String, Object> disqualified() {
        return ending("disqualified", "too-small");
    }

    public static Map<String, Object> ending(String result, String... reasons) {
        return Map.of("result", result, "reasons", List.of(reasons));
    }

    /** The body with more members: name, value, name, value … */
    public static Map<String, Object> with(Map<String, Object> body, Object... members) {
        Map<String, Object> more = new LinkedHashMap<>(body);
        for (int i = 0; i < members.length; i += 2) {
            more.put((String) members[i], members[i + 1]);
        }
        return more;
    }

    public static Response close(String tenant, String customer, Object body) {
        return as(tenant, "manager").body(body).post("/v1/customers/" + customer + "/closing");
    }

    public static Response correct(String tenant, String customer, Object body) {
        return as(tenant, "manager").body(body).put("/v1/customers/" + customer + "/closing");
    }

    public static Response reopen(String tenant, String customer, String kind) {
        return as(tenant, "manager").body(Map.of("kind", kind)).post("/v1/customers/" + customer + "/reopening");
    }

    public static Response closing(String tenant, String customer) {
        return as(tenant, "rep").get("/v1/customers/" + customer + "/closing");
    }

    public static Response history(String tenant, String customer, String query) {
        return as(tenant, "rep").get("/v1/customers/" + customer + "/history" + query);
    }
}
