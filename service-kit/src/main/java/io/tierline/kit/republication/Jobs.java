package io.tierline.kit.republication;

import com.github.f4b6a3.ulid.UlidCreator;
import io.smallrye.mutiny.Uni;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table {@code republication_job}. */
@ApplicationScoped
class Jobs {

    private static final String INSERT =
            "insert into republication_job (id, topic, tenant, from_at, to_at, state) values ($1, $2, $3, $4, $5, 'running')";
    private static final String ASK = INSERT + " on conflict do nothing returning *";
    private static final String ASKED = "select * from republication_job where state = 'running' and topic is null"
            + " and tenant is not distinct from $1 and from_at is not distinct from $2 and to_at is not distinct from $3";
    private static final String FIND = "select * from republication_job where id = $1";
    private static final String LIST =
            "select * from republication_job where $1::text is null or id < $1 order by id desc limit $2";
    private static final String OLDEST = "select * from republication_job where state = 'running' order by id limit 1";

    /** Whoever else works on it is not waited for: one instance is enough. */
    private static final String LOCK =
            "select * from republication_job where id = $1 and state = 'running' for update skip locked";

    private static final String ADVANCE =
            "update republication_job set source = $2, position = $3, published = published + $4 where id = $1";
    private static final String FINISH =
            "update republication_job set state = $2, finished_at = now() where id = $1 and state = 'running'";

    private final Database database;

    Jobs(Database database) {
        this.database = database;
    }

    /** A job of all topics for the scope: the one that is running, or else a new one. */
    Uni<Job> ask(Scope scope) {
        return Database.uncancelled(database.pool().preparedQuery(ASK).execute(Tuple.from(columns(null, scope))))
                .chain(started -> started.size() > 0 ? found(started) : running(scope));
    }

    private Uni<Job> running(Scope scope) {
        return database.pool()
                .preparedQuery(ASKED)
                .execute(Tuple.of(scope.tenant(), Columns.inUtc(scope.from()), Columns.inUtc(scope.to())))
                // It may have ended between the two statements.
                .chain(running -> running.size() > 0 ? found(running) : ask(scope));
    }

    /** A new job of one topic, whatever runs already: that may have come too early. */
    Uni<Void> start(SqlConnection transaction, String topic) {
        return transaction
                .preparedQuery(INSERT)
                .execute(Tuple.from(columns(topic, Scope.ALL)))
                .replaceWithVoid();
    }

    /** The job; null when there is none. */
    Uni<Job> find(String id) {
        return database.pool().preparedQuery(FIND).execute(Tuple.of(id)).chain(Jobs::found);
    }

    /** The latest first. */
    Uni<Page<Job>> list(int limit, String cursor) {
        List<String> after = Cursor.read(cursor, 1);
        return database.pool()
                .preparedQuery(LIST)
                .execute(Tuple.of(after == null ? null : after.get(0), limit + 1))
                .map(rows -> Page.of(jobs(rows), limit, job -> Cursor.of(job.id())));
    }

    /** The job that is next to be worked on; null when there is none. */
    Uni<Job> oldestRunning() {
        // In a transaction for its limit: the clock that asks this asks no more while an answer is missing.
        return database.transaction(
                transaction -> transaction.query(OLDEST).execute().chain(Jobs::found));
    }

    /** The job, to be worked on until the transaction ends; null when another instance does, or when it has ended. */
    Uni<Job> lock(SqlConnection transaction, String id) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(id)).chain(Jobs::found);
    }

    /** Notes how far the locked job has come. */
    Uni<Void> advance(SqlConnection transaction, Job job, String source, String position, int published) {
        return transaction
                .preparedQuery(ADVANCE)
                .execute(Tuple.of(job.id(), source, position, published))
                .replaceWithVoid();
    }

    /** Ends the locked job. */
    Uni<Void> finish(SqlConnection transaction, String id, Job.State state) {
        return transaction
                .preparedQuery(FINISH)
                .execute(Tuple.of(id, word(state)))
                .replaceWithVoid();
    }

    private static List<Object> columns(String topic, Scope scope) {
        List<Object> values = new ArrayList<>();
        values.add(UlidCreator.getMonotonicUlid().toString());
        values.add(topic);
        values.add(scope.tenant());
        values.add(Columns.inUtc(scope.from()));
        values.add(Columns.inUtc(scope.to()));
        return values;
    }

    private static Uni<Job> found(RowSet<Row> rows) {
        return Uni.createFrom()
                .item(rows.size() == 0 ? null : job(rows.iterator().next()));
    }

    private static List<Job> jobs(RowSet<Row> rows) {
        List<Job> jobs = new ArrayList<>(rows.size());
        rows.forEach(row -> jobs.add(job(row)));
        return jobs;
    }

    private static Job job(Row row) {
        return new Job(
                row.getString("id"),
                row.getString("topic"),
                new Scope(row.getString("tenant"), Columns.instant(row, "from_at"), Columns.instant(row, "to_at")),
                Job.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("source"),
                row.getString("position"),
                row.getLong("published"),
                Columns.instant(row, "started_at"),
                Columns.instant(row, "finished_at"));
    }

    private static String word(Job.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
