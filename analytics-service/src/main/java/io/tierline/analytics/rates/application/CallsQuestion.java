package io.tierline.analytics.rates.application;

import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Part;
import io.tierline.analytics.rates.domain.Timespan;

/**
 * Which calls somebody wants to see.
 *
 * @param span when they started
 * @param filter which of them
 * @param unassigned only those that have no rep, team or campaign: the calls of the row without an id; null for all
 * @param rate only those that are counted for this rate; null for all, also those with no outcome
 * @param part in which of its two numbers they are counted
 * @param metrics the version of the tenant's own rates, from 0; null for the newest
 */
public record CallsQuestion(
        Timespan span, Filter filter, Grouping unassigned, String rate, Part part, Integer metrics) {}
