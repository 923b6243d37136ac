package io.tierline.call.dialling.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.dialling.domain.Burst.Span;
import io.tierline.call.dialling.domain.SuppressionPolicy.TrunkBurst;
import io.tierline.call.dialling.domain.TrunkBursts.Failure;
import io.tierline.call.dialling.domain.TrunkBursts.Traffic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a trunk is to blame. */
class TrunkBurstsTest {

    private static final TrunkBurst POLICY = SuppressionPolicy.DEFAULT.trunkBurst();
    private static final TelephonyResult RESULT = TelephonyResult.NUMBER_DOES_NOT_EXIST;

    @ParameterizedTest
    @CsvSource({"19, 0", "20, 1", "21, 1"})
    void itTakesTwentyNumbers(int numbers, int bursts) {
        assertThat(find(failures("gw-1", 1_000, numbers), 0)).hasSize(bursts);
    }

    @Test
    void sameNumberAgainIsNoOther() {
        List<Failure> failures = failures("gw-1", 1_000, 19);
        failures.addAll(failures("gw-1", 1_001, 19));

        assertThat(find(failures, 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20, 1", "21, 0"})
    void itTakesHalfOfTheTrunksCalls(int others, int bursts) {
        assertThat(find(failures("gw-1", 1_000, 20), others)).hasSize(bursts);
    }

    @ParameterizedTest
    @CsvSource({"1059, 1", "1060, 0"})
    void theyLieWithinAnHour(long last, int bursts) {
        List<Failure> failures = failures("gw-1", 1_000, 19);
        failures.add(new Failure("gw-1", RESULT, last, "+8613900000000"));

        assertThat(find(failures, 0)).hasSize(bursts);
    }

    @Test
    void trunksAndFailuresDoNotAddUp() {
        List<Failure> failures = failures("gw-1", 1_000, 10);
        failures("gw-2", 1_000, 20).stream().skip(10).forEach(failures::add);
        assertThat(find(failures, 0)).isEmpty();

        failures.clear();
        failures("gw-1", 1_000, 20)
                .forEach(failure -> failures.add(new Failure(
                        "gw-1",
                        failures.size() % 2 == 0 ? RESULT : TelephonyResult.BAD_FORMAT,
                        failure.minute(),
                        failure.phone())));
        assertThat(find(failures, 0)).isEmpty();
    }

    @Test
    void burstTellsWhatItWas() {
        List<Failure> failures = failures("gw-1", 1_000, 25);
        failures.add(new Failure("gw-1", RESULT, 1_030, "+8613800000000"));

        Burst burst = find(failures, 13).get(0);

        assertThat(burst.since()).isEqualTo(Instant.ofEpochSecond(1_000 * 60));
        assertThat(burst.until()).isEqualTo(Instant.ofEpochSecond(1_031 * 60));
        assertThat(burst.calls()).isEqualTo(26);
        assertThat(burst.numbers()).isEqualTo(25);
        assertThat(burst.share()).isEqualTo(26 / 39.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void callIsBlamedExactlyWhenSomeWindowAroundItIsABurst(long seed) {
        // Given
        Random random = new Random(seed);
        TrunkBurst policy = new TrunkBurst(3, 10, 40);
        List<Failure> failures = new ArrayList<>();
        Map<Long, Integer> calls = new HashMap<>();
        for (int i = 0; i < 150; i++) {
            long minute = random.nextInt(400);
            calls.merge(minute, 1, Integer::sum);
            if (random.nextInt(3) == 0) {
                failures.add(new Failure("gw-1", RESULT, minute, "phone-" + random.nextInt(8)));
            }
        }
        List<Traffic> traffic = new ArrayList<>();
        calls.forEach((minute, count) -> traffic.add(new Traffic("gw-1", minute, count)));
        Collections.shuffle(failures, random);

        // When
        List<Burst> bursts = TrunkBursts.find(failures, traffic, policy);

        // Then
        for (Failure failure : failures) {
            boolean expected = IntStream.range(0, policy.minutes())
                    .anyMatch(back -> isBurst(failures, calls, failure.minute() - back, policy));
            assertThat(bursts.stream().anyMatch(burst -> burst.span().holds(failure.minute())))
                    .as("minute %s", failure.minute())
                    .isEqualTo(expected);
        }
        assertThat(bursts).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsAroundACallIsEnoughToJudgeIt(long seed) {
        // Given
        Random random = new Random(seed);
        TrunkBurst policy = new TrunkBurst(3, 10, 40);
        List<Failure> failures = new ArrayList<>();
        List<Traffic> traffic = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            failures.add(new Failure("gw-1", RESULT, random.nextInt(400), "phone-" + random.nextInt(8)));
        }
        for (long minute = 0; minute < 400; minute++) {
            long at = minute;
            int failed = (int)
                    failures.stream().filter(failure -> failure.minute() == at).count();
            traffic.add(new Traffic("gw-1", minute, failed + random.nextInt(2)));
        }
        List<Burst> all = TrunkBursts.find(failures, traffic, policy);

        for (Failure failure : failures) {
            // When
            Instant at = Instant.ofEpochSecond(failure.minute() * 60 + 59);
            List<Span> spans = TrunkBursts.merged(List.of(TrunkBursts.around("gw-1", at, policy)));
            List<Failure> around = failures.stream()
                    .filter(other -> holds(spans, other.minute()))
                    .toList();
            List<Span> crowded = TrunkBursts.crowded(around, policy);
            List<Burst> found = TrunkBursts.find(
                    around,
                    traffic.stream()
                            .filter(minute -> holds(crowded, minute.minute()))
                            .toList(),
                    policy);

            // Then
            assertThat(found.stream().anyMatch(burst -> burst.span().holds(failure.minute())))
                    .isEqualTo(all.stream().anyMatch(burst -> burst.span().holds(failure.minute())));
        }
    }

    private static boolean holds(List<Span> spans, long minute) {
        return spans.stream().anyMatch(span -> span.holds(minute));
    }

    private static boolean isBurst(List<Failure> failures, Map<Long, Integer> calls, long start, TrunkBurst policy) {
        List<Failure> inWindow = failures.stream()
                .filter(failure -> failure.minute() >= start && failure.minute() < start + policy.minutes())
                .toList();
        Set<String> numbers = inWindow.stream().map(Failure::phone).collect(Collectors.toCollection(HashSet::new));
        int total = 0;
        for (long minute = start; minute < start + policy.minutes(); minute++) {
            total += calls.getOrDefault(minute, 0);
        }
        return numbers.size() >= policy.numbers() && inWindow.size() * 100 >= policy.percent() * total;
    }

    /** As many numbers, one call each in the same minute. */
    private static List<Failure> failures(String trunk, long minute, int numbers) {
        List<Failure> failures = new ArrayList<>();
        for (int i = 0; i < numbers; i++) {
            failures.add(new Failure(trunk, RESULT, minute, "+86138%08d".formatted(i)));
        }
        return failures;
    }

    /** @param others other calls over the first trunk, in the minute of the first failure */
    private static List<Burst> find(List<Failure> failures, int others) {
        List<Traffic> traffic = failures.stream()
                .map(failure -> new Traffic(failure.trunk(), failure.minute(), 1))
                .collect(Collectors.toCollection(ArrayList::new));
        traffic.add(new Traffic("gw-1", 1_000, others));
        return TrunkBursts.find(failures, traffic, POLICY);
    }
}
