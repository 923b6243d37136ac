package io.tierline.grading.worklist.domain;

/** Why a customer is on the worklist. */
public enum Kind {
    /** A call that was promised for today or before. */
    FOLLOW_UP("follow-up"),
    /** The tier's time is up, or the decision date has passed. */
    OVERDUE("overdue"),
    /** That is about to happen. */
    DEADLINE("deadline"),
    /** Nobody has talked to the customer for as long as the tier's strategy allows. */
    CADENCE("cadence"),
    /** A won customer is satisfied and was not asked whom else it knows. */
    REFERRAL_REQUEST("referral-request"),
    /** There is a better tier. */
    NEXT_STEP("next-step"),
    /** It fits the ideal profile and was never called. */
    BEST_FIT("best-fit");

    private final String code;

    Kind(String code) {
        this.code = code;
    }

    /** The word in the API. */
    public String code() {
        return code;
    }
}
