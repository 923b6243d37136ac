package io.tierline.call.calls.domain;

import static io.tierline.call.calls.domain.Calls.MONDAY_MORNING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.call.contacts.domain.ContactRole;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A call goes from revision to revision, and a change that changes nothing is none. */
class CallTest {

    private static final Instant LATER = MONDAY_MORNING.plusSeconds(600);
    private static final Telephony ANSWERED = new Telephony(null, TelephonyResult.ANSWERED, null, null, null);
    private static final Call CALL = Calls.summarised(Outcome.D, 95);

    @Test
    void firstRevisionIsTheSubmission_withItsDefaults() {
        assertThat(CALL.revision()).isEqualTo(new Revision(1, Change.RECORDED, MONDAY_MORNING.plusSeconds(120), "pbx"));
        assertThat(CALL.direction()).isEqualTo(Direction.OUTBOUND);
        assertThat(CALL.summary().doNotCall()).isFalse();
        assertThat(CALL.voided()).isFalse();
        assertThat(CALL.previousCustomerId()).isNull();
    }

    @Test
    void everyChangeIsOneRevisionMore_andSaysWhoMadeItWhen() {
        // When
        Call changed = CALL.summarised(Calls.summary(Outcome.C), SummaryCheckPolicy.DEFAULT, LATER, "li.wei")
                .attributed(attribution("initech"), LATER.plusSeconds(1), "chen.jie")
                .voided(LATER.plusSeconds(2), "chen.jie");

        // Then
        assertThat(changed.revision()).isEqualTo(new Revision(4, Change.VOIDED, LATER.plusSeconds(2), "chen.jie"));
        assertThat(changed.outcome()).isEqualTo(Outcome.C);
        assertThat(changed.attribution().customerId()).isEqualTo("initech");
        assertThat(changed.fingerprint()).isEqualTo(CALL.fingerprint());
    }

    @Test
    void erasedCallCountsAsBefore_andTakesNoMoreWords() {
        // Given
        byte[] sealed = {1, 2, 3};
        Summary words = new Summary(Outcome.D, "reason", "notes", LATER, null, true, "{}");
        Call call = CALL.summarised(words, SummaryCheckPolicy.DEFAULT, LATER, "li.wei");

        // When
        Call erased = call.erased(sealed);
        Call summarised = erased.summarised(
                new Summary(Outcome.RJ, "r", "n", null, null, null, null), SummaryCheckPolicy.DEFAULT, LATER, "li.wei");

        // Then
        assertThat(erased.phone()).isNull();
        assertThat(erased.recordingUrl()).isNull();
        assertThat(erased.summary()).isEqualTo(new Summary(Outcome.D, null, null, LATER, null, true, "{}"));
        assertThat(erased.attribution()).isEqualTo(call.attribution());
        assertThat(erased.revision()).isEqualTo(call.revision());
        assertThat(erased.fingerprint()).isEqualTo(sealed);
        assertThat(summarised.summary()).isEqualTo(new Summary(Outcome.RJ, null, null, null, null, false, null));
        assertThat(summarised.erased()).isTrue();
        Call cancelled = call.scheduled(
                Agenda.AS_AGREED.followUpCancelled("moved away"), Change.FOLLOW_UP_CHANGED, LATER, "li.wei");
        assertThat(cancelled.erased(sealed).agenda()).isEqualTo(Agenda.AS_AGREED.followUpCancelled(null));
        assertThat(erased.scheduled(cancelled.agenda(), Change.FOLLOW_UP_CHANGED, LATER, "li.wei")
                        .agenda())
                .isEqualTo(Agenda.AS_AGREED.followUpCancelled(null));
        assertThat(erased.summarised(words, SummaryCheckPolicy.DEFAULT, LATER, "li.wei"))
                .isSameAs(erased);
    }

    @Test
    void summaryDatesFromWhenItWasGiven_whateverCorrectsItSince() {
        // Given
        Call pending = Calls.of(ANSWERED, Calls.NOTHING_SAID, 95);

        // When
        Call given = summarised(pending, Calls.summary(Outcome.D), LATER);
        Call corrected = summarised(given, Calls.summary(Outcome.C), LATER.plusSeconds(60))
                .attributed(attribution("initech"), LATER.plusSeconds(120), "chen.jie")
                .voided(LATER.plusSeconds(180), "chen.jie");

        // Then
        assertThat(pending.summarisedAt()).isNull();
        assertThat(given.summarisedAt()).isEqualTo(LATER);
        assertThat(corrected.summarisedAt()).isEqualTo(LATER);
        assertThat(corrected.erased(new byte[0]).summarisedAt()).isEqualTo(LATER);
    }

    @Test
    void summaryDatesFromTheRecording_whenTheCallCameInWithIt() {
        assertThat(CALL.summarisedAt()).isEqualTo(CALL.revision().at());
    }

    @Test
    void summaryDatesFromWhenItWasGivenAnew_whenItWasTakenBackBetween() {
        // When
        Call takenBack = summarised(CALL, Calls.NOTHING_SAID, LATER);
        Call again = summarised(takenBack, Calls.summary(Outcome.D), LATER.plusSeconds(60));

        // Then
        assertThat(takenBack.summarisedAt()).isNull();
        assertThat(again.summarisedAt()).isEqualTo(LATER.plusSeconds(60));
    }

    @Test
    void summaryOfTheTelephonyAlone_wasGivenByNobody() {
        Call unanswered =
                Calls.of(new Telephony(null, TelephonyResult.NO_ANSWER, null, null, null), Calls.NOTHING_SAID, null);

        assertThat(unanswered.status()).isEqualTo(CallStatus.SUMMARISED);
        assertThat(unanswered.summarisedAt()).isNull();
    }

    @Test
    void customerItHadBefore_isOnTheRevisionThatMovedItAlone() {
        // When
        Call moved = CALL.attributed(attribution("initech"), LATER, "chen.jie");

        // Then
        assertThat(moved.previousCustomerId()).isEqualTo("acme");
        assertThat(moved.summarised(Calls.summary(Outcome.C), SummaryCheckPolicy.DEFAULT, LATER, "li.wei")
                        .previousCustomerId())
                .isNull();
        assertThat(moved.voided(LATER, "chen.jie").previousCustomerId()).isNull();
    }

    @Test
    void callIsTheVerySame_whenNothingChanges() {
        Summary explicit = new Summary(
                Outcome.D,
                null,
                null,
                CALL.summary().followUpAt(),
                CALL.summary().meetingAt(),
                false,
                null);
        assertThat(CALL.summarised(Calls.summary(Outcome.D), SummaryCheckPolicy.DEFAULT, LATER, "li.wei"))
                .isSameAs(CALL);
        assertThat(CALL.summarised(explicit, SummaryCheckPolicy.DEFAULT, LATER, "li.wei"))
                .isSameAs(CALL);
        assertThat(CALL.attributed(attribution("acme"), LATER, "li.wei")).isSameAs(CALL);
        Call voided = CALL.voided(LATER, "chen.jie");
        assertThat(voided.voided(LATER, "li.wei")).isSameAs(voided);
    }

    @Test
    void repsOutcomeBeatsTheTelephonys_untilItIsTakenBack() {
        // Given
        Call busy =
                Calls.of(new Telephony(null, TelephonyResult.BUSY, null, null, null), Calls.summary(Outcome.WN), null);

        // When
        Call takenBack = busy.summarised(Calls.NOTHING_SAID, SummaryCheckPolicy.DEFAULT, LATER, "li.wei");

        // Then
        assertThat(busy.outcome()).isEqualTo(Outcome.WN);
        assertThat(takenBack.outcome()).isEqualTo(Outcome.NA);
        assertThat(takenBack.status()).isEqualTo(CallStatus.SUMMARISED);
    }

    private static Call summarised(Call call, Summary summary, Instant at) {
        return call.summarised(summary, SummaryCheckPolicy.DEFAULT, at, "li.wei");
    }

    private static Attribution attribution(String customer) {
        return new Attribution("li.wei", "east-1", customer, ContactRole.EB, MONDAY_MORNING);
    }
}
