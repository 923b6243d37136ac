package io.tierline.grading.timeline.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.timeline.domain.Entry;
import io.tierline.grading.timeline.domain.EntryKind;
import io.tierline.kit.paging.Page;
import java.util.Set;

/** Everything that happened to customers, read from where each thing is kept. */
public interface Timeline {

    /** A page of what happened to the customer, the latest first. */
    Uni<Page<Entry>> of(CustomerKey customer, Set<EntryKind> kinds, int limit, String cursor);
}
