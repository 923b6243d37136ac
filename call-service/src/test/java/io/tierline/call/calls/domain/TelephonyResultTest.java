package io.tierline.call.calls.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the telephony says decides, as long as the rep says nothing. */
class TelephonyResultTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "CALLER_CANCEL, -, FAILED, -",
                "CALLER_CANCEL, 0, FAILED, -",
                "CALLER_CANCEL, 9, FAILED, -",
                "CALLER_CANCEL, 10, SUMMARISED, NA",
                "CALLER_CANCEL, 11, SUMMARISED, NA",
                "ANSWERED, 9, PENDING, -",
                "ANSWERED, 10, PENDING, -",
                "UNKNOWN, 10, PENDING, -",
                "NO_ANSWER, -, SUMMARISED, NA",
                "NO_ANSWER, 0, SUMMARISED, NA",
                "SYSTEM_FAILURE, 60, FAILED, -"
            })
    void callThatWeGaveUpIsAnAttempt_afterTenSecondsOfRinging(
            TelephonyResult result, Integer ringSeconds, CallStatus status, Outcome outcome) {
        // When
        Call call = Calls.of(new Telephony(null, result, null, null, null), Calls.NOTHING_SAID, ringSeconds, null);

        // Then
        assertThat(call.status()).isEqualTo(status);
        assertThat(call.outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @EnumSource(TelephonyResult.class)
    void outcomeIsThereExactlyWhenSummarised(TelephonyResult result) {
        for (Integer ringSeconds : Arrays.asList(null, 0, 9, 10, 60)) {
            assertThat(result.outcome(ringSeconds) != null)
                    .isEqualTo(result.status(ringSeconds) == CallStatus.SUMMARISED);
        }
    }

    @Test
    void repIsNeededOnly_whenSomebodyMayHaveAnswered() {
        Set<TelephonyResult> somebodyMayHave = EnumSet.noneOf(TelephonyResult.class);
        for (TelephonyResult result : TelephonyResult.values()) {
            if (!result.nobodyAnswered()) {
                somebodyMayHave.add(result);
            }
        }
        assertThat(somebodyMayHave).containsExactly(TelephonyResult.ANSWERED, TelephonyResult.UNKNOWN);
    }
}
