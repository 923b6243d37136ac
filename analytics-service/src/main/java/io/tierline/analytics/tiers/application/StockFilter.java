package io.tierline.analytics.tiers.application;

import io.tierline.analytics.rates.domain.Grouping;

/**
 * Which customers are looked at.
 *
 * @param by whose are counted together: company, team or rep
 * @param rep only this rep's; null for all
 * @param team only this team's; null for all
 */
public record StockFilter(Grouping by, String rep, String team) {}
