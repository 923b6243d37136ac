package io.tierline.analytics.discipline.application;

import static java.util.stream.Collectors.toSet;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.directory.application.Directory;
import io.tierline.analytics.discipline.domain.Days;
import io.tierline.analytics.discipline.domain.Discipline;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.analytics.rates.domain.Timespan.Period;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** Answers how reliably calls are summarised, customers called again as promised, and meetings held. */
@ApplicationScoped
public class ReadDiscipline {

    private final Disciplines disciplines;
    private final Directory directory;
    private final Clock clock;

    ReadDiscipline(Disciplines disciplines, Directory directory, Clock clock) {
        this.disciplines = disciplines;
        this.directory = directory;
        this.clock = clock;
    }

    /** The tenant's discipline, by the days of the company's zone; by rep, team or company. */
    public Uni<DisciplineTable> read(String tenant, Timespan span, Grouping by, Filter filter) {
        Instant now = clock.instant();
        Period period = span.at(now);
        return directory
                .company(tenant)
                .chain(company -> disciplines.in(period, Days.of(period, company.zone()), now, by, tenant, filter))
                .chain(rows -> directory
                        .names(tenant, ids(rows, Discipline::rep), ids(rows, Discipline::team))
                        .map(names -> new DisciplineTable(period, by, names, rows)));
    }

    private static Set<String> ids(List<Discipline> rows, Function<Discipline, String> id) {
        return rows.stream().map(id).filter(Objects::nonNull).collect(toSet());
    }
}
