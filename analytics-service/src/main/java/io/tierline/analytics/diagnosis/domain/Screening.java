package io.tierline.analytics.diagnosis.domain;

import static io.tierline.analytics.rates.domain.Outcome.BL;
import static io.tierline.analytics.rates.domain.Outcome.C;
import static io.tierline.analytics.rates.domain.Outcome.CUT;
import static io.tierline.analytics.rates.domain.Outcome.D;
import static io.tierline.analytics.rates.domain.Outcome.FOLLOW_UP;
import static io.tierline.analytics.rates.domain.Outcome.NO_NEED;
import static io.tierline.analytics.rates.domain.Outcome.RJ;

import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Proportion;
import java.util.EnumSet;
import java.util.Set;

/**
 * What first calls are for in a B2B sale: to screen the customer and to book a meeting.
 *
 * @param firstCalls customers whose first call ever in which they were reached is among these
 * @param ruledOut the first call showed that there is nothing to sell for now (BL, RJ, NO_NEED)
 * @param qualified the first call showed a potential or target customer (D, C)
 * @param appointments the first call booked a meeting (C)
 * @param open the first call left open what the customer is (CUT, FOLLOW_UP)
 */
public record Screening(long firstCalls, long ruledOut, long qualified, long appointments, long open) {

    private static final Set<Outcome> RULED_OUT = EnumSet.of(BL, RJ, NO_NEED);
    private static final Set<Outcome> QUALIFIED = EnumSet.of(D, C);
    private static final Set<Outcome> OPEN = EnumSet.of(CUT, FOLLOW_UP);

    /** @param firstCalls counts of first calls alone */
    public static Screening of(Counts firstCalls) {
        return new Screening(
                firstCalls.reached(),
                firstCalls.of(RULED_OUT),
                firstCalls.of(QUALIFIED),
                firstCalls.of(EnumSet.of(C)),
                firstCalls.of(OPEN));
    }

    /** Of the first calls, those after which one knows what the customer is: ruled out or qualified. */
    public Proportion screened() {
        return new Proportion(ruledOut + qualified, firstCalls);
    }

    /** Of the first calls, those that showed a potential or target customer. */
    public Proportion qualifiedShare() {
        return new Proportion(qualified, firstCalls);
    }

    /** Of the first calls, those that booked a meeting. */
    public Proportion appointmentShare() {
        return new Proportion(appointments, firstCalls);
    }
}
