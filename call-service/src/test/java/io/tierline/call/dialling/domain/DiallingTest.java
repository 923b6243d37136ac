package io.tierline.call.dialling.domain;

import static io.tierline.call.dialling.domain.Attempts.SHANGHAI;
import static io.tierline.call.dialling.domain.Attempts.at;
import static io.tierline.call.dialling.domain.Attempts.given;
import static io.tierline.call.dialling.domain.Attempts.inbound;
import static io.tierline.call.dialling.domain.Attempts.telephony;
import static io.tierline.call.dialling.domain.Attempts.unanswered;
import static io.tierline.call.dialling.domain.Attempts.unwanted;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.call.calls.domain.Outcome;
import io.tierline.call.calls.domain.TelephonyResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** May I dial? The rules, each just under, at and just over its threshold; the company is in Shanghai. */
class DiallingTest {

    private static final String DAY = "2026-11-23T";

    // ---- at once

    @Test
    void numberThatNobodyCalledIsDialable() {
        assertThat(decide("2026-11-23T10:00")).isEqualTo(Verdict.DIALABLE);
    }

    @ParameterizedTest
    @CsvSource({"BL, BL", "WN, WN"})
    void outcomeSuppressesAtOnceAndForGood(Outcome outcome, Reason reason) {
        Attempt call = given("2026-11-23T10:00", outcome);

        assertThat(decide("2026-11-23T10:00", call)).isEqualTo(forGood(reason, "2026-11-23T10:00"));
        assertThat(decide("2031-11-24T10:00", call)).isEqualTo(forGood(reason, "2026-11-23T10:00"));
        assertThat(decide("2026-11-23T09:59:59", call)).isEqualTo(Verdict.DIALABLE);
    }

    @ParameterizedTest
    @EnumSource(
            value = TelephonyResult.class,
            names = {"NUMBER_DOES_NOT_EXIST", "NUMBER_CHANGED", "BAD_FORMAT"})
    void badNumberByTelephonySuppressesAtOnceAndForGood(TelephonyResult result) {
        assertThat(decide("2027-11-23T10:00", telephony("2026-11-23T10:00", result)))
                .isEqualTo(forGood(Reason.WN, "2026-11-23T10:00"));
    }

    @Test
    void customersWishSuppressesForGood_whateverTheOutcome() {
        for (Outcome outcome : Outcome.values()) {
            Verdict verdict = decide("2027-11-23T10:00", unwanted(given("2026-11-23T10:00", outcome)));

            assertThat(verdict).isEqualTo(forGood(outcome == Outcome.BL ? Reason.BL : Reason.DNC, "2026-11-23T10:00"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C"})
    void badNumberIsGoodAgain_onceSomebodyWasReached(Outcome outcome) {
        Verdict verdict =
                decide("2027-11-23T10:00", given("2026-11-23T10:00", Outcome.WN), given("2026-11-24T10:00", outcome));

        assertThat(verdict.reason()).isEqualTo(outcome == Outcome.BL ? Reason.BL : null);
    }

    @Test
    void badNumberStaysBad_whenNobodyWasReached() {
        assertThat(decide(
                        "2027-11-23T10:00",
                        given("2026-11-23T10:00", Outcome.WN),
                        given("2026-11-24T10:00", Outcome.NA),
                        telephony("2026-11-25T10:00", TelephonyResult.ANSWERED)))
                .isEqualTo(forGood(Reason.WN, "2026-11-23T10:00"));
        assertThat(decide(
                                "2027-11-23T10:00",
                                given("2026-11-22T10:00", Outcome.D),
                                given("2026-11-23T10:00", Outcome.WN))
                        .reason())
                .isEqualTo(Reason.WN);
    }

    @Test
    void hostilityAndWishesDoNotPass() {
        assertThat(decide(
                                "2027-11-23T10:00",
                                given("2026-11-23T10:00", Outcome.BL),
                                given("2026-11-24T10:00", Outcome.C))
                        .reason())
                .isEqualTo(Reason.BL);
        assertThat(decide(
                                "2027-11-23T10:00",
                                unwanted(given("2026-11-23T10:00", Outcome.RJ)),
                                given("2026-11-24T10:00", Outcome.C))
                        .reason())
                .isEqualTo(Reason.DNC);
    }

    // ---- suspended lines

    @ParameterizedTest
    @CsvSource({"2026-11-23T10:00:00, WN", "2026-12-23T09:59:59, WN", "2026-12-23T10:00:00,", "2027-06-01T10:00:00,"})
    void suspendedLineIsTriedAgainAfterThirtyDays(String now, Reason reason) {
        assertThat(decide(now, telephony("2026-11-23T10:00", TelephonyResult.SUSPENDED))
                        .reason())
                .isEqualTo(reason);
    }

    @Test
    void suspendedLineSaysUntilWhen() {
        assertThat(decide("2026-11-24T10:00", telephony("2026-11-23T10:00", TelephonyResult.SUSPENDED)))
                .isEqualTo(new Verdict(Reason.WN, at("2026-11-23T10:00"), at("2026-12-23T10:00")));
    }

    @ParameterizedTest
    @CsvSource({
        // The second call, and whether the number is bad for good after it.
        "2026-12-23T09:59:59, false",
        "2026-12-23T10:00:00, true",
        "2027-01-23T10:00:00, true"
    })
    void lineStillSuspendedWhenTriedAgainIsGivenUp(String second, boolean forGood) {
        Verdict verdict = decide(
                "2028-01-10T10:00",
                telephony("2026-11-23T10:00", TelephonyResult.SUSPENDED),
                telephony(second, TelephonyResult.SUSPENDED));

        assertThat(verdict).isEqualTo(forGood ? forGood(Reason.WN, second) : Verdict.DIALABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "NO_ANSWER,             false",
        "BUSY,                  false",
        "POWERED_OFF,           false",
        "NUMBER_DOES_NOT_EXIST, true",
        // What says nothing about the line leaves the next try to come.
        "ANSWERED,              true",
        "SYSTEM_FAILURE,        true"
    })
    void anyOutcomeButABadNumberShowsThatTheLineLives(TelephonyResult second, boolean stillBad) {
        Verdict verdict = decide(
                "2028-01-10T10:00",
                telephony("2026-11-23T10:00", TelephonyResult.SUSPENDED),
                telephony("2027-01-05T10:00", second),
                telephony("2027-01-06T10:00", TelephonyResult.SUSPENDED));

        assertThat(verdict.reason()).isEqualTo(stillBad ? Reason.WN : null);
    }

    @Test
    void repsWordOutweighsThatTheLineIsSuspended() {
        Attempt call = given(at("2026-11-23T10:00"), Outcome.WN, TelephonyResult.SUSPENDED);

        assertThat(decide("2027-11-23T10:00", call)).isEqualTo(forGood(Reason.WN, "2026-11-23T10:00"));
    }

    // ---- no route

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:00, gw-1, 2026-11-24T11:00, gw-2,",
        "2026-11-23T10:00, gw-1, 2026-11-24T10:00, gw-1,",
        "2026-11-23T10:00,     , 2026-11-24T10:00,     ,",
        "2026-11-23T23:59, gw-1, 2026-11-24T00:00, gw-2, WN",
        "2026-11-23T10:00,     , 2026-11-24T10:00, gw-2, WN"
    })
    void noRouteCountsAfterTwoDaysAndTwoTrunks(String one, String trunk, String two, String otherTrunk, Reason reason) {
        Verdict verdict = decide(
                "2026-12-23T10:00",
                telephony(at(one), TelephonyResult.NO_ROUTE, trunk),
                telephony(at(two), TelephonyResult.NO_ROUTE, otherTrunk));

        assertThat(verdict.reason()).isEqualTo(reason);
    }

    @Test
    void noRouteBeginsAnew_whenACallGotThroughInBetween() {
        Attempt first = telephony(at("2026-11-20T10:00"), TelephonyResult.NO_ROUTE, "gw-1");
        Attempt second = telephony(at("2026-11-22T10:00"), TelephonyResult.NO_ROUTE, "gw-2");

        assertThat(decide("2026-11-23T10:00", first, second)).isEqualTo(forGood(Reason.WN, "2026-11-22T10:00"));
        assertThat(decide("2026-11-23T10:00", first, second, telephony("2026-11-21T10:00", TelephonyResult.BUSY)))
                .isEqualTo(Verdict.DIALABLE);
        assertThat(decide(
                                "2026-11-23T10:00",
                                first,
                                second,
                                telephony("2026-11-21T10:00", TelephonyResult.SYSTEM_FAILURE))
                        .reason())
                .isEqualTo(Reason.WN);
    }

    // ---- long unanswered

    @Test
    void numberRests_whenSixAttemptsOnFourDaysAndTwoPartsOfTheDayWereInVain() {
        Verdict verdict = decide("2026-11-05T10:00", longUnanswered("2026-11"));

        assertThat(verdict).isEqualTo(new Verdict(Reason.LONG_NA, at("2026-11-04T13:00"), at("2026-12-04T13:00")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // attempts
                "02T10:00 02T13:00 03T10:00 04T10:00 05T10:00                   |",
                "02T10:00 02T13:00 03T10:00 04T10:00 05T10:00 05T10:01          | LONG_NA",
                // days
                "02T10:00 02T13:00 03T10:00 03T11:00 04T10:00 04T10:01 04T11:00 |",
                "02T10:00 02T13:00 03T10:00 03T11:00 04T10:00 05T10:00          | LONG_NA",
                // parts of the day, at their borders
                "02T09:00 03T09:00 04T09:00 05T09:00 06T09:00 07T11:59          |",
                "02T09:00 03T09:00 04T09:00 05T09:00 06T09:00 07T12:00          | LONG_NA",
                "02T12:00 03T12:00 04T12:00 05T12:00 06T12:00 07T17:59          |",
                "02T12:00 03T12:00 04T12:00 05T12:00 06T12:00 07T18:00          | LONG_NA"
            })
    void everyConditionOfTheRestHasToHold(String times, Reason reason) {
        String[] local =
                Arrays.stream(times.split(" ")).map(time -> "2026-11-" + time).toArray(String[]::new);

        assertThat(decide("2026-11-10T10:00", unanswered(local)).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"2026-12-02T10:00:00, LONG_NA", "2026-12-02T10:00:01,"})
    void attemptsHaveToLieWithinThirtyDays(String last, Reason reason) {
        List<Attempt> calls = unanswered(
                "2026-11-02T10:00", "2026-11-10T13:00", "2026-11-11T10:00", "2026-11-12T10:00", "2026-11-13T10:00");
        calls.add(telephony(last, TelephonyResult.NO_ANSWER));

        assertThat(decide("2026-12-02T11:00", calls).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "NO_ANSWER,      LONG_NA",
        "POWERED_OFF,    LONG_NA",
        "UNREACHABLE,    LONG_NA",
        "CALLER_CANCEL,  LONG_NA",
        "BUSY,           ",
        "REJECTED,       ",
        "VOICEMAIL,      ",
        "ANSWERED,       ",
        "UNKNOWN,        ",
        "NO_ROUTE,       ",
        "SYSTEM_FAILURE, "
    })
    void onlySilenceIsAnAttemptInVain(TelephonyResult last, Reason reason) {
        List<Attempt> calls = longUnanswered("2026-11");
        calls.set(5, telephony("2026-11-04T13:00", last));

        assertThat(decide("2026-11-05T10:00", calls).reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "BUSY,           ",
        "REJECTED,       ",
        "VOICEMAIL,      ",
        "ANSWERED,       ",
        "UNKNOWN,        LONG_NA",
        "NO_ROUTE,       LONG_NA",
        "SYSTEM_FAILURE, LONG_NA"
    })
    void signOfLifeBreaksTheRun_andWhatSaysNothingDoesNot(TelephonyResult between, Reason reason) {
        List<Attempt> calls = longUnanswered("2026-11");
        calls.add(telephony("2026-11-03T12:00", between));

        assertThat(decide("2026-11-05T10:00", calls).reason()).isEqualTo(reason);
    }

    @Test
    void repsNotConnectedIsAnAttemptInVain_unlessTheTelephonyKnowsBetter() {
        List<Attempt> calls = longUnanswered("2026-11");
        calls.set(5, given("2026-11-04T13:00", Outcome.NA));
        assertThat(decide("2026-11-05T10:00", calls).reason()).isEqualTo(Reason.LONG_NA);

        calls.set(5, given(at("2026-11-04T13:00"), Outcome.NA, TelephonyResult.ANSWERED));
        assertThat(decide("2026-11-05T10:00", calls)).isEqualTo(Verdict.DIALABLE);
    }

    @Test
    void customersCallIsASignOfLife() {
        List<Attempt> calls = longUnanswered("2026-11");
        calls.add(inbound(telephony("2026-11-04T20:00", TelephonyResult.NO_ANSWER)));

        assertThat(decide("2026-11-05T10:00", calls)).isEqualTo(Verdict.DIALABLE);
    }

    @ParameterizedTest
    @CsvSource({"2026-12-04T12:59:59, LONG_NA", "2026-12-04T13:00:00,"})
    void restLastsThirtyDays(String now, Reason reason) {
        assertThat(decide(now, longUnanswered("2026-11")).reason()).isEqualTo(reason);
    }

    @Test
    void secondRestIsForGood() {
        List<Attempt> calls = longUnanswered("2026-11");
        calls.addAll(longUnanswered("2027-01"));

        assertThat(decide("2029-01-05T10:00", calls)).isEqualTo(forGood(Reason.LONG_NA, "2027-01-04T13:00"));
    }

    @Test
    void attemptsDuringTheRestDoNotCount() {
        List<Attempt> calls = longUnanswered("2026-11");
        calls.addAll(unanswered("2026-12-04T12:59", "2026-12-03T10:00", "2026-12-02T10:00", "2026-12-01T10:00"));
        calls.addAll(unanswered("2026-12-05T10:00", "2026-12-05T13:00"));

        assertThat(decide("2026-12-06T10:00", calls)).isEqualTo(Verdict.DIALABLE);
    }

    @Test
    void signOfLifeBetweenTheRestsMakesTheSecondTheFirst() {
        List<Attempt> calls = longUnanswered("2026-11");
        calls.addAll(longUnanswered("2027-01"));
        calls.add(telephony("2026-12-20T10:00", TelephonyResult.BUSY));

        assertThat(decide("2027-01-05T10:00", calls))
                .isEqualTo(new Verdict(Reason.LONG_NA, at("2027-01-04T13:00"), at("2027-02-03T13:00")));
    }

    @Test
    void signOfLifeEndsTheRest() {
        List<Attempt> calls = longUnanswered("2026-11");
        calls.add(given("2026-11-10T10:00", Outcome.FOLLOW_UP));

        assertThat(decide("2026-11-11T10:00", calls)).isEqualTo(Verdict.DIALABLE);
    }

    // ---- cool-off

    @ParameterizedTest
    @CsvSource({
        "NO_NEED, 2027-02-21T09:59:59, COOL_OFF",
        "NO_NEED, 2027-02-21T10:00:00,",
        "RJ,      2026-12-23T09:59:59, COOL_OFF",
        "RJ,      2026-12-23T10:00:00,"
    })
    void customerWhoDeclinedIsLeftAlone(Outcome outcome, String now, Reason reason) {
        assertThat(decide(now, given("2026-11-23T10:00", outcome)).reason()).isEqualTo(reason);
    }

    @Test
    void longerCoolOffCounts() {
        Attempt noNeed = given("2026-11-23T10:00", Outcome.NO_NEED);
        Attempt later = given("2026-12-01T10:00", Outcome.RJ);
        Attempt muchLater = given("2027-02-01T10:00", Outcome.RJ);

        assertThat(decide("2026-12-02T10:00", noNeed, later))
                .isEqualTo(new Verdict(Reason.COOL_OFF, at("2026-11-23T10:00"), at("2027-02-21T10:00")));
        assertThat(decide("2027-02-02T10:00", noNeed, muchLater))
                .isEqualTo(new Verdict(Reason.COOL_OFF, at("2027-02-01T10:00"), at("2027-03-03T10:00")));
    }

    @ParameterizedTest
    @CsvSource({"FOLLOW_UP,", "D,", "C,", "NA, COOL_OFF", "CUT, COOL_OFF", "WN, WN"})
    void interestEndsTheCoolOff(Outcome later, Reason reason) {
        assertThat(decide(
                                "2026-12-02T10:00",
                                given("2026-11-23T10:00", Outcome.NO_NEED),
                                given("2026-12-01T10:00", later))
                        .reason())
                .isEqualTo(reason);
    }

    // ---- frequency

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "09:00 10:00                   |",
                "09:00 10:00 11:00             | FREQUENCY",
                "09:00 10:00 11:00 11:30       | FREQUENCY"
            })
    void numberIsDialledThreeTimesADay(String times, Reason reason) {
        String[] local = Arrays.stream(times.split(" ")).map(time -> DAY + time).toArray(String[]::new);

        Verdict verdict = decide(DAY + "12:00", unanswered(local));

        assertThat(verdict)
                .isEqualTo(
                        reason == null
                                ? Verdict.DIALABLE
                                : new Verdict(reason, at(DAY + "11:00"), at("2026-11-24T00:00")));
    }

    @Test
    void onlyOurAttemptsOfTheDayCount() {
        List<Attempt> calls = unanswered("2026-11-22T23:59", DAY + "09:00", DAY + "10:00", DAY + "12:01");
        calls.add(inbound(given(DAY + "10:30", Outcome.CUT)));
        calls.add(telephony(DAY + "10:40", TelephonyResult.SYSTEM_FAILURE));
        assertThat(decide(DAY + "12:00", calls)).isEqualTo(Verdict.DIALABLE);

        calls.add(telephony(DAY + "10:50", TelephonyResult.ANSWERED));
        assertThat(decide(DAY + "12:00", calls).reason()).isEqualTo(Reason.FREQUENCY);
    }

    // ---- marks

    @Test
    void markByHandSuppressesForGood() {
        assertThat(decide("2030-11-25T10:00", List.of(), mark(Mark.Kind.SUPPRESSED, "2026-11-23T10:00")))
                .isEqualTo(forGood(Reason.DNC, "2026-11-23T10:00"));
    }

    @Test
    void liftingTakesEverythingAwayThatCameBefore() {
        List<Attempt> calls = new ArrayList<>(longUnanswered("2026-10"));
        calls.add(given("2026-11-01T10:00", Outcome.BL));
        calls.add(given("2026-11-02T10:00", Outcome.WN));
        calls.add(unwanted(given("2026-11-03T10:00", Outcome.NO_NEED)));
        Mark suppressed = mark(Mark.Kind.SUPPRESSED, "2026-11-04T10:00");
        Mark lifted = mark(Mark.Kind.LIFTED, "2026-11-04T10:01");

        assertThat(decide("2026-11-05T10:00", calls, suppressed).reason()).isEqualTo(Reason.BL);
        assertThat(decide("2026-11-05T10:00", calls, lifted, suppressed)).isEqualTo(Verdict.DIALABLE);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-04T09:59:59,", "2026-11-04T10:00:00, BL", "2026-11-04T10:00:01, BL"})
    void whatHappensAfterTheLiftingCountsAgain(String call, Reason reason) {
        Verdict verdict = decide(
                "2026-11-05T10:00", List.of(given(call, Outcome.BL)), mark(Mark.Kind.LIFTED, "2026-11-04T10:00"));

        assertThat(verdict.reason()).isEqualTo(reason);
    }

    @Test
    void markAfterTheLiftingCounts() {
        Verdict verdict = decide(
                "2026-11-05T10:00",
                List.of(),
                mark(Mark.Kind.SUPPRESSED, "2026-11-01T10:00"),
                mark(Mark.Kind.LIFTED, "2026-11-02T10:00"),
                mark(Mark.Kind.SUPPRESSED, "2026-11-03T10:00"));

        assertThat(verdict).isEqualTo(forGood(Reason.DNC, "2026-11-03T10:00"));
    }

    @Test
    void hoursAndFrequencyAreNotLifted() {
        Mark lifted = mark(Mark.Kind.LIFTED, DAY + "11:30");

        assertThat(decide(DAY + "12:00", unanswered(DAY + "09:00", DAY + "10:00", DAY + "11:00"), lifted)
                        .reason())
                .isEqualTo(Reason.FREQUENCY);
        assertThat(decide(DAY + "20:00", List.of(), lifted).reason()).isEqualTo(Reason.HOURS);
    }

    @Test
    void whatHeldForGoodOutlivesTheErasure_untilItIsLifted() {
        Verdict hostile = forGood(Reason.BL, "2026-11-01T10:00");
        Mark erased = new Mark("2", Mark.Kind.ERASED, null, at("2026-11-02T10:00"), "boss", hostile);

        assertThat(decide("2026-11-05T10:00", List.of(), erased)).isEqualTo(hostile);
        assertThat(decide("2026-11-05T10:00", List.of(), erased, mark(Mark.Kind.LIFTED, "2026-11-03T10:00")))
                .isEqualTo(Verdict.DIALABLE);
        assertThat(decide("2026-11-05T10:00", List.of(), mark(Mark.Kind.ERASED, "2026-11-02T10:00")))
                .isEqualTo(Verdict.DIALABLE);
    }

    @Test
    void numberThatWasBadBeforeItsErasureIsGood_whenSomebodyIsReachedUnderItLater() {
        Verdict bad = forGood(Reason.WN, "2026-11-01T10:00");
        Mark erased = new Mark("2", Mark.Kind.ERASED, null, at("2026-11-02T10:00"), "boss", bad);

        assertThat(decide("2026-11-05T10:00", List.of(given("2026-11-01T10:00", Outcome.CUT)), erased))
                .isEqualTo(bad);
        assertThat(decide("2026-11-05T10:00", List.of(given("2026-11-03T10:00", Outcome.NA)), erased))
                .isEqualTo(bad);
        assertThat(decide("2026-11-05T10:00", List.of(given("2026-11-03T10:00", Outcome.CUT)), erased))
                .isEqualTo(Verdict.DIALABLE);
    }

    @Test
    void numberThatWasGivenUpBeforeItsErasureIsGood_whenItsLineLivesLater() {
        Verdict givenUp = forGood(Reason.LONG_NA, "2026-11-01T10:00");
        Mark erased = new Mark("2", Mark.Kind.ERASED, null, at("2026-11-02T10:00"), "boss", givenUp);

        assertThat(decide("2026-11-05T10:00", unanswered("2026-11-03T10:00"), erased))
                .isEqualTo(givenUp);
        assertThat(decide("2026-11-05T10:00", List.of(telephony("2026-11-03T10:00", TelephonyResult.BUSY)), erased))
                .isEqualTo(Verdict.DIALABLE);
    }

    // ---- several reasons

    @Test
    void firstOfTheReasonsIsTold() {
        List<Stream<Attempt>> weightiestLast = List.of(
                Stream.of(
                        given("2026-11-05T08:00", Outcome.RJ),
                        given("2026-11-05T08:10", Outcome.RJ),
                        given("2026-11-05T08:20", Outcome.RJ)),
                longUnanswered("2026-11").stream(),
                Stream.of(given("2026-10-01T10:00", Outcome.WN)),
                Stream.of(unwanted(given("2026-09-20T10:00", Outcome.NA))),
                Stream.of(given("2026-09-10T10:00", Outcome.BL)));
        List<Attempt> calls = new ArrayList<>();
        List<Reason> told = new ArrayList<>();

        told.add(decide("2026-11-05T08:30", calls).reason());
        calls.addAll(unanswered("2026-11-05T08:00", "2026-11-05T08:10", "2026-11-05T08:20"));
        told.add(decide("2026-11-05T08:30", calls).reason());
        calls.clear();
        for (Stream<Attempt> heavier : weightiestLast.subList(1, 5)) {
            heavier.forEach(calls::add);
            told.add(decide("2026-11-05T08:30", calls).reason());
        }
        assertThat(told)
                .containsExactly(Reason.HOURS, Reason.FREQUENCY, Reason.LONG_NA, Reason.WN, Reason.DNC, Reason.BL);
        assertThat(decide("2026-11-05T08:30", weightiestLast.get(0).toList()).reason())
                .isEqualTo(Reason.COOL_OFF);
    }

    @Test
    void ofOneReasonTheEarliestCauseIsTold() {
        assertThat(decide(
                        "2026-11-25T10:00",
                        given("2026-11-24T10:00", Outcome.BL),
                        given("2026-11-23T10:00", Outcome.BL)))
                .isEqualTo(forGood(Reason.BL, "2026-11-23T10:00"));
    }

    // ---- trunks

    @Test
    void burstIsNotHeldAgainstTheNumber() {
        Attempt blamed = telephony("2026-11-23T10:00", TelephonyResult.NUMBER_DOES_NOT_EXIST);
        Attempt given = given(at("2026-11-23T10:00"), Outcome.WN, TelephonyResult.NUMBER_DOES_NOT_EXIST);
        Bursts burst = burst("gw-1", TelephonyResult.NUMBER_DOES_NOT_EXIST, "2026-11-23T09:30", "2026-11-23T10:01");

        assertThat(decide(burst, blamed)).isEqualTo(Verdict.DIALABLE);
        assertThat(decide(burst, given).reason()).isEqualTo(Reason.WN);
        for (Bursts other : List.of(
                burst("gw-2", TelephonyResult.NUMBER_DOES_NOT_EXIST, "2026-11-23T09:30", "2026-11-23T10:01"),
                burst("gw-1", TelephonyResult.BAD_FORMAT, "2026-11-23T09:30", "2026-11-23T10:01"),
                burst("gw-1", TelephonyResult.NUMBER_DOES_NOT_EXIST, "2026-11-23T10:01", "2026-11-23T10:30"),
                burst("gw-1", TelephonyResult.NUMBER_DOES_NOT_EXIST, "2026-11-23T09:30", "2026-11-23T10:00"))) {
            assertThat(decide(other, blamed).reason()).isEqualTo(Reason.WN);
        }
    }

    @Test
    void burstCountsNeitherForNoRouteNorForLongSilence() {
        Attempt[] noRoute = {
            telephony(at("2026-11-22T10:00"), TelephonyResult.NO_ROUTE, "gw-1"),
            telephony(at("2026-11-23T10:00"), TelephonyResult.NO_ROUTE, "gw-2")
        };
        assertThat(decide(burst("gw-2", TelephonyResult.NO_ROUTE, "2026-11-23T10:00", "2026-11-23T11:00"), noRoute))
                .isEqualTo(Verdict.DIALABLE);

        List<Attempt> unreachable = longUnanswered("2026-11");
        unreachable.set(5, telephony("2026-11-04T13:00", TelephonyResult.UNREACHABLE));
        assertThat(decide(
                        burst("gw-1", TelephonyResult.UNREACHABLE, "2026-11-04T13:00", "2026-11-04T14:00"),
                        unreachable.toArray(Attempt[]::new)))
                .isEqualTo(Verdict.DIALABLE);
    }

    private static Bursts burst(String trunk, TelephonyResult result, String from, String to) {
        Burst.Span span = new Burst.Span(trunk, Burst.minuteOf(at(from)), Burst.minuteOf(at(to)));
        return new Bursts(List.of(new Burst(trunk, result, span, at(from), at(to), 20, 20, 1)));
    }

    /** Six attempts on four days, in the morning and in the afternoon. */
    private static List<Attempt> longUnanswered(String month) {
        return unanswered(
                month + "-01T10:00",
                month + "-01T13:00",
                month + "-02T10:00",
                month + "-03T10:00",
                month + "-03T13:00",
                month + "-04T13:00");
    }

    private static Mark mark(Mark.Kind kind, String local) {
        return new Mark("mark-" + local, kind, "because", at(local), "boss");
    }

    private static Verdict forGood(Reason reason, String since) {
        return new Verdict(reason, at(since), null);
    }

    private static Verdict decide(String now, Attempt... calls) {
        return decide(now, List.of(calls));
    }

    private static Verdict decide(Bursts bursts, Attempt... calls) {
        return decide(List.of(calls), List.of(), bursts, at("2026-11-24T10:00"));
    }

    private static Verdict decide(String now, List<Attempt> calls, Mark... marks) {
        return decide(calls, List.of(marks), Bursts.NONE, at(now));
    }

    private static Verdict decide(List<Attempt> calls, List<Mark> marks, Bursts bursts, Instant now) {
        return Dialling.decide(calls, marks, bursts, SuppressionPolicy.DEFAULT, SHANGHAI, now);
    }
}
