package io.tierline.grading.deals.domain;

import static io.tierline.grading.deals.domain.Closings.CLOSED;
import static io.tierline.grading.deals.domain.Closings.DISQUALIFIED;
import static io.tierline.grading.deals.domain.Closings.LOST;
import static io.tierline.grading.deals.domain.Closings.REOPENED;
import static io.tierline.grading.deals.domain.Closings.WON;
import static io.tierline.grading.deals.domain.Closings.closing;
import static io.tierline.grading.deals.domain.Closings.reopened;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.grading.deals.domain.Decision.Done;
import io.tierline.grading.deals.domain.Decision.Refused;
import io.tierline.grading.deals.domain.Decision.Repeated;
import io.tierline.grading.deals.domain.Decision.Step;
import io.tierline.grading.deals.domain.Reopening.Kind;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DealTest {

    private static final Instant NOW = Instant.parse("2027-01-11T01:00:00Z");
    private static final Deal FRESH = new Deal(State.OPEN, 1, null, null, null);

    private static Deal closed(Ending ending) {
        return new Deal(ending.result().state(), 1, null, CLOSED, closing(ending));
    }

    private static final Deal OPENED_AGAIN = new Deal(State.OPEN, 1, null, REOPENED, reopened(LOST, Kind.AGAIN));
    private static final Deal SECOND_ROUND =
            new Deal(State.OPEN, 2, REOPENED, REOPENED, reopened(WON, Kind.SECOND_SALE));

    @ParameterizedTest
    @EnumSource
    void openDealIsClosed_now(Result result) {
        Ending ending = new Ending(result, List.of("other"), null, null, null);

        assertThat(FRESH.close(ending, null, NOW)).isEqualTo(done(result.state(), 1, null, NOW));
        assertThat(SECOND_ROUND.close(ending, null, NOW)).isEqualTo(done(result.state(), 2, REOPENED, NOW));
    }

    @ParameterizedTest
    @CsvSource({"-1, closed-too-early", "0, closed-too-early", "1, "})
    void dealEndsOnlyAfterItWasOpened(int microseconds, String refusal) {
        Instant closedAt = REOPENED.plusNanos(microseconds * 1_000L);

        Decision decision = OPENED_AGAIN.close(WON, closedAt, NOW);

        if (refusal == null) {
            assertThat(decision).isEqualTo(done(State.WON, 1, null, closedAt));
        } else {
            assertRefused(decision, refusal);
        }
    }

    @Test
    void firstRoundMayHaveEndedLongAgo() {
        Instant longAgo = Instant.parse("2001-01-01T00:00:00Z");

        assertThat(FRESH.close(WON, longAgo, NOW)).isEqualTo(done(State.WON, 1, null, longAgo));
    }

    @Test
    void closedDealIsClosedJustSo_whenTheSameIsAskedAgain() {
        assertThat(closed(LOST).close(LOST, null, NOW)).isEqualTo(new Repeated());
        assertThat(closed(LOST).close(LOST, CLOSED, NOW)).isEqualTo(new Repeated());
    }

    @Test
    void closedDealIsNotClosedOtherwise() {
        assertRefused(closed(LOST).close(WON, null, NOW), "already-closed");
        assertRefused(closed(LOST).close(LOST, CLOSED.plusSeconds(1), NOW), "already-closed");
        Ending withNote = new Ending(Result.LOST, List.of("price"), "Kingdee", null, "Too dear.");
        assertRefused(closed(LOST).close(withNote, null, NOW), "already-closed");
    }

    @Test
    void lostAndDisqualifiedGoOn_inTheSameRound() {
        assertThat(closed(LOST).reopen(Kind.AGAIN, null, NOW)).isEqualTo(done(State.OPEN, 1, null, NOW));
        assertThat(closed(DISQUALIFIED).reopen(Kind.AGAIN, null, NOW)).isEqualTo(done(State.OPEN, 1, null, NOW));
        Deal lostInTheSecond = new Deal(State.LOST, 2, REOPENED, NOW, closing(LOST));
        assertThat(lostInTheSecond.reopen(Kind.AGAIN, null, NOW.plusSeconds(1)))
                .isEqualTo(done(State.OPEN, 2, REOPENED, NOW.plusSeconds(1)));
    }

    @Test
    void secondSaleBeginsARoundOfItsOwn() {
        assertThat(closed(WON).reopen(Kind.SECOND_SALE, null, NOW)).isEqualTo(done(State.OPEN, 2, NOW, NOW));
        Deal wonInTheSecond = new Deal(State.WON, 2, REOPENED, REOPENED.plusSeconds(9), closing(WON));
        assertThat(wonInTheSecond.reopen(Kind.SECOND_SALE, null, NOW)).isEqualTo(done(State.OPEN, 3, NOW, NOW));
    }

    @Test
    void dealIsNotReopened_inTheWrongWay() {
        assertRefused(closed(WON).reopen(Kind.AGAIN, null, NOW), "deal-won");
        assertRefused(closed(LOST).reopen(Kind.SECOND_SALE, null, NOW), "not-won");
        assertRefused(closed(DISQUALIFIED).reopen(Kind.SECOND_SALE, null, NOW), "not-won");
        assertRefused(FRESH.reopen(Kind.AGAIN, null, NOW), "not-closed");
        assertRefused(FRESH.reopen(Kind.SECOND_SALE, null, NOW), "not-closed");
    }

    @Test
    void openDealIsReopenedJustSo_whenTheSameIsAskedAgain() {
        assertThat(OPENED_AGAIN.reopen(Kind.AGAIN, null, NOW)).isEqualTo(new Repeated());
        assertThat(SECOND_ROUND.reopen(Kind.SECOND_SALE, null, NOW)).isEqualTo(new Repeated());
        assertRefused(SECOND_ROUND.reopen(Kind.AGAIN, null, NOW), "not-closed");
        assertRefused(OPENED_AGAIN.reopen(Kind.AGAIN, "another note", NOW), "not-closed");
    }

    @Test
    void stepsNeverGoBackInTime_whenTheClockDoes() {
        Instant before = CLOSED.minusSeconds(1);

        assertThat(closed(LOST).reopen(Kind.AGAIN, null, before))
                .isEqualTo(done(State.OPEN, 1, null, CLOSED.plusNanos(1_000)));
        assertThat(OPENED_AGAIN.close(WON, null, before))
                .isEqualTo(done(State.WON, 1, null, REOPENED.plusNanos(1_000)));
    }

    @Test
    void correctionLeavesTheDealWhereItStands_unlessTheResultIsAnother() {
        Ending otherReason = new Ending(Result.LOST, List.of("competitor"), "Kingdee", null, null);

        assertThat(closed(LOST).correct(LOST)).isEqualTo(new Repeated());
        assertThat(closed(LOST).correct(otherReason)).isEqualTo(new Done(Optional.empty()));
        assertThat(closed(LOST).correct(WON)).isEqualTo(done(State.WON, 1, null, CLOSED));
    }

    @Test
    void resultIsFixed_onceTheDealWasReopened() {
        Ending otherReason = new Ending(Result.LOST, List.of("competitor"), null, null, null);

        assertThat(OPENED_AGAIN.correct(otherReason)).isEqualTo(new Done(Optional.empty()));
        assertRefused(OPENED_AGAIN.correct(WON), "reopened");
        assertRefused(SECOND_ROUND.correct(LOST), "reopened");
    }

    private static Decision done(State state, int round, Instant roundStart, Instant at) {
        return new Done(Optional.of(new Step(state, round, roundStart, at)));
    }

    private static void assertRefused(Decision decision, String code) {
        assertThat(decision).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.why()).isNotBlank();
        });
    }
}
