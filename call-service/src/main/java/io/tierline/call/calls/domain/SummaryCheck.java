package io.tierline.call.calls.domain;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Contradictions between a call's summary and what the telephony measured, for a manager to look at. The summary stands
 * all the same: the rep was there.
 */
public enum SummaryCheck {
    /** Not connected, and yet there was talk; to a machine is no contradiction. */
    TALKED_BUT_NA(
            "talked-but-na",
            call -> call.outcome() == Outcome.NA
                    && call.telephony().result() != TelephonyResult.VOICEMAIL
                    && talked(call, 30)),
    /** A pitch and a refusal do not fit into so little talk. */
    NO_NEED_TOO_SHORT("no-need-too-short", call -> call.outcome() == Outcome.NO_NEED && talkedLessThan(call, 20)),
    /** Hung up, but by our side. */
    CUT_BY_US(
            "cut-by-us",
            call -> call.outcome() == Outcome.CUT && call.telephony().endedBy() == EndedBy.REP),
    /** A follow-up was agreed, but not when. */
    NO_FOLLOW_UP_DATE(
            "no-follow-up-date",
            call -> (call.outcome() == Outcome.D || call.outcome() == Outcome.FOLLOW_UP)
                    && call.summary().followUpAt() == null),
    /** A meeting was agreed, but not when. */
    NO_MEETING_DATE(
            "no-meeting-date",
            call -> call.outcome() == Outcome.C && call.summary().meetingAt() == null);

    private final String flag;
    private final Predicate<Call> contradicts;

    SummaryCheck(String flag, Predicate<Call> contradicts) {
        this.flag = flag;
        this.contradicts = contradicts;
    }

    /** The flags of everything that contradicts in the call, in a fixed order. */
    static List<String> flagsOf(Call call) {
        return Arrays.stream(values())
                .filter(check -> check.contradicts.test(call))
                .map(check -> check.flag)
                .toList();
    }

    private static boolean talked(Call call, int atLeastSeconds) {
        return call.talkSeconds() != null && call.talkSeconds() >= atLeastSeconds;
    }

    private static boolean talkedLessThan(Call call, int seconds) {
        return call.talkSeconds() != null && call.talkSeconds() < seconds;
    }
}
