package io.tierline.grading.tierchanges.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.tierchanges.application.TierChangeEvents;
import io.tierline.grading.tierchanges.application.TierChanges;
import io.tierline.grading.tierchanges.domain.TierChange;
import io.tierline.grading.tierchanges.domain.TierChange.Kind;
import io.tierline.grading.tierchanges.domain.TierChange.Reason;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.outbox.Outbox;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tier changes in the table {@code tier_change}, numbered by {@code tier_position}. */
@ApplicationScoped
class PostgresTierChanges implements TierChanges {

    /** The channel on which other instances hear of new changes; the payload is the tenant. */
    static final String CHANNEL = "tier_change";

    private static final Columns<TierChange> COLUMNS = new Columns<TierChange>()
            .text("tenant", TierChange::tenant)
            .bigint("position", TierChange::position)
            .text("customer_id", TierChange::customerId)
            .integer("version", TierChange::version)
            .text("kind", change -> change.kind().name())
            .text("from_tier", TierChange::from)
            .text("to_tier", TierChange::to)
            .text("reason", change -> change.reason().name())
            .integer("standard", TierChange::standard)
            .text("cause", TierChange::cause)
            .text("rep", TierChange::rep)
            .text("team", TierChange::team)
            .instant("at", TierChange::at);

    private static final Columns<Map.Entry<String, Long>> COUNTS = new Columns<Map.Entry<String, Long>>()
            .text("tenant", Map.Entry::getKey)
            .bigint("position", Map.Entry::getValue);

    /** Takes as many positions of each tenant as are needed; in order of tenants, so that nobody deadlocks. */
    private static final String TAKE_POSITIONS = "insert into tier_position as taken (tenant, position)"
            + " select tenant, position from " + COUNTS.unnestFrom(1) + " order by tenant"
            + " on conflict (tenant) do update set position = taken.position + excluded.position"
            + " returning tenant, position";

    private static final String INSERT = "insert into tier_change (" + COLUMNS.names("") + ") select "
            + COLUMNS.names("input.") + " from " + COLUMNS.unnestFrom(1);

    private static final String NOTIFY =
            "select pg_notify('" + CHANNEL + "', tenant) from unnest($1::text[]) as input(tenant)";

    private static final String AFTER =
            "select * from tier_change where tenant = $1 and position > $2 order by position limit $3";

    private static final String AT =
            "select * from tier_change where tenant = $1 and position = any($2) order by position";

    private static final String POSITIONS = "select tenant, position from tier_position where tenant = any($1)";

    private final Database database;
    private final TierChangeEvents events;

    PostgresTierChanges(Database database, TierChangeEvents events) {
        this.database = database;
        this.events = events;
    }

    @Override
    public Uni<Void> append(SqlConnection transaction, List<TierChange> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Map<String, Long> counts = changes.stream()
                .collect(Collectors.groupingBy(TierChange::tenant, TreeMap::new, Collectors.counting()));
        return transaction
                .preparedQuery(TAKE_POSITIONS)
                .execute(COUNTS.bind(counts.entrySet()))
                .map(rows -> {
                    Map<String, Long> next = new HashMap<>();
                    rows.forEach(row -> next.put(
                            row.getString("tenant"), row.getLong("position") - counts.get(row.getString("tenant"))));
                    return changes.stream()
                            .sorted(Comparator.comparing(TierChange::tenant).thenComparing(TierChange::customerId))
                            .map(change -> change.at(next.merge(change.tenant(), 1L, Long::sum)))
                            .toList();
                })
                .chain(numbered -> transaction
                        .preparedQuery(INSERT)
                        .execute(COLUMNS.bind(numbered))
                        .chain(() -> Outbox.add(
                                transaction,
                                TierChangeEvents.TOPIC,
                                TierChangeEvents.TYPE,
                                numbered.stream().map(events::of).toList())))
                .chain(() -> transaction
                        .preparedQuery(NOTIFY)
                        .execute(Tuple.tuple().addArrayOfString(counts.keySet().toArray(String[]::new))))
                .replaceWithVoid();
    }

    @Override
    public Uni<List<TierChange>> after(String tenant, long position, int atMost) {
        return database.pool()
                .preparedQuery(AFTER)
                .execute(Tuple.of(tenant, position, atMost))
                .map(PostgresTierChanges::changes);
    }

    @Override
    public Uni<List<TierChange>> at(String tenant, Collection<Long> positions) {
        return database.pool()
                .preparedQuery(AT)
                .execute(Tuple.of(tenant, positions.toArray(Long[]::new)))
                .map(PostgresTierChanges::changes);
    }

    @Override
    public Uni<Map<String, Long>> positions(Collection<String> tenants) {
        return database.pool()
                .preparedQuery(POSITIONS)
                .execute(Tuple.tuple().addArrayOfString(tenants.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Long> positions = new HashMap<>();
                    rows.forEach(row -> positions.put(row.getString("tenant"), row.getLong("position")));
                    return positions;
                });
    }

    private static List<TierChange> changes(RowSet<Row> rows) {
        List<TierChange> changes = new ArrayList<>(rows.size());
        rows.forEach(row -> changes.add(change(row)));
        return changes;
    }

    static TierChange change(Row row) {
        return new TierChange(
                row.getString("tenant"),
                row.getLong("position"),
                row.getString("customer_id"),
                row.getInteger("version"),
                Kind.valueOf(row.getString("kind")),
                row.getString("from_tier"),
                row.getString("to_tier"),
                Reason.valueOf(row.getString("reason")),
                row.getInteger("standard"),
                row.getString("cause"),
                row.getString("rep"),
                row.getString("team"),
                Columns.instant(row, "at"));
    }
}
