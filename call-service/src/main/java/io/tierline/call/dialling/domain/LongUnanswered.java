package io.tierline.call.dialling.domain;

import io.tierline.call.dialling.domain.SuppressionPolicy.LongNa;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;

/**
 * Nobody has answered for long, although we tried on several days and at several times of day: the number rests, is tried
 * again, and in the end is given up. What we tried while it should have rested does not count; any sign that the line
 * lives ends it all.
 */
final class LongUnanswered {

    private final Past past;
    private final LongNa policy;
    private final Deque<Attempt> run = new ArrayDeque<>();
    private int rounds;
    private Verdict rest;

    private LongUnanswered(Past past) {
        this.past = past;
        this.policy = past.policy().longNa();
    }

    static Stream<Verdict> against(Past past) {
        LongUnanswered number = new LongUnanswered(past);
        past.evidence().stream().filter(call -> !call.isSilentAboutTheNumber()).forEach(number::take);
        return Stream.ofNullable(number.rest);
    }

    private void take(Attempt call) {
        if (call.endsSilence()) {
            run.clear();
            rounds = 0;
            rest = null;
        } else if (call.unanswered() && !isResting(call)) {
            run.add(call);
            while (Duration.between(run.getFirst().startedAt(), call.startedAt())
                            .compareTo(Duration.ofDays(policy.withinDays()))
                    > 0) {
                run.removeFirst();
            }
            if (isLong()) {
                endRound(call);
            }
        }
    }

    private boolean isResting(Attempt call) {
        return rest != null && rest.holdsAt(call.startedAt());
    }

    private boolean isLong() {
        return run.size() >= policy.attempts()
                && run.stream().map(past::dateOf).distinct().count() >= policy.days()
                && run.stream().map(past::timeOf).map(this::dayPart).distinct().count() >= policy.dayParts();
    }

    private void endRound(Attempt last) {
        run.clear();
        rounds++;
        rest = rounds >= policy.rounds()
                ? Dialling.forGood(Reason.LONG_NA, last.startedAt())
                : Dialling.forDays(Reason.LONG_NA, last.startedAt(), policy.restDays());
    }

    /** Morning, afternoon and evening as 0, 1 and 2. */
    private int dayPart(LocalTime time) {
        return time.isBefore(policy.afternoonFrom()) ? 0 : time.isBefore(policy.eveningFrom()) ? 1 : 2;
    }
}
