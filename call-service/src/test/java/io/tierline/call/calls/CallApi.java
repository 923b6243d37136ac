package io.tierline.call.calls;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tierline.kit.testing.Tokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Requests to the service under test. */
public final class CallApi {

    private CallApi() {}

    /** A JSON request of somebody with the role. */
    public static RequestSpecification as(String tenant, String role) {
        return given().auth().oauth2(Tokens.of(tenant, role)).contentType("application/json");
    }

    /** A call id that no other test uses. */
    public static String uniqueId() {
        return "pbx-" + UUID.randomUUID();
    }

    /** A tenant that has nothing yet. */
    public static String uniqueTenant() {
        return "t-" + UUID.randomUUID();
    }

    /** Records a new call; answers its id. */
    public static String recorded(String tenant, Map<String, Object> call) {
        as(tenant, "telephony").body(call).post("/v1/calls").then().statusCode(201);
        return (String) call.get("callId");
    }

    /** Records many calls in one batch. */
    public static void recordedAll(String tenant, List<Map<String, Object>> calls) {
        batch(tenant, calls).statusCode(200);
    }

    /** The answer to a batch of calls. */
    public static ValidatableResponse batch(String tenant, Object calls) {
        return as(tenant, "telephony").body(calls).post("/v1/calls/batch").then();
    }

    /** The call as it stands. */
    public static ValidatableResponse call(String tenant, String callId) {
        return as(tenant, "admin").get("/v1/calls/{id}", callId).then().statusCode(200);
    }

    public static Response putSummary(String tenant, String callId, Object summary) {
        return as(tenant, "rep").body(summary).put("/v1/calls/{id}/outcome", callId);
    }

    public static Response patchSummary(String tenant, String callId, Object changes) {
        return as(tenant, "rep").body(changes).patch("/v1/calls/{id}/outcome", callId);
    }

    public static Response patchAttribution(String tenant, String callId, Object changes) {
        return as(tenant, "manager").body(changes).patch("/v1/calls/{id}/attribution", callId);
    }

    public static Response delete(String tenant, String callId) {
        return as(tenant, "manager").delete("/v1/calls/{id}", callId);
    }

    /** What so many clients get who all do the same at the same time; each is told its number, from 0. */
    public static <T> List<T> atOnce(int clients, IntFunction<T> action) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Callable<T>> actions = IntStream.range(0, clients)
                    .mapToObj(client -> (Callable<T>) () -> action.apply(client))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(actions)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }
}
