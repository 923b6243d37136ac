package io.tierline.analytics.rates.application;

import io.tierline.analytics.rates.domain.GroupCounts;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.analytics.rates.domain.Timespan.Period;
import java.util.List;

/**
 * The rates of some groups over a period.
 *
 * @param period when the calls started
 * @param by whose calls are counted together
 * @param catalogue what the rates are
 * @param groups sorted by id, what has none last; only groups with calls
 */
public record RateTable(Period period, Grouping by, RateCatalogue catalogue, List<GroupCounts> groups) {}
