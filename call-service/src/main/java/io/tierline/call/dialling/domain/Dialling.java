package io.tierline.call.dialling.domain;

import io.tierline.call.calls.domain.CallStatus;
import io.tierline.call.calls.domain.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * May I dial? A function of the set of a number's calls and marks, of its trunks' bursts, the policy and the moment: in
 * what order anything became known has no part in it.
 */
public final class Dialling {

    /** Says what it has against a number, or had and has no more. */
    private interface Rule {

        Stream<Verdict> against(Past past);
    }

    private static final Rule HOSTILE = past -> past.calls().stream()
            .filter(call -> call.outcome() == Outcome.BL)
            .map(call -> forGood(Reason.BL, call.startedAt()));

    private static final Rule UNWANTED_BY_THE_CUSTOMER =
            past -> past.calls().stream().filter(Attempt::doNotCall).map(call -> forGood(Reason.DNC, call.startedAt()));

    private static final Rule MARKED_BY_HAND = past -> past.marks().stream()
            .filter(mark -> mark.kind() == Mark.Kind.SUPPRESSED)
            .map(mark -> forGood(Reason.DNC, mark.at()));

    private static final Rule LEFT_BY_ERASURE = past -> past.marks().stream()
            .map(Mark::erased)
            .filter(Objects::nonNull)
            .filter(kept -> past.evidence().stream()
                    .noneMatch(call -> call.startedAt().isAfter(kept.since()) && refutes(call, kept)));

    private static final Rule BAD_NUMBER = BadNumber::against;

    private static final Rule LONG_UNANSWERED = LongUnanswered::against;

    private static final Rule DECLINED = Dialling::declined;

    private static final Rule DIALLED_ENOUGH_TODAY = Dialling::dialledEnoughToday;

    private static final Rule OUT_OF_HOURS = CallingHours::against;

    private static final List<Rule> RULES = List.of(
            HOSTILE,
            UNWANTED_BY_THE_CUSTOMER,
            MARKED_BY_HAND,
            LEFT_BY_ERASURE,
            BAD_NUMBER,
            LONG_UNANSWERED,
            DECLINED,
            DIALLED_ENOUGH_TODAY,
            OUT_OF_HOURS);

    /** The reason that comes first; of one reason what holds longest, and of that what has held longest. */
    private static final Comparator<Verdict> WEIGHTIEST_FIRST = Comparator.comparing(Verdict::reason)
            .thenComparing(Verdict::until, Comparator.nullsFirst(Comparator.reverseOrder()))
            .thenComparing(Verdict::since);

    private static final Comparator<Attempt> IN_TIME =
            Comparator.comparing(Attempt::startedAt).thenComparing(Attempt::callId);

    private Dialling() {}

    /**
     * Whether the number may be dialled now.
     *
     * @param calls all calls of the number that count, in any order; those that start after now are left aside
     * @param marks all marks on the number, in any order
     * @param bursts at least those that could be to blame for one of the calls
     * @param zone where the company's days begin and end
     */
    public static Verdict decide(
            Collection<Attempt> calls,
            Collection<Mark> marks,
            Bursts bursts,
            SuppressionPolicy policy,
            ZoneId zone,
            Instant now) {
        Past past = past(calls, marks, bursts, policy, zone, now);
        return RULES.stream()
                .flatMap(rule -> rule.against(past))
                .filter(verdict -> verdict.holdsAt(now))
                .min(WEIGHTIEST_FIRST)
                .orElse(Verdict.DIALABLE);
    }

    static Verdict forGood(Reason reason, Instant since) {
        return new Verdict(reason, since, null);
    }

    static Verdict forDays(Reason reason, Instant since, int days) {
        return new Verdict(reason, since, since.plus(Duration.ofDays(days)));
    }

    private static Past past(
            Collection<Attempt> calls,
            Collection<Mark> marks,
            Bursts bursts,
            SuppressionPolicy policy,
            ZoneId zone,
            Instant now) {
        Instant lifted = marks.stream()
                .filter(mark -> mark.kind() == Mark.Kind.LIFTED)
                .map(Mark::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        LocalDate today = now.atZone(zone).toLocalDate();
        List<Attempt> all = calls.stream()
                .filter(call -> !call.startedAt().isAfter(now))
                .sorted(IN_TIME)
                .toList();
        List<Attempt> unlifted =
                all.stream().filter(call -> !call.startedAt().isBefore(lifted)).toList();
        return new Past(
                unlifted,
                unlifted.stream().filter(call -> !bursts.blame(call)).toList(),
                marks.stream().filter(mark -> mark.at().isAfter(lifted)).toList(),
                all.stream()
                        .filter(call ->
                                call.startedAt().atZone(zone).toLocalDate().equals(today))
                        .toList(),
                policy,
                zone,
                now);
    }

    private static Stream<Verdict> declined(Past past) {
        List<Verdict> declined = new ArrayList<>();
        for (Attempt call : past.calls()) {
            if (call.outcome() == Outcome.NO_NEED) {
                declined.add(forDays(
                        Reason.COOL_OFF,
                        call.startedAt(),
                        past.policy().coolOff().noNeedDays()));
            } else if (call.outcome() == Outcome.RJ) {
                declined.add(forDays(
                        Reason.COOL_OFF,
                        call.startedAt(),
                        past.policy().coolOff().rjDays()));
            } else if (showsInterest(call)) {
                declined.clear();
            }
        }
        return declined.stream();
    }

    /** Whether the call would have ended it, had the calls that gave cause for it been there still. */
    private static boolean refutes(Attempt call, Verdict kept) {
        return kept.reason() == Reason.WN && call.reached() || kept.reason() == Reason.LONG_NA && call.endsSilence();
    }

    private static boolean showsInterest(Attempt call) {
        return call.outcome() == Outcome.FOLLOW_UP || call.outcome() == Outcome.D || call.outcome() == Outcome.C;
    }

    private static Stream<Verdict> dialledEnoughToday(Past past) {
        int enough = past.policy().frequency().attemptsPerDay();
        return past.today().stream()
                .filter(call -> call.outbound() && call.status() != CallStatus.FAILED)
                .skip(enough - 1L)
                .limit(1)
                .map(last -> new Verdict(
                        Reason.FREQUENCY,
                        last.startedAt(),
                        past.dateOf(last).plusDays(1).atStartOfDay(past.zone()).toInstant()));
    }
}
