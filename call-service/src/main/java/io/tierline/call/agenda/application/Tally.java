package io.tierline.call.agenda.application;

import io.tierline.call.agenda.domain.Agreement;
import io.tierline.call.agenda.domain.Period;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Counts per rep or team.
 *
 * @param period what was counted: all that is due in it
 * @param rows by name; those of nobody last
 */
public record Tally<C>(Period period, By by, List<Row<C>> rows) {

    /**
     * The counts of one rep or team.
     *
     * @param rep null when counted by team
     * @param team by rep the team of the latest agreement
     */
    public record Row<C>(String rep, String team, C counts) {}

    /** Gathers the counts one by one. */
    static final class Count<C> {

        private final By by;
        private final C none;
        private final Map<String, Row<C>> rows = new TreeMap<>(Comparator.nullsLast(Comparator.naturalOrder()));

        Count(By by, C none) {
            this.by = by;
            this.none = none;
        }

        /** Counts one; they have to come in the order of time. */
        void add(Agreement agreement, UnaryOperator<C> and) {
            rows.compute(
                    by.of(agreement),
                    (name, row) -> new Row<>(
                            by == By.REP ? name : null,
                            agreement.team(),
                            and.apply(row == null ? none : row.counts())));
        }

        Tally<C> over(Period period) {
            return new Tally<>(period, by, List.copyOf(rows.values()));
        }
    }
}
