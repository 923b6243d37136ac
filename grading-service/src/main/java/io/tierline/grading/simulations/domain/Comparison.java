package io.tierline.grading.simulations.domain;

import io.tierline.grading.grades.domain.CriterionResult;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.grades.domain.Grade;
import io.tierline.grading.grades.domain.Grader;
import io.tierline.grading.grades.domain.History;
import io.tierline.grading.grades.domain.TierResult;
import io.tierline.grading.simulations.domain.Simulation.Example;
import io.tierline.grading.simulations.domain.Simulation.Move;
import io.tierline.grading.simulations.domain.Simulation.Reason;
import io.tierline.grading.simulations.domain.Simulation.TierCount;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.grading.standards.domain.Tier;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Grades customer after customer by two standards and counts the differences. Takes as much memory for a million as for a hundred. */
public final class Comparison {

    /** Customers that are shown for each way. */
    static final int MOST_EXAMPLES = 5;

    private record Way(Optional<String> from, Optional<String> to) {}

    private static final class Travellers {
        private long count;
        private final List<Example> examples = new ArrayList<>();
    }

    private final Standard active;
    private final Standard other;
    private final Instant now;
    private final ZoneId zone;
    private final Map<Optional<String>, Long> before = new LinkedHashMap<>();
    private final Map<Optional<String>, Long> after = new LinkedHashMap<>();
    private final Map<Way, Travellers> moves = new LinkedHashMap<>();
    private final Separation.Counting separationBefore;
    private final Separation.Counting separationAfter;
    private long customers;
    private long closed;
    private long moved;
    private long newlyOverdue;

    /**
     * Starts one.
     *
     * @param now the moment for which everybody is graded
     * @param zone the company's
     */
    public Comparison(Standard active, Standard other, Instant now, ZoneId zone) {
        this.active = active;
        this.other = other;
        this.now = now;
        this.zone = zone;
        this.separationBefore = new Separation.Counting(active);
        this.separationAfter = new Separation.Counting(other);
    }

    /**
     * Counts a customer.
     *
     * @param closings its deals that were won or lost, of all rounds
     */
    public void add(String customerId, History history, List<Closing> closings) {
        customers++;
        for (Closing closing : closings) {
            History then = closing.before(history);
            separationBefore.add(
                    closing.won(),
                    Grader.grade(then, active, closing.at(), zone).tier());
            separationAfter.add(
                    closing.won(), Grader.grade(then, other, closing.at(), zone).tier());
        }
        if (history.status().state() != State.OPEN) {
            closed++;
            return;
        }
        Grade now = Grader.grade(history, active, this.now, zone);
        Grade then = Grader.grade(history, other, this.now, zone);
        before.merge(now.tier(), 1L, Long::sum);
        after.merge(then.tier(), 1L, Long::sum);
        newlyOverdue += then.overdue() && !now.overdue() ? 1 : 0;
        if (!now.tier().equals(then.tier())) {
            moved++;
            Travellers travellers = moves.computeIfAbsent(new Way(now.tier(), then.tier()), way -> new Travellers());
            travellers.count++;
            if (travellers.examples.size() < MOST_EXAMPLES) {
                travellers.examples.add(example(customerId, now, then));
            }
        }
    }

    /** How many customers have been counted. */
    public long customers() {
        return customers;
    }

    /** What has been counted so far. */
    public Simulation result() {
        return new Simulation(
                active.version(),
                now,
                customers,
                closed,
                moved,
                newlyOverdue,
                inOrder(active, before),
                inOrder(other, after),
                moves.entrySet().stream()
                        .map(entry -> new Move(
                                entry.getKey().from(),
                                entry.getKey().to(),
                                entry.getValue().count,
                                List.copyOf(entry.getValue().examples)))
                        .sorted(Comparator.comparing(Move::customers).reversed())
                        .toList(),
                separationBefore.result(),
                separationAfter.result());
    }

    private static List<TierCount> inOrder(Standard standard, Map<Optional<String>, Long> counts) {
        List<TierCount> inOrder = new ArrayList<>();
        for (Tier tier : standard.tiers()) {
            inOrder.add(new TierCount(Optional.of(tier.code()), counts.getOrDefault(Optional.of(tier.code()), 0L)));
        }
        inOrder.add(new TierCount(Optional.empty(), counts.getOrDefault(Optional.<String>empty(), 0L)));
        return inOrder;
    }

    private static Example example(String customerId, Grade now, Grade then) {
        List<Reason> why = new ArrayList<>();
        then.tier().ifPresent(tier -> whyReached(tier, now, then, why));
        now.tier().ifPresent(tier -> whyLost(tier, then, why));
        return new Example(
                customerId, now.held().map(Grade.Held::basis), then.held().map(Grade.Held::basis), why);
    }

    /** What the tier that the customer comes to still lacks by the active standard, and what stands in its place in the other. */
    private static void whyReached(String code, Grade now, Grade then, List<Reason> why) {
        Optional<TierResult> today = standing(now, code);
        if (today.filter(TierResult::holds).isPresent()) {
            return; // It holds by both; a better one was lost.
        }
        List<CriterionResult> lacking = today.map(TierResult::unmet).orElse(List.of());
        lacking.forEach(result -> why.add(new Reason(true, code, result)));
        for (CriterionResult result : standing(then, code).orElseThrow().criteria()) {
            boolean counterpart = lacking.stream()
                    .anyMatch(each ->
                            each.criterion().id().equals(result.criterion().id()));
            if (result.met() && (counterpart || today.isEmpty())) {
                why.add(new Reason(false, code, result));
            }
        }
    }

    /** What the tier that the customer loses asks for in the other standard, and it has not. */
    private static void whyLost(String code, Grade then, List<Reason> why) {
        standing(then, code)
                .filter(result -> !result.holds())
                .ifPresent(result -> result.unmet().forEach(unmet -> why.add(new Reason(false, code, unmet))));
    }

    private static Optional<TierResult> standing(Grade grade, String code) {
        return grade.tiers().stream()
                .filter(result -> result.tier().code().equals(code))
                .findFirst();
    }
}
