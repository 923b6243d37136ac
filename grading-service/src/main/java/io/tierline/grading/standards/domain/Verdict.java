package io.tierline.grading.standards.domain;

/** What came of evaluating one criterion. */
public sealed interface Verdict {

    /** True when, and only when, the expression came out true. */
    default boolean met() {
        return this instanceof Met;
    }

    /** The expression is true. */
    record Met() implements Verdict {}

    /** The expression is false. */
    record Unmet() implements Verdict {}

    /**
     * The expression could not be evaluated, which counts as not met.
     *
     * @param reason why, in words
     */
    record Failed(String reason) implements Verdict {}
}
