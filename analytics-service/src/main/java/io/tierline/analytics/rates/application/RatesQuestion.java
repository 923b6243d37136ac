package io.tierline.analytics.rates.application;

import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Per;
import io.tierline.analytics.rates.domain.Timespan;

/**
 * What somebody wants to know.
 *
 * @param span when the calls started
 * @param by whose calls are counted together
 * @param per what is counted
 * @param filter which calls are looked at
 * @param prior whether the preceding period of the same length is wanted beside it
 * @param metrics the version of the tenant's own rates, from 0; null for the newest
 */
public record RatesQuestion(Timespan span, Grouping by, Per per, Filter filter, boolean prior, Integer metrics) {}
