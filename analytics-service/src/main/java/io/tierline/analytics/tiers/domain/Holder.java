package io.tierline.analytics.tiers.domain;

/**
 * Whose customers are counted together.
 *
 * @param rep by rep: whose; null for customers of no rep, and in every other grouping
 * @param team by team: whose; null for customers of no team, and in every other grouping
 */
public record Holder(String rep, String team) {}
