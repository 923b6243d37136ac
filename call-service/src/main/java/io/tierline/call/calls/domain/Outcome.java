package io.tierline.call.calls.domain;

/** How a call went: the nine outcomes of a call summary (外呼小结). */
public enum Outcome {
    /** Not connected: no answer, powered off, busy (N/A, 未接通). */
    NA,
    /** Bad number: out of service, wrong or empty (W/N, 空错号/停机). */
    WN,
    /** Hostile: shouting, abuse; the number goes on the black list (B/L, 抗拒). */
    BL,
    /** The customer hung up (挂线). */
    CUT,
    /** Not needed, before any need was probed or the product was introduced (R/J, 直接不需要). */
    RJ,
    /** Declined after needs were probed and the product was introduced (No Need, 拒绝). */
    NO_NEED,
    /** Call later: busy, will think about it; still at the opening (待跟进). */
    FOLLOW_UP,
    /** Potential customer: needs probed, product introduced, objections handled, follow-up agreed (潜力客户). */
    D,
    /** Target customer: as D, and invited to meet face to face (目标客户). */
    C;

    /** Whether the customer was on the line. */
    public boolean reached() {
        return this != NA && this != WN;
    }
}
