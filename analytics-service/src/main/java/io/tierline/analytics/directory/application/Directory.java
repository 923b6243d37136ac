package io.tierline.analytics.directory.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.directory.domain.Entry;
import io.tierline.analytics.directory.domain.Entry.Company;
import io.tierline.analytics.directory.domain.Names;
import java.util.Collection;
import java.util.List;

/** Reps, teams and companies, each as of the highest revision seen so far. */
public interface Directory {

    /** Takes in entries in any order, also repeatedly: one whose revision is not higher changes nothing. All or none. */
    Uni<Void> keep(List<Entry> entries);

    /** What these reps and teams are called. */
    Uni<Names> names(String tenant, Collection<String> reps, Collection<String> teams);

    /** What holds for the company; the defaults (UTC, en) while it has set nothing. */
    Uni<Company> company(String tenant);
}
