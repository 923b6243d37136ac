package io.tierline.call.contacts;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.atOnce;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueId;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.contacts.ContactsApi.callTo;
import static io.tierline.call.contacts.ContactsApi.chenJie;
import static io.tierline.call.contacts.ContactsApi.contact;
import static io.tierline.call.contacts.ContactsApi.kept;
import static io.tierline.call.contacts.ContactsApi.list;
import static io.tierline.call.contacts.ContactsApi.phone;
import static io.tierline.call.contacts.ContactsApi.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose number it is and who answers. */
@QuarkusTest
class ContactsTest {

    @Test
    void contactIsKept_andTheSameAgainChangesNothing() {
        // Given
        String tenant = uniqueTenant();

        // When
        Response first = put(tenant, "138 0013 8000", chenJie());
        Response again = put(tenant, "+8613800138000", chenJie());

        // Then
        first.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", endsWith("/v1/contacts/%2B8613800138000"))
                .body("phone", equalTo("+8613800138000"))
                .body("customerId", equalTo("acme"))
                .body("name", equalTo("Chen Jie"))
                .body("role", equalTo("EB"))
                .body("personId", equalTo("chen.jie"))
                .body("numbers", empty())
                .body("revision", equalTo(1))
                .body("changedBy", not(nullValue()));
        again.then().statusCode(200).header("ETag", "\"1\"");
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(contact(tenant, "13800138000")
                        .header("ETag", "\"1\"")
                        .extract()
                        .asString())
                .isEqualTo(first.asString());
    }

    @Test
    void contactIsReplacedWhole_whenItIsPutAnew() {
        // Given
        String tenant = uniqueTenant();
        kept(tenant, phone(1), chenJie());

        // When
        Response replaced = put(tenant, phone(1), Map.of("customerId", "acme"));

        // Then
        replaced.then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("name", nullValue())
                .body("role", nullValue())
                .body("personId", nullValue());
    }

    @Test
    void nobodyIsKnown_untilSomebodyIs() {
        as(uniqueTenant(), "rep")
                .get("/v1/contacts/{phone}", phone(1))
                .then()
                .statusCode(404)
                .body("code", equalTo("no-such-contact"));
    }

    @Test
    void numberThatCameWithACallIsAContact_ofWhomNothingElseIsKnown() {
        // Given
        String tenant = uniqueTenant();

        // When
        recorded(tenant, callTo(uniqueId(), phone(1)));

        // Then
        contact(tenant, phone(1))
                .body("customerId", startsWith("lead-"))
                .body("name", nullValue())
                .body("role", nullValue())
                .body("revision", equalTo(1))
                .body("changedBy", nullValue());
    }

    @Test
    void callFindsCustomerAndRole_whenTheNumberIsKept() {
        // Given
        String tenant = uniqueTenant();
        kept(tenant, phone(1), chenJie());

        // When
        String id = recorded(tenant, callTo(uniqueId(), phone(1)));

        // Then
        call(tenant, id).body("customerId", equalTo("acme")).body("contactRole", equalTo("EB"));
    }

    @Test
    void numberWithoutCountryCodeIsOfTheCompanysRegion() {
        // Given
        String tenant = uniqueTenant();
        as(tenant, "manager")
                .body(Map.of("timeZone", "Europe/Berlin", "defaultRegion", "DE"))
                .put("/v1/policies/company")
                .then()
                .statusCode(200);

        // When
        kept(tenant, "030 901820", chenJie());

        // Then
        contact(tenant, "+4930901820").body("name", equalTo("Chen Jie"));
    }

    // Revisions

    @Test
    void staleChangeIsRefused_unlessItSaysWhatIsThereAlready() {
        // Given
        String tenant = uniqueTenant();
        kept(tenant, phone(1), Map.of("customerId", "acme"));
        kept(tenant, phone(1), chenJie());

        // When
        Response stale = putIfMatch(tenant, phone(1), "\"1\"", contact("acme", "Wu Min", "UB", null));
        Response same = putIfMatch(tenant, phone(1), "\"1\"", chenJie());
        Response fresh = putIfMatch(tenant, phone(1), "\"2\"", contact("acme", "Wu Min", "UB", null));

        // Then
        stale.then().statusCode(412).body("code", equalTo("stale"));
        same.then().statusCode(200).header("ETag", "\"2\"");
        fresh.then().statusCode(200).header("ETag", "\"3\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"0\"", "\"1\"", "*"})
    void numberThatNobodyKnowsIsAtNoRevision(String ifMatch) {
        // Given
        String tenant = uniqueTenant();

        // When
        Response refused = putIfMatch(tenant, phone(1), ifMatch, chenJie());

        // Then
        refused.then().statusCode(412);
        as(tenant, "rep").get("/v1/contacts/{phone}", phone(1)).then().statusCode(404);
    }

    // Persons

    @Test
    void numbersOfOnePersonShareNameAndRole() {
        // Given
        String tenant = uniqueTenant();
        kept(tenant, phone(1), chenJie());
        kept(tenant, phone(2), Map.of("customerId", "acme", "personId", "chen.jie"));

        // When
        Response renamed = put(tenant, phone(2), contact("acme", "Chen Jie (CFO)", "TB", "chen.jie"));

        // Then
        renamed.then().body("numbers", contains(phone(1))).body("revision", equalTo(2));
        contact(tenant, phone(1))
                .body("name", equalTo("Chen Jie (CFO)"))
                .body("role", equalTo("TB"))
                .body("numbers", contains(phone(2)))
                .body("revision", equalTo(2));
    }

    @Test
    void nameAndRoleAreThePersons_whenANumberJoinsAndSaysNothing() {
        // Given
        String tenant = uniqueTenant();
        kept(tenant, phone(1), chenJie());

        // When
        Response joined = put(tenant, phone(2), Map.of("customerId", "acme", "personId", "chen.jie"));

        // Then
        joined.then().statusCode(201).body("name", equalTo("Chen Jie")).body("role", equalTo("EB"));
        contact(tenant, phone(1)).body("revision", equalTo(1));
    }

    @Test
    void personIsOneCustomersOwn_whenAnotherCustomerUsesTheSameId() {
        // Given
        String tenant = uniqueTenant();
        kept(tenant, phone(1), chenJie());

        // When
        kept(tenant, phone(2), contact("initech", "Chen Jie of Initech", "UB", "chen.jie"));

        // Then
        contact(tenant, phone(1)).body("name", equalTo("Chen Jie")).body("numbers", empty());
    }

    @Test
    void personHasAtMostFiftyNumbers() {
        // Given
        String tenant = uniqueTenant();
        List<Map<String, Object>> lines = new ArrayList<>();
        IntStream.range(0, 49).forEach(i -> lines.add(ContactsApi.line(phone(i), chenJie())));
        ContactsApi.batch(tenant, "application/json", lines).statusCode(200).body("created", equalTo(49));

        // When
        Response fiftieth = put(tenant, phone(49), chenJie());
        Response oneMore = put(tenant, phone(50), chenJie());
        Response again = put(tenant, phone(49), chenJie());

        // Then
        fiftieth.then().statusCode(201).body("numbers", hasSize(49));
        oneMore.then().statusCode(422).body("errors.pointer", contains("/personId"));
        again.then().statusCode(200);
        as(tenant, "rep").get("/v1/contacts/{phone}", phone(50)).then().statusCode(404);
    }

    @Test
    void numbersOfOnePersonNeverDisagree_whenManyPeopleRenameIt() throws Exception {
        // Given
        String tenant = uniqueTenant();

        // When
        List<Integer> statuses = atOnce(
                8,
                client -> put(tenant, phone(client % 4), contact("acme", "Name " + client, null, "p1"))
                        .statusCode());

        // Then
        assertThat(statuses).allMatch(status -> status == 200 || status == 201);
        List<String> names = list(tenant, Map.of("customer", "acme")).extract().path("items.name");
        assertThat(names).hasSize(4).containsOnly(names.get(0));
    }

    // Lists

    @Test
    void contactsAreListed_byCustomerRoleAndPerson() {
        // Given
        String tenant = uniqueTenant();
        kept(tenant, phone(4), contact("initech", "Zhao Lei", "EB", null));
        kept(tenant, phone(3), contact("acme", "Wu Min", "EB", null));
        kept(tenant, phone(2), contact("acme", "Li Na", "TB", null));
        kept(tenant, phone(1), chenJie());
        kept(tenant, phone(5), chenJie());

        // Then
        list(tenant, Map.of()).body("items.phone", contains(phone(1), phone(2), phone(3), phone(4), phone(5)));
        list(tenant, Map.of("customer", "acme"))
                .body("items.phone", contains(phone(1), phone(2), phone(3), phone(5)))
                .body("items.numbers", contains(List.of(phone(5)), List.of(), List.of(), List.of(phone(1))))
                .body("next", nullValue());
        list(tenant, Map.of("customer", "acme", "role", "EB"))
                .body("items.name", contains("Chen Jie", "Wu Min", "Chen Jie"));
        list(tenant, Map.of("role", "EB")).body("items.phone", contains(phone(1), phone(3), phone(4), phone(5)));
        list(tenant, Map.of("customer", "acme", "person", "chen.jie"))
                .body("items.phone", contains(phone(1), phone(5)));
        list(uniqueTenant(), Map.of()).body("items", empty());
    }

    @Test
    void listComesInPages() {
        // Given
        String tenant = uniqueTenant();
        IntStream.range(0, 5).forEach(i -> kept(tenant, phone(i), Map.of("customerId", "acme")));

        // When
        List<String> seen = new ArrayList<>();
        Map<String, String> page = new HashMap<>(Map.of("customer", "acme", "limit", "2"));
        do {
            Response answer = list(tenant, page).statusCode(200).extract().response();
            seen.addAll(answer.path("items.phone"));
            page.put("cursor", answer.path("next"));
        } while (page.get("cursor") != null);

        // Then
        assertThat(seen).containsExactly(phone(0), phone(1), phone(2), phone(3), phone(4));
    }

    // Bad input

    @Test
    void everyFaultIsTold_whenAContactIsWrong() {
        // Given
        String tenant = uniqueTenant();

        // When
        Response refused = put(
                tenant, phone(1), Map.of("name", "x".repeat(201), "role", "BOSS", "personId", "no id", "phone", "1"));

        // Then
        refused.then()
                .statusCode(422)
                .body("errors.pointer", contains("/customerId", "/name", "/role", "/personId", "/phone"));
        as(tenant, "rep").get("/v1/contacts/{phone}", phone(1)).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"customerId\":12}                          | 422",
                "{\"customerId\":\"acme\",\"name\":\"\"}      | 422",
                "{\"customerId\":\"acme\",\"name\":5}         | 422",
                "{\"customerId\":\"acme\",\"role\":\"eb\"}    | 422",
                "{\"customerId\":\"a\",\"name\":\"\\u0000\"}  | 400",
                "{\"customerId\":\"a\",\"customerId\":\"b\"}  | 400",
                "[]                                           | 422",
                "nonsense                                     | 400"
            })
    void contactIsRefused_whenItCannotBe(String body, int status) {
        put(uniqueTenant(), phone(1), body).then().statusCode(status);
    }

    @Test
    void nameIsKept_whenItIsAsLongAsCanBe() {
        // Given
        String tenant = uniqueTenant();

        // When
        put(tenant, phone(1), contact("acme", "陈".repeat(200), null, null))
                .then()
                .statusCode(201);

        // Then
        contact(tenant, phone(1)).body("name", equalTo("陈".repeat(200)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "not-a-number", "batch", "%00", "+86138001380001380013800138000"})
    void pathIsRefused_whenItIsNoNumber(String text) {
        String tenant = uniqueTenant();
        as(tenant, "rep").get("/v1/contacts/{phone}", text).then().statusCode(422);
        put(tenant, text, chenJie()).then().statusCode(422);
        ContactsApi.unlink(tenant, text).then().statusCode(422);
    }

    @ParameterizedTest
    @CsvSource({
        "customer, no id, ?customer",
        "role, BOSS, ?role",
        "person, chen.jie, ?person",
        "limit, 0, ?limit",
        "limit, 501, ?limit",
        "cursor, nonsense, ?cursor",
        "phone, 1, ?phone"
    })
    void listIsRefused_whenAFilterCannotBe(String name, String value, String pointer) {
        list(uniqueTenant(), Map.of(name, value)).statusCode(422).body("errors.pointer", contains(pointer));
    }

    private static Response putIfMatch(String tenant, String phone, String ifMatch, Object contact) {
        return as(tenant, "manager").header("If-Match", ifMatch).body(contact).put("/v1/contacts/{phone}", phone);
    }
}
