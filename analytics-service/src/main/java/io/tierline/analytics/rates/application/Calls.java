package io.tierline.analytics.rates.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.domain.Call;
import java.util.List;

/** All calls, each as of the highest revision seen so far, and counted as such. */
public interface Calls {

    /**
     * Takes in calls in any order, also repeatedly: one whose revision is not higher than the known one changes nothing,
     * unless it is the same and only now told completely. All or none.
     *
     * @return how many calls were new or changed
     */
    Uni<Integer> keep(List<Call> calls);
}
