package io.tierline.call.erasure;

import static io.restassured.RestAssured.given;
import static io.tierline.call.calls.CallApi.as;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.tierline.call.calls.CallApi;
import io.tierline.kit.database.Database;
import io.tierline.kit.testing.Tokens;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Requests about persons to the service under test, and looks into its database. */
final class ErasureApi {

    static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private static final String FORM = "application/x-www-form-urlencoded";

    private ErasureApi() {}

    /** A mobile number that no other test uses. */
    static String uniquePhone() {
        return "+86139%08d".formatted(ThreadLocalRandom.current().nextInt(100_000_000));
    }

    /** Words that no other test uses. */
    static String uniqueWords() {
        return "words " + UUID.randomUUID();
    }

    static Response erase(String tenant, String phone) {
        return as(tenant, "manager").delete("/v1/contacts/{phone}", phone);
    }

    static void erased(String tenant, String phone) {
        erase(tenant, phone).then().statusCode(204);
    }

    static JsonPath export(String tenant, String phone) {
        return as(tenant, "manager")
                .get("/v1/contacts/{phone}/export", phone)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    static void keepMonths(String tenant, int months) {
        as(tenant, "manager")
                .body(Map.of("months", months))
                .put("/v1/policies/retention")
                .then()
                .statusCode(200);
    }

    /** A call that the rep has said something about, with all that a person could be known by. */
    static Map<String, Object> call(String phone, Instant at, String outcome, String words) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("callId", CallApi.uniqueId());
        call.put("phone", phone);
        call.put("rep", "li.wei");
        call.put("startedAt", at.toString());
        call.put("talkSeconds", 95);
        call.put("outcome", outcome);
        call.put("reason", "reason: " + words);
        call.put("notes", "notes: " + words);
        call.put("recordingUrl", "https://recordings.example/" + words.replace(' ', '/'));
        return call;
    }

    /** Why the number may not be dialled; null when it may. */
    static String reason(String tenant, String phone) {
        return as(tenant, "telephony")
                .get("/v1/numbers/{phone}", phone)
                .then()
                .statusCode(200)
                .extract()
                .path("reason");
    }

    /** Whose the number would be by a call that begins now. */
    static String customerOfNewCall(String tenant, String phone) {
        Map<String, Object> call = call(phone, Instant.now().plusSeconds(1), "FOLLOW_UP", "new");
        return as(tenant, "telephony")
                .body(call)
                .post("/v1/calls")
                .then()
                .statusCode(201)
                .extract()
                .path("customerId");
    }

    /** A tenant that calls at any time of day. */
    static String alwaysOpenTenant() {
        String tenant = CallApi.uniqueTenant();
        as(tenant, "manager")
                .body(Map.of("hours", Map.of("from", "00:00", "to", "24:00")))
                .put("/v1/policies/suppression")
                .then()
                .statusCode(200);
        return tenant;
    }

    /** Posts a telephony system's own record, with another number of the customer in it. */
    static Response postFixture(String tenant, String adapter, String fixture, String phone) {
        String body = fixture(fixture).replace("13800138000", phone.substring("+86".length()));
        return given().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs(FORM, ContentType.BINARY)
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .auth()
                .oauth2(Tokens.of(tenant, "telephony"))
                .contentType(fixture.endsWith(".form") ? FORM : "application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/telephony/" + adapter);
    }

    private static String fixture(String name) {
        try (InputStream file = ErasureApi.class.getResourceAsStream("/telephony/" + name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tables that have the text anywhere, in whatever column, of whatever type. */
    static List<String> tablesWith(Database database, String text) {
        List<String> found = new ArrayList<>();
        for (Row table : rows(
                database,
                "select table_name from information_schema.tables where table_schema = 'public'"
                        + " and table_type = 'BASE TABLE'")) {
            String name = table.getString("table_name");
            rows(
                            database,
                            "select count(*) as hits from \"" + name + "\" as one where one::text like $1",
                            "%" + text + "%")
                    .forEach(row -> {
                        if (row.getLong("hits") > 0) {
                            found.add(name);
                        }
                    });
        }
        return found;
    }

    static List<Row> rows(Database database, String sql, Object... parameters) {
        List<Row> rows = new ArrayList<>();
        database.pool()
                .preparedQuery(sql)
                .execute(Tuple.from(List.of(parameters)))
                .await()
                .atMost(Duration.ofSeconds(30))
                .forEach(rows::add);
        return rows;
    }

    /** What stands with the number as a contact. */
    static void describe(Database database, String tenant, String phone, String name, String person) {
        rows(
                database,
                "update contact set name = $3, person_id = $4, role = 'EB' where tenant = $1 and phone = $2",
                tenant,
                phone,
                name,
                person);
    }

    static long contacts(Database database, String tenant, String phone) {
        return rows(database, "select 1 from contact where tenant = $1 and phone = $2", tenant, phone)
                .size();
    }
}
