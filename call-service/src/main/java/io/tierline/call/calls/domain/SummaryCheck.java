package io.tierline.call.calls.domain;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Contradictions between a call's summary and what the telephony measured, for a manager to look at. The summary stands
 * all the same: the rep was there. Thresholds are the company's ({@link SummaryCheckPolicy}).
 */
public enum SummaryCheck {
    /** Not connected, and yet there was talk; to a machine is no contradiction. */
    TALKED_BUT_NA(
            "talked-but-na",
            (call, policy) -> call.outcome() == Outcome.NA
                    && call.telephony().result() != TelephonyResult.VOICEMAIL
                    && talkedAtLeast(call, policy.talkedButNaSeconds())),
    /** A summary of talk with the customer, and yet the telephony says that nobody answered. */
    REACHED_BUT_NOT_ANSWERED(
            "reached-but-not-answered",
            (call, policy) -> call.outcome() != null
                    && call.outcome().reached()
                    && call.telephony().result() != null
                    && call.telephony().result().nobodyAnswered()),
    /** A pitch and a refusal do not fit into so little talk. */
    NO_NEED_TOO_SHORT(
            "no-need-too-short",
            (call, policy) ->
                    call.outcome() == Outcome.NO_NEED && talkedLessThan(call, policy.noNeedTooShortSeconds())),
    /** Who listens for so long and talks does not simply hang up. */
    CUT_TOO_LONG(
            "cut-too-long",
            (call, policy) -> call.outcome() == Outcome.CUT && talkedAtLeast(call, policy.cutTooLongSeconds())),
    /** Hung up, but by our side. */
    CUT_BY_US(
            "cut-by-us",
            (call, policy) -> call.outcome() == Outcome.CUT && call.telephony().endedBy() == EndedBy.REP),
    /** A follow-up was agreed, but not when. */
    NO_FOLLOW_UP_DATE(
            "no-follow-up-date",
            (call, policy) -> (call.outcome() == Outcome.D || call.outcome() == Outcome.FOLLOW_UP)
                    && call.summary().followUpAt() == null),
    /** A meeting was agreed, but not when. */
    NO_MEETING_DATE(
            "no-meeting-date",
            (call, policy) -> call.outcome() == Outcome.C && call.summary().meetingAt() == null);

    private final String flag;
    private final BiPredicate<Call, SummaryCheckPolicy> contradicts;

    SummaryCheck(String flag, BiPredicate<Call, SummaryCheckPolicy> contradicts) {
        this.flag = flag;
        this.contradicts = contradicts;
    }

    /** The word under which it is shown, such as {@code talked-but-na}. */
    public String flag() {
        return flag;
    }

    /** The flags of everything that contradicts in the call, in a fixed order. */
    static List<String> contradictionsIn(Call call, SummaryCheckPolicy policy) {
        return Arrays.stream(values())
                .filter(check -> !policy.off().contains(check.flag))
                .filter(check -> check.contradicts.test(call, policy))
                .map(check -> check.flag)
                .toList();
    }

    private static boolean talkedAtLeast(Call call, int seconds) {
        return call.talkSeconds() != null && call.talkSeconds() >= seconds;
    }

    private static boolean talkedLessThan(Call call, int seconds) {
        return call.talkSeconds() != null && call.talkSeconds() < seconds;
    }
}
