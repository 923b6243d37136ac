package io.tierline.call.contacts;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.batch;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.patchAttribution;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueId;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.contacts.ContactsApi.contact;
import static io.tierline.call.contacts.ContactsApi.line;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tierline.call.calls.SubmittedCalls;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No new customer has a phone number as its id; customers that exist keep theirs. */
@QuarkusTest
class NumberAsCustomerTest {

    private static final String NUMBER = "+8613900005555";

    @Inject
    Database database;

    @ParameterizedTest
    @CsvSource({
        NUMBER + "," + NUMBER,
        "+4930123456," + NUMBER,
        "+49-30-123.456," + NUMBER,
        "13900005555,13900005555",
        "13900005555," + NUMBER,
        "8613900005555," + NUMBER,
        "139-0000-5555,139 0000 5555"
    })
    void callIsRefused_whenItWouldMakeACustomerOfANumber(String customer, String phone) {
        String tenant = uniqueTenant();

        isRefused(post(tenant, uniqueId(), phone, customer));

        as(tenant, "manager").get("/v1/calls").then().body("items", equalTo(List.of()));
        as(tenant, "manager").get("/v1/contacts").then().body("items", equalTo(List.of()));
    }

    @Test
    void callIsRefused_whenItNamesANumberAsCustomerAndNoPhone() {
        Map<String, Object> call = SubmittedCalls.toUnknownNumber(uniqueId(), null);
        call.put("customerId", NUMBER);

        isRefused(as(uniqueTenant(), "telephony").body(call).post("/v1/calls"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4711", "0000471100", "13900005556", "+12", "+12345678901234567890", "2026-000123", "acme+1"})
    void callIsRecorded_whenItsCustomersIdIsNoNumberOrAnother(String customer) {
        post(uniqueTenant(), uniqueId(), NUMBER, customer)
                .then()
                .statusCode(201)
                .body("customerId", equalTo(customer));
    }

    @Test
    void batchRejectsSuchCallsAlone() {
        // Given
        Map<String, Object> good = SubmittedCalls.toUnknownNumber(uniqueId(), NUMBER);
        Map<String, Object> bad = SubmittedCalls.toUnknownNumber(uniqueId(), NUMBER);
        bad.put("customerId", NUMBER);
        Map<String, Object> again = SubmittedCalls.toUnknownNumber((String) bad.get("callId"), NUMBER);

        // When, Then
        batch(uniqueTenant(), List.of(bad, good, again))
                .statusCode(200)
                .body("items.result", contains("rejected", "created", "created"))
                .body("items[0].problem.code", equalTo("invalid"))
                .body("items[0].problem.errors.pointer", contains("/customerId"));
    }

    @Test
    void callIsRecorded_whenSuchACustomerExists() {
        // Given
        String tenant = uniqueTenant();
        existsFromBefore(tenant);

        // Then: by its contact
        post(tenant, uniqueId(), "+8613900005556", NUMBER).then().statusCode(201);
        batch(tenant, List.of(naming(uniqueId(), NUMBER, NUMBER))).body("created", equalTo(1));

        // Then: by its calls alone
        forgetContacts(tenant);
        post(tenant, uniqueId(), "+8613900005557", NUMBER).then().statusCode(201);
        isRefused(post(uniqueTenant(), uniqueId(), "+8613900005557", NUMBER));
    }

    @Test
    void callIsReplayed_whenItsCustomerIsGoneSince() {
        // Given
        String tenant = uniqueTenant();
        String id = uniqueId();
        existsFromBefore(tenant);
        post(tenant, id, "+8613900005556", NUMBER).then().statusCode(201);
        patchAttribution(tenant, id, Map.of("customerId", "acme")).then().statusCode(200);
        forgetContacts(tenant);
        isRefused(post(tenant, uniqueId(), "+8613900005556", NUMBER));

        // When, Then
        post(tenant, id, "+8613900005556", NUMBER)
                .then()
                .statusCode(200)
                .body("result", equalTo("replayed"))
                .body("customerId", equalTo("acme"));
        batch(tenant, List.of(naming(id, NUMBER, "+8613900005556"))).body("replayed", equalTo(1));
        post(tenant, id, "+8613900005557", NUMBER).then().statusCode(409);
    }

    @Test
    void callIsNotAttributedToANumber_unlessThatCustomerExists() {
        // Given
        String tenant = uniqueTenant();
        String id = recorded(tenant, SubmittedCalls.toUnknownNumber(uniqueId(), NUMBER));

        // Then
        isRefused(patchAttribution(tenant, id, Map.of("customerId", NUMBER)));
        isRefused(patchAttribution(tenant, id, Map.of("customerId", "13900005555")));
        patchAttribution(tenant, id, Map.of("customerId", "4711")).then().statusCode(200);

        // When
        existsFromBefore(tenant);

        // Then
        patchAttribution(tenant, id, Map.of("customerId", NUMBER)).then().statusCode(200);
    }

    @Test
    void contactIsRefused_whenItWouldMakeACustomerOfANumber() {
        // Given
        String tenant = uniqueTenant();

        // Then
        isRefused(ContactsApi.put(tenant, NUMBER, contact(NUMBER, null, null, null)));
        isRefused(ContactsApi.put(tenant, "13900005555", contact("13900005555", null, null, null)));
        as(tenant, "manager")
                .body(List.of(
                        line(NUMBER, contact("acme", null, null, null)),
                        line("+8613900005556", contact(NUMBER, null, null, null)),
                        line("+8613900005557", contact("13900005557", null, null, null)),
                        line("+8613900005558", contact("13900005557", null, null, null))))
                .post("/v1/contacts/batch")
                .then()
                .statusCode(200)
                .body("items.result", contains("created", "rejected", "rejected", "created"))
                .body("items[1].problem.errors.pointer", contains("/customerId"));
        as(tenant, "manager").get("/v1/contacts").then().body("items.phone", contains(NUMBER, "+8613900005558"));

        // When
        existsFromBefore(tenant);

        // Then
        ContactsApi.put(tenant, "+8613900005559", contact(NUMBER, null, null, null))
                .then()
                .statusCode(201);
    }

    /** What telephony systems send is not refused: an id that cannot be one is ignored there. */
    @Test
    void telephonyRecordIsTaken_withoutTheNumberThatItNamesAsCustomer() {
        // Given
        String tenant = uniqueTenant();

        // When, Then
        String first = twilio(tenant, NUMBER);
        call(tenant, "tw:" + first).body("phone", equalTo(NUMBER)).body("customerId", startsWith("lead-"));

        // When
        existsFromBefore(tenant);

        // Then
        call(tenant, "tw:" + twilio(tenant, NUMBER)).body("customerId", equalTo(NUMBER));
    }

    private static String twilio(String tenant, String customer) {
        String sid = "CA" + uniqueId();
        as(tenant, "telephony")
                .contentType("application/x-www-form-urlencoded")
                .queryParam("rep", "li.wei")
                .queryParam("customer", customer)
                .formParam("CallSid", sid)
                .formParam("CallStatus", "no-answer")
                .formParam("Direction", "outbound-api")
                .formParam("To", NUMBER)
                .formParam("CallDuration", "0")
                .post("/v1/telephony/twilio")
                .then()
                .statusCode(201);
        return sid;
    }

    private static Response post(String tenant, String callId, String phone, String customer) {
        return as(tenant, "telephony").body(naming(callId, customer, phone)).post("/v1/calls");
    }

    private static Map<String, Object> naming(String callId, String customer, String phone) {
        Map<String, Object> call = SubmittedCalls.toUnknownNumber(callId, phone);
        call.put("customerId", customer);
        return call;
    }

    private static void isRefused(Response answer) {
        answer.then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid"))
                .body("errors.pointer", contains("/customerId"));
    }

    /** A customer from the time when ids could be numbers. */
    private void existsFromBefore(String tenant) {
        run(
                "insert into contact (tenant, phone, customer_id) values ($1, '+8613900001111', $2)",
                Tuple.of(tenant, NUMBER));
    }

    private void forgetContacts(String tenant) {
        run("delete from contact where tenant = $1", Tuple.of(tenant));
    }

    private void run(String sql, Tuple parameters) {
        database.pool().preparedQuery(sql).execute(parameters).await().indefinitely();
    }
}
