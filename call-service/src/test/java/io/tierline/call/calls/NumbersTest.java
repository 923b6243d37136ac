package io.tierline.call.calls;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.atOnce;
import static io.tierline.call.calls.CallApi.batch;
import static io.tierline.call.calls.CallApi.delete;
import static io.tierline.call.calls.CallApi.patchAttribution;
import static io.tierline.call.calls.CallApi.putSummary;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueId;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

/** A phone number finds its customer, always the same one, and is nobody else's business. */
@QuarkusTest
class NumbersTest {

    @Test
    void oneLeadIsMade_whenManyCallsGoToTheSameUnknownNumberAtOnce() throws Exception {
        // Given
        String tenant = uniqueTenant();

        // When
        List<String> customers = atOnce(
                32,
                client -> as(tenant, "telephony")
                        .body(SubmittedCalls.toUnknownNumber(
                                uniqueId(), client % 2 == 0 ? "+8613900003333" : "139-0000-3333"))
                        .post("/v1/calls")
                        .path("customerId"));

        // Then
        assertThat(customers).hasSize(32).containsOnly(customers.get(0));
        assertThat(customers.get(0)).startsWith("lead-").doesNotContain("3333");
    }

    @Test
    void numberIsTheTenantsOwn_whenAnotherDialsItToo() {
        // Given
        String mine = uniqueTenant();
        String theirs = uniqueTenant();
        Map<String, Object> named = SubmittedCalls.toUnknownNumber(uniqueId(), "+8613900004444");
        named.put("customerId", "initech");
        recorded(mine, named);

        // When
        String customer = as(theirs, "telephony")
                .body(SubmittedCalls.toUnknownNumber(uniqueId(), "+8613900004444"))
                .post("/v1/calls")
                .path("customerId");

        // Then
        assertThat(customer).startsWith("lead-");
    }

    @Test
    void refusedCallLeavesNoContact_butOneInTheSameBatchDoes() {
        // Given
        String tenant = uniqueTenant();
        String taken = recorded(tenant, SubmittedCalls.unsummarised(uniqueId()));
        Map<String, Object> conflicting = SubmittedCalls.toUnknownNumber(taken, "+8613900007777");
        conflicting.put("customerId", "initech");

        // When
        as(tenant, "telephony").body(conflicting).post("/v1/calls").then().statusCode(409);

        // Then
        as(tenant, "rep").get("/v1/contacts/{phone}", "+8613900007777").then().statusCode(404);
        CallApi.batch(tenant, List.of(conflicting, SubmittedCalls.toUnknownNumber(uniqueId(), "+8613900007777")))
                .body("created", equalTo(1));
        as(tenant, "rep").get("/v1/contacts/{phone}", "+8613900007777").then().statusCode(200);
    }

    @Test
    void customerIsFound_whenTheNamedCallComesInTheSameBatch() {
        // Given
        String tenant = uniqueTenant();
        Map<String, Object> named = SubmittedCalls.toUnknownNumber("named", "+8613900005555");
        named.put("customerId", "initech");

        // When
        batch(tenant, List.of(SubmittedCalls.toUnknownNumber("before", "+8613900005555"), named));

        // Then
        CallApi.call(tenant, "before").body("customerId", equalTo("initech"));
    }

    @Test
    void callStaysWithTheCustomerItNames_whenTheNumberIsAnothers() {
        // Given
        String tenant = uniqueTenant();
        Map<String, Object> known = SubmittedCalls.toUnknownNumber(uniqueId(), "+8613900006666");
        known.put("customerId", "initech");
        known.put("contactRole", "TB");
        recorded(tenant, known);
        Map<String, Object> other = SubmittedCalls.toUnknownNumber(uniqueId(), "+8613900006666");
        other.put("customerId", "umbrella");

        // When
        String id = recorded(tenant, other);

        // Then
        CallApi.call(tenant, id).body("customerId", equalTo("umbrella")).body("contactRole", equalTo(null));
    }

    @Test
    void numbersAndNotesAreInNoEventAndNoLogLine_whateverHappensToACall() throws Exception {
        // Given
        String tenant = uniqueTenant();
        String id = uniqueId();
        Map<String, Object> call = SubmittedCalls.toUnknownNumber(id, "+86 137 2468 1357");
        call.put("notes", "private words");
        call.put("reason", "private words");
        Map<String, Object> refused = SubmittedCalls.toUnknownNumber("not an id", "+86 137 2468 1357");
        Lines log = new Lines();
        Logger root = Logger.getLogger("");
        root.addHandler(log);

        // When
        try {
            recorded(tenant, call);
            as(tenant, "telephony").body(call).post("/v1/calls").then().statusCode(200);
            call.put("talkSeconds", 1);
            as(tenant, "telephony").body(call).post("/v1/calls").then().statusCode(409);
            as(tenant, "telephony").body(refused).post("/v1/calls").then().statusCode(422);
            batch(tenant, List.of(refused, call)).statusCode(200);
            as(tenant, "telephony")
                    .body("{\"phone\":\"13724681357\"")
                    .post("/v1/calls")
                    .then()
                    .statusCode(400);
            Map<String, Object> contact = Map.of("customerId", "umbrella", "name", "private words", "role", "EB");
            as(tenant, "manager")
                    .body(contact)
                    .put("/v1/contacts/13724681357")
                    .then()
                    .statusCode(200);
            as(tenant, "manager")
                    .body(List.of(Map.of("phone", "13724681357", "customerId", "not an id", "name", "private words")))
                    .post("/v1/contacts/batch")
                    .then()
                    .body("rejected", equalTo(1));
            as(tenant, "rep")
                    .body(Map.of("customerId", "acme", "name", "private words"))
                    .put("/v1/contacts/13724681357")
                    .then()
                    .statusCode(403);
            putSummary(tenant, id, Map.of("outcome", "RJ", "notes", "private words", "reason", "private words"));
            patchAttribution(tenant, id, Map.of("customerId", "initech"));
            delete(tenant, id);
        } finally {
            root.removeHandler(log);
        }

        // Then
        assertThat(PublishedCalls.revision(tenant, id, 2).json().getString("customerId"))
                .isEqualTo("umbrella");
        assertThat(PublishedCalls.upTo(tenant, id, 5))
                .hasSize(5)
                .allSatisfy(event -> assertThat(event.key() + event.headers() + event.value())
                        .doesNotContain("24681357")
                        .doesNotContain("private"));
        assertThat(log.lines)
                .noneMatch(line ->
                        line.contains("24681357") || line.contains("2468 1357") || line.contains("private words"));
    }

    /** What a log file would get. */
    private static final class Lines extends Handler {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Formatter format = new SimpleFormatter();

        @Override
        public void publish(LogRecord entry) {
            lines.add(format.format(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
