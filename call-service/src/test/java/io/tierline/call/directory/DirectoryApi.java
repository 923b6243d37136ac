package io.tierline.call.directory;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.uniqueId;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.tierline.call.calls.CallApi;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests about reps and teams to the service under test. */
final class DirectoryApi {

    /** Now, for tests whose memberships begin around it; one for all, so that two that compare compare the same. */
    static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private DirectoryApi() {}

    static Response putTeam(String tenant, String id, Object team) {
        return as(tenant, "manager").body(team).put("/v1/teams/{id}", id);
    }

    static Response putRep(String tenant, String id, Object rep) {
        return as(tenant, "manager").body(rep).put("/v1/reps/{id}", id);
    }

    /** Tells that the rep is in the team, from always on if nobody has told of the rep before, else from now on. */
    static void told(String tenant, String rep, String team) {
        putRep(tenant, rep, Map.of("name", rep, "team", team)).then().statusCode(200);
    }

    /** Tells that the rep is in the team from the time on. */
    static void told(String tenant, String rep, String team, Instant from) {
        putRep(tenant, rep, Map.of("name", rep, "team", team, "from", from.toString()))
                .then()
                .statusCode(200);
    }

    /** The rep as it stands. */
    static ValidatableResponse rep(String tenant, String id) {
        return as(tenant, "rep").get("/v1/reps/{id}", id).then().statusCode(200);
    }

    /** The team as it stands. */
    static ValidatableResponse team(String tenant, String id) {
        return as(tenant, "rep").get("/v1/teams/{id}", id).then().statusCode(200);
    }

    static ValidatableResponse list(String tenant, String list) {
        return as(tenant, "rep").get("/v1/" + list).then().statusCode(200);
    }

    /** A call by the rep that names no team. */
    static Map<String, Object> callBy(String rep, Instant startedAt) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("callId", uniqueId());
        call.put("customerId", "acme");
        call.put("rep", rep);
        call.put("startedAt", startedAt.toString());
        return call;
    }

    /** The team of a call by the rep at the time, as it is recorded now. */
    static String teamOfCall(String tenant, String rep, Instant startedAt) {
        return teamOf(tenant, CallApi.recorded(tenant, callBy(rep, startedAt)));
    }

    static String teamOf(String tenant, String callId) {
        return CallApi.call(tenant, callId).extract().path("team");
    }
}
