package io.tierline.grading.deals.domain;

import io.tierline.grading.deals.domain.Decision.Done;
import io.tierline.grading.deals.domain.Decision.Refused;
import io.tierline.grading.deals.domain.Decision.Repeated;
import io.tierline.grading.deals.domain.Decision.Step;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The deal with a customer as it stands, and what may become of it. Steps of one customer never go back in time, so that
 * the status of any past moment can be told.
 *
 * @param round from 1
 * @param roundStart null in the first round
 * @param since when it came to stand so; null if it never changed
 * @param last the latest closing, which stands unless the deal is open; null if there was none
 */
public record Deal(State state, int round, Instant roundStart, Instant since, Closing last) {

    /** The resolution of the database's clock. */
    private static final Duration TICK = Duration.ofNanos(1_000);

    /**
     * Closes it.
     *
     * @param closedAt when it ended; null for now
     */
    public Decision close(Ending ending, Instant closedAt, Instant now) {
        if (state != State.OPEN) {
            boolean same = last.ending().equals(ending) && (closedAt == null || closedAt.equals(last.closedAt()));
            return same
                    ? new Repeated()
                    : new Refused(
                            "already-closed",
                            "The deal was closed as " + word(state) + " at " + last.closedAt()
                                    + ": correct that closing, or reopen the deal first.");
        }
        if (closedAt != null && since != null && !closedAt.isAfter(since)) {
            return new Refused(
                    "closed-too-early",
                    "The deal was opened at " + since + ", so it cannot have ended by " + closedAt + ".");
        }
        return new Done(Optional.of(
                // A clock that is ahead must not close the deal in the future.
                new Step(
                        ending.result().state(),
                        round,
                        roundStart,
                        closedAt == null || closedAt.isAfter(now) ? afterSince(now) : closedAt)));
    }

    /** Opens it again, or opens the next round. */
    public Decision reopen(Reopening.Kind kind, String note, Instant now) {
        if (state == State.OPEN) {
            boolean same = last != null
                    && last.reopening() != null
                    && last.reopening().kind() == kind
                    && Objects.equals(last.reopening().note(), note);
            return same ? new Repeated() : new Refused("not-closed", "The deal is open.");
        }
        Instant at = afterSince(now);
        return switch (kind) {
            case AGAIN ->
                state == State.WON
                        ? new Refused(
                                "deal-won",
                                "The deal was won. A further one with the same customer is a second sale: reopen it as"
                                        + " second-sale.")
                        : new Done(Optional.of(new Step(State.OPEN, round, roundStart, at)));
            case SECOND_SALE ->
                state == State.WON
                        ? new Done(Optional.of(new Step(State.OPEN, round + 1, at, at)))
                        : new Refused(
                                "not-won",
                                "The deal was closed as " + word(state)
                                        + ", and there is no second sale without a first: reopen it with again.");
        };
    }

    /** Says something else of how it ended; only while the closing stands may the result be another one. */
    public Decision correct(Ending ending) {
        if (last.ending().equals(ending)) {
            return new Repeated();
        }
        Result result = ending.result();
        if (last.ending().result() == result) {
            return new Done(Optional.empty());
        }
        return state == State.OPEN
                ? new Refused(
                        "reopened",
                        "The deal was reopened at " + last.reopening().at()
                                + ": its result led to what came after. Anything else about it can still be corrected.")
                : new Done(Optional.of(new Step(result.state(), round, roundStart, last.closedAt())));
    }

    private Instant afterSince(Instant now) {
        return since == null || now.isAfter(since) ? now : since.plus(TICK);
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
