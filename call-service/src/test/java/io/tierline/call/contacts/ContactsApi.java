package io.tierline.call.contacts;

import static io.restassured.RestAssured.given;
import static io.tierline.call.calls.CallApi.as;
import static org.hamcrest.Matchers.oneOf;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.tierline.call.calls.SubmittedCalls;
import io.tierline.kit.testing.Tokens;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests about contacts to the service under test. */
final class ContactsApi {

    private ContactsApi() {}

    /** Chen Jie, Acme's economic buyer. */
    static Map<String, Object> chenJie() {
        return contact("acme", "Chen Jie", "EB", "chen.jie");
    }

    /** A contact; what is null is said to be none. */
    static Map<String, Object> contact(String customer, String name, String role, String person) {
        Map<String, Object> contact = new LinkedHashMap<>();
        contact.put("customerId", customer);
        contact.put("name", name);
        contact.put("role", role);
        contact.put("personId", person);
        return contact;
    }

    /** A contact as a line of a batch. */
    static Map<String, Object> line(String phone, Map<String, Object> contact) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("phone", phone);
        line.putAll(contact);
        return line;
    }

    static Response put(String tenant, String phone, Object contact) {
        return putAs("manager", tenant, phone, contact);
    }

    static Response putAs(String role, String tenant, String phone, Object contact) {
        return as(tenant, role).body(contact).put("/v1/contacts/{phone}", phone);
    }

    /** The number is kept as the contact says. */
    static void kept(String tenant, String phone, Object contact) {
        put(tenant, phone, contact).then().statusCode(oneOf(200, 201));
    }

    /** The contact as it stands. */
    static ValidatableResponse contact(String tenant, String phone) {
        return as(tenant, "rep").get("/v1/contacts/{phone}", phone).then().statusCode(200);
    }

    static Response unlink(String tenant, String phone) {
        return as(tenant, "manager").post("/v1/contacts/{phone}/unlinking", phone);
    }

    static ValidatableResponse list(String tenant, Map<String, ?> filters) {
        return as(tenant, "rep").queryParams(filters).get("/v1/contacts").then();
    }

    /** The answer to a batch in the form that the type names. */
    static ValidatableResponse batch(String tenant, String type, Object body) {
        return given().auth()
                .oauth2(Tokens.of(tenant, "manager"))
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT)))
                .contentType(type)
                .body(body)
                .post("/v1/contacts/batch")
                .then();
    }

    /** A call to the number that names nobody. */
    static Map<String, Object> callTo(String callId, String phone) {
        return SubmittedCalls.toUnknownNumber(callId, phone);
    }

    /** A call to the number that names the customer. */
    static Map<String, Object> callTo(String callId, String phone, String customer, String role) {
        Map<String, Object> call = callTo(callId, phone);
        call.put("customerId", customer);
        call.put("contactRole", role);
        return call;
    }

    /** The so-manieth mobile number of China Mobile. */
    static String phone(int number) {
        return "+86138%08d".formatted(number);
    }
}
