package io.tierline.analytics.rates.application;

import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Step;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.analytics.rates.domain.Trailing;
import java.time.ZoneId;

/**
 * What somebody wants to know point by point.
 *
 * @param span when the calls started
 * @param by whose calls are counted together
 * @param step how long a point is
 * @param zone by whose clock; null for the company's
 * @param trailing the window that stands beside every point; null for none
 * @param filter which calls are looked at
 * @param metrics the version of the tenant's own rates, from 0; null for the newest
 */
public record SeriesQuestion(
        Timespan span, Grouping by, Step step, ZoneId zone, Trailing trailing, Filter filter, Integer metrics) {}
