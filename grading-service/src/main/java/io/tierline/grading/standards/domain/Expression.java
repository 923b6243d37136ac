package io.tierline.grading.standards.domain;

import java.util.Map;
import java.util.Set;

/** A checked condition of a standard, compiled once and evaluated for every customer. Safe for use by many threads. */
public interface Expression {

    /** The text as it was written. */
    String source();

    /** The variables that it reads, in the order of their declaration. */
    Set<Variable> reads();

    /**
     * How much work one evaluation is at worst, in steps; known before it runs, because the language has no loops but over lists. Bounded by
     * {@link CelExpressions#MAX_COST}.
     */
    int cost();

    /**
     * Evaluates; never throws and always ends.
     *
     * @param values every variable's value by its {@linkplain Variable#code() code}: lists of strings, strings, booleans, {@code long}s, maps
     */
    Verdict evaluate(Map<String, Object> values);
}
