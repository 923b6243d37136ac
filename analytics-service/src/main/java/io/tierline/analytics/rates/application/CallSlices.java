package io.tierline.analytics.rates.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.SliceCounts;
import io.tierline.analytics.rates.domain.Slices;
import java.util.List;

/** The calls that are kept, counted slice by slice. */
public interface CallSlices {

    /**
     * The tenant's calls by group and by the slice in which they started, in no order: one entry where there are any.
     * Voided calls are in none; every other call that started in one of the slices and that the filter lets through is in
     * exactly one.
     */
    Uni<List<SliceCounts>> in(Slices slices, Grouping by, String tenant, Filter filter);
}
