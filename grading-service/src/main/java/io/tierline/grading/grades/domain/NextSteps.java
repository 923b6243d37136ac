package io.tierline.grading.grades.domain;

import io.tierline.grading.standards.domain.Criterion;
import io.tierline.grading.standards.domain.Label;
import io.tierline.grading.standards.domain.Outcome;
import io.tierline.grading.standards.domain.Variable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds out what a customer lacks for its next tier, as things to do.
 *
 * <p>A criterion is a company's own expression, so nothing is known of it but whether it is true. So it is tried: with one thing
 * better than it is, with two, with three. The fewest changes that make it true are what is lacking; of as many, those that are
 * the smallest. That holds for any expression whose answer lies within three changes of the qualification, or a meeting.
 */
public final class NextSteps {

    private static final int MOST_CHANGES = 3;
    private static final int MOST_WAYS = 3;

    /** Trials of one criterion, and the steps that they may take together, as expressions count them. */
    private static final int MOST_TRIALS = 400;

    private static final int MOST_COST = 40_000;

    /** Days ahead at which a decision date is tried. */
    private static final List<Integer> DAYS = List.of(0, 1, 3, 7, 14, 30, 60, 90);

    /** A criterion that takes a date as far ahead as this takes any. */
    private static final int FAR_AHEAD = 120;

    private static final Map<String, Field> FIELDS =
            Arrays.stream(Field.values()).collect(Collectors.toMap(Field::pointer, Function.identity()));

    private final Qualification known;
    private final Profile profile;
    private final LocalDate today;
    private final Map<String, Object> present;

    /** What the variables would be worth after each move alone, in the order in which moves are tried. */
    private final Map<Move, Map<String, Object>> moves = new LinkedHashMap<>();

    private NextSteps(Grade grade, History history, LocalDate today) {
        History round = history.ofThisRound();
        this.known = grade.qualification();
        this.profile = round.profile();
        this.today = today;
        this.present = Variables.of(known, round.calls(), profile, today);
        Move.from(known).forEach(move -> moves.put(move, after(List.of(move))));
        DAYS.stream().map(this::decision).forEach(move -> moves.put(move, after(List.of(move))));
    }

    /**
     * One step for each criterion of the next tier that is not met, in the standard's order; none without a next tier.
     *
     * @param grade what the history was given
     * @param today in the company's zone
     */
    public static List<NextStep> of(Grade grade, History history, LocalDate today) {
        List<CriterionResult> unmet = grade.next().map(TierResult::unmet).orElse(List.of());
        if (unmet.isEmpty()) {
            return List.of();
        }
        NextSteps steps = new NextSteps(grade, history, today);
        return unmet.stream()
                .map(CriterionResult::criterion)
                .map(criterion -> steps.new Search(criterion).step())
                .toList();
    }

    /** The search for one criterion. */
    private final class Search {

        private final Criterion criterion;
        private final List<Move> moves;
        private final List<List<Move>> found = new ArrayList<>();
        private int trials;

        Search(Criterion criterion) {
            this.criterion = criterion;
            this.trials = Math.min(
                    MOST_TRIALS, MOST_COST / Math.max(1, criterion.when().cost()));
            Set<Variable> read = criterion.when().reads();
            this.moves = NextSteps.this.moves.entrySet().stream()
                    .filter(move -> read.stream().anyMatch(variable -> changes(move.getValue(), variable)))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        NextStep step() {
            for (int size = 1; size <= MOST_CHANGES && found.isEmpty(); size++) {
                search(List.of(), 0, size);
            }
            int least = found.stream().mapToInt(NextSteps::effort).min().orElse(0);
            List<List<Move>> ways = found.stream()
                    .filter(way -> effort(way) == least)
                    // Of one way with several dates the first stands for all: its words say which dates do.
                    .collect(Collectors.toMap(
                            NextSteps::withoutDates, Function.identity(), (one, other) -> one, LinkedHashMap::new))
                    .values()
                    .stream()
                    .limit(MOST_WAYS)
                    .map(this::datesInWords)
                    .toList();
            return new NextStep(
                    criterion,
                    ways.stream()
                            .map(way -> way.stream()
                                    .map(move -> move.slot() + ":" + move.to())
                                    .toList())
                            .toList(),
                    ways.isEmpty()
                            ? new Label(
                                    "Still to be met: " + criterion.label().en(),
                                    "尚需满足：" + criterion.label().zhCn())
                            : words(ways));
        }

        /** Every choice of so many moves, no two of the same slot. */
        private void search(List<Move> chosen, int from, int size) {
            if (chosen.size() == size) {
                if (trials-- > 0 && isMetWith(chosen)) {
                    found.add(chosen);
                }
                return;
            }
            for (int next = from; next < moves.size() && trials > 0; next++) {
                Move move = moves.get(next);
                if (chosen.stream().noneMatch(other -> other.slot().equals(move.slot()))) {
                    List<Move> more = new ArrayList<>(chosen);
                    more.add(move);
                    search(more, next + 1, size);
                }
            }
        }

        private boolean isMetWith(List<Move> chosen) {
            Map<String, Object> then = chosen.size() == 1 ? NextSteps.this.moves.get(chosen.get(0)) : null;
            return criterion
                    .when()
                    .evaluate(then == null ? after(chosen) : then)
                    .met();
        }

        /** Says which dates do, all else as in the way. */
        private List<Move> datesInWords(List<Move> way) {
            return way.stream()
                    .map(move -> move.slot().equals(Move.DATE) ? dateInWords(way, move) : move)
                    .toList();
        }

        private Move dateInWords(List<Move> way, Move date) {
            int first = daysAhead(date);
            int last = first;
            while (first > 0 && isMetWith(on(way, first - 1))) {
                first--;
            }
            while (last < FAR_AHEAD && isMetWith(on(way, last + 1))) {
                last++;
            }
            LocalDate earliest = today.plusDays(first);
            LocalDate latest = today.plusDays(last);
            Label words = new Label("Agree on a decision date", "约定决策日期");
            if (first > 0 && last < FAR_AHEAD) {
                words = new Label(
                        words.en() + " from " + earliest + " to " + latest,
                        words.zhCn() + "（" + earliest + "至" + latest + "）");
            } else if (first > 0) {
                words = new Label(
                        words.en() + ", " + earliest + " at the earliest", words.zhCn() + "（不早于" + earliest + "）");
            } else if (last < FAR_AHEAD) {
                words = new Label(words.en() + ", " + latest + " at the latest", words.zhCn() + "（不晚于" + latest + "）");
            }
            return new Move(date.slot(), date.to(), date.effort(), words);
        }

        private List<Move> on(List<Move> way, int days) {
            return way.stream()
                    .map(move -> move.slot().equals(Move.DATE) ? decision(days) : move)
                    .toList();
        }
    }

    private Move decision(int days) {
        return new Move(Move.DATE, today.plusDays(days).toString(), 1, new Label("", ""));
    }

    private int daysAhead(Move decision) {
        return (int) (LocalDate.parse(decision.to()).toEpochDay() - today.toEpochDay());
    }

    private boolean changes(Map<String, Object> after, Variable variable) {
        return !after.get(variable.code()).equals(present.get(variable.code()));
    }

    /** What the variables would be worth. */
    private Map<String, Object> after(List<Move> moves) {
        Map<Field, Fact> facts = new EnumMap<>(Field.class);
        facts.putAll(known.facts());
        Map<String, Object> outcomes = new HashMap<>(outcomes());
        for (Move move : moves) {
            if (move.slot().equals(Move.MEETING)) {
                outcomes.merge(Outcome.C.name(), 1L, (one, more) -> (Long) one + (Long) more);
            } else {
                Field field = FIELDS.get(move.slot());
                facts.put(field, new Fact(field, move.to(), null, null, null));
            }
        }
        Map<String, Object> variables = Variables.of(new Qualification(facts), List.of(), profile, today);
        variables.put(Variable.OUTCOMES.code(), outcomes);
        return variables;
    }

    @SuppressWarnings("unchecked") // is made by Variables as such
    private Map<String, Object> outcomes() {
        return (Map<String, Object>) present.get(Variable.OUTCOMES.code());
    }

    private static int effort(List<Move> way) {
        return way.stream().mapToInt(Move::effort).sum();
    }

    private static List<String> withoutDates(List<Move> way) {
        return way.stream()
                .map(move -> move.slot() + (move.slot().equals(Move.DATE) ? "" : move.to()))
                .toList();
    }

    /** The ways joined by or, each way's moves by and. */
    private static Label words(List<List<Move>> ways) {
        List<Label> each = ways.stream()
                .map(way -> joined(way.stream().map(Move::words).toList(), " and ", "，并"))
                .toList();
        return joined(each, ", or ", "；或");
    }

    private static Label joined(List<Label> labels, String en, String zhCn) {
        String english = labels.stream().map(Label::en).map(NextSteps::inside).collect(Collectors.joining(en));
        return new Label(
                english.substring(0, 1).toUpperCase(Locale.ROOT) + english.substring(1),
                labels.stream().map(Label::zhCn).collect(Collectors.joining(zhCn)));
    }

    /** Inside a sentence. */
    private static String inside(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }
}
