package io.tierline.call.dialling.domain;

import io.tierline.call.calls.domain.Outcome;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Nobody can be reached under the number.
 *
 * <p>It is a bad one at once and until somebody was reached under it after all. A line that its carrier has suspended is
 * tried once more after a while: still bad, it stays so; anything else shows that it lives. That there is no route to it
 * says something about the number only after several days and over several trunks, for it may be our route that is broken.
 */
final class BadNumber {

    private final Past past;
    private final Set<LocalDate> daysWithoutRoute = new HashSet<>();
    private final Set<String> trunksWithoutRoute = new HashSet<>();
    private Verdict bad;

    private BadNumber(Past past) {
        this.past = past;
    }

    static Stream<Verdict> against(Past past) {
        BadNumber number = new BadNumber(past);
        past.evidence().forEach(number::take);
        return Stream.ofNullable(number.bad);
    }

    private void take(Attempt call) {
        if (call.foundNoRoute()) {
            takeNoRoute(call);
        } else if (!call.isSilentAboutTheNumber()) {
            daysWithoutRoute.clear();
            trunksWithoutRoute.clear();
            if (call.outcome() == Outcome.WN) {
                takeBad(call);
            } else if (call.reached() || call.outcome() != null && awaitsVerification()) {
                bad = null;
            }
        }
    }

    private void takeBad(Attempt call) {
        if (bad == null && call.foundSuspended()) {
            bad = Dialling.forDays(
                    Reason.WN, call.startedAt(), past.policy().suspended().reverifyAfterDays());
        } else if (bad == null || awaitsVerification() && !isTooSoon(call)) {
            bad = Dialling.forGood(Reason.WN, call.startedAt());
        }
    }

    /** That a suspended line is still suspended while we wait says nothing new. */
    private boolean isTooSoon(Attempt call) {
        return call.foundSuspended() && bad.holdsAt(call.startedAt());
    }

    private boolean awaitsVerification() {
        return bad != null && bad.until() != null;
    }

    private void takeNoRoute(Attempt call) {
        daysWithoutRoute.add(past.dateOf(call));
        trunksWithoutRoute.add(call.trunk());
        boolean often = daysWithoutRoute.size() >= past.policy().noRoute().days()
                && trunksWithoutRoute.size() >= past.policy().noRoute().trunks();
        if (often && (bad == null || awaitsVerification())) {
            bad = Dialling.forGood(Reason.WN, call.startedAt());
        }
    }
}
