package io.tierline.analytics.deals.persistence;

import static java.util.Arrays.stream;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.deals.application.ClosedDeals;
import io.tierline.analytics.deals.application.DealsQuestion;
import io.tierline.analytics.deals.domain.Closing.Reopening;
import io.tierline.analytics.deals.domain.DealCounts;
import io.tierline.analytics.deals.domain.DealCounts.AtCriterion;
import io.tierline.analytics.deals.domain.DealCounts.Ended;
import io.tierline.analytics.deals.domain.DealCounts.Met;
import io.tierline.analytics.deals.domain.DealCounts.Named;
import io.tierline.analytics.deals.domain.DealCounts.WithValue;
import io.tierline.analytics.deals.domain.ProfileField;
import io.tierline.analytics.deals.domain.Result;
import io.tierline.analytics.deals.domain.Section;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Proportion;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts closings: one statement per section, each reading the period's closings by their index. All see one snapshot, so
 * that the sections of an answer add up whatever is written meanwhile.
 */
@ApplicationScoped
class PostgresClosedDeals implements ClosedDeals {

    private static final String ONE_SNAPSHOT = "set transaction isolation level repeatable read, read only";

    /** The closings that stand; a second sale that began later leaves the first one won. */
    private static final String CLOSED = """
            with closed as (
                select %s as id, closing.* from closing
                where tenant = $1 and closed_at >= $2 and closed_at < $3
                    and reopening_kind is distinct from 'AGAIN' %s
            )
            """.replace("AGAIN", Reopening.AGAIN);

    /** The median is exact: the value in the middle from below and from above, which are two of an even number. */
    private static final String RESULTS = """
            select id, result, currency, count(*) as deals, trim_scale(sum(amount)) as sum,
                trim_scale((percentile_disc(0.5) within group (order by amount)
                    + percentile_disc(0.5) within group (order by amount desc)) / 2) as median
            from closed group by id, result, currency
            order by id nulls last, array_position(array['won', 'lost', 'disqualified'], result), currency nulls last
            """;

    private static final String REASONS = """
            select id, result, reason, count(*) as named, count(*) filter (where place = 1) as first
            from closed, unnest(reasons) with ordinality as named(reason, place)
            group by id, result, reason
            order by array_position(array['won', 'lost', 'disqualified'], result), named desc, first desc,
                reason collate "C"
            """;

    /** Spellings that differ in case, in the width of letters or in blanks around them are one competitor. */
    private static final String COMPETITORS = """
            , met as (
                select id, mode() within group (order by spelling collate "C") as name, DEALS,
                    count(*) filter (where result = 'disqualified') as disqualified
                from closed, lateral (select nullif(btrim(normalize(competitor, NFKC)), '') as spelling) as written
                group by id, casefold(spelling collate "pg_unicode_fast")
            )
            select id, name as competitor, won, lost, disqualified from met
            order by name is null, won + lost + disqualified desc, name collate "C"
            """.replace("DEALS", deals("", "true"));

    /** By version first: that leaves few rows to be sorted for the list of versions. */
    private static final String CRITERIA =
            """
            , looked_at as (
                select id, entry.tier, entry.criterion, standard, WHERE_UNMET, WHERE_MET
                from closed, lateral (
                    select true, * from jsonb_to_recordset(unmet) as entry(tier text, criterion text)
                    union all
                    select false, * from jsonb_to_recordset(met) as entry(tier text, criterion text)
                ) as entry(is_unmet, tier, criterion)
                where result <> 'disqualified'
                group by id, entry.tier, entry.criterion, standard
            )
            select id, tier, criterion, array_agg(standard order by standard) as standards,
                sum(unmet_won)::bigint as unmet_won, sum(unmet_lost)::bigint as unmet_lost,
                sum(met_won)::bigint as met_won, sum(met_lost)::bigint as met_lost
            from looked_at group by id, tier, criterion
            order by tier collate "C", criterion collate "C"
            """.replace("WHERE_UNMET", deals("unmet_", "is_unmet")).replace("WHERE_MET", deals("met_", "not is_unmet"));

    /** The limit makes the database look the period's customers up rather than read all that there are. */
    private static final String PROFILE = """
            select id, field, value, DEALS
            from closed left join lateral (
                select profile from customer
                where tenant = $1 and customer_id = closed.customer_id limit 1
            ) as customer on true, lateral (VALUES) as known(field, value)
            where result <> 'disqualified'
            group by id, field, value having count(*) >= $4
            order by value is null, count(*) desc, value collate "C"
            """.replace("DEALS", deals("", "true")).replace(
            "VALUES",
            stream(ProfileField.values()).map(PostgresClosedDeals::values).collect(joining(" union all ")));

    private static final Map<String, ProfileField> FIELDS =
            stream(ProfileField.values()).collect(toMap(ProfileField::word, identity()));

    private final Database database;

    PostgresClosedDeals(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<DealCounts>> in(Period period, String tenant, DealsQuestion question) {
        return database.transaction(transaction -> transaction
                .query(ONE_SNAPSHOT)
                .execute()
                .chain(() -> new Reading(transaction, period, tenant, question).groups()));
    }

    /** One question, section by section, on one connection. */
    private record Reading(SqlConnection transaction, Period period, String tenant, DealsQuestion question) {

        Uni<List<DealCounts>> groups() {
            // The results are always read: what the other sections' shares are of.
            return read(RESULTS, PostgresClosedDeals::ended)
                    .chain(results -> read(Section.REASONS, REASONS, PostgresClosedDeals::named)
                            .chain(reasons -> read(Section.COMPETITORS, COMPETITORS, PostgresClosedDeals::met)
                                    .chain(competitors -> read(
                                                    Section.CRITERIA, CRITERIA, PostgresClosedDeals::atCriterion)
                                            .chain(criteria -> read(
                                                            Section.PROFILE, PROFILE, PostgresClosedDeals::withValue)
                                                    .map(values -> results.keySet().stream()
                                                            .map(id -> new DealCounts(
                                                                    id,
                                                                    results.get(id),
                                                                    of(id, reasons),
                                                                    of(id, competitors),
                                                                    of(id, criteria),
                                                                    inOrder(of(id, values))))
                                                            .toList())))));
        }

        private <E> Uni<Map<String, List<E>>> read(Section section, String sql, Function<Row, E> reader) {
            return question.sections().contains(section)
                    ? read(sql, reader)
                    : Uni.createFrom().item(Map.of());
        }

        private <E> Uni<Map<String, List<E>>> read(String sql, Function<Row, E> reader) {
            Tuple parameters = Tuple.of(tenant, Columns.inUtc(period.from()), Columns.inUtc(period.to()));
            if (sql.contains("$4")) {
                parameters.addInteger(question.minDeals());
            }
            String group = question.by() == Grouping.COMPANY
                    ? "null::text"
                    : question.by().word();
            String closed = CLOSED.formatted(
                    group,
                    condition("rep", question.rep(), parameters) + condition("team", question.team(), parameters));
            return transaction.preparedQuery(closed + sql).execute(parameters).map(rows -> {
                Map<String, List<E>> byGroup = new LinkedHashMap<>();
                rows.forEach(row -> byGroup.computeIfAbsent(row.getString("id"), id -> new ArrayList<>())
                        .add(reader.apply(row)));
                return byGroup;
            });
        }

        private static String condition(String column, String value, Tuple parameters) {
            return value == null
                    ? ""
                    : "and " + column + " = $" + parameters.addString(value).size() + " ";
        }

        private static <E> List<E> of(String id, Map<String, List<E>> byGroup) {
            List<E> entries = byGroup.isEmpty() ? null : byGroup.get(id);
            return entries == null ? List.of() : entries;
        }

        private static List<WithValue> inOrder(List<WithValue> values) {
            return stream(ProfileField.values())
                    .flatMap(field -> values.stream().filter(value -> value.field() == field))
                    .toList();
        }
    }

    /** The columns {@code won} and {@code lost}, with a prefix, of the rows that a condition holds for. */
    private static String deals(String prefix, String condition) {
        return Stream.of("won", "lost")
                .map(result ->
                        "count(*) filter (where result = '" + result + "' and " + condition + ") as " + prefix + result)
                .collect(joining(", "));
    }

    /** One row per value that the customer has in the field; one with null when it is not known. */
    private static String values(ProfileField field) {
        String text = "profile->>'" + field.word() + "'";
        return switch (field.kind()) {
            case TEXT, WORD -> "select '" + field.word() + "', " + text;
            case TEXTS ->
                "select '" + field.word() + "', value from jsonb_array_elements_text(coalesce(nullif(profile->'"
                        + field.word() + "', '[]'), '[null]')) as entry(value)";
            case WHOLE_NUMBER, NUMBER -> "select '" + field.word() + "', case " + bands(field, text) + " end";
        };
    }

    private static String bands(ProfileField field, String text) {
        int last = field.bounds().size();
        return IntStream.range(0, last)
                        .mapToObj(band -> "when (" + text + ")::numeric < "
                                + field.bounds().get(band) + " then '" + field.band(band) + "'")
                        .collect(joining(" "))
                + " when " + text + " is not null then '" + field.band(last) + "'";
    }

    private static Ended ended(Row row) {
        return new Ended(
                result(row),
                row.getString("currency"),
                row.getLong("deals"),
                row.getBigDecimal("sum"),
                row.getBigDecimal("median"));
    }

    private static Named named(Row row) {
        return new Named(result(row), row.getString("reason"), row.getLong("named"), row.getLong("first"));
    }

    private static Met met(Row row) {
        return new Met(
                row.getString("competitor"), row.getLong("won"), row.getLong("lost"), row.getLong("disqualified"));
    }

    private static AtCriterion atCriterion(Row row) {
        return new AtCriterion(
                row.getString("tier"),
                row.getString("criterion"),
                List.of(row.getArrayOfIntegers("standards")),
                winRate(row, "unmet_"),
                winRate(row, "met_"));
    }

    private static WithValue withValue(Row row) {
        return new WithValue(FIELDS.get(row.getString("field")), row.getString("value"), winRate(row, ""));
    }

    private static Result result(Row row) {
        return Result.valueOf(row.getString("result").toUpperCase(Locale.ROOT));
    }

    private static Proportion winRate(Row row, String prefix) {
        long won = row.getLong(prefix + "won");
        return new Proportion(won, won + row.getLong(prefix + "lost"));
    }
}
