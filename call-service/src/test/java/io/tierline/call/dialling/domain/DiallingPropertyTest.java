package io.tierline.call.dialling.domain;

import static io.tierline.call.dialling.domain.Attempts.SHANGHAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.call.calls.domain.CallStatus;
import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.Outcome;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.dialling.domain.TrunkBursts.Failure;
import io.tierline.call.dialling.domain.TrunkBursts.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * In what order anything became known has no part in the answer. Seeded: a run that fails names its seed and fails again.
 */
class DiallingPropertyTest {

    private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
    private static final int DAYS = 150;
    private static final List<String> PHONES = List.of("a", "b", "c", "d", "e", "f");

    /** Small enough for random calls to meet every rule. */
    private static final SuppressionPolicy POLICY = new SuppressionPolicy(
            new SuppressionPolicy.Suspended(10),
            new SuppressionPolicy.NoRoute(2, 2),
            new SuppressionPolicy.LongNa(
                    3,
                    2,
                    2,
                    30,
                    10,
                    2,
                    SuppressionPolicy.DEFAULT.longNa().afternoonFrom(),
                    SuppressionPolicy.DEFAULT.longNa().eveningFrom()),
            new SuppressionPolicy.CoolOff(20, 10),
            SuppressionPolicy.DEFAULT.hours(),
            new SuppressionPolicy.Frequency(1),
            new SuppressionPolicy.TrunkBurst(2, 600, 30));

    /** A call as it became known: a later one with the same id corrects an earlier one. */
    private record Known(String phone, Attempt call) {}

    @Test
    void answerIsTheSame_inWhateverOrderCallsCorrectionsAndMarksBecameKnown() {
        Map<Reason, Integer> met = new EnumMap<>(Reason.class);
        int dialable = 0;
        for (long seed = 1; seed <= 400; seed++) {
            // Given
            Random random = new Random(seed);
            List<Known> always = calls(random);
            Map<String, List<Mark>> marks = marks(random);
            Attempt recent = always.get(random.nextInt(always.size())).call();
            Instant now = recent.startedAt().plus(Duration.ofMinutes(random.nextInt(120)));

            // When
            Map<String, Verdict> expected = verdicts(always, marks, now);
            Map<String, Verdict> found = verdicts(afterCorrections(always, random), shuffled(marks, random), now);

            // Then
            assertThat(found).as("seed %s", seed).isEqualTo(expected);
            for (Verdict verdict : expected.values()) {
                if (verdict.dialable()) {
                    dialable++;
                } else {
                    met.merge(verdict.reason(), 1, Integer::sum);
                }
            }
        }
        // A property of nothing would hold for ever.
        assertThat(met.keySet()).containsExactlyInAnyOrder(Reason.values());
        assertThat(met.values()).allMatch(times -> times >= 10);
        assertThat(dialable).isGreaterThan(100);
    }

    /** The same calls after they came in any order, some wrong at first, some twice, and some that were voided. */
    private static List<Known> afterCorrections(List<Known> always, Random random) {
        List<Known> arriving = new ArrayList<>();
        for (Known known : always) {
            if (random.nextBoolean()) {
                arriving.add(
                        new Known(known.phone(), attempt(random, known.call().callId())));
            }
        }
        for (int i = 0; i < 5; i++) {
            arriving.add(new Known(PHONES.get(random.nextInt(PHONES.size())), attempt(random, "void-" + i)));
        }
        Collections.shuffle(arriving, random);
        List<Known> corrections = new ArrayList<>(always);
        Collections.shuffle(corrections, random);
        arriving.addAll(corrections);
        Map<String, Known> latest = new LinkedHashMap<>();
        arriving.forEach(known -> latest.put(known.call().callId(), known));
        latest.keySet().removeIf(id -> id.startsWith("void-"));
        List<Known> left = new ArrayList<>(latest.values());
        Collections.shuffle(left, random);
        return left;
    }

    private static Map<String, List<Mark>> shuffled(Map<String, List<Mark>> marks, Random random) {
        Map<String, List<Mark>> shuffled = new HashMap<>();
        marks.forEach((phone, of) -> {
            List<Mark> mixed = new ArrayList<>(of);
            Collections.shuffle(mixed, random);
            shuffled.put(phone, mixed);
        });
        return shuffled;
    }

    private static Map<String, Verdict> verdicts(List<Known> calls, Map<String, List<Mark>> marks, Instant now) {
        List<Failure> failures = calls.stream()
                .filter(known -> Bursts.couldBlame(known.call())
                        && !known.call().startedAt().isAfter(now))
                .map(known -> new Failure(
                        known.call().trunk(),
                        known.call().telephonyResult(),
                        Burst.minuteOf(known.call().startedAt()),
                        known.phone()))
                .toList();
        List<Traffic> traffic = calls.stream()
                .map(Known::call)
                .filter(call -> call.outbound()
                        && call.trunk() != null
                        && !call.startedAt().isAfter(now))
                .map(call -> new Traffic(call.trunk(), Burst.minuteOf(call.startedAt()), 1))
                .toList();
        Bursts bursts = new Bursts(TrunkBursts.find(failures, traffic, POLICY.trunkBurst()));
        Map<String, Verdict> verdicts = new HashMap<>();
        for (String phone : PHONES) {
            List<Attempt> ofPhone = calls.stream()
                    .filter(known -> known.phone().equals(phone))
                    .map(Known::call)
                    .toList();
            verdicts.put(
                    phone,
                    Dialling.decide(ofPhone, marks.getOrDefault(phone, List.of()), bursts, POLICY, SHANGHAI, now));
        }
        return verdicts;
    }

    private static List<Known> calls(Random random) {
        List<Known> calls = new ArrayList<>();
        for (int i = 0; i < 60 + random.nextInt(120); i++) {
            calls.add(new Known(PHONES.get(random.nextInt(PHONES.size())), attempt(random, "pbx-" + i)));
        }
        return calls;
    }

    private static Map<String, List<Mark>> marks(Random random) {
        Map<String, List<Mark>> marks = new HashMap<>();
        for (int i = 0; i < 4; i++) {
            Mark.Kind kind = random.nextInt(3) == 0 ? Mark.Kind.SUPPRESSED : Mark.Kind.LIFTED;
            marks.computeIfAbsent(PHONES.get(random.nextInt(PHONES.size())), phone -> new ArrayList<>())
                    .add(new Mark("mark-" + i, kind, "because", moment(random), "boss"));
        }
        return marks;
    }

    private static Attempt attempt(Random random, String id) {
        Outcome given = random.nextInt(6) > 0
                ? null
                : random.nextInt(5) > 0
                        ? List.of(Outcome.NA, Outcome.RJ, Outcome.NO_NEED, Outcome.CUT, Outcome.FOLLOW_UP)
                                .get(random.nextInt(5))
                        : Outcome.values()[random.nextInt(9)];
        TelephonyResult result = random.nextInt(3) > 0
                ? List.of(TelephonyResult.NO_ANSWER, TelephonyResult.POWERED_OFF, TelephonyResult.UNREACHABLE)
                        .get(random.nextInt(3))
                : TelephonyResult.values()[random.nextInt(TelephonyResult.values().length)];
        Attempt byTelephony = Attempts.telephony(moment(random), result, "gw-" + random.nextInt(3));
        return new Attempt(
                id,
                byTelephony.startedAt(),
                random.nextInt(20) == 0 ? Direction.INBOUND : Direction.OUTBOUND,
                given == null ? byTelephony.status() : CallStatus.SUMMARISED,
                given == null ? byTelephony.outcome() : given,
                given,
                result,
                byTelephony.trunk(),
                random.nextInt(300) == 0);
    }

    private static Instant moment(Random random) {
        return START.plus(Duration.ofMinutes(random.nextInt(DAYS * 1_440)));
    }
}
