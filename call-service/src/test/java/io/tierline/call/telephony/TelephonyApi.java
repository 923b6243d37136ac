package io.tierline.call.telephony;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tierline.call.calls.CallApi;
import io.tierline.kit.testing.Tokens;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Posts of telephony systems to the service under test. */
final class TelephonyApi {

    static final String FORM = "application/x-www-form-urlencoded";
    static final String A_LEG = "e3133bf7-dcde-4daf-9663-9a79ffcef5ad";
    static final String B_LEG = "0a30dd7c-c222-482f-a322-b1218a15f8cd";

    private TelephonyApi() {}

    /** The file as it is. */
    static String fixture(String name) {
        try (InputStream file = TelephonyApi.class.getResourceAsStream("/telephony/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RequestSpecification as(String tenant, String role, String contentType) {
        return raw(given()).auth().oauth2(Tokens.of(tenant, role)).contentType(contentType);
    }

    /** The request with its body sent as it is, which else would be encoded where it is a form already. */
    static RequestSpecification raw(RequestSpecification request) {
        return request.config(RestAssured.config()
                .encoderConfig(EncoderConfig.encoderConfig()
                        .encodeContentTypeAs(FORM, ContentType.BINARY)
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)));
    }

    /** Posts a body to an adapter, as the telephony system of the tenant. */
    static Response post(String tenant, String path, String contentType, String body) {
        return as(tenant, "telephony", contentType)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/telephony/" + path);
    }

    static Response freeswitch(String tenant, String body) {
        return post(tenant, "freeswitch", "application/json", body);
    }

    static Response twilio(String tenant, String form) {
        return post(tenant, "twilio?rep=li.wei&customer=acme&campaign=", FORM, form);
    }

    static Response asterisk(String tenant, String form) {
        return post(tenant, "asterisk", FORM, form);
    }

    static Response connect(String tenant, String body) {
        return post(tenant, "amazon-connect", "application/json", body);
    }

    /** Sets a policy, as a manager. */
    static Response put(String tenant, String policy, Object body) {
        return CallApi.as(tenant, "manager").body(body).put("/v1/policies/" + policy);
    }

    static Response unmapped(String tenant) {
        return CallApi.as(tenant, "manager").get("/v1/telephony/unmapped");
    }

    static String uniqueUuid() {
        return UUID.randomUUID().toString();
    }
}
