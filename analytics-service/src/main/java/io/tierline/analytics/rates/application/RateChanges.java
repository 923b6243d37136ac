package io.tierline.analytics.rates.application;

import io.tierline.analytics.directory.domain.Names;
import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.GroupCounts;
import io.tierline.analytics.rates.domain.Proportion;
import io.tierline.analytics.rates.domain.RateCatalogue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is different between two answers to one question.
 *
 * @param table the later answer, of its rows only those that are new or look different
 * @param gone the ids of rows that only the earlier one has; null stands for the row without an id
 */
public record RateChanges(RateTable table, List<String> gone) {

    /** All that a reader sees of a row. */
    private record Seen(
            GroupCounts group,
            Counts prior,
            String repName,
            String teamName,
            Map<String, Proportion> rates,
            Map<String, Proportion> priorRates) {

        static Seen of(RateTable.Row row, RateCatalogue catalogue, Names names) {
            return new Seen(
                    row.group(),
                    row.prior(),
                    names.ofRep(row.group().rep()),
                    names.ofTeam(row.group().team()),
                    catalogue.of(row.group().counts()),
                    row.prior() == null ? null : catalogue.of(row.prior()));
        }
    }

    public RateChanges {
        gone = Collections.unmodifiableList(new ArrayList<>(gone));
    }

    /**
     * What has to be told to somebody who has seen the one answer and is to know the other. The rows are compared by what
     * they say: counts, rates, names; that the period has moved on alone is no change.
     */
    static RateChanges between(RateTable before, RateTable after) {
        Map<String, Seen> earlier = new HashMap<>();
        before.rows().forEach(row -> earlier.put(row.group().id(), Seen.of(row, before.catalogue(), before.names())));
        List<RateTable.Row> changed = new ArrayList<>();
        for (RateTable.Row row : after.rows()) {
            Seen was = earlier.remove(row.group().id());
            if (!Seen.of(row, after.catalogue(), after.names()).equals(was)) {
                changed.add(row);
            }
        }
        List<String> gone = before.rows().stream()
                .map(row -> row.group().id())
                .filter(earlier::containsKey)
                .toList();
        return new RateChanges(
                new RateTable(
                        after.period(),
                        after.prior(),
                        after.by(),
                        after.per(),
                        after.catalogue(),
                        after.names(),
                        List.copyOf(changed)),
                gone);
    }

    /** Whether there is nothing to tell. */
    public boolean isNone() {
        return table.rows().isEmpty() && gone.isEmpty();
    }
}
