package io.tierline.trials;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.awaitility.core.ThrowingRunnable;

/** One company on the stack, and everything that its telephony, managers and BI do with Tierline. */
public final class Tenant {
    /** How long anything may take to become true; everything promised is promised for much sooner. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Stack stack;
    private final String name;

    public Tenant(Stack stack, String name) {
        this.stack = stack;
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** A service as a bearer of these roles sees it. */
    public Api as(String service, String... roles) {
        return new Api(stack.address(service), "Bearer " + token(roles));
    }

    /** A token of a bearer of these roles. */
    public String token(String... roles) {
        return stack.token(name, roles);
    }

    public Api calls() {
        return as("call-service", "telephony", "manager", "bi");
    }

    public Api grading() {
        return as("grading-service", "telephony", "manager", "bi");
    }

    public Api analytics() {
        return as("analytics-service", "telephony", "manager", "bi");
    }

    /** Posts a call that has to be taken. */
    public JsonNode post(ObjectNode call) throws IOException {
        return calls().change("POST", "/v1/calls", call);
    }

    /** Posts calls that all have to be taken. */
    public JsonNode postBatch(Collection<ObjectNode> calls) throws IOException {
        return calls().change("POST", "/v1/calls/batch", Api.JSON.valueToTree(calls));
    }

    public List<JsonNode> allCalls() throws IOException {
        return calls().all("/v1/calls", 500);
    }

    /** The customer's grade, or nothing while the customer is not known. */
    public Optional<JsonNode> grade(String customer) throws IOException {
        Answer answer = grading().get("/v1/customers/" + customer + "/grade");
        return answer.status() == 404 ? Optional.empty() : Optional.of(answer.json());
    }

    /** The customer's tier; "none" for a graded customer without one, "unknown" before there is a customer. */
    public String tier(String customer) throws IOException {
        return grade(customer).map(grade -> grade.path("tier").asText("none")).orElse("unknown");
    }

    /** The tier of every customer, "none" for those without one. */
    public Map<String, String> tiers() throws IOException {
        Map<String, String> tiers = new TreeMap<>();
        grading()
                .all("/v1/customers", 500)
                .forEach(customer -> tiers.put(
                        customer.get("customerId").asText(),
                        customer.get("tier").asText("none")));
        return tiers;
    }

    /** Every tier change, page by page. */
    public List<JsonNode> tierChanges() throws IOException {
        List<JsonNode> changes = new ArrayList<>();
        JsonNode page;
        do {
            long after = changes.isEmpty()
                    ? 0
                    : changes.get(changes.size() - 1).get("position").asLong();
            page = grading().read("/v1/tier-changes?limit=500&after=" + after).get("items");
            page.forEach(changes::add);
        } while (!page.isEmpty());
        return changes;
    }

    /** The only row of rates by company, or an empty one. */
    public JsonNode company(String when) throws IOException {
        JsonNode rows = rates("company", when);
        return rows.isEmpty() ? Api.JSON.createObjectNode() : rows.get(0);
    }

    public JsonNode rates(String by, String when) throws IOException {
        return analytics().read("/v1/rates?by=" + by + "&" + when).get("rows");
    }

    /** Waits until the assertions hold; fails with the one that does not. */
    public static void eventually(ThrowingRunnable assertions) {
        eventually(PATIENCE, assertions);
    }

    public static void eventually(Duration atMost, ThrowingRunnable assertions) {
        await().atMost(atMost)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_EVERY)
                .ignoreExceptionsInstanceOf(IOException.class) // while a service is down
                .untilAsserted(assertions);
    }
}
