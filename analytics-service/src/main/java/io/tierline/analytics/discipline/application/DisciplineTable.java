package io.tierline.analytics.discipline.application;

import io.tierline.analytics.directory.domain.Names;
import io.tierline.analytics.discipline.domain.Discipline;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Timespan.Period;
import java.util.List;

/**
 * The discipline of some groups over a period.
 *
 * @param names of the reps and teams in the rows
 * @param rows sorted by id, what has none last
 */
public record DisciplineTable(Period period, Grouping by, Names names, List<Discipline> rows) {}
