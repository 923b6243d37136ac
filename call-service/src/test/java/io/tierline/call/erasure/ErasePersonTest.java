package io.tierline.call.erasure;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.atOnce;
import static io.tierline.call.calls.CallApi.batch;
import static io.tierline.call.calls.CallApi.delete;
import static io.tierline.call.calls.CallApi.patchSummary;
import static io.tierline.call.calls.CallApi.putSummary;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.erasure.ErasureApi.NOW;
import static io.tierline.call.erasure.ErasureApi.alwaysOpenTenant;
import static io.tierline.call.erasure.ErasureApi.call;
import static io.tierline.call.erasure.ErasureApi.contacts;
import static io.tierline.call.erasure.ErasureApi.customerOfNewCall;
import static io.tierline.call.erasure.ErasureApi.describe;
import static io.tierline.call.erasure.ErasureApi.erase;
import static io.tierline.call.erasure.ErasureApi.erased;
import static io.tierline.call.erasure.ErasureApi.postFixture;
import static io.tierline.call.erasure.ErasureApi.reason;
import static io.tierline.call.erasure.ErasureApi.rows;
import static io.tierline.call.erasure.ErasureApi.tablesWith;
import static io.tierline.call.erasure.ErasureApi.uniquePhone;
import static io.tierline.call.erasure.ErasureApi.uniqueWords;
import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.tierline.call.calls.CallApi;
import io.tierline.call.calls.PublishedCalls;
import io.tierline.kit.database.Database;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is erased is known nowhere any more, and nothing brings them back; what counts goes on to count. */
@QuarkusTest
class ErasePersonTest {

    private static final Instant YESTERDAY = NOW.minus(1, DAYS);

    @Inject
    Database database;

    // ---- what goes

    @Test
    void numberNameAndWordsStandNowhere_inWhateverTableAndColumn() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        String words = uniqueWords();
        String corrected = recorded(tenant, call(phone, YESTERDAY, "D", words));
        putSummary(tenant, corrected, Map.of("outcome", "RJ", "notes", words, "reason", words))
                .then()
                .statusCode(200);
        delete(tenant, recorded(tenant, call(phone, YESTERDAY, "D", words)))
                .then()
                .statusCode(204);
        String cancelled = recorded(tenant, call(phone, YESTERDAY, "D", words));
        putSummary(tenant, cancelled, Map.of("outcome", "D", "followUpAt", NOW.toString()))
                .then()
                .statusCode(200);
        as(tenant, "rep")
                .body(Map.of("cancelled", true, "reason", words))
                .put("/v1/follow-ups/{id}", cancelled)
                .then()
                .statusCode(200);
        as(tenant, "rep")
                .body(Map.of("followUpAt", NOW.plus(1, DAYS).toString()))
                .put("/v1/follow-ups/{id}", cancelled)
                .then()
                .statusCode(200);
        as(tenant, "rep")
                .body(Map.of("cancelled", true, "reason", words))
                .put("/v1/follow-ups/{id}", cancelled)
                .then()
                .statusCode(200);
        postFixture(tenant, "freeswitch", "freeswitch-a-leg.json", phone).then().statusCode(201);
        postFixture(tenant, "twilio?rep=li.wei", "twilio-completed.form", phone)
                .then()
                .statusCode(201);
        postFixture(tenant, "asterisk", "asterisk-answered.form", phone).then().statusCode(201);
        postFixture(tenant, "amazon-connect", "amazon-connect-answered.json", phone)
                .then()
                .statusCode(201);
        as(tenant, "manager")
                .body(Map.of("phone", phone, "reason", words))
                .post("/v1/suppressions")
                .then()
                .statusCode(200);
        describe(database, tenant, phone, "Name of " + words, "p-1");
        assertThat(tablesWith(database, phone.substring(1)))
                .contains("call", "call_revision", "contact", "telephony_record", "number_mark");
        assertThat(tablesWith(database, words)).contains("call", "call_revision", "contact", "number_mark");

        // When
        erased(tenant, phone);

        // Then
        assertThat(tablesWith(database, phone.substring(3))).isEmpty();
        assertThat(tablesWith(database, words)).isEmpty();
        assertThat(tablesWith(database, words.replace(' ', '/'))).isEmpty();
        assertThat(rows(
                        database,
                        "select 1 from telephony_record where tenant = $1 and record::jsonb ->> 'recordingUrl' is not null",
                        tenant))
                .isEmpty();
    }

    /**
     * Columns with words, numbers or documents in them that stay as they are, for nobody can be known by them. One that is not
     * here has to be looked at: either it may stay, or an erasure has to take it away, and a test above to see that.
     */
    @Test
    void everyColumnThatCouldTellOfAPersonHasBeenDecidedAbout() {
        Set<String> taken = Set.of(
                "call.phone",
                "call.notes",
                "call.reason",
                "call.recording_url",
                "call.cancel_reason",
                "call.fingerprint",
                "call_revision.state",
                "contact.*",
                "telephony_record.phone",
                "telephony_record.record",
                "number_mark.phone",
                "number_mark.reason");
        Set<String> kept = Set.of(
                "call.tenant",
                "call.call_id",
                "call.customer_id",
                "call.previous_customer_id",
                "call.contact_role",
                "call.rep",
                "call.team",
                "call.campaign",
                "call.direction",
                "call.telephony_source",
                "call.telephony_result",
                "call.telephony_code",
                "call.telephony_trunk",
                "call.ended_by",
                "call.given_outcome",
                "call.qualification",
                "call.status",
                "call.outcome",
                "call.flags",
                "call.dismissed_flags",
                "call.change",
                "call.changed_by",
                "call.meeting_result",
                "call.settled_done_by",
                "call.erased_calls",
                "call_revision.tenant",
                "call_revision.call_id",
                "telephony_record.tenant",
                "telephony_record.call_id",
                "telephony_record.record_id",
                "number_mark.tenant",
                "number_mark.number_hash",
                "number_mark.id",
                "number_mark.kind",
                "number_mark.by",
                "number_mark.verdict_reason",
                "team.*",
                "rep.*",
                "rep_membership.*",
                "erased_number.*",
                "told_erasure.*",
                "republication_job.*",
                "published_topic.*",
                "retention_progress.*",
                "policy.*",
                "outbox.*",
                "flyway_schema_history.*");

        List<String> undecided = rows(
                        database,
                        "select table_name, column_name from information_schema.columns where table_schema = 'public'"
                                + " and data_type not in ('integer', 'bigint', 'smallint', 'boolean', 'timestamp with time zone',"
                                + " 'timestamp without time zone', 'date', 'double precision', 'numeric')")
                .stream()
                .map(row -> row.getString("table_name") + "." + row.getString("column_name"))
                .filter(column -> Stream.of(column, column.substring(0, column.indexOf('.')) + ".*")
                        .noneMatch(name -> taken.contains(name) || kept.contains(name)))
                .toList();

        assertThat(undecided).isEmpty();
    }

    @Test
    void personOfVeryManyCallsAndCustomersIsErasedWhole_andToldOfInSeveralEvents() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        String words = uniqueWords();
        List<Map<String, Object>> calls = new ArrayList<>();
        for (int i = 0; i < 1_001; i++) {
            Map<String, Object> call = call(phone, YESTERDAY.plusSeconds(i), "RJ", words);
            call.put("customerId", "customer-%04d".formatted(i));
            calls.add(call);
        }
        CallApi.recordedAll(tenant, calls);

        // When
        erased(tenant, phone);

        // Then
        assertThat(tablesWith(database, words)).isEmpty();
        assertThat(rows(database, "select 1 from call where tenant = $1 and erased", tenant))
                .hasSize(1_001);
        List<Object> told = PublishedCalls.ofTenant(tenant, "contact-erased/", 3).stream()
                .flatMap(event -> event.json().getList("customerIds").stream())
                .sorted()
                .toList();
        assertThat(told).hasSize(1_001).doesNotHaveDuplicates();
    }

    @Test
    void callsStayAndCount_atTheRevisionThatTheyHad() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        String id = recorded(tenant, call(phone, YESTERDAY, "D", uniqueWords()));
        putSummary(tenant, id, Map.of("outcome", "C", "notes", uniqueWords()))
                .then()
                .statusCode(200);
        String customer = CallApi.call(tenant, id).extract().path("customerId");

        // When
        erased(tenant, phone);

        // Then
        CallApi.call(tenant, id)
                .body("outcome", equalTo("C"))
                .body("revision", equalTo(2))
                .body("customerId", equalTo(customer))
                .body("startedAt", equalTo(YESTERDAY.toString()))
                .body("talkSeconds", equalTo(95))
                .body("phone", nullValue())
                .body("notes", nullValue())
                .body("reason", nullValue())
                .body("recordingUrl", nullValue());
        as(tenant, "manager")
                .get("/v1/calls/{id}/revisions", id)
                .then()
                .body("items.call.outcome", contains("D", "C"))
                .body("items.call.phone", everyItem(nullValue()))
                .body("items.call.notes", everyItem(nullValue()));
        as(tenant, "manager").get("/v1/calls").then().body("items", hasSize(1));
    }

    @Test
    void fingerprintsGiveTheNumberAwayNoLonger() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        String id = recorded(tenant, call(phone, YESTERDAY, "D", uniqueWords()));
        putSummary(tenant, id, Map.of("outcome", "C")).then().statusCode(200);
        String plain = fingerprint(tenant);
        assertThat(tablesWith(database, plain)).contains("call", "call_revision");

        // When
        erased(tenant, phone);

        // Then
        assertThat(fingerprint(tenant)).hasSameSizeAs(plain);
        assertThat(tablesWith(database, plain)).isEmpty();
        assertThat(tablesWith(database, fingerprint(tenant))).containsExactlyInAnyOrder("call", "call_revision");
    }

    @Test
    void allNumbersOfThePersonAreErased_andNobodyElsesOfTheCustomer() {
        // Given
        String tenant = uniqueTenant();
        String mobile = uniquePhone();
        String desk = uniquePhone();
        String colleague = uniquePhone();
        List<String> ids = new ArrayList<>();
        for (String phone : List.of(mobile, desk, colleague)) {
            Map<String, Object> call = call(phone, YESTERDAY, "D", uniqueWords());
            call.put("customerId", "acme");
            ids.add(recorded(tenant, call));
        }
        describe(database, tenant, mobile, "Wang Fang", "p-1");
        describe(database, tenant, desk, "Wang Fang", "p-1");
        describe(database, tenant, colleague, "Zhao Lei", "p-2");

        // When
        erased(tenant, desk);

        // Then
        assertThat(tablesWith(database, mobile)).isEmpty();
        assertThat(tablesWith(database, desk)).isEmpty();
        CallApi.call(tenant, ids.get(0)).body("phone", nullValue());
        CallApi.call(tenant, ids.get(2)).body("phone", equalTo(colleague));
        assertThat(contacts(database, tenant, colleague)).isEqualTo(1);
    }

    @Test
    void sameNumberOfAnotherTenantStays() {
        // Given
        String tenant = uniqueTenant();
        String other = uniqueTenant();
        String phone = uniquePhone();
        recorded(tenant, call(phone, YESTERDAY, "D", uniqueWords()));
        String theirs = recorded(other, call(phone, YESTERDAY, "D", "theirs"));

        // When
        erased(tenant, phone);

        // Then
        CallApi.call(other, theirs).body("phone", equalTo(phone)).body("notes", equalTo("notes: theirs"));
        assertThat(contacts(database, other, phone)).isEqualTo(1);
        assertThat(customerOfNewCall(other, phone))
                .isEqualTo(CallApi.call(other, theirs).extract().path("customerId"));
    }

    @Test
    void numberThatStandsWithACallAloneIsErasedToo() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        String id = recorded(tenant, call(phone, YESTERDAY, "D", uniqueWords()));
        rows(database, "delete from contact where tenant = $1 and phone = $2", tenant, phone);

        // When
        erased(tenant, phone);

        // Then
        CallApi.call(tenant, id).body("phone", nullValue());
        assertThat(tablesWith(database, phone)).isEmpty();
    }

    @Test
    void callIsErased_whenItHadTheNumberOnce() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        postFixture(tenant, "twilio?rep=li.wei", "twilio-initiated.form", phone)
                .then()
                .statusCode(201);
        rows(
                database,
                "update telephony_record set phone = $2 where tenant = $1",
                tenant,
                "+8613700000000"); // a newer version of the record told another number
        postFixture(tenant, "twilio?rep=li.wei", "twilio-completed.form", "+8613700000000")
                .then()
                .statusCode(200);
        assertThat(tablesWith(database, phone)).contains("call_revision");

        // When
        erased(tenant, phone);

        // Then
        assertThat(tablesWith(database, phone)).isEmpty();
    }

    @Test
    void againItIsFine_andUnknownIsWhoWasNeverThere() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        recorded(tenant, call(phone, YESTERDAY, "D", uniqueWords()));

        // Then
        for (int i = 0; i < 3; i++) {
            erased(tenant, phone);
        }
        erase(tenant, uniquePhone()).then().statusCode(404).body("code", equalTo("no-such-contact"));
        erase(tenant, "nonsense").then().statusCode(422).body("errors.pointer", contains("/phone"));
        assertThat(contacts(database, tenant, phone)).isZero();
        assertThat(rows(database, "select 1 from number_mark where tenant = $1 and kind = 'ERASED'", tenant))
                .hasSize(1);
    }

    // ---- what cannot come back

    @Test
    void repeatOfAnErasedCallIsARepeat_andBringsNothingBack() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        Map<String, Object> call = call(phone, YESTERDAY, "D", uniqueWords());
        recorded(tenant, call);
        erased(tenant, phone);

        // When
        as(tenant, "telephony")
                .body(call)
                .post("/v1/calls")
                .then()
                .statusCode(200)
                .body("result", equalTo("replayed"))
                .body("phone", nullValue())
                .body("notes", nullValue());
        batch(tenant, List.of(call, call)).body("replayed", equalTo(2));

        // Then
        assertThat(tablesWith(database, phone)).isEmpty();
        Map<String, Object> another = new LinkedHashMap<>(call);
        another.put("notes", "other words");
        as(tenant, "telephony").body(another).post("/v1/calls").then().statusCode(409);
        assertThat(tablesWith(database, phone)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "freeswitch, freeswitch-a-leg.json",
        "twilio?rep=li.wei, twilio-completed.form",
        "asterisk, asterisk-answered.form",
        "amazon-connect, amazon-connect-answered.json"
    })
    void recordOfATelephonySystemBringsNothingBack_thatCameBeforeOrNot(String adapter, String fixture) {
        // Given
        String tenant = uniqueTenant();
        String late = uniqueTenant();
        String phone = uniquePhone();
        postFixture(tenant, adapter, fixture, phone).then().statusCode(201);
        recorded(late, call(phone, YESTERDAY, "D", uniqueWords()));
        erased(tenant, phone);
        erased(late, phone);

        // When
        postFixture(tenant, adapter, fixture, phone)
                .then()
                .statusCode(200)
                .body("result", equalTo("replayed"))
                .body("revision", equalTo(1));
        postFixture(late, adapter, fixture, phone).then().statusCode(201).body("result", equalTo("created"));

        // Then
        as(late, "manager")
                .get("/v1/calls")
                .then()
                .body("items.phone", everyItem(nullValue()))
                .body("items.talkSeconds", everyItem(equalTo(95)))
                .body("items.recordingUrl", everyItem(nullValue()));
        assertThat(tablesWith(database, phone.substring(3))).isEmpty();
        assertThat(rows(
                        database,
                        "select 1 from telephony_record where tenant = any(string_to_array($1, ' '))"
                                + " and record::jsonb ->> 'recordingUrl' is not null",
                        tenant + " " + late))
                .isEmpty();
    }

    @Test
    void laterStatusOfAnErasedCallCounts_withoutTheNumber() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        postFixture(tenant, "twilio?rep=li.wei", "twilio-initiated.form", phone)
                .then()
                .statusCode(201);
        erased(tenant, phone);

        // When
        postFixture(tenant, "twilio?rep=li.wei", "twilio-completed.form", phone)
                .then()
                .statusCode(200)
                .body("result", equalTo("revised"));

        // Then
        CallApi.call(tenant, "tw:CA00000000000000000000000000000001")
                .body("telephony.result", equalTo("ANSWERED"))
                .body("talkSeconds", equalTo(95))
                .body("phone", nullValue())
                .body("recordingUrl", nullValue());
        assertThat(tablesWith(database, phone.substring(3))).isEmpty();
    }

    @Test
    void recordThatNamesAnErasedNumberBesideTheCallsOwnIsKeptWithoutIt() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        String other = uniquePhone();
        recorded(tenant, call(phone, YESTERDAY, "D", uniqueWords()));
        postFixture(tenant, "freeswitch", "freeswitch-b-leg.json", other).then().statusCode(201);
        erased(tenant, phone);

        // When
        postFixture(tenant, "freeswitch", "freeswitch-a-leg.json", phone).then().statusCode(200);

        // Then
        assertThat(tablesWith(database, phone)).isEmpty();
        assertThat(tablesWith(database, other)).contains("call", "telephony_record");
    }

    @Test
    void callWhoseNumberIsToldOnlyAfterTheErasureIsErasedToo() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        String words = uniqueWords();
        String id = "tw:CA00000000000000000000000000000001";
        recorded(tenant, call(phone, YESTERDAY, "D", uniqueWords()));
        postFixture(tenant, "twilio?rep=li.wei", "twilio-initiated.form", "+86anonymous")
                .then()
                .statusCode(201);
        putSummary(tenant, id, Map.of("outcome", "D", "notes", words)).then().statusCode(200);
        putSummary(tenant, id, Map.of("outcome", "C", "notes", words)).then().statusCode(200);
        erased(tenant, phone);

        // When
        postFixture(tenant, "twilio?rep=li.wei", "twilio-completed.form", phone)
                .then()
                .statusCode(200);

        // Then
        assertThat(tablesWith(database, phone)).isEmpty();
        assertThat(tablesWith(database, words)).isEmpty();
        CallApi.call(tenant, id).body("outcome", equalTo("C")).body("talkSeconds", equalTo(95));
    }

    @Test
    void callFromBeforeThatComesLateCounts_withoutThePerson() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        recorded(tenant, call(phone, YESTERDAY, "D", uniqueWords()));
        erased(tenant, phone);
        Map<String, Object> late = call(phone, YESTERDAY.minusSeconds(1), "NO_NEED", uniqueWords());
        Map<String, Object> named = call(phone, YESTERDAY.minusSeconds(2), "NO_NEED", uniqueWords());
        named.put("customerId", "acme");

        // When
        String id = recorded(tenant, late);
        batch(tenant, List.of(named)).body("created", equalTo(1));

        // Then
        CallApi.call(tenant, id)
                .body("outcome", equalTo("NO_NEED"))
                .body("phone", nullValue())
                .body("notes", nullValue())
                .body("reason", nullValue())
                .body("recordingUrl", nullValue());
        CallApi.call(tenant, (String) named.get("callId")).body("customerId", equalTo("acme"));
        as(tenant, "telephony").body(late).post("/v1/calls").then().statusCode(200);
        assertThat(tablesWith(database, phone)).isEmpty();
    }

    @Test
    void callThatBeginsLaterIsNewsOfSomebodyNew_andOlderOnesStayAsTheyAre() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        String words = uniqueWords();
        Map<String, Object> before = call(phone, YESTERDAY, "D", words);
        String customer =
                CallApi.call(tenant, recorded(tenant, before)).extract().path("customerId");
        erased(tenant, phone);

        // When
        Map<String, Object> late = call(phone, YESTERDAY.minusSeconds(1), "RJ", words);
        Map<String, Object> after = call(phone, Instant.now().plusSeconds(1), "D", "new");
        batch(tenant, List.of(before, late, after)).body("created", equalTo(2)).body("replayed", equalTo(1));
        Map<String, Object> later = call(phone, YESTERDAY.minusSeconds(3), "RJ", words);
        recorded(tenant, later);

        // Then
        CallApi.call(tenant, (String) after.get("callId"))
                .body("phone", equalTo(phone))
                .body("notes", equalTo("notes: new"));
        String newCustomer = customerOfNewCall(tenant, phone);
        assertThat(newCustomer).isNotEqualTo(customer);
        for (Map<String, Object> old : List.of(late, later)) {
            String whose = CallApi.call(tenant, (String) old.get("callId"))
                    .body("phone", nullValue())
                    .extract()
                    .path("customerId");
            assertThat(whose).isNotIn(customer, newCustomer);
        }
        assertThat(tablesWith(database, words)).isEmpty();
    }

    @Test
    void erasedCallTakesNoMoreWords() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        String words = uniqueWords();
        String id = recorded(tenant, call(phone, YESTERDAY, "D", words));
        erased(tenant, phone);

        // When
        patchSummary(
                        tenant,
                        id,
                        Map.of("outcome", "C", "meetingAt", NOW.plus(2, DAYS).toString()))
                .then()
                .statusCode(200)
                .body("outcome", equalTo("C"))
                .body("notes", nullValue());
        putSummary(tenant, id, Map.of("outcome", "RJ", "notes", words, "reason", words))
                .then()
                .statusCode(200)
                .body("outcome", equalTo("RJ"))
                .body("notes", nullValue())
                .body("reason", nullValue());

        // Then
        assertThat(tablesWith(database, words)).isEmpty();
    }

    // ---- what holds

    @Test
    void hostileAndDoNotCallHold_andACoolOffIsForgotten() {
        // Given
        String tenant = alwaysOpenTenant();
        String hostile = uniquePhone();
        String unwanted = uniquePhone();
        String declined = uniquePhone();
        recorded(tenant, call(hostile, YESTERDAY, "BL", uniqueWords()));
        Map<String, Object> noCalls = call(unwanted, YESTERDAY, "FOLLOW_UP", uniqueWords());
        noCalls.put("doNotCall", true);
        recorded(tenant, noCalls);
        recorded(tenant, call(declined, YESTERDAY, "NO_NEED", uniqueWords()));
        assertThat(reason(tenant, declined)).isEqualTo("COOL_OFF");

        // When
        List.of(hostile, unwanted, declined).forEach(phone -> erased(tenant, phone));

        // Then
        assertThat(reason(tenant, hostile)).isEqualTo("BL");
        assertThat(reason(tenant, unwanted)).isEqualTo("DNC");
        assertThat(reason(tenant, declined)).isNull();
        customerOfNewCall(tenant, hostile);
        assertThat(reason(tenant, hostile)).isEqualTo("BL");
    }

    @Test
    void trunkStaysToBlame_whenOneOfTheNumbersThatItFailedWithIsErased() {
        // Given
        String tenant = alwaysOpenTenant();
        List<String> phones = new ArrayList<>();
        List<Map<String, Object>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            phones.add(uniquePhone());
            Map<String, Object> call = new LinkedHashMap<>();
            call.put("callId", CallApi.uniqueId());
            call.put("phone", phones.get(i));
            call.put("startedAt", YESTERDAY.plusSeconds(i).toString());
            call.put("telephony", Map.of("result", "NUMBER_DOES_NOT_EXIST", "trunk", "gw-1"));
            calls.add(call);
        }
        batch(tenant, calls).body("created", equalTo(20));
        assertThat(reason(tenant, phones.get(1))).isNull();

        // When
        erased(tenant, phones.get(0));

        // Then
        assertThat(reason(tenant, phones.get(1))).isNull();
    }

    private String fingerprint(String tenant) {
        return rows(database, "select encode(fingerprint, 'hex') as hex from call where tenant = $1", tenant)
                .get(0)
                .getString("hex");
    }

    // ---- at the same time

    @Test
    void nothingIsLeft_whenCallsAreRecordedAtTheSameTime() throws Exception {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        String words = uniqueWords();
        int clients = 12;

        // When
        for (int round = 0; round < 5; round++) {
            recorded(tenant, call(phone, YESTERDAY, "D", words));
            List<Integer> answers = atOnce(
                    clients,
                    client -> client % 4 == 0
                            ? erase(tenant, phone).statusCode()
                            : as(tenant, "telephony")
                                    .body(call(phone, YESTERDAY, "D", words))
                                    .post("/v1/calls")
                                    .statusCode());
            assertThat(answers).containsOnly(201, 204);

            // Then
            assertThat(tablesWith(database, phone)).isEmpty();
            assertThat(tablesWith(database, words)).isEmpty();
        }
        as(tenant, "manager").get("/v1/calls?limit=500").then().body("items", hasSize(5 * (1 + clients * 3 / 4)));
    }

    @Test
    void nothingIsLeft_whenTelephonyRecordsArriveAtTheSameTime() throws Exception {
        for (int round = 0; round < 5; round++) {
            // Given
            String tenant = uniqueTenant();
            String phone = uniquePhone();
            recorded(tenant, call(phone, YESTERDAY, "D", uniqueWords()));
            List<String> fixtures = List.of(
                    "twilio-initiated.form", "twilio-ringing.form", "twilio-in-progress.form", "twilio-completed.form");

            // When
            List<Integer> answers = atOnce(
                    5,
                    client -> client == 0
                            ? erase(tenant, phone).statusCode()
                            : postFixture(tenant, "twilio?rep=li.wei", fixtures.get(client - 1), phone)
                                    .statusCode());

            // Then
            assertThat(answers).allMatch(status -> status >= 200 && status < 205);
            assertThat(tablesWith(database, phone)).isEmpty();
            CallApi.call(tenant, "tw:CA00000000000000000000000000000001")
                    .body("talkSeconds", equalTo(95))
                    .body("recordingUrl", nullValue());
        }
    }

    @Test
    void nothingIsLeft_whenTheFirstCallIsRecordedAtTheSameTime() throws Exception {
        for (int round = 0; round < 10; round++) {
            // Given
            String tenant = uniqueTenant();
            String phone = uniquePhone();

            // When
            List<Integer> answers = atOnce(
                    6,
                    client -> client % 2 == 0
                            ? erase(tenant, phone).statusCode()
                            : as(tenant, "telephony")
                                    .body(call(phone, YESTERDAY, "D", "words"))
                                    .post("/v1/calls")
                                    .statusCode());

            // Then: whoever erased somebody after all has erased all of what was there then, and what came after that.
            if (answers.contains(204)) {
                assertThat(tablesWith(database, phone)).isEmpty();
            }
            assertThat(rows(database, "select 1 from contact where tenant = $1 and customer_id = ''", tenant))
                    .isEmpty();
        }
    }
}
