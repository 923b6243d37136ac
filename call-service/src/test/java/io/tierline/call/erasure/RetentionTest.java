package io.tierline.call.erasure;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.batch;
import static io.tierline.call.calls.CallApi.delete;
import static io.tierline.call.calls.CallApi.patchAttribution;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.erasure.ErasureApi.NOW;
import static io.tierline.call.erasure.ErasureApi.alwaysOpenTenant;
import static io.tierline.call.erasure.ErasureApi.call;
import static io.tierline.call.erasure.ErasureApi.contacts;
import static io.tierline.call.erasure.ErasureApi.keepMonths;
import static io.tierline.call.erasure.ErasureApi.postFixture;
import static io.tierline.call.erasure.ErasureApi.reason;
import static io.tierline.call.erasure.ErasureApi.rows;
import static io.tierline.call.erasure.ErasureApi.tablesWith;
import static io.tierline.call.erasure.ErasureApi.uniquePhone;
import static io.tierline.call.erasure.ErasureApi.uniqueWords;
import static java.time.temporal.ChronoUnit.DAYS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.tierline.call.calls.CallApi;
import io.tierline.call.calls.PublishedCalls;
import io.tierline.call.erasure.application.ApplyRetention;
import io.tierline.kit.database.Database;
import io.tierline.kit.testing.Management;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a company keeps no longer goes by itself; what counts goes on to count. */
@QuarkusTest
class RetentionTest {

    private static final Instant KEPT_SINCE =
            NOW.atZone(ZoneId.of("UTC")).minusMonths(12).toInstant();
    private static final Instant OLD = KEPT_SINCE.minus(30, DAYS);

    @Inject
    Database database;

    @Inject
    ApplyRetention retention;

    @Test
    void personsAreKnownForEver_untilTheCompanyHasSaidOtherwise() {
        // Given
        String tenant = uniqueTenant();
        String phone = uniquePhone();
        as(tenant, "rep")
                .get("/v1/policies/retention")
                .then()
                .header("ETag", "\"0\"")
                .body("months", nullValue());
        String id = recorded(tenant, call(phone, OLD, "D", uniqueWords()));

        // When
        apply(tenant);

        // Then
        CallApi.call(tenant, id).body("phone", equalTo(phone));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"months\":0} | /months",
                "{\"months\":121} | /months",
                "{\"months\":\"12\"} | /months",
                "{\"months\":1.5,\"days\":3} | /months /days",
            })
    void badPolicyIsRefusedWithEveryFault(String body, String pointers) {
        as(uniqueTenant(), "manager")
                .body(body)
                .put("/v1/policies/retention")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder(pointers.split(" ")));
    }

    @Test
    void policyCanBeSetAndTakenBack() {
        String tenant = uniqueTenant();
        for (int months : List.of(1, 120)) {
            keepMonths(tenant, months);
            as(tenant, "rep").get("/v1/policies/retention").then().body("months", equalTo(months));
        }
        as(tenant, "manager")
                .header("If-Match", "\"1\"")
                .body("{\"months\":null}")
                .put("/v1/policies/retention")
                .then()
                .statusCode(412);
        as(tenant, "manager")
                .body("{\"months\":null}")
                .put("/v1/policies/retention")
                .then()
                .statusCode(200)
                .body("months", nullValue());
    }

    @Test
    void callThatIsOlderLosesThePerson_andOneOfThatVeryMomentDoesNot() {
        // Given
        String tenant = uniqueTenant();
        as(tenant, "manager")
                .body(Map.of("timeZone", "Asia/Shanghai"))
                .put("/v1/policies/company")
                .then()
                .statusCode(200);
        keepMonths(tenant, 5);
        Instant keptSince =
                NOW.atZone(ZoneId.of("Asia/Shanghai")).minusMonths(5).toInstant();
        String phone = uniquePhone();
        String before = recorded(tenant, call(phone, keptSince.minusSeconds(1), "D", "before"));
        String at = recorded(tenant, call(phone, keptSince, "D", "at"));
        String after = recorded(tenant, call(phone, keptSince.plusSeconds(1), "D", "after"));

        // When
        apply(tenant);

        // Then
        CallApi.call(tenant, before)
                .body("phone", nullValue())
                .body("notes", nullValue())
                .body("reason", nullValue())
                .body("recordingUrl", nullValue())
                .body("outcome", equalTo("D"))
                .body("revision", equalTo(1));
        CallApi.call(tenant, at).body("phone", equalTo(phone)).body("notes", equalTo("notes: at"));
        CallApi.call(tenant, after).body("phone", equalTo(phone));
        assertThat(contacts(database, tenant, phone)).isEqualTo(1);
    }

    @Test
    void contactOfWhomOnlyOldCallsAreLeftIsErased_andPublished() {
        // Given
        String tenant = uniqueTenant();
        keepMonths(tenant, 12);
        String phone = uniquePhone();
        String words = uniqueWords();
        Map<String, Object> call = call(phone, OLD, "D", words);
        call.put("customerId", "acme");
        recorded(tenant, call);
        makeOld(tenant, phone);

        // When
        apply(tenant);

        // Then
        assertThat(tablesWith(database, phone)).isEmpty();
        assertThat(tablesWith(database, words)).isEmpty();
        assertThat(PublishedCalls.ofTenant(tenant, "contact-erased/", 1)
                        .get(0)
                        .json()
                        .getList("customerIds"))
                .isEqualTo(List.of("acme"));
        as(tenant, "telephony").body(call).post("/v1/calls").then().statusCode(200);
        assertThat(tablesWith(database, phone)).isEmpty();
    }

    @Test
    void callThatIsYoungerIsNews_thoughItComesAfterTheContactIsGone() {
        // Given
        String tenant = uniqueTenant();
        keepMonths(tenant, 12);
        String phone = uniquePhone();
        recorded(tenant, call(phone, OLD, "D", uniqueWords()));
        makeOld(tenant, phone);
        apply(tenant);

        // When
        String older = recorded(tenant, call(phone, KEPT_SINCE.minusSeconds(1), "D", uniqueWords()));
        String younger = recorded(tenant, call(phone, KEPT_SINCE, "D", uniqueWords()));

        // Then
        CallApi.call(tenant, older).body("phone", nullValue());
        CallApi.call(tenant, younger).body("phone", equalTo(phone));
        assertThat(contacts(database, tenant, phone)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"since", "changed_at"})
    void contactThatIsYoungerStays(String column) {
        // Given
        String tenant = uniqueTenant();
        keepMonths(tenant, 12);
        String phone = uniquePhone();
        recorded(tenant, call(phone, OLD, "D", uniqueWords()));
        makeOld(tenant, phone);
        rows(
                database,
                "update contact set " + column + " = $2 where tenant = $1",
                tenant,
                KEPT_SINCE.atOffset(ZoneOffset.UTC));

        // When
        apply(tenant);

        // Then
        assertThat(contacts(database, tenant, phone)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"record", "revision", "voided"})
    void contactStays_whileAYoungerCallOfAnotherNumberLeadsToIt(String by) {
        // Given
        String tenant = uniqueTenant();
        keepMonths(tenant, 12);
        String old = uniquePhone();
        String recent = uniquePhone();
        recorded(tenant, call(old, OLD, "D", uniqueWords()));
        String words = uniqueWords();
        String younger = recorded(tenant, call(by.equals("voided") ? old : recent, KEPT_SINCE, "D", words));
        switch (by) {
            case "record" ->
                rows(
                        database,
                        "insert into telephony_record (tenant, call_id, record_id, version, phone, record)"
                                + " values ($1, $2, 'leg', 1, $3, '{}')",
                        tenant,
                        younger,
                        old);
            case "revision" ->
                rows(
                        database,
                        "insert into call_revision (tenant, call_id, revision, state) select tenant, call_id, 0,"
                                + " to_jsonb(call) || jsonb_build_object('phone', $3::text) from call"
                                + " where tenant = $1 and call_id = $2",
                        tenant,
                        younger,
                        old);
            default -> delete(tenant, younger).then().statusCode(204);
        }
        makeOld(tenant, old);

        // When
        apply(tenant);

        // Then
        CallApi.call(tenant, younger).body("notes", equalTo("notes: " + words));
        assertThat(contacts(database, tenant, old)).isEqualTo(1);
    }

    @Test
    void contactStays_whenItWasCalledSince_andGoesWithTheTime() {
        // Given
        String tenant = uniqueTenant();
        keepMonths(tenant, 12);
        String phone = uniquePhone();
        recorded(tenant, call(phone, KEPT_SINCE, "D", uniqueWords()));
        makeOld(tenant, phone);

        // When
        apply(tenant);
        boolean there = contacts(database, tenant, phone) == 1;
        retention.apply(tenant, NOW.plus(1, DAYS)).await().atMost(Duration.ofMinutes(1));

        // Then
        assertThat(there).isTrue();
        assertThat(contacts(database, tenant, phone)).isZero();
    }

    @Test
    void callThatArrivesThoughItsTimeIsOverLosesThePersonToo() {
        // Given
        String tenant = uniqueTenant();
        keepMonths(tenant, 12);
        recorded(tenant, call(uniquePhone(), KEPT_SINCE.minusSeconds(1), "D", uniqueWords()));
        apply(tenant);
        String phone = uniquePhone();
        String late = recorded(tenant, call(phone, OLD, "D", uniqueWords()));

        // When
        apply(tenant);

        // Then
        CallApi.call(tenant, late).body("phone", nullValue());
    }

    @Test
    void recordOfATelephonySystemBringsNothingBack_whenTheTimeOfItsCallIsOver() {
        // Given
        String tenant = uniqueTenant();
        keepMonths(tenant, 1);
        String phone = uniquePhone();
        postFixture(tenant, "twilio?rep=li.wei", "twilio-initiated.form", phone)
                .then()
                .statusCode(201);
        retention.apply(tenant, NOW.plus(40, DAYS)).await().atMost(Duration.ofMinutes(1));

        // When
        postFixture(tenant, "twilio?rep=li.wei", "twilio-completed.form", phone)
                .then()
                .statusCode(200);

        // Then
        CallApi.call(tenant, "tw:CA00000000000000000000000000000001")
                .body("talkSeconds", equalTo(95))
                .body("phone", nullValue())
                .body("recordingUrl", nullValue());
        assertThat(tablesWith(database, phone)).isEmpty();
    }

    @Test
    void voidedCallAndOneThatIsFoundToBeOlderLoseThePersonToo() {
        // Given
        String tenant = uniqueTenant();
        keepMonths(tenant, 12);
        String voided = recorded(tenant, call(uniquePhone(), OLD, "D", uniqueWords()));
        delete(tenant, voided).then().statusCode(204);
        String moved = recorded(tenant, call(uniquePhone(), NOW.minus(1, DAYS), "D", uniqueWords()));
        apply(tenant);
        patchAttribution(tenant, moved, Map.of("startedAt", OLD.toString()))
                .then()
                .statusCode(200);

        // When
        apply(tenant);

        // Then
        CallApi.call(tenant, voided).body("phone", nullValue()).body("notes", nullValue());
        CallApi.call(tenant, moved).body("phone", nullValue()).body("notes", nullValue());
        as(tenant, "manager").get("/v1/calls/{id}/revisions", moved).then().body("items[0].call.notes", nullValue());
    }

    @Test
    void oneRunTakesAwayAllThereIs_inPieces() {
        // Given
        String tenant = uniqueTenant();
        keepMonths(tenant, 12);
        List<Map<String, Object>> calls = new ArrayList<>();
        for (int i = 0; i < 1_100; i++) {
            calls.add(call("+861370000%04d".formatted(i), OLD.plusSeconds(i), "RJ", "words"));
        }
        batch(tenant, calls).body("created", equalTo(1_100));
        rows(
                database,
                "update contact set since = now() - interval '3 years', changed_at = now() - interval '3 years'"
                        + " where tenant = $1",
                tenant);
        // Of some of them it was known in time: they are found on the way through time.
        rows(database, "update call set changed_at = started_at where tenant = $1 and call_id < 'pbx-8'", tenant);

        // When
        apply(tenant);

        // Then
        assertThat(rows(database, "select 1 from call where tenant = $1 and not erased", tenant))
                .isEmpty();
        assertThat(rows(database, "select 1 from call where tenant = $1 and outcome = 'RJ'", tenant))
                .hasSize(1_100);
        assertThat(rows(database, "select 1 from contact where tenant = $1", tenant))
                .isEmpty();
        assertThat(rows(database, "select 1 from erased_number where tenant = $1", tenant))
                .hasSize(1_100);
    }

    @Test
    void whatSuppressesForGoodOutlivesTheCalls_andACoolOffDoesNot() {
        // Given
        String tenant = alwaysOpenTenant();
        keepMonths(tenant, 1);
        Instant old = NOW.minus(40, DAYS);
        String hostile = uniquePhone();
        String bad = uniquePhone();
        String declined = uniquePhone();
        recorded(tenant, call(hostile, old, "BL", "words"));
        recorded(tenant, call(bad, old, "WN", "words"));
        recorded(tenant, call(declined, old, "NO_NEED", "words"));
        assertThat(reason(tenant, declined)).isEqualTo("COOL_OFF");

        // When
        apply(tenant);
        apply(tenant);

        // Then
        assertThat(reason(tenant, hostile)).isEqualTo("BL");
        assertThat(reason(tenant, bad)).isEqualTo("WN");
        assertThat(reason(tenant, declined)).isNull();
        recorded(tenant, call(bad, NOW.minusSeconds(60), "FOLLOW_UP", "answered after all"));
        assertThat(reason(tenant, bad)).isNull();
    }

    @Test
    void numbersThatATrunkFailedWithStayExcused_whenTheirCallsGoPieceByPiece() {
        // Given
        String tenant = alwaysOpenTenant();
        keepMonths(tenant, 1);
        Instant boundary = NOW.atZone(ZoneId.of("UTC")).minusMonths(1).toInstant();
        List<Map<String, Object>> calls = new ArrayList<>();
        List<String> phones = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            phones.add(uniquePhone());
            Map<String, Object> call = new LinkedHashMap<>();
            call.put("callId", CallApi.uniqueId());
            call.put("phone", phones.get(i));
            call.put("startedAt", boundary.plusSeconds(i - 10).toString());
            call.put("telephony", Map.of("result", "NUMBER_DOES_NOT_EXIST", "trunk", "gw-1"));
            calls.add(call);
        }
        batch(tenant, calls).body("created", equalTo(20));

        // When
        apply(tenant);
        retention.apply(tenant, NOW.plusSeconds(60)).await().atMost(Duration.ofMinutes(1));

        // Then
        assertThat(rows(database, "select 1 from call where tenant = $1 and not erased", tenant))
                .isEmpty();
        assertThat(phones).allSatisfy(phone -> assertThat(reason(tenant, phone)).isNull());
    }

    @Test
    void everyTenantsPolicyHoldsForItselfAlone() {
        // Given
        String forgetful = uniqueTenant();
        String patient = uniqueTenant();
        keepMonths(forgetful, 12);
        keepMonths(patient, 24);
        String phone = uniquePhone();
        String gone = recorded(forgetful, call(phone, OLD, "D", uniqueWords()));
        String kept = recorded(patient, call(phone, OLD, "D", uniqueWords()));

        // When
        retention.applyToAll().await().atMost(Duration.ofMinutes(1));

        // Then
        CallApi.call(forgetful, gone).body("phone", nullValue());
        CallApi.call(patient, kept).body("phone", equalTo(phone));
    }

    @Test
    void nobodyElseWorksOnATenant_whileOneInstanceDoes() {
        // Given
        String tenant = uniqueTenant();
        keepMonths(tenant, 12);
        String phone = uniquePhone();
        String id = recorded(tenant, call(phone, OLD, "D", uniqueWords()));

        // When
        database.transaction(transaction -> transaction
                        .preparedQuery("select pg_advisory_xact_lock(hashtextextended('retention/' || $1, 0))")
                        .execute(Tuple.of(tenant))
                        .chain(() -> retention.apply(tenant, NOW)))
                .await()
                .atMost(Duration.ofMinutes(1));
        String meanwhile = CallApi.call(tenant, id).extract().path("phone");
        apply(tenant);

        // Then
        assertThat(meanwhile).isEqualTo(phone);
        CallApi.call(tenant, id).body("phone", nullValue());
    }

    @Test
    void whatWasTakenAwayIsCounted() {
        // Given
        String tenant = uniqueTenant();
        keepMonths(tenant, 12);
        recorded(tenant, call(uniquePhone(), OLD, "D", uniqueWords()));
        apply(tenant);

        // Then
        assertThat(Management.metrics())
                .contains("tierline_retention_calls_total")
                .contains("tierline_erased_persons_total{cause=\"request\"")
                .contains("tierline_erased_persons_total{cause=\"retention\"");
    }

    private void apply(String tenant) {
        retention.apply(tenant, NOW).await().atMost(Duration.ofMinutes(1));
    }

    private void makeOld(String tenant, String phone) {
        rows(
                database,
                "update contact set since = $3, changed_at = $3 where tenant = $1 and phone = $2",
                tenant,
                phone,
                OLD.atOffset(ZoneOffset.UTC));
    }
}
