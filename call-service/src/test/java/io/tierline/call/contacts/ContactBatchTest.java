package io.tierline.call.contacts;

import static io.restassured.RestAssured.given;
import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.atOnce;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueId;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.contacts.ContactsApi.batch;
import static io.tierline.call.contacts.ContactsApi.callTo;
import static io.tierline.call.contacts.ContactsApi.chenJie;
import static io.tierline.call.contacts.ContactsApi.contact;
import static io.tierline.call.contacts.ContactsApi.kept;
import static io.tierline.call.contacts.ContactsApi.line;
import static io.tierline.call.contacts.ContactsApi.phone;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tierline.kit.testing.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contacts come in a file: each line stands alone, and all are as if they had been put one after another. */
@QuarkusTest
class ContactBatchTest {

    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";

    @Test
    void eachLineStandsAlone_inAMixedFile() {
        // Given
        String tenant = uniqueTenant();
        kept(tenant, phone(1), chenJie());
        kept(tenant, phone(2), Map.of("customerId", "acme"));

        // When
        ValidatableResponse report = batch(tenant, NDJSON, """
                {"phone":"%s","customerId":"acme","name":"Chen Jie","role":"EB","personId":"chen.jie"}
                {"phone":"%s","customerId":"acme","name":"Wu Min","role":"UB"}
                {"phone":"13800000003","customerId":"acme","personId":"chen.jie"}
                {"phone":"12","customerId":"acme"}
                {"phone":"%s","customer":"acme"}
                nonsense

                {"phone":"%s","customerId":"initech"}
                {"customerId":"initech"}
                """.formatted(phone(1), phone(2), phone(4), phone(3)));

        // Then
        report.statusCode(200)
                .body("created", equalTo(1))
                .body("updated", equalTo(2))
                .body("unchanged", equalTo(1))
                .body("rejected", equalTo(4))
                .body(
                        "items.result",
                        contains(
                                "unchanged",
                                "updated",
                                "created",
                                "rejected",
                                "rejected",
                                "rejected",
                                "updated",
                                "rejected"))
                .body("items.index", contains(0, 1, 2, 3, 4, 5, 6, 7))
                .body("items.phone", contains(phone(1), phone(2), phone(3), "12", phone(4), null, phone(3), null))
                .body("items[3].problem.errors.pointer", contains("/phone"))
                .body("items[4].problem.errors.pointer", contains("/customerId", "/customer"))
                .body("items[5].problem.status", equalTo(400))
                .body("items[7].problem.errors.pointer", contains("/phone"));
        ContactsApi.contact(tenant, phone(2)).body("name", equalTo("Wu Min")).body("revision", equalTo(2));
        ContactsApi.contact(tenant, phone(3))
                .body("customerId", equalTo("initech"))
                .body("name", nullValue())
                .body("revision", equalTo(1));
        as(tenant, "rep").get("/v1/contacts/{phone}", phone(4)).then().statusCode(404);
    }

    @Test
    void tableIsTaken_withItsCellsInAnyOrder() {
        // Given
        String tenant = uniqueTenant();

        // When
        ValidatableResponse report = batch(tenant, "text/csv", """
                name,phone,customerId,personId,role
                "Chen, Jie",'+8613800000001,acme,chen.jie,EB
                ,13800000002,acme,chen.jie,
                Wu Min,13800000003,acme,,BOSS
                Li Na,13800000004,acme
                """);

        // Then
        report.statusCode(200)
                .body("items.result", contains("created", "created", "rejected", "rejected"))
                .body("items[2].problem.errors.pointer", contains("/role"));
        ContactsApi.contact(tenant, phone(2))
                .body("name", equalTo("Chen, Jie"))
                .body("role", equalTo("EB"))
                .body("numbers", contains(phone(1)));
    }

    @Test
    void reportHasTheRejectedAlone_whenAskedFor() throws IOException {
        // Given
        String tenant = uniqueTenant();
        byte[] table = "phone,customerId\n13800000001,acme\n12,acme\n".getBytes(UTF_8);

        // When
        ValidatableResponse report = given().auth()
                .oauth2(Tokens.of(tenant, "admin"))
                .contentType("text/csv")
                .header("Content-Encoding", "gzip")
                .body(gzip(table))
                .post("/v1/contacts/batch?items=rejected")
                .then();

        // Then
        report.statusCode(200)
                .body("created", equalTo(1))
                .body("rejected", equalTo(1))
                .body("items.index", contains(1));
    }

    @Test
    void callsFollow_whenALineGivesTheirNumberAnotherCustomer() {
        // Given
        String tenant = uniqueTenant();
        String first = recorded(tenant, callTo(uniqueId(), phone(1)));
        String second = recorded(tenant, callTo(uniqueId(), phone(2)));

        // When
        batch(
                        tenant,
                        JSON,
                        List.of(
                                line(phone(1), contact("initech", null, null, null)),
                                line(phone(2), chenJie()),
                                line(phone(1), contact("umbrella", "Wu Min", "TB", null))))
                .statusCode(200)
                .body("updated", equalTo(3));

        // Then
        call(tenant, first)
                .body("customerId", equalTo("umbrella"))
                .body("contactRole", equalTo("TB"))
                .body("revision", equalTo(2));
        call(tenant, second).body("customerId", equalTo("acme")).body("contactRole", equalTo("EB"));
    }

    @Test
    void fiveThousandContactsAreKept_andUnchangedTheSecondTime() {
        // Given
        String tenant = uniqueTenant();
        List<Map<String, Object>> lines = lines(5_000);

        // When
        ValidatableResponse first = batch(tenant, JSON, lines);
        ValidatableResponse again = batch(tenant, JSON, lines);

        // Then
        first.statusCode(200).body("created", equalTo(5_000)).body("items", hasSize(5_000));
        again.statusCode(200).body("unchanged", equalTo(5_000));
    }

    @Test
    void batchIsRefusedAsAWhole_whenItIsEmptyOrTooLong() {
        // Given
        String tenant = uniqueTenant();

        // Then
        batch(tenant, JSON, "[]").statusCode(422);
        batch(tenant, JSON, lines(5_001)).statusCode(422);
        ContactsApi.list(tenant, Map.of()).body("items", empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {\"phone\":\"+8613800138000\"} | 422",
                "application/json | nonsense                       | 400",
                "text/csv         | phone,customer                 | 422",
                "text/csv         | phone,phone                    | 422",
                "text/plain       | +8613800138000                 | 415"
            })
    void batchIsRefusedAsAWhole_whenItIsNoList(String type, String body, int status) {
        batch(uniqueTenant(), type, body).statusCode(status);
    }

    @Test
    void overlappingFilesDoNotBlockEachOther_whenTheyComeInAnyOrder() throws Exception {
        // Given
        String tenant = uniqueTenant();
        List<Map<String, Object>> lines = lines(600);

        // When
        List<Integer> rejected = atOnce(6, client -> {
            List<Map<String, Object>> shuffled = new ArrayList<>(lines);
            Collections.shuffle(shuffled, new Random(client));
            return batch(tenant, JSON, shuffled).statusCode(200).extract().path("rejected");
        });

        // Then
        assertThat(rejected).containsOnly(0);
        ContactsApi.list(tenant, Map.of("limit", 500)).body("items", hasSize(500));
    }

    /** So many contacts, every second one of a person with two numbers. */
    private static List<Map<String, Object>> lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> line(
                        phone(i),
                        i % 4 < 2
                                ? contact("customer-" + i / 4, "Person " + i / 4, "EB", "p")
                                : contact("customer-" + i / 4, "Somebody " + i, null, null)))
                .toList();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }
}
