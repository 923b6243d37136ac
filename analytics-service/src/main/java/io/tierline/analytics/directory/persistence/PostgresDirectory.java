package io.tierline.analytics.directory.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.directory.application.Directory;
import io.tierline.analytics.directory.domain.Entry;
import io.tierline.analytics.directory.domain.Entry.Company;
import io.tierline.analytics.directory.domain.Entry.Rep;
import io.tierline.analytics.directory.domain.Entry.Team;
import io.tierline.analytics.directory.domain.Names;
import io.tierline.analytics.rates.application.RatesFeed;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The directory in the tables {@code rep}, {@code team} and {@code company}: one statement per kind and batch. */
@ApplicationScoped
class PostgresDirectory implements Directory {

    private static final Columns<Rep> REPS = new Columns<Rep>()
            .text("tenant", Rep::tenant)
            .text("rep", Rep::id)
            .integer("revision", Rep::revision)
            .text("name", Rep::name)
            .flag("active", Rep::active);

    private static final Columns<Team> TEAMS = new Columns<Team>()
            .text("tenant", Team::tenant)
            .text("team", Team::id)
            .integer("revision", Team::revision)
            .text("name", Team::name)
            .flag("active", Team::active);

    private static final Columns<Company> COMPANIES = new Columns<Company>()
            .text("tenant", Company::tenant)
            .integer("revision", Company::revision)
            .text("time_zone", company -> company.zone().getId())
            .text("language_list", company -> String.join(",", company.languages()));

    private static final String KEEP_REPS = keepNamed("rep", REPS);
    private static final String KEEP_TEAMS = keepNamed("team", TEAMS);

    private static final String KEEP_COMPANIES = """
            insert into company (tenant, revision, time_zone, languages)
            select distinct on (tenant collate "C") tenant, revision, time_zone, string_to_array(language_list, ',')
            from %s
            order by tenant collate "C", revision desc
            on conflict (tenant) do update
            set revision = excluded.revision, time_zone = excluded.time_zone, languages = excluded.languages
            where company.revision < excluded.revision
            """.formatted(COMPANIES.unnestFrom(1));

    private static final String NAMES = """
            select true as is_rep, rep as id, name from rep
            where tenant = $1 and rep = any($2) and name is not null
            union all
            select false, team, name from team
            where tenant = $1 and team = any($3) and name is not null
            """;

    private final Database database;

    PostgresDirectory(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Void> keep(List<Entry> entries) {
        return database.transaction(transaction -> keep(transaction, KEEP_REPS, REPS, only(Rep.class, entries))
                .chain(() -> keep(transaction, KEEP_TEAMS, TEAMS, only(Team.class, entries)))
                .chain(() -> keep(transaction, KEEP_COMPANIES, COMPANIES, only(Company.class, entries))));
    }

    @Override
    public Uni<Names> names(String tenant, Collection<String> reps, Collection<String> teams) {
        if (reps.isEmpty() && teams.isEmpty()) {
            return Uni.createFrom().item(new Names(Map.of(), Map.of()));
        }
        return database.pool()
                .preparedQuery(NAMES)
                .execute(Tuple.tuple()
                        .addString(tenant)
                        .addArrayOfString(reps.toArray(String[]::new))
                        .addArrayOfString(teams.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, String> ofReps = new HashMap<>();
                    Map<String, String> ofTeams = new HashMap<>();
                    rows.forEach(row -> (row.getBoolean("is_rep") ? ofReps : ofTeams)
                            .put(row.getString("id"), row.getString("name")));
                    return new Names(ofReps, ofTeams);
                });
    }

    @Override
    public Uni<Company> company(String tenant) {
        return database.pool()
                .preparedQuery("select * from company where tenant = $1")
                .execute(Tuple.of(tenant))
                .map(rows -> rows.size() == 0
                        ? Company.unset(tenant)
                        : companyOf(rows.iterator().next()));
    }

    private static Company companyOf(Row row) {
        return new Company(
                row.getString("tenant"),
                row.getInteger("revision"),
                ZoneId.of(row.getString("time_zone")),
                List.of(row.getArrayOfStrings("languages")));
    }

    /**
     * Of each id the batch's highest revision, in the order of the keys; only if it is higher than the stored one. Whoever
     * watches rates with these names hears of it with the commit.
     */
    private static String keepNamed(String table, Columns<?> columns) {
        return """
                with kept as (
                    insert into %1$s (%2$s)
                    select distinct on (tenant collate "C", %1$s collate "C") * from %3$s
                    order by tenant collate "C", %1$s collate "C", revision desc
                    on conflict (tenant, %1$s) do update
                    set revision = excluded.revision, name = excluded.name, active = excluded.active
                    where %1$s.revision < excluded.revision
                    returning %1$s.tenant
                )
                select pg_notify('%4$s', %5$s) from (select distinct tenant from kept) as told
                """.formatted(table, columns.names(""), columns.unnestFrom(1), RatesFeed.CHANNEL, RatesFeed.TOLD);
    }

    private static <E> Uni<Void> keep(SqlConnection transaction, String sql, Columns<E> columns, List<E> entries) {
        return entries.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction.preparedQuery(sql).execute(columns.bind(entries)).replaceWithVoid();
    }

    private static <E extends Entry> List<E> only(Class<E> kind, List<Entry> entries) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
