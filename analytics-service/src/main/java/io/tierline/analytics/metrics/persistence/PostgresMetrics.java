package io.tierline.analytics.metrics.persistence;

import static java.util.stream.Collectors.toCollection;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.metrics.application.Metrics;
import io.tierline.analytics.rates.application.RatesFeed;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Rate;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.kit.database.Database;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Metrics in the table {@code metrics}: one row per version with the tenant's own rates. */
@ApplicationScoped
class PostgresMetrics implements Metrics {

    private static final String NEWEST =
            "select version, own from metrics where tenant = $1 order by version desc limit 1";

    private static final String VERSION = "select version, own from metrics where tenant = $1 and version = $2";

    /** Version 0 is there for every tenant; only where it has to be locked, it needs a row. */
    private static final String MAKE_LOCKABLE =
            "insert into metrics (tenant, version, own, changed_by) values ($1, 0, '[]', '')"
                    + " on conflict (tenant, version) do nothing";

    private static final String LOCK = "select 1 from metrics where tenant = $1 and version = 0 for update";

    /** Whoever watches the tenant's rates hears of it with the commit. */
    private static final String ADD = "with added as (insert into metrics (tenant, version, own, changed_by)"
            + " values ($1, $2, $3, $4) returning tenant)"
            + " select pg_notify('" + RatesFeed.CHANNEL + "', " + RatesFeed.TOLD + ") from added";

    private final Database database;

    PostgresMetrics(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Optional<RateCatalogue>> of(String tenant, Integer version) {
        if (version == null) {
            return database.pool()
                    .preparedQuery(NEWEST)
                    .execute(Tuple.of(tenant))
                    .map(rows -> Optional.of(newest(rows)));
        }
        return version == 0
                ? Uni.createFrom().item(Optional.of(RateCatalogue.BUILT_IN))
                : database.pool()
                        .preparedQuery(VERSION)
                        .execute(Tuple.of(tenant, version))
                        .map(rows -> rows.size() == 0
                                ? Optional.empty()
                                : Optional.of(catalogue(rows.iterator().next())));
    }

    @Override
    public Uni<RateCatalogue> lock(SqlConnection transaction, String tenant) {
        return transaction
                .preparedQuery(MAKE_LOCKABLE)
                .execute(Tuple.of(tenant))
                .chain(() -> transaction.preparedQuery(LOCK).execute(Tuple.of(tenant)))
                // A statement of its own: one that waited for the lock still sees what was there before.
                .chain(() -> transaction.preparedQuery(NEWEST).execute(Tuple.of(tenant)))
                .map(PostgresMetrics::newest);
    }

    @Override
    public Uni<Void> add(SqlConnection transaction, String tenant, RateCatalogue catalogue, String by) {
        JsonArray own = new JsonArray(catalogue.rates().stream()
                .filter(rate -> !RateCatalogue.BUILT_IN.rates().contains(rate))
                .map(PostgresMetrics::written)
                .toList());
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.of(tenant, catalogue.version(), own, by))
                .replaceWithVoid();
    }

    private static RateCatalogue newest(RowSet<Row> rows) {
        return rows.size() == 0
                ? RateCatalogue.BUILT_IN
                : catalogue(rows.iterator().next());
    }

    private static RateCatalogue catalogue(Row row) {
        List<Rate> own = row.getJsonArray("own").stream()
                .map(JsonObject.class::cast)
                .map(PostgresMetrics::read)
                .toList();
        return RateCatalogue.with(row.getInteger("version"), own);
    }

    private static JsonObject written(Rate rate) {
        return new JsonObject()
                .put("id", rate.id())
                .put("label", new JsonObject(new TreeMap<String, Object>(rate.label())))
                .put("numerator", words(rate.numerator()))
                .put("denominator", words(rate.denominator()));
    }

    private static Rate read(JsonObject rate) {
        Map<String, String> label = new TreeMap<>();
        rate.getJsonObject("label").forEach(words -> label.put(words.getKey(), (String) words.getValue()));
        return new Rate(
                rate.getString("id"),
                label,
                outcomes(rate.getJsonArray("numerator")),
                outcomes(rate.getJsonArray("denominator")));
    }

    private static JsonArray words(Set<Outcome> outcomes) {
        return new JsonArray(outcomes.stream().map(Outcome::name).sorted().toList());
    }

    private static Set<Outcome> outcomes(JsonArray words) {
        return words.stream()
                .map(word -> Outcome.valueOf((String) word))
                .collect(toCollection(() -> EnumSet.noneOf(Outcome.class)));
    }
}
