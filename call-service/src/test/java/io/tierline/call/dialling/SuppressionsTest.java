package io.tierline.call.dialling;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.recordedAll;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.dialling.DiallingApi.alwaysOpenTenant;
import static io.tierline.call.dialling.DiallingApi.daysAgo;
import static io.tierline.call.dialling.DiallingApi.given;
import static io.tierline.call.dialling.DiallingApi.lift;
import static io.tierline.call.dialling.DiallingApi.number;
import static io.tierline.call.dialling.DiallingApi.phone;
import static io.tierline.call.dialling.DiallingApi.reason;
import static io.tierline.call.dialling.DiallingApi.suppress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.tierline.call.calls.CallApi;
import io.tierline.call.dialling.application.CheckNumbers;
import io.tierline.call.dialling.application.MarkNumbers;
import io.tierline.kit.database.Database;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that are suppressed, by their past or by hand; lists, imports, exports and lifting. */
@QuarkusTest
class SuppressionsTest {

    private static final String PHONE = phone(138_000);

    @Inject
    MarkNumbers marks;

    @Inject
    CheckNumbers numbers;

    @Inject
    Database database;

    // ---- by hand

    @Test
    void numberIsSuppressedByHandForGood() {
        // Given
        String tenant = alwaysOpenTenant();

        // When
        suppress(tenant, "138 0013 8000")
                .body("suppressed", equalTo(1))
                .body("items[0].phone", equalTo("+8613800138000"))
                .body("items[0].result", equalTo("suppressed"))
                .body("items[0].problem", nullValue());

        // Then
        number(tenant, "+8613800138000").body("reason", equalTo("DNC")).body("until", nullValue());
    }

    @Test
    void nothingChanges_whenANumberIsSuppressedAgain() {
        // Given
        String tenant = alwaysOpenTenant();
        suppress(tenant, PHONE);

        // When
        suppress(tenant, PHONE).body("unchanged", equalTo(1)).body("items[0].result", equalTo("unchanged"));

        // Then
        history(tenant, PHONE).body("items", hasSize(1));
    }

    @Test
    void oneMarkIsMade_whenManySuppressTheSameAtOnce() throws Exception {
        // Given
        String tenant = alwaysOpenTenant();

        // When
        List<Integer> suppressed =
                CallApi.atOnce(8, client -> suppress(tenant, PHONE).extract().path("suppressed"));

        // Then
        assertThat(suppressed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1);
        history(tenant, PHONE).body("items", hasSize(1));
    }

    @Test
    void manyNumbersShareAReason_andABadOneDoesNotStopTheOthers() {
        // Given
        String tenant = alwaysOpenTenant();

        // When
        as(tenant, "telephony")
                .body("{\"phones\":[\"" + phone(1) + "\",\"nonsense\",\"" + phone(2) + "\",\"" + phone(1)
                        + "\",5],\"reason\":\"list of the regulator\"}")
                .post("/v1/suppressions")
                .then()
                .statusCode(200)
                .body("suppressed", equalTo(2))
                .body("unchanged", equalTo(1))
                .body("rejected", equalTo(2))
                .body("items.result", contains("suppressed", "rejected", "suppressed", "unchanged", "rejected"))
                .body("items[1].problem.errors.pointer", contains("/phones/1"));

        // Then
        assertThat(reason(tenant, phone(1))).isEqualTo("DNC");
        assertThat(reason(tenant, phone(2))).isEqualTo("DNC");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"phone\":\"+8613800138000\"}                                       | /reason",
                "{\"phone\":\"+8613800138000\",\"reason\":\"\"}                       | /reason",
                "{\"phone\":\"12\",\"reason\":\"x\"}                                  | /phone",
                "{\"reason\":\"x\"}                                                   | body",
                "{\"phone\":null,\"reason\":\"x\"}                                    | body",
                "{\"phones\":[],\"reason\":\"x\"}                                     | /phones",
                "{\"phone\":\"+8613800138000\",\"phones\":[\"1\"],\"reason\":\"x\"}   | body",
                "{\"phone\":\"12\",\"reason\":7,\"until\":1}                          | /phone /reason /until",
                "[]                                                                   | body /reason"
            })
    void badSubmissionIsRefusedWithEveryFault(String body, String pointers) {
        // Given
        String tenant = uniqueTenant();

        // When
        List<String> found = as(tenant, "manager")
                .body(body)
                .post("/v1/suppressions")
                .then()
                .statusCode(422)
                .extract()
                .path("errors.pointer");

        // Then
        assertThat(found).containsExactlyInAnyOrder(pointers.replace("body", "").split(" ", -1));
        history(tenant, PHONE).body("items", empty());
    }

    @Test
    void csvIsImportedLineByLine() {
        // Given
        String tenant = alwaysOpenTenant();

        // When
        post(
                        tenant,
                        "text/csv",
                        "\ufeffreason,phone\r\n\"by letter, twice\"," + phone(1) + "\r\nby phone,nonsense\r\n,"
                                + phone(2) + "\r\nfrom an export,'" + phone(3) + "\r\ntoo,many,cells\r\n")
                .statusCode(200)
                .body("suppressed", equalTo(2))
                .body("rejected", equalTo(3))
                .body("items.result", contains("suppressed", "rejected", "rejected", "suppressed", "rejected"))
                .body("items[1].problem.errors.pointer", contains("/phone"))
                .body("items[2].problem.errors.pointer", contains("/reason"));

        // Then
        history(tenant, phone(1)).body("items.reason", contains("by letter, twice"));
        assertThat(reason(tenant, phone(2))).isNull();
        assertThat(reason(tenant, phone(3))).isEqualTo("DNC");
    }

    @Test
    void ndjsonIsImportedLineByLine() {
        // Given
        String tenant = alwaysOpenTenant();

        // When
        post(
                        tenant,
                        "application/x-ndjson",
                        "{\"phone\":\"" + phone(1) + "\",\"reason\":\"by letter\"}\n{\"phone\":\n\n{\"phone\":\""
                                + phone(2) + "\",\"reason\":\"x\",\"until\":\"y\"}\n")
                .statusCode(200)
                .body("items.result", contains("suppressed", "rejected", "rejected"))
                .body("items[1].problem.code", equalTo("unreadable"))
                .body("items[2].problem.errors.pointer", contains("/until"));

        // Then
        assertThat(reason(tenant, phone(1))).isEqualTo("DNC");
        assertThat(reason(tenant, phone(2))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "phone;reason\\n+8613800138000;x                  | 422",
                "+8613800138000,x                                 | 422",
                "phone,reason,until\\n+8613800138000,x,y          | 422",
                "phone,reason                                     | 422",
                "''                                               | 422",
                "phone,reason\\n+8613800138000,\"open             | 400"
            })
    void badTableIsRefused(String csv, int status) {
        post(uniqueTenant(), "text/csv", csv.replace("\\n", "\n")).statusCode(status);
    }

    @Test
    void fiveThousandAreImportedAtOnce_andOneMoreIsRefused() {
        // Given
        String tenant = alwaysOpenTenant();
        String lines = IntStream.range(0, 5_000)
                .mapToObj(i -> phone(i) + ",list of the regulator\n")
                .collect(Collectors.joining());

        // Then
        post(tenant, "text/csv", "phone,reason\n" + lines + phone(5_000) + ",x\n")
                .statusCode(422);
        post(tenant, "text/csv", "phone,reason\n" + lines).statusCode(200).body("suppressed", equalTo(5_000));
        post(tenant, "text/csv", "phone,reason\n" + lines).statusCode(200).body("unchanged", equalTo(5_000));
    }

    @Test
    void listIsTaken_whenItIsPacked() throws IOException {
        // Given
        String tenant = alwaysOpenTenant();

        // When
        ValidatableResponse suppressed = as(tenant, "manager")
                .contentType("text/csv")
                .header("Content-Encoding", "gzip")
                .body(gzip("phone,reason\n" + PHONE + ",asked by letter\n"))
                .post("/v1/suppressions")
                .then();
        ValidatableResponse checked = as(tenant, "telephony")
                .header("Content-Encoding", "gzip")
                .body(gzip("{\"phones\":[\"" + PHONE + "\"]}"))
                .post("/v1/numbers/check")
                .then();

        // Then
        suppressed.statusCode(200).body("suppressed", equalTo(1));
        checked.statusCode(200).body("items[0].reason", equalTo("DNC"));
    }

    // ---- lifting

    @Test
    void liftingTakesAwayWhatCallsAndPeopleHaveCaused_alsoForCallsThatArriveLater() {
        // Given
        String tenant = alwaysOpenTenant();
        recorded(tenant, given(PHONE, daysAgo(3), "BL"));
        suppress(tenant, PHONE);

        // When
        lift(tenant, PHONE)
                .then()
                .statusCode(200)
                .body("dialable", equalTo(true))
                .body("phone", equalTo(PHONE));

        // Then
        assertThat(reason(tenant, PHONE)).isNull();
        recorded(tenant, given(PHONE, daysAgo(2), "WN"));
        assertThat(reason(tenant, PHONE)).isNull();
        recorded(tenant, given(PHONE, Instant.now().plus(Duration.ofSeconds(1)), "RJ"));
        suppress(tenant, PHONE);
        assertThat(reason(tenant, PHONE)).isEqualTo("DNC");
    }

    @Test
    void historyTellsWhoDecidedWhatAndWhy() {
        // Given
        String tenant = alwaysOpenTenant();
        suppress(tenant, PHONE);
        lift(tenant, PHONE).then().statusCode(200);

        // Then
        history(tenant, PHONE)
                .body("items.kind", contains("suppressed", "lifted"))
                .body("items.reason", contains("asked by letter", "number has a new owner"))
                .body("items.by", contains("manager@" + tenant, "manager@" + tenant))
                .body("next", nullValue());
    }

    @Test
    void nothingIsLifted_whenNothingSuppresses() {
        // Given
        String tenant = alwaysOpenTenant();
        recorded(tenant, given(PHONE, daysAgo(3), "CUT"));

        // Then
        lift(tenant, PHONE).then().statusCode(404).body("code", equalTo("not-suppressed"));
        history(tenant, PHONE).body("items", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?reason=", "?reason=%20", "?reason=%00", "?reason=x&by=me"})
    void liftingNeedsAReason(String query) {
        // Given
        String tenant = alwaysOpenTenant();
        suppress(tenant, PHONE);

        // When
        as(tenant, "manager")
                .urlEncodingEnabled(false)
                .delete("/v1/suppressions/" + PHONE + query)
                .then()
                .statusCode(422);

        // Then
        assertThat(reason(tenant, PHONE)).isEqualTo("DNC");
    }

    // ---- the list

    @Test
    void listHasWhatIsSuppressedNow_inTheOrderOfTheNumbers() {
        // Given
        String tenant = alwaysOpenTenant();
        recordedAll(
                tenant,
                List.of(
                        given(phone(5), daysAgo(5), "BL"),
                        given(phone(3), daysAgo(5), "WN"),
                        given(phone(4), daysAgo(5), "CUT"),
                        given(phone(1), daysAgo(5), "RJ"),
                        given(phone(6), daysAgo(50), "RJ")));
        suppress(tenant, phone(2));

        // Then
        list(tenant, Map.of())
                .body("items.phone", contains(phone(1), phone(2), phone(3), phone(5)))
                .body("items.reason", contains("COOL_OFF", "DNC", "WN", "BL"))
                .body("items[0].since", equalTo(daysAgo(5).toString()))
                .body("items[0].until", equalTo(daysAgo(-25).toString()))
                .body("items[3].until", nullValue())
                .body("next", nullValue());
        list(tenant, Map.of("reason", "DNC")).body("items.phone", contains(phone(2)));
        lift(tenant, phone(2)).then().statusCode(200);
        list(tenant, Map.of("reason", "DNC")).body("items", empty());
        list(uniqueTenant(), Map.of()).body("items", empty());
    }

    @Test
    void pagesHoldEveryNumberOnce() {
        // Given
        String tenant = alwaysOpenTenant();
        recordedAll(
                tenant,
                IntStream.range(0, 25)
                        .mapToObj(i -> given(phone(i), daysAgo(5), i % 5 == 0 ? "CUT" : "WN"))
                        .toList());

        // When
        List<String> phones = new ArrayList<>();
        String next = null;
        do {
            ValidatableResponse page =
                    list(tenant, next == null ? Map.of("limit", "7") : Map.of("limit", "7", "cursor", next));
            List<String> onPage = page.extract().path("items.phone");
            assertThat(onPage).hasSizeLessThanOrEqualTo(7);
            phones.addAll(onPage);
            next = page.extract().path("next");
        } while (next != null);

        // Then
        assertThat(phones)
                .isEqualTo(IntStream.range(0, 25)
                        .filter(i -> i % 5 != 0)
                        .mapToObj(DiallingApi::phone)
                        .toList());
    }

    @Test
    void fullLastPageIsTheLast() {
        // Given
        String tenant = alwaysOpenTenant();
        IntStream.range(0, 3).forEach(i -> suppress(tenant, phone(i)));

        // Then
        list(tenant, Map.of("limit", "3")).body("items", hasSize(3)).body("next", nullValue());
    }

    @Test
    void exportHasAllOfThem_alsoWhenTheyAreManyMoreThanOnePage() {
        // Given
        String tenant = alwaysOpenTenant();
        for (int batch = 0; batch < 3; batch++) {
            int first = batch * 4_000;
            recordedAll(
                    tenant,
                    IntStream.range(first, first + 4_000)
                            .mapToObj(i -> given(phone(i), daysAgo(5), i % 4 == 0 ? "CUT" : "BL"))
                            .toList());
        }

        // When
        String csv = export(tenant, "").extract().asString();

        // Then
        List<String> lines = csv.lines().toList();
        assertThat(lines.get(0)).isEqualTo("phone,reason,since,until");
        assertThat(lines.subList(1, lines.size()))
                .isEqualTo(IntStream.range(0, 12_000)
                        .filter(i -> i % 4 != 0)
                        .mapToObj(i -> "'" + phone(i) + ",BL," + daysAgo(5) + ",")
                        .toList());
    }

    @Test
    void exportMayBeFiltered() {
        // Given
        String tenant = alwaysOpenTenant();
        suppress(tenant, phone(1));
        recorded(tenant, given(phone(2), daysAgo(5), "BL"));

        // Then
        assertThat(export(tenant, "&reason=BL").extract().asString())
                .isEqualTo("phone,reason,since,until\r\n'" + phone(2) + ",BL," + daysAgo(5) + ",\r\n");
        assertThat(as(tenant, "admin")
                        .accept("text/csv")
                        .get("/v1/suppressions?reason=WN")
                        .then()
                        .contentType("text/csv;charset=UTF-8")
                        .extract()
                        .asString())
                .isEqualTo("phone,reason,since,until\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "reason=HOURS, ?reason",
        "reason=FREQUENCY, ?reason",
        "limit=0, ?limit",
        "limit=501, ?limit",
        "cursor=x, ?cursor",
        "format=xml, ?format",
        "format=csv&limit=5, ?limit",
        "phone=1, ?phone"
    })
    void badQuestionIsRefused(String query, String pointer) {
        as(uniqueTenant(), "manager")
                .get("/v1/suppressions?" + query)
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder(pointer));
    }

    // ---- erasure

    @Test
    void whatHeldForGoodOutlivesTheErasure_withoutTheNumber() {
        // Given
        String tenant = alwaysOpenTenant();
        String hostile = recorded(tenant, given(PHONE, daysAgo(3), "BL"));
        suppress(tenant, phone(2));
        String declined = recorded(tenant, given(phone(3), daysAgo(3), "RJ"));

        // When
        for (String phone : List.of(PHONE, phone(2), phone(3))) {
            CheckNumbers.Rules rules = numbers.rulesOf(tenant).await().atMost(Duration.ofSeconds(30));
            database.transaction(
                            transaction -> marks.erase(transaction, tenant, "manager@" + tenant, Set.of(phone), rules))
                    .await()
                    .atMost(Duration.ofSeconds(30));
        }
        List.of(hostile, declined)
                .forEach(call -> CallApi.delete(tenant, call).then().statusCode(204));

        // Then
        number(tenant, PHONE)
                .body("reason", equalTo("BL"))
                .body("since", equalTo(daysAgo(3).toString()))
                .body("until", nullValue());
        assertThat(reason(tenant, phone(2))).isEqualTo("DNC");
        assertThat(reason(tenant, phone(3))).isNull();
        history(tenant, phone(2))
                .body("items.kind", contains("suppressed", "erased"))
                .body("items.reason", contains(nullValue(), nullValue()));
        list(tenant, Map.of()).body("items", empty());
        lift(tenant, PHONE).then().statusCode(200);
        assertThat(reason(tenant, PHONE)).isNull();
    }

    @Test
    void everyTenantHasItsOwnMarks() {
        // Given
        String tenant = alwaysOpenTenant();
        String other = alwaysOpenTenant();
        suppress(tenant, PHONE);

        // Then
        assertThat(reason(other, PHONE)).isNull();
        history(other, PHONE).body("items", empty());
        lift(other, PHONE).then().statusCode(404);
        assertThat(reason(tenant, PHONE)).isEqualTo("DNC");
    }

    private static ValidatableResponse history(String tenant, String phone) {
        return as(tenant, "manager")
                .get("/v1/suppressions/{phone}/history", phone)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse list(String tenant, Map<String, String> query) {
        RequestSpecification request = as(tenant, "telephony").queryParams(query);
        Response answer = request.get("/v1/suppressions");
        return answer.then().statusCode(200);
    }

    private static ValidatableResponse export(String tenant, String query) {
        return as(tenant, "telephony")
                .get("/v1/suppressions?format=csv" + query)
                .then()
                .statusCode(200);
    }

    private static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static ValidatableResponse post(String tenant, String type, String body) {
        return as(tenant, "manager")
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/suppressions")
                .then();
    }
}
