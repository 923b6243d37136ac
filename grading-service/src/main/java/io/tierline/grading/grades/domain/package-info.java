/**
 * The grade of a customer: a pure function of what was learned, how its calls went, the company's standard and the time.
 *
 * <p>Sees {@code java.*}, itself and the domain of the standards. No clock, no configuration, no storage: facts in, decision out.
 */
package io.tierline.grading.grades.domain;
