package io.tierline.call.dialling;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.delete;
import static io.tierline.call.calls.CallApi.putSummary;
import static io.tierline.call.calls.CallApi.recordedAll;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.dialling.DiallingApi.NOW;
import static io.tierline.call.dialling.DiallingApi.check;
import static io.tierline.call.dialling.DiallingApi.lift;
import static io.tierline.call.dialling.DiallingApi.phone;
import static io.tierline.call.dialling.DiallingApi.putPolicy;
import static io.tierline.call.dialling.DiallingApi.suppress;
import static io.tierline.call.dialling.DiallingApi.telephony;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two tenants have the same calls in the end: in one they were posted as they are, in the other they came in any order,
 * were corrected, moved and voided. Both get the same answers about every number and every trunk.
 */
@QuarkusTest
class LateAndCorrectedCallsTest {

    private static final int NUMBERS = 25;
    private static final int DAYS = 90;
    private static final List<String> RESULTS = List.of(
            "NO_ANSWER",
            "NO_ANSWER",
            "POWERED_OFF",
            "UNREACHABLE",
            "BUSY",
            "NUMBER_DOES_NOT_EXIST",
            "SUSPENDED",
            "SUSPENDED",
            "NO_ROUTE",
            "NO_ROUTE",
            "ANSWERED");
    private static final List<String> OUTCOMES =
            List.of("NA", "NA", "WN", "BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D");

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void answerIsAsIfItHadAlwaysBeenSo(long seed) {
        // Given
        Random random = new Random(seed);
        List<Map<String, Object>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(call("c-" + i, random));
        }

        // When
        String always = tenant();
        String late = tenant();
        recordedAll(always, calls);
        mark(always);
        mark(late);
        arriveLateAndCorrected(late, calls, random);

        // Then
        List<Map<String, Object>> expected = answers(always);
        assertThat(answers(late)).isEqualTo(expected);
        assertThat(trunks(late)).isEqualTo(trunks(always));
        Set<String> reasons = new TreeSet<>();
        expected.forEach(answer -> reasons.add(String.valueOf(answer.get("reason"))));
        assertThat(reasons).contains("null", "WN", "BL", "COOL_OFF", "DNC");
    }

    /** Thresholds that so few calls can reach. */
    private static String tenant() {
        String tenant = uniqueTenant();
        putPolicy(
                        tenant,
                        Map.of(
                                "hours", Map.of("from", "00:00", "to", "24:00"),
                                "longNa", Map.of("attempts", 3, "days", 2, "dayParts", 1),
                                "trunkBurst", Map.of("numbers", 2, "minutes", 600, "percent", 30)))
                .then()
                .statusCode(200);
        return tenant;
    }

    /** By hand: one number for good, one that nothing stands against any more. */
    private static void mark(String tenant) {
        suppress(tenant, phone(0));
        suppress(tenant, phone(1));
        lift(tenant, phone(1)).then().statusCode(200);
    }

    private static void arriveLateAndCorrected(String tenant, List<Map<String, Object>> calls, Random random) {
        List<Map<String, Object>> arriving = new ArrayList<>();
        List<Runnable> corrections = new ArrayList<>();
        for (Map<String, Object> call : calls) {
            Map<String, Object> first = new LinkedHashMap<>(call);
            String id = (String) call.get("callId");
            if (random.nextInt(3) == 0) {
                first.put("outcome", OUTCOMES.get(random.nextInt(OUTCOMES.size())));
                Map<String, Object> summary = new HashMap<>();
                summary.put("outcome", call.get("outcome"));
                corrections.add(() -> putSummary(tenant, id, summary).then().statusCode(200));
            }
            if (random.nextInt(5) == 0) {
                first.put("startedAt", moment(random));
                corrections.add(() -> as(tenant, "manager")
                        .body(Map.of("startedAt", call.get("startedAt")))
                        .patch("/v1/calls/{id}/attribution", id)
                        .then()
                        .statusCode(200));
            }
            arriving.add(first);
        }
        for (int i = 0; i < 20; i++) {
            String id = "mistake-" + i;
            arriving.add(call(id, random));
            corrections.add(() -> delete(tenant, id).then().statusCode(204));
        }
        Collections.shuffle(arriving, random);
        Collections.shuffle(corrections, random);
        recordedAll(tenant, arriving.subList(0, 100));
        recordedAll(tenant, arriving.subList(100, arriving.size()));
        corrections.forEach(Runnable::run);
    }

    private static Map<String, Object> call(String id, Random random) {
        Map<String, Object> call = telephony(
                phone(random.nextInt(NUMBERS)),
                NOW,
                RESULTS.get(random.nextInt(RESULTS.size())),
                "gw-" + random.nextInt(3));
        call.put("callId", id);
        call.put("startedAt", moment(random));
        if (random.nextInt(8) == 0) {
            call.put("outcome", OUTCOMES.get(random.nextInt(OUTCOMES.size())));
        }
        return call;
    }

    private static String moment(Random random) {
        return NOW.minus(Duration.ofMinutes(2_880 + random.nextInt(DAYS * 1_440)))
                .toString();
    }

    private static List<Map<String, Object>> answers(String tenant) {
        List<Map<String, Object>> answers = check(
                        tenant,
                        Map.of(
                                "phones",
                                IntStream.range(0, NUMBERS)
                                        .mapToObj(DiallingApi::phone)
                                        .toList()))
                .then()
                .statusCode(200)
                .extract()
                .path("items");
        // When it was marked differs between the two.
        answers.stream().filter(answer -> "DNC".equals(answer.get("reason"))).forEach(answer -> answer.remove("since"));
        return answers;
    }

    private static List<Map<String, Object>> trunks(String tenant) {
        return as(tenant, "manager")
                .queryParam("from", NOW.minus(Duration.ofDays(9)).toString())
                .queryParam("to", NOW.minus(Duration.ofDays(2)).toString())
                .get("/v1/trunks")
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }
}
