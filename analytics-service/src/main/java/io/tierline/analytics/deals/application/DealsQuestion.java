package io.tierline.analytics.deals.application;

import io.tierline.analytics.deals.domain.Section;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Timespan;
import java.util.Set;

/**
 * A question about how deals ended.
 *
 * @param span when they ended
 * @param by whose deals are counted together: the company's, a team's or a rep's
 * @param rep whose customers they were when they ended; null for anybody's
 * @param team whose customers they were when they ended; null for any
 * @param sections what is asked
 * @param minDeals how many deals won or lost a value of the profile needs to be looked at, from 1
 */
public record DealsQuestion(Timespan span, Grouping by, String rep, String team, Set<Section> sections, int minDeals) {}
