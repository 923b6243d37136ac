/**
 * Grading standards: what a company asks of a customer before it counts it as A, B, C …, as data that is checked when it is written.
 *
 * <p>Pure: sees {@code java.*} and itself, and the CEL library in {@link io.tierline.grading.standards.domain.CelExpressions} alone. The
 * grades know the standards; the standards know nothing of grades.
 */
package io.tierline.grading.standards.domain;
