package io.tierline.grading.worklist.domain;

import io.tierline.grading.grades.domain.FollowUp;
import io.tierline.grading.grades.domain.Grade;
import io.tierline.grading.grades.domain.History;
import io.tierline.grading.grades.domain.NextStep;
import io.tierline.grading.grades.domain.NextSteps;
import io.tierline.grading.grades.domain.TierResult;
import io.tierline.grading.standards.domain.Label;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.grading.standards.domain.Tier;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says of a customer why it is on the worklist and what to do.
 *
 * @param history all that is known of the customer
 * @param grade what follows from it on this day
 */
public record Explanation(Workday day, Candidate customer, History history, Grade grade) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private static final Label ASK_FOR_DECISION =
            new Label("Ask how the decision stands and agree on the date", "了解决策进展并约定日期");
    private static final Label ASK_FOR_REFERRAL = new Label("Ask whom else they know who could use it", "请其转介绍");
    private static final Label FIRST_CALL = new Label("Make the first call", "首次外呼");

    /** The reasons in words, in their order; several promised calls are several reasons. */
    public List<Explained> of(List<Reason> reasons) {
        return reasons.stream().flatMap(this::explain).toList();
    }

    private Stream<Explained> explain(Reason reason) {
        Instant at = reason.urgency().at();
        return switch (reason.kind()) {
            case FOLLOW_UP -> followUps(at);
            case OVERDUE -> Stream.of(overdue(at));
            case DEADLINE -> Stream.of(deadline(at));
            case CADENCE -> Stream.of(cadence());
            case REFERRAL_REQUEST ->
                Stream.of(plain(
                        reason.kind(),
                        null,
                        new Label("Satisfied since " + date(at), "自" + date(at) + "起满意"),
                        ASK_FOR_REFERRAL));
            case NEXT_STEP -> Stream.of(nextStep());
            case BEST_FIT ->
                Stream.of(plain(
                        reason.kind(),
                        null,
                        new Label(
                                "Fits the ideal profile by " + customer.fit() + " of 100 and was never called",
                                "画像匹配度" + customer.fit() + "分，尚未外呼"),
                        FIRST_CALL));
        };
    }

    private Stream<Explained> followUps(Instant earliest) {
        List<Explained> due = FollowUp.open(history.calls()).stream()
                .filter(followUp -> followUp.at().isBefore(day.end()))
                .map(this::followUp)
                .toList();
        // What is kept may be a moment ahead of the history that was read, or behind it.
        return due.isEmpty() ? Stream.of(followUp(new FollowUp(null, Optional.empty(), earliest))) : due.stream();
    }

    private Explained followUp(FollowUp followUp) {
        LocalDateTime at = LocalDateTime.ofInstant(followUp.at(), day.zone());
        boolean today = at.toLocalDate().equals(day.today());
        String time = at.format(TIME);
        String who = followUp.role().map(role -> "the " + role).orElse("");
        String whom = followUp.role().map(Enum::name).orElse("");
        Label reason = new Label(
                "A call" + (who.isEmpty() ? "" : " to " + who) + " was promised for "
                        + (today ? "today, " : at.toLocalDate() + ", ") + time,
                "已约定" + (today ? "今天" : at.toLocalDate()) + " " + time + "回访" + whom);
        Label action = new Label(who.isEmpty() ? "Call back" : "Call " + who + " back", "按约回访" + whom);
        return new Explained(Kind.FOLLOW_UP, followUp.at(), reason, action, followUp.callId(), List.of());
    }

    private Explained overdue(Instant deadline) {
        LocalDate last = lastDay(deadline);
        return isDecision(deadline)
                ? plain(
                        Kind.OVERDUE,
                        deadline,
                        new Label("The decision was expected on " + last, "决策日期" + last + "已过"),
                        ASK_FOR_DECISION)
                : plain(
                        Kind.OVERDUE,
                        deadline,
                        new Label(
                                "No progress in time: tier " + customer.tier() + " was up on " + last,
                                customer.tier() + "级无进展，已于" + last + "逾期"),
                        advice());
    }

    private Explained deadline(Instant deadline) {
        LocalDate last = lastDay(deadline);
        return isDecision(deadline)
                ? plain(
                        Kind.DEADLINE,
                        deadline,
                        new Label("The decision is expected on " + last, "预计" + last + "决策"),
                        ASK_FOR_DECISION)
                : plain(
                        Kind.DEADLINE,
                        deadline,
                        new Label(
                                "Without progress the time of tier " + customer.tier() + " is up on " + last,
                                "若无进展，" + customer.tier() + "级将于" + last + "到期"),
                        advice());
    }

    private Explained cadence() {
        int days = tier().map(tier -> tier.strategy().contactEveryDays()).orElse(0);
        LocalDate since = date(customer.waitingSince());
        String every = days == 1 ? "every day" : "every " + days + " days";
        Label reason = customer.lastContact() == null
                ? new Label(
                        "Nobody was reached yet; tier " + customer.tier() + " is called " + every,
                        "尚未联系上；" + customer.tier() + "级应每" + days + "天联系一次")
                : new Label(
                        "Last reached on " + since + "; tier " + customer.tier() + " is called " + every,
                        "上次联系为" + since + "；" + customer.tier() + "级应每" + days + "天联系一次");
        return plain(Kind.CADENCE, since.plusDays(days).atStartOfDay(day.zone()).toInstant(), reason, advice());
    }

    private Explained nextStep() {
        List<NextStep> steps = NextSteps.of(grade, history, day.today());
        String next = grade.next().map(TierResult::tier).map(Tier::code).orElse("");
        if (steps.isEmpty()) {
            return plain(
                    Kind.NEXT_STEP,
                    null,
                    new Label("Tier " + next + " was lost for want of progress", next + "级因无进展失效"),
                    new Label("Make progress of any kind", "推动任何进展"));
        }
        String en = steps.stream().map(step -> step.criterion().label().en()).collect(Collectors.joining("; "));
        String zhCn =
                steps.stream().map(step -> step.criterion().label().zhCn()).collect(Collectors.joining("；"));
        Label reason = new Label("Tier " + next + " still lacks: " + en, "距" + next + "级尚缺：" + zhCn);
        return new Explained(Kind.NEXT_STEP, null, reason, steps.get(0).action(), null, steps);
    }

    private static Explained plain(Kind kind, Instant dueAt, Label reason, Label action) {
        return new Explained(kind, dueAt, reason, action, null, List.of());
    }

    /** The company's own words on how to work the tier. */
    private Label advice() {
        return tier().map(tier -> tier.strategy().advice()).orElse(new Label("Call", "外呼"));
    }

    private Optional<Tier> tier() {
        Standard standard = day.standard();
        return Optional.ofNullable(customer.tier())
                .flatMap(standard::rankOf)
                .map(rank -> standard.tiers().get(rank));
    }

    private boolean isDecision(Instant deadline) {
        return grade.qualification()
                .decisionDate()
                .map(date -> date.plusDays(1).atStartOfDay(day.zone()).toInstant())
                .filter(deadline::equals)
                .isPresent();
    }

    private LocalDate date(Instant moment) {
        return LocalDate.ofInstant(moment, day.zone());
    }

    /** The day that a deadline is the end of. */
    private LocalDate lastDay(Instant deadline) {
        return date(deadline.minusNanos(1));
    }
}
