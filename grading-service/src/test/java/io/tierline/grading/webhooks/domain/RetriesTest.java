package io.tierline.grading.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest {

    @ParameterizedTest
    @CsvSource({
        "1, PT5S",
        "2, PT30S",
        "3, PT2M",
        "4, PT10M",
        "5, PT30M",
        "6, PT1H",
        "7, PT2H",
        "8, PT4H",
        "9, PT8H",
        "10, PT8H",
        "99, PT8H"
    })
    void waitGrows_withEveryFailedAttempt(int failed, Duration expected) {
        assertThat(Retries.waitAfter(failed, Duration.ZERO, null, 0)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, PT10M", "0.5, PT10M30S", "1, PT11M"})
    void waitIsUpToATenthLonger_byChance(double chance, Duration expected) {
        assertThat(Retries.waitAfter(4, Duration.ZERO, null, chance)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "dead",
            value = {"PT23H59M59S, PT1S", "PT24H, dead", "PT24H0.001S, dead", "PT23H30M, PT30M", "PT15H, PT8H"})
    void lastAttemptIsADayAfterTheFirst(Duration sinceFirst, Duration expected) {
        assertThat(Retries.waitAfter(9, sinceFirst, null, 0)).isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT2M", "PT1M59S, PT2M", "PT2M1S, PT2M1S", "PT59M59S, PT59M59S", "PT1H, PT1H", "PT1H1S, PT1H"})
    void receiverMayAskForMoreTime_upToAnHour(Duration wish, Duration expected) {
        assertThat(Retries.waitAfter(3, Duration.ZERO, wish, 0)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"0", "0.37", "1"})
    void attemptsCoverADayAndEnd(double chance) {
        // Given
        List<Duration> moments = new ArrayList<>(List.of(Duration.ZERO));

        // When
        for (Optional<Duration> wait = next(moments, chance); wait.isPresent(); wait = next(moments, chance)) {
            moments.add(last(moments).plus(wait.get()));
        }

        // Then
        assertThat(last(moments)).isEqualTo(Retries.PATIENCE);
        assertThat(moments).hasSizeBetween(11, 12);
    }

    @Test
    void wishIsHeardUpToAnHour() {
        assertThat(Retries.heard(Duration.ofSeconds(3_599))).isEqualTo(Duration.ofSeconds(3_599));
        assertThat(Retries.heard(Duration.ofDays(9))).isEqualTo(Duration.ofHours(1));
    }

    private static Optional<Duration> next(List<Duration> moments, double chance) {
        return Retries.waitAfter(moments.size(), last(moments), null, chance);
    }

    private static Duration last(List<Duration> moments) {
        return moments.get(moments.size() - 1);
    }
}
