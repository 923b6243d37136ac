package io.tierline.grading.grades.domain;

import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.grades.domain.Grade.Basis;
import io.tierline.grading.grades.domain.Grade.Held;
import io.tierline.grading.standards.domain.Criterion;
import io.tierline.grading.standards.domain.OnStale;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.grading.standards.domain.Tier;
import io.tierline.grading.standards.domain.Variable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Grades a customer.
 *
 * <p>The rules, in the order in which they are applied: what is known ({@link Qualification}), what outcomes alone are worth
 * ({@link Floors}), when the last progress was made, when that is too long ago, and which is the best tier that holds.
 */
public final class Grader {

    /** Being overdue begins after the due moment: this much later, the resolution of the database's clock. */
    private static final Duration AFTER = Duration.ofNanos(1_000);

    private Grader() {}

    /**
     * The grade of a customer; the same for the same input, in whatever order that comes.
     *
     * @param now the moment of the grade; a fact counts even if it lies ahead of it (clocks differ): to go back in time use
     *     {@link History#asOf}
     * @param zone the company's, for everything that is counted in days
     */
    public static Grade grade(History history, Standard standard, Instant now, ZoneId zone) {
        History round = history.ofThisRound();
        LocalDate today = LocalDate.ofInstant(now, zone);
        Qualification known = Qualification.of(round);
        Floors floors = Floors.at(now, round.calls(), standard, zone);
        Optional<Floor> floor = floors.best();
        Optional<Instant> progress = Stream.of(known.latestPositive(), floors.latestStart())
                .flatMap(Optional::stream)
                .max(Instant::compareTo);

        Map<String, Object> variables = Variables.of(known, round.calls(), round.profile(), today);
        int floorRank = floor.flatMap(it -> standard.rankOf(it.tier())).orElse(Integer.MAX_VALUE);
        List<TierResult> tiers = new ArrayList<>();
        for (int rank = 0; rank < standard.tiers().size(); rank++) {
            Tier tier = standard.tiers().get(rank);
            List<CriterionResult> criteria = evaluate(tier, variables, known);
            boolean criteriaMet = criteria.stream().allMatch(CriterionResult::met);
            Optional<Instant> due = due(tier, progress, round.extensions(), zone);
            boolean stale = tier.onStale() == OnStale.DEMOTE && isPast(due, now);
            tiers.add(new TierResult(tier, criteria, criteriaMet, floorRank <= rank, due, stale));
        }

        if (round.status().state() != State.OPEN) {
            return new Grade(
                    standard,
                    round.status(),
                    known,
                    Optional.empty(),
                    progress,
                    floor,
                    tiers,
                    Optional.empty(),
                    Optional.empty());
        }
        boolean decisionPast = known.decisionDate().filter(today::isAfter).isPresent();
        int heldRank = 0;
        while (heldRank < tiers.size() && !tiers.get(heldRank).holds()) {
            heldRank++;
        }
        Optional<Held> held =
                heldRank == tiers.size() ? Optional.empty() : Optional.of(held(tiers.get(heldRank), now, decisionPast));
        Optional<TierResult> next = heldRank == 0 ? Optional.empty() : Optional.of(tiers.get(heldRank - 1));
        Optional<Instant> nextMoment = nextMoment(now, zone, standard, known, floors, held);
        return new Grade(standard, round.status(), known, held, progress, floor, tiers, next, nextMoment);
    }

    private static Held held(TierResult result, Instant now, boolean decisionPast) {
        Basis basis = result.criteriaMet() ? Basis.CRITERIA : Basis.OUTCOME;
        return new Held(result.tier(), basis, result.due(), isPast(result.due(), now) || decisionPast);
    }

    private static List<CriterionResult> evaluate(Tier tier, Map<String, Object> variables, Qualification known) {
        List<CriterionResult> results = new ArrayList<>(tier.criteria().size());
        for (Criterion criterion : tier.criteria()) {
            Map<Variable, Object> read = new EnumMap<>(Variable.class);
            Set<String> evidence = new TreeSet<>(ById.BYTEWISE);
            for (Variable variable : criterion.when().reads()) {
                read.put(variable, variables.get(variable.code()));
                for (Field field : Variables.fieldsOf(variable)) {
                    Fact fact = known.facts().get(field);
                    if (fact != null) {
                        evidence.add(fact.source());
                    }
                }
            }
            results.add(new CriterionResult(
                    criterion, criterion.when().evaluate(variables), read, new ArrayList<>(evidence)));
        }
        return List.copyOf(results);
    }

    /** The end of the local day that lies the tier's days, and those of the extensions since, after progress. */
    private static Optional<Instant> due(
            Tier tier, Optional<Instant> progress, Iterable<Extension> extensions, ZoneId zone) {
        if (tier.staleAfterDays().isEmpty() || progress.isEmpty()) {
            return Optional.empty();
        }
        long days = tier.staleAfterDays().get();
        for (Extension extension : extensions) {
            if (extension.recordedAt().isAfter(progress.get())) {
                days += extension.days();
            }
        }
        LocalDate lastDay = LocalDate.ofInstant(progress.get(), zone).plusDays(days);
        return Optional.of(lastDay.plusDays(1).atStartOfDay(zone).toInstant());
    }

    private static boolean isPast(Optional<Instant> due, Instant now) {
        return due.filter(now::isAfter).isPresent();
    }

    /**
     * Of all tiers only the due moment of the one held matters: a better one that went stale stays so, and what happens to a worse one does
     * not show before this one is lost. A decision date counts at every midnight for a standard that looks at the days left, otherwise at
     * the one by which it has passed.
     */
    private static Optional<Instant> nextMoment(
            Instant now, ZoneId zone, Standard standard, Qualification known, Floors floors, Optional<Held> held) {
        Optional<Instant> overdue = held.flatMap(Held::due).map(due -> due.plus(AFTER));
        Optional<Instant> midnight = known.decisionDate()
                .map(date -> standard.readsDaysToDecision() ? LocalDate.ofInstant(now, zone) : date)
                .map(day -> day.plusDays(1).atStartOfDay(zone).toInstant());
        return Stream.of(floors.firstEnd(), overdue, midnight)
                .flatMap(Optional::stream)
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }
}
