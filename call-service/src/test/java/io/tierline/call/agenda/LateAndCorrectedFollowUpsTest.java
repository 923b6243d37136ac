package io.tierline.call.agenda;

import static io.tierline.call.agenda.AgendaApi.NOW;
import static io.tierline.call.agenda.AgendaApi.TODAY;
import static io.tierline.call.agenda.AgendaApi.TOMORROW;
import static io.tierline.call.agenda.AgendaApi.but;
import static io.tierline.call.agenda.AgendaApi.followUps;
import static io.tierline.call.agenda.AgendaApi.get;
import static io.tierline.call.agenda.AgendaApi.noonFor;
import static io.tierline.call.agenda.AgendaApi.putFollowUp;
import static io.tierline.call.calls.CallApi.delete;
import static io.tierline.call.calls.CallApi.patchAttribution;
import static io.tierline.call.calls.CallApi.putSummary;
import static io.tierline.call.calls.CallApi.recordedAll;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two tenants have the same calls in the end: in one they were posted as they are, in the other they came in any order, were
 * corrected, moved and voided. Both get the same follow-ups, and these are what the rules written down here make of the
 * calls.
 */
@QuarkusTest
class LateAndCorrectedFollowUpsTest {

    private static final int CALLS = 240;
    private static final int DAYS = 12;
    private static final String CANCELLED = "cancelled";
    private static final List<String> CUSTOMERS =
            List.of("acme", "initech", "umbrella", "globex", "hooli", "wonka", "tyrell", "cyberdyne");
    private static final List<String> PHONES = List.of("+8613800138000", "+8613900001111", "+8613900002222");
    private static final List<String> ROLES = List.of("EB", "UB");
    private static final List<String> OUTCOMES =
            List.of("NA", "NA", "NA", "WN", "CUT", "CUT", "CUT", "RJ", "FOLLOW_UP", "D");
    private static final Set<String> TALKS = Set.of("BL", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C");

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void followUpsAreAsIfItHadAlwaysBeenSo(long seed) {
        // Given
        Random random = new Random(seed);
        List<Map<String, Object>> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            calls.add(call("c-" + i, random));
        }
        Map<String, Object> changes = changes(calls, random);

        // When
        String always = uniqueTenant();
        String late = uniqueTenant();
        noonFor(always);
        noonFor(late);
        recordedAll(always, calls);
        changes.forEach((id, change) -> change(always, id, change));
        arriveLateAndCorrected(late, calls, changes, random);

        // Then
        Map<String, String> expected = expected(calls, changes);
        assertThat(found(always)).isEqualTo(expected);
        assertThat(found(late)).isEqualTo(expected);
        assertThat(counts(late)).isEqualTo(counts(always));
        // A property of nothing would hold for ever.
        assertThat(String.join(" ", expected.values()))
                .contains(
                        "done true", "done false", "open true", "open false", "open null", "cancelled null", "overdue");
    }

    /** One with a number has a role too, for otherwise it gets the one that the number was first met with. */
    private static Map<String, Object> call(String id, Random random) {
        String phone = random.nextInt(4) == 0 ? null : oneOf(PHONES, random);
        String outcome = random.nextInt(8) == 0 ? null : oneOf(OUTCOMES, random);
        Map<String, Object> call = but(
                AgendaApi.call(id, moment(random), outcome),
                "customerId",
                oneOf(CUSTOMERS, random),
                "phone",
                phone,
                "contactRole",
                phone == null && random.nextInt(3) == 0 ? null : oneOf(ROLES, random),
                "rep",
                random.nextBoolean() ? "li.wei" : "wang.fang",
                "direction",
                random.nextInt(6) == 0 ? "inbound" : "outbound");
        if (outcome == null && random.nextBoolean()) {
            call.put("telephony", Map.of("result", random.nextBoolean() ? "SYSTEM_FAILURE" : "NO_ANSWER"));
        }
        if (random.nextBoolean()) {
            call.put(
                    "followUpAt",
                    moment(random).plus(Duration.ofDays(random.nextInt(8))).toString());
        }
        return call;
    }

    /** What people did to the follow-ups: another time, or cancelled. */
    private static Map<String, Object> changes(List<Map<String, Object>> calls, Random random) {
        Map<String, Object> changes = new HashMap<>();
        for (Map<String, Object> call : calls) {
            if (call.get("followUpAt") != null && random.nextInt(4) == 0) {
                changes.put(
                        (String) call.get("callId"),
                        random.nextInt(3) == 0
                                ? CANCELLED
                                : moment(random).plus(Duration.ofDays(2)).toString());
            }
        }
        return changes;
    }

    private static void change(String tenant, String id, Object change) {
        putFollowUp(tenant, id, change.equals(CANCELLED) ? Map.of("cancelled", true) : Map.of("followUpAt", change))
                .then()
                .statusCode(200);
    }

    private static void arriveLateAndCorrected(
            String tenant, List<Map<String, Object>> calls, Map<String, Object> changes, Random random) {
        List<Map<String, Object>> arriving = new ArrayList<>();
        List<Runnable> corrections = new ArrayList<>();
        for (Map<String, Object> call : calls) {
            Map<String, Object> first = new LinkedHashMap<>(call);
            String id = (String) call.get("callId");
            List<Runnable> ofCall = new ArrayList<>();
            if (random.nextInt(3) == 0) {
                first.put("outcome", oneOf(OUTCOMES, random));
                first.put("followUpAt", random.nextBoolean() ? moment(random).toString() : null);
                Map<String, Object> summary = new HashMap<>();
                summary.put("outcome", call.get("outcome"));
                summary.put("followUpAt", call.get("followUpAt"));
                ofCall.add(() -> putSummary(tenant, id, summary).then().statusCode(200));
            }
            if (random.nextInt(4) == 0) {
                first.put("startedAt", moment(random).toString());
                first.put("customerId", oneOf(CUSTOMERS, random));
                first.put("contactRole", oneOf(ROLES, random));
                Map<String, Object> attribution = new HashMap<>();
                attribution.put("startedAt", call.get("startedAt"));
                attribution.put("customerId", call.get("customerId"));
                attribution.put("contactRole", call.get("contactRole"));
                ofCall.add(
                        () -> patchAttribution(tenant, id, attribution).then().statusCode(200));
            }
            if (changes.containsKey(id)) {
                ofCall.add(() -> change(tenant, id, changes.get(id)));
            }
            if (!ofCall.isEmpty()) {
                corrections.add(() -> ofCall.forEach(Runnable::run));
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
        recordedAll(tenant, arriving.subList(0, CALLS / 2));
        recordedAll(tenant, arriving.subList(CALLS / 2, arriving.size()));
        corrections.forEach(Runnable::run);
    }

    private static Map<String, String> found(String tenant) {
        Map<String, String> found = new TreeMap<>();
        List<Map<String, Object>> items =
                followUps(tenant, "limit=500").extract().path("items");
        for (Map<String, Object> item : items) {
            Map<?, ?> doneBy = (Map<?, ?>) item.get("doneBy");
            found.put(
                    (String) item.get("callId"),
                    "%s %s %s %s %s%s"
                            .formatted(
                                    item.get("followUpAt"),
                                    item.get("status"),
                                    item.get("kept"),
                                    doneBy == null ? null : doneBy.get("callId"),
                                    item.get("moved"),
                                    Boolean.TRUE.equals(item.get("overdue")) ? " overdue" : ""));
        }
        return found;
    }

    private static Map<String, String> expected(List<Map<String, Object>> calls, Map<String, Object> changes) {
        Map<String, String> expected = new TreeMap<>();
        for (Map<String, Object> promised : calls) {
            if (promised.get("followUpAt") != null) {
                String id = (String) promised.get("callId");
                expected.put(id, expected(promised, changes.get(id), calls));
            }
        }
        return expected;
    }

    private static String expected(Map<String, Object> promised, Object change, List<Map<String, Object>> calls) {
        String agreed = (String) promised.get("followUpAt");
        if (CANCELLED.equals(change)) {
            return agreed + " cancelled null null false";
        }
        String due = change == null ? agreed : (String) change;
        Instant endOfDay = LocalDate.ofInstant(Instant.parse(due), ZoneId.of(AgendaApi.NOON))
                .plusDays(1)
                .atStartOfDay(ZoneId.of(AgendaApi.NOON))
                .toInstant();
        List<Map<String, Object>> later = calls.stream()
                .filter(call -> startedAt(call).isAfter(startedAt(promised)) && sameContact(promised, call))
                .sorted(Comparator.comparing(LateAndCorrectedFollowUpsTest::startedAt))
                .toList();
        String doneBy = later.stream()
                .filter(call -> call.get("outcome") != null && TALKS.contains(call.get("outcome")))
                .map(call -> (String) call.get("callId"))
                .findFirst()
                .orElse(null);
        boolean attempted = later.stream()
                .anyMatch(call -> isAttempt(call) && startedAt(call).isBefore(endOfDay));
        boolean dayIsOver = !NOW.isBefore(endOfDay);
        return "%s %s %s %s %s%s"
                .formatted(
                        due,
                        doneBy == null ? "open" : "done",
                        attempted ? "true" : dayIsOver ? "false" : "null",
                        doneBy,
                        !due.equals(agreed),
                        doneBy == null && dayIsOver ? " overdue" : "");
    }

    private static Instant startedAt(Map<String, Object> call) {
        return Instant.parse((String) call.get("startedAt"));
    }

    private static boolean sameContact(Map<String, Object> promised, Map<String, Object> call) {
        if (!promised.get("customerId").equals(call.get("customerId"))) {
            return false;
        }
        if (promised.get("phone") == null && promised.get("contactRole") == null) {
            return true;
        }
        return promised.get("phone") != null && call.get("phone") != null
                ? promised.get("phone").equals(call.get("phone"))
                : promised.get("contactRole") != null
                        && Objects.equals(promised.get("contactRole"), call.get("contactRole"));
    }

    private static boolean isAttempt(Map<String, Object> call) {
        String result =
                call.get("telephony") == null ? null : (String) ((Map<?, ?>) call.get("telephony")).get("result");
        boolean vain = "NA".equals(call.get("outcome")) || "NO_ANSWER".equals(result);
        return !"SYSTEM_FAILURE".equals(result) && !("inbound".equals(call.get("direction")) && vain);
    }

    private static List<Map<String, Object>> counts(String tenant) {
        JsonPath summary = get(
                        tenant,
                        "/v1/follow-ups/summary?from=%s&to=%s"
                                .formatted(TODAY.minus(Duration.ofDays(30)), TOMORROW.plus(Duration.ofDays(30))))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        List<Map<String, Object>> rows = summary.getList("rows");
        List<Map<String, Object>> items =
                followUps(tenant, "limit=500").extract().path("items");
        for (Map<String, Object> row : rows) {
            List<Map<String, Object>> of = items.stream()
                    .filter(item -> item.get("rep").equals(row.get("rep")))
                    .collect(Collectors.toList());
            assertThat(row)
                    .containsEntry("opened", of.size())
                    .containsEntry("done", count(of, "status", "done"))
                    .containsEntry("cancelled", count(of, "status", "cancelled"))
                    .containsEntry("kept", count(of, "kept", true))
                    .containsEntry("broken", count(of, "kept", false))
                    .containsEntry("overdue", count(of, "overdue", true))
                    .containsEntry("moved", count(of, "moved", true));
        }
        return rows;
    }

    private static int count(List<Map<String, Object>> items, String member, Object value) {
        return (int) items.stream()
                .filter(item -> Objects.equals(item.get(member), value))
                .count();
    }

    /** No two calls at the same time: which id is the higher one is the database's to say. */
    private static Instant moment(Random random) {
        return NOW.minus(Duration.ofMinutes(1 + random.nextInt(DAYS * 1_440)))
                .plusNanos(1_000L * random.nextInt(1_000_000));
    }

    private static <T> T oneOf(List<T> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
