package io.tierline.trials.model;

/** A promise that was not held, with the first difference between what must be and what there is. */
public record Violation(String promise, String subject, String difference) {

    /** What must be and what was found, in one line. */
    public static Violation of(String promise, String subject, Object expected, Object found) {
        return new Violation(promise, subject, "must be " + expected + " but is " + found);
    }
}
