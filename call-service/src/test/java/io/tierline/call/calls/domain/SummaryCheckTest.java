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
                "CUT, 179, -",
                "CUT, 180, cut-too-long",
                "CUT, 181, cut-too-long",
                "CUT, -, -",
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
                .summarised(undated(outcome), SummaryCheckPolicy.DEFAULT, Instant.EPOCH, "li.wei")
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

    @ParameterizedTest
    @CsvSource({
        "C, NO_ANSWER, true",
        "CUT, BUSY, true",
        "BL, VOICEMAIL, true",
        "RJ, NUMBER_DOES_NOT_EXIST, true",
        "C, ANSWERED, false",
        "C, UNKNOWN, false",
        "NA, NO_ANSWER, false",
        "WN, NO_ANSWER, false"
    })
    void nobodyIsReached_whoDidNotAnswer(Outcome outcome, TelephonyResult result, boolean flagged) {
        Telephony telephony = new Telephony(null, result, null, null, null);
        assertThat(Calls.of(telephony, Calls.summary(outcome), 25).flags())
                .isEqualTo(flagged ? List.of("reached-but-not-answered") : List.of());
    }

    @Test
    void thresholdsAreTheCompanys() {
        // Given
        SummaryCheckPolicy own = new SummaryCheckPolicy(60, 5, 10, List.of("cut-by-us"), 15);
        Telephony byUs = new Telephony(null, TelephonyResult.ANSWERED, null, null, EndedBy.REP);

        // Then
        assertThat(flags(own, Outcome.NA, 59)).isEmpty();
        assertThat(flags(own, Outcome.NA, 60)).containsExactly("talked-but-na");
        assertThat(flags(own, Outcome.NO_NEED, 5)).isEmpty();
        assertThat(flags(own, Outcome.NO_NEED, 4)).containsExactly("no-need-too-short");
        assertThat(Calls.of(byUs, Calls.summary(Outcome.CUT), 12, 10, own).flags())
                .containsExactly("cut-too-long");
        assertThat(Calls.of(byUs, Calls.summary(Outcome.CUT), 12, 9, own).flags())
                .isEmpty();
    }

    @Test
    void callKeepsWhatItWasFlaggedFor_untilItsSummaryChanges() {
        // Given
        SummaryCheckPolicy lenient = new SummaryCheckPolicy(600, 0, 600, List.of(), 15);
        Call flagged = Calls.summarised(Outcome.NA, 30);

        // Then
        assertThat(flagged.attributed(
                                new Attribution("chen.jie", null, "acme", null, Calls.MONDAY_MORNING),
                                Calls.MONDAY_MORNING,
                                "wang.fang")
                        .flags())
                .containsExactly("talked-but-na");
        assertThat(flagged.summarised(Calls.NOTHING_SAID, lenient, Calls.MONDAY_MORNING, "li.wei")
                        .summarised(Calls.summary(Outcome.NA), lenient, Calls.MONDAY_MORNING, "li.wei")
                        .flags())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ANSWERED, CUSTOMER, 0, CUT",
                "ANSWERED, CUSTOMER, 14, CUT",
                "ANSWERED, CUSTOMER, 15, -",
                "ANSWERED, CUSTOMER, 16, -",
                "ANSWERED, CUSTOMER, -, -",
                "ANSWERED, REP, 3, -",
                "ANSWERED, UNKNOWN, 3, -",
                "ANSWERED, -, 3, -",
                "UNKNOWN, CUSTOMER, 3, -",
                "NO_ANSWER, CUSTOMER, 3, -"
            })
    void shortCallThatTheCustomerEnded_wasProbablyHungUp(
            TelephonyResult result, EndedBy endedBy, Integer talkSeconds, Outcome suggestion) {
        // Given
        Telephony telephony = new Telephony(null, result, null, null, endedBy);
        Call pending = Calls.of(telephony, Calls.NOTHING_SAID, talkSeconds);

        // Then
        assertThat(SummaryCheckPolicy.DEFAULT.suggestionFor(pending)).isEqualTo(suggestion);
        assertThat(SummaryCheckPolicy.DEFAULT.suggestionFor(
                        Calls.of(telephony, Calls.summary(Outcome.RJ), talkSeconds)))
                .isNull();
        assertThat(new SummaryCheckPolicy(30, 20, 180, List.of(), 0).suggestionFor(pending))
                .isNull();
    }

    private static List<String> flags(SummaryCheckPolicy checks, Outcome outcome, int talkSeconds) {
        Telephony answered = new Telephony(null, TelephonyResult.ANSWERED, null, null, null);
        return Calls.of(answered, Calls.summary(outcome), 12, talkSeconds, checks)
                .flags();
    }

    private static Summary undated(Outcome outcome) {
        return new Summary(outcome, null, null, null, null, null, null);
    }
}
