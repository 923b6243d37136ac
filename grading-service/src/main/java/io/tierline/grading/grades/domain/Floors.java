package io.tierline.grading.grades.domain;

import io.tierline.grading.standards.domain.FloorRule;
import io.tierline.grading.standards.domain.Role;
import io.tierline.grading.standards.domain.Standard;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The floors that stand at one moment: what outcomes gave, not taken away since, not over yet.
 *
 * @param standing in no particular order
 */
record Floors(List<Standing> standing) {

    /** A floor and the call that gave it. */
    record Standing(CallFacts call, Floor floor, int rank) {}

    private static final Comparator<Standing> BEST_LAST = Comparator.comparing(Standing::rank)
            .reversed()
            .thenComparing(each -> each.floor().until())
            .thenComparing(each -> each.call().callId(), ById.BYTEWISE);

    static Floors at(Instant now, Collection<CallFacts> calls, Standard standard, ZoneId zone) {
        List<Standing> standing = new ArrayList<>();
        List<CallFacts> inOrder = new ArrayList<>(calls);
        inOrder.sort(CallFacts.BY_START_THEN_ID);
        for (CallFacts call : inOrder) {
            FloorRule rule = call.outcome().map(standard.outcomeFloor()::get).orElse(null);
            if (rule instanceof FloorRule.TakesAway) {
                standing.removeIf(
                        earlier -> takesAway(call.contactRole(), earlier.call().contactRole()));
            } else if (rule instanceof FloorRule.Gives gives && !call.meetingMissed()) {
                Instant until =
                        call.startedAt().atZone(zone).plusDays(gives.days()).toInstant();
                int rank = standard.rankOf(gives.tier()).orElseThrow();
                standing.add(new Standing(call, new Floor(gives.tier(), until, call.callId()), rank));
            }
        }
        standing.removeIf(each -> !now.isBefore(each.floor().until()));
        return new Floors(standing);
    }

    /** The economic buyer's refusal ends everything; anybody else's only what the same role, or likewise nobody in particular, gave. */
    private static boolean takesAway(Optional<Role> refusing, Optional<Role> giving) {
        return refusing.equals(Optional.of(Role.EB)) || refusing.equals(giving);
    }

    Optional<Floor> best() {
        return standing.stream().max(BEST_LAST).map(Standing::floor);
    }

    Optional<Instant> latestStart() {
        return standing.stream().map(each -> each.call().startedAt()).max(Instant::compareTo);
    }

    Optional<Instant> firstEnd() {
        return standing.stream().map(each -> each.floor().until()).min(Instant::compareTo);
    }
}
