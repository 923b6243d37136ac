package io.tierline.analytics.rates.application;

import io.tierline.analytics.directory.domain.Names;
import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.GroupCounts;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Per;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.analytics.rates.domain.Timespan.Period;
import java.util.List;

/**
 * The rates of some groups over a period.
 *
 * @param period when the calls started
 * @param prior the period of the same length that ends where this one begins; null when it was not asked for
 * @param by whose calls are counted together
 * @param per what is counted
 * @param catalogue what the rates are
 * @param names of the reps and teams in the rows
 * @param rows sorted by id, what has none last; only groups with calls in either period
 */
public record RateTable(
        Period period, Period prior, Grouping by, Per per, RateCatalogue catalogue, Names names, List<Row> rows) {

    /**
     * One group in both periods.
     *
     * @param group its calls in the period; counts of 0 when it has none there
     * @param prior its calls in the preceding period, counts of 0 when it has none there; null when it was not asked for
     */
    public record Row(GroupCounts group, Counts prior) {}
}
