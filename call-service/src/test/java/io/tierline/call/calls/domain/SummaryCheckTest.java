package io.tierline.call.calls.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A summary that cannot be squared with what was measured is shown to a manager. */
class SummaryCheckTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "NA, 29, -",
                "NA, 30, talked-but-na",
                "NA, 31, talked-but-na",
                "NA, 0, -",
                "NA, -, -",
                "NO_NEED, 0, no-need-too-short",
                "NO_NEED, 19, no-need-too-short",
                "NO_NEED, 20, -",
                "NO_NEED, 21, -",
                "NO_NEED, -, -",
                "RJ, 0, -",
                "WN, 90, -",
                "D, 0, -"
            })
    void talkIsMeasured_justUnderAtAndOverTheThreshold(Outcome outcome, Integer talkSeconds, String flag) {
        assertThat(Calls.summarised(outcome, talkSeconds).flags()).isEqualTo(flag == null ? List.of() : List.of(flag));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"CUSTOMER, -", "REP, cut-by-us", "UNKNOWN, -", "-, -"})
    void customerHangsUp_notTheRep(EndedBy endedBy, String flag) {
        Telephony telephony = new Telephony(null, TelephonyResult.ANSWERED, null, null, endedBy);
        assertThat(Calls.of(telephony, Calls.summary(Outcome.CUT), 5).flags())
                .isEqualTo(flag == null ? List.of() : List.of(flag));
        assertThat(Calls.of(telephony, Calls.summary(Outcome.RJ), 5).flags()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void appointmentNeedsADate(Outcome outcome) {
        // When
        List<String> flags = Calls.summarised(outcome, 25)
                .summarised(undated(outcome), Instant.EPOCH, "li.wei")
                .flags();

        // Then
        assertThat(flags)
                .isEqualTo(
                        switch (outcome) {
                            case D, FOLLOW_UP -> List.of("no-follow-up-date");
                            case C -> List.of("no-meeting-date");
                            default -> List.of();
                        });
    }

    @Test
    void talkToAMachineIsNoContradiction() {
        Telephony voicemail = new Telephony(null, TelephonyResult.VOICEMAIL, null, null, null);
        assertThat(Calls.of(voicemail, Calls.NOTHING_SAID, 45).outcome()).isEqualTo(Outcome.NA);
        assertThat(Calls.of(voicemail, Calls.NOTHING_SAID, 45).flags()).isEmpty();
        assertThat(Calls.of(voicemail, Calls.summary(Outcome.NA), 45).flags()).isEmpty();
    }

    @Test
    void callWithoutOutcomeContradictsNothing() {
        assertThat(Calls.of(Telephony.NONE, Calls.NOTHING_SAID, 3_000).flags()).isEmpty();
    }

    private static Summary undated(Outcome outcome) {
        return new Summary(outcome, null, null, null, null, null, null);
    }
}
