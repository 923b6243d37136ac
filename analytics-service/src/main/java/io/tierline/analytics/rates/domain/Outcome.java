package io.tierline.analytics.rates.domain;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How a call went: the nine outcomes of a call summary. <em>Reached</em>: somebody spoke with us. <em>Engaged</em>: the
 * needs were probed and the product was introduced.
 */
public enum Outcome {
    /** No answer, powered off or busy. */
    NA(false, false),
    /** Out of service, wrong or empty number. */
    WN(false, false),
    /** Hostile. */
    BL(true, false),
    /** Hung up. */
    CUT(true, false),
    /** Not needed, said before any need was probed. */
    RJ(true, false),
    /** Refused after the product was introduced. */
    NO_NEED(true, true),
    /** Call later, still at the opening. */
    FOLLOW_UP(true, false),
    /** Potential customer: follow-up agreed. */
    D(true, true),
    /** Target customer: invited to meet. */
    C(true, true);

    /** All nine: the dials. */
    public static final Set<Outcome> ALL = those(outcome -> true);

    /** Those in which somebody was reached. */
    public static final Set<Outcome> REACHED = those(outcome -> outcome.reached);

    /** Those in which the customer was engaged; each is among {@link #REACHED}. */
    public static final Set<Outcome> ENGAGED = those(outcome -> outcome.engaged);

    /**
     * From the best to the worst: engaged before merely reached, reached before not reached, so that by its best outcome a
     * customer is engaged (reached) exactly when any call engaged (reached) it. Among the engaged, a meeting before a
     * follow-up before a refusal; among the merely reached, the more willing to talk first; a number that nobody picked up
     * before one that does not exist.
     */
    public static final List<Outcome> BEST_FIRST = List.of(C, D, NO_NEED, FOLLOW_UP, RJ, CUT, BL, NA, WN);

    private final boolean reached;
    private final boolean engaged;

    Outcome(boolean reached, boolean engaged) {
        this.reached = reached;
        this.engaged = engaged;
    }

    private static Set<Outcome> those(Predicate<Outcome> condition) {
        Set<Outcome> those = EnumSet.noneOf(Outcome.class);
        Arrays.stream(values()).filter(condition).forEach(those::add);
        return Collections.unmodifiableSet(those);
    }
}
