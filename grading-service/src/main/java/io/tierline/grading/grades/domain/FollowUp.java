package io.tierline.grading.grades.domain;

import io.tierline.grading.standards.domain.Outcome;
import io.tierline.grading.standards.domain.Role;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A call that was promised and not made yet.
 *
 * @param callId the call that promised it
 * @param role whom to call; empty: anybody at the customer
 * @param at when
 */
public record FollowUp(String callId, Optional<Role> role, Instant at) {

    /**
     * The promises that are open, the earliest first. One is done by the next call that reached the same role and was not cut
     * off; if it names no role, by the next one that reached anybody. That is call-service's rule as far as it can be told
     * without phone numbers.
     *
     * @param calls all of one customer
     */
    public static List<FollowUp> open(Collection<CallFacts> calls) {
        Map<Role, CallFacts> latestByRole = new EnumMap<>(Role.class);
        CallFacts latest = null;
        for (CallFacts call : calls) {
            if (doesFollowUp(call)) {
                latest = later(latest, call);
                call.contactRole().ifPresent(role -> latestByRole.merge(role, call, FollowUp::later));
            }
        }
        CallFacts latestOfAll = latest;
        return calls.stream()
                .filter(call -> call.followUpAt().isPresent() && !call.followUpCancelled())
                .filter(promise -> {
                    CallFacts done =
                            promise.contactRole().map(latestByRole::get).orElse(null);
                    if (promise.contactRole().isEmpty()) {
                        done = latestOfAll;
                    }
                    return done == null || CallFacts.BY_START_THEN_ID.compare(promise, done) >= 0;
                })
                .map(call -> new FollowUp(
                        call.callId(), call.contactRole(), call.followUpAt().get()))
                .sorted(Comparator.comparing(FollowUp::at).thenComparing(FollowUp::callId, ById.BYTEWISE))
                .toList();
    }

    private static boolean doesFollowUp(CallFacts call) {
        return call.outcome()
                .filter(outcome -> outcome.reached() && outcome != Outcome.CUT)
                .isPresent();
    }

    private static CallFacts later(CallFacts one, CallFacts other) {
        return one == null || CallFacts.BY_START_THEN_ID.compare(one, other) < 0 ? other : one;
    }
}
