package io.tierline.grading.standards.persistence;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.companies.domain.Company;
import io.tierline.grading.standards.application.Standards;
import io.tierline.grading.standards.domain.Fault;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.vertx.core.Context;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Standards in the table {@code standard}; version 1 of every tenant is the resource {@code standards/default.json}. */
// At start-up: compiling a standard's expressions takes seconds the first time.
@Startup
@ApplicationScoped
class PostgresStandards implements Standards {

    private static final int FIRST = Company.FIRST_STANDARD;

    /** Criteria of all compiled standards that are kept; each takes some kilobytes. */
    private static final int MOST_CRITERIA_KEPT = 20_000;

    private static final String ENTRY = "select version, name, note, author, written_at";
    private static final String WRITTEN = ENTRY + ", document from standard where tenant = $1";

    private static final String VERSION = WRITTEN + " and version = $2";
    private static final String NEWEST = WRITTEN + " order by version desc limit 1";
    private static final String LIST =
            ENTRY + " from standard where tenant = $1 and version < $2 order by version desc limit $3";
    private static final String ADD = "insert into standard (tenant, version, name, document, note, author, written_at)"
            + " values ($1, $2, $3, $4, $5, $6, $7)";

    private record Key(String tenant, int version) {}

    private final Database database;
    private final StandardJson json;
    private final Vertx vertx;
    private final Written firstWritten;
    private final Standard first;
    private final AsyncCache<Key, Standard> compiled = Caffeine.newBuilder()
            .maximumWeight(MOST_CRITERIA_KEPT)
            .weigher((Key key, Standard standard) -> standard.tiers().stream()
                    .mapToInt(tier -> tier.criteria().size())
                    .sum())
            .buildAsync();

    PostgresStandards(Database database, ObjectMapper json, Vertx vertx) {
        this.database = database;
        this.json = new StandardJson(json);
        this.vertx = vertx;
        Map<String, Object> document = this.json.readResource("/standards/default.json");
        this.firstWritten = new Written(new Entry(FIRST, (String) document.get("name"), null, null, null), document);
        this.first = compile(document, FIRST);
    }

    @Override
    public Uni<Standard> version(String tenant, int version) {
        return version(database.pool(), tenant, version);
    }

    @Override
    public Uni<Standard> version(SqlClient client, String tenant, int version) {
        if (version == FIRST) {
            return Uni.createFrom().item(first);
        }
        Key key = new Key(tenant, version);
        CompletableFuture<Standard> known = compiled.getIfPresent(key);
        if (known != null && known.isDone() && !known.isCompletedExceptionally()) {
            return Uni.createFrom().item(known.join());
        }
        return find(client, key)
                .chain(written -> written == null ? Uni.createFrom().nullItem() : compiledOnce(key, written));
    }

    @Override
    public Uni<Written> written(String tenant, int version) {
        return version == FIRST ? Uni.createFrom().item(firstWritten) : find(database.pool(), new Key(tenant, version));
    }

    @Override
    public Uni<Written> newest(SqlConnection transaction, String tenant) {
        return transaction
                .preparedQuery(NEWEST)
                .execute(Tuple.of(tenant))
                .map(rows -> rows.size() == 0
                        ? firstWritten
                        : written(rows.iterator().next()));
    }

    @Override
    public Uni<Page<Entry>> list(String tenant, int limit, String cursor) {
        int before = VersionCursor.read(cursor);
        return database.pool()
                .preparedQuery(LIST)
                .execute(Tuple.of(tenant, before, limit + 1))
                .map(rows -> {
                    List<Entry> entries = new ArrayList<>();
                    rows.forEach(row -> entries.add(entry(row)));
                    if (before > FIRST && entries.size() <= limit) {
                        entries.add(firstWritten.entry());
                    }
                    return Page.of(entries, limit, last -> Cursor.of(String.valueOf(last.version())));
                });
    }

    @Override
    public Uni<Void> add(SqlConnection transaction, String tenant, Written standard) {
        Entry entry = standard.entry();
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.tuple()
                        .addString(tenant)
                        .addInteger(entry.version())
                        .addString(entry.name())
                        .addString(json.write(standard.document()))
                        .addString(entry.note())
                        .addString(entry.author())
                        .addValue(Columns.inUtc(entry.writtenAt())))
                .replaceWithVoid();
    }

    private Uni<Written> find(SqlClient client, Key key) {
        return client.preparedQuery(VERSION)
                .execute(Tuple.of(key.tenant(), key.version()))
                .map(rows -> rows.size() == 0 ? null : written(rows.iterator().next()));
    }

    /**
     * Each version is compiled once, however many want it at the same time. Only compiling is waited for, never somebody
     * else's connection: whoever waits may hold a transaction.
     */
    private Uni<Standard> compiledOnce(Key key, Written written) {
        return Uni.createFrom().deferred(() -> {
            Context own = io.vertx.core.Vertx.currentContext();
            Uni<Standard> standard = Uni.createFrom()
                    .completionStage(compiled.get(
                                    key,
                                    (same, executor) -> vertx.executeBlocking(
                                                    () -> compile(written.document(), key.version()), false)
                                            .subscribeAsCompletionStage())
                            // A copy: a cancelled request would cancel the future that others share.
                            .copy());
            // The future may complete in the context of another request: go on in one's own.
            return own == null ? standard : standard.emitOn(command -> own.runOnContext(nothing -> command.run()));
        });
    }

    private static Standard compile(Map<String, Object> document, int version) {
        List<Fault> faults = new ArrayList<>();
        return Standard.read(document, version, faults)
                .orElseThrow(() -> new IllegalStateException(
                        "Version " + version + " of a standard cannot be read any more: " + faults));
    }

    private Written written(Row row) {
        return new Written(entry(row), json.read(row.getString("document")));
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.getInteger("version"),
                row.getString("name"),
                row.getString("note"),
                row.getString("author"),
                Columns.instant(row, "written_at"));
    }
}
