package io.tierline.grading.standards.domain;

/**
 * One condition of a tier.
 *
 * @param id stable within its tier, kebab-case
 * @param when true for the customers that meet it
 */
public record Criterion(String id, Label label, Expression when) {}
