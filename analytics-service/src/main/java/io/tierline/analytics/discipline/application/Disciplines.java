package io.tierline.analytics.discipline.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.discipline.domain.Days;
import io.tierline.analytics.discipline.domain.Discipline;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Timespan.Period;
import java.time.Instant;
import java.util.List;

/** What became of summaries, follow-ups and meetings, counted. */
public interface Disciplines {

    /**
     * The tenant's discipline by group, sorted by its id (bytewise), what has none last; voided calls are in none.
     *
     * @param days the company's days that the period touches
     * @param now as of when it is decided what is over
     * @param by rep, team or company
     * @param filter of the calls that are to be summarised, that promised and that booked; whether a call is the
     *     customer's first or flagged is not looked at
     */
    Uni<List<Discipline>> in(Period period, Days days, Instant now, Grouping by, String tenant, Filter filter);
}
