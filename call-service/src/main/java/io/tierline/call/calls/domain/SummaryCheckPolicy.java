package io.tierline.call.calls.domain;

import java.util.List;

/**
 * From where on a company sees a contradiction in a summary, and when a short call looks like one that was hung up.
 *
 * @param talkedButNaSeconds {@code NA} contradicts at least so many seconds of talk; 1 to 86,400
 * @param noNeedTooShortSeconds {@code NO_NEED} contradicts fewer seconds of talk than these; 0 to 86,400
 * @param cutTooLongSeconds {@code CUT} contradicts at least so many seconds of talk; 1 to 86,400
 * @param off the flags that are not looked for
 * @param suggestCutUnderSeconds an answered call that the customer ended after fewer seconds of talk than these was
 *     probably hung up; 0 to 86,400, 0 for no suggestion
 */
public record SummaryCheckPolicy(
        int talkedButNaSeconds,
        int noNeedTooShortSeconds,
        int cutTooLongSeconds,
        List<String> off,
        int suggestCutUnderSeconds) {

    /** What holds until a company says otherwise. */
    public static final SummaryCheckPolicy DEFAULT = new SummaryCheckPolicy(30, 20, 180, List.of(), 15);

    public SummaryCheckPolicy {
        off = List.copyOf(off);
    }

    /**
     * What the outcome of a call probably is that waits for its summary; never more than a suggestion, for a customer may
     * also have said in three seconds that the number is wrong.
     *
     * @return {@link Outcome#CUT}, or null
     */
    public Outcome suggestionFor(Call call) {
        boolean hungUp = call.status() == CallStatus.PENDING
                && call.telephony().result() == TelephonyResult.ANSWERED
                && call.telephony().endedBy() == EndedBy.CUSTOMER
                && call.talkSeconds() != null
                && call.talkSeconds() < suggestCutUnderSeconds;
        return hungUp ? Outcome.CUT : null;
    }
}
