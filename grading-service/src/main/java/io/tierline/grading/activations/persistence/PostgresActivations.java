package io.tierline.grading.activations.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.activations.application.Activations;
import io.tierline.grading.activations.domain.Activation;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Activations in the table {@code activation}. */
@ApplicationScoped
class PostgresActivations implements Activations {

    private static final String ADD = "insert into activation"
            + " (tenant, revision, version, previous, activated_by, activated_at) values ($1, $2, $3, $4, $5, $6)";

    /** Counts only for what is not finished; by the index on (tenant, graded_under) alone. */
    private static final String READ = "select activation.*, coalesce(customers, (select count(*) from customer"
            + " where customer.tenant = activation.tenant and merged_into is null)) as all_customers, case when finished_at is null then"
            + " (select count(*) from customer where customer.tenant = activation.tenant"
            + " and merged_into is null and graded_under < activation.revision) else 0 end as behind from activation where tenant = $1";

    private static final String LATEST_OF = READ + " and version = $2 order by revision desc limit 1";

    private static final String LIST = READ + " and revision < $2 order by revision desc limit $3";

    /**
     * Finished is what nobody is behind and nobody can get behind any more: a transaction that is not visible yet may have
     * graded a new customer by what held before, unless it began after this had been seen.
     */
    private static final String FINISH = "update activation set"
            + " barrier = coalesce(barrier, pg_snapshot_xmax(pg_current_snapshot())),"
            + " (finished_at, customers) = (select case when done then clock_timestamp() end, case when done then"
            + " (select count(*) from customer where customer.tenant = activation.tenant and merged_into is null) end"
            + " from (select barrier <= pg_snapshot_xmin(pg_current_snapshot()) and not exists (select from customer"
            + " where customer.tenant = activation.tenant and graded_under < activation.revision) as done) looked)"
            + " where finished_at is null returning finished_at";

    private final Database database;

    PostgresActivations(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Void> add(
            SqlConnection transaction, String tenant, long revision, int version, int previous, String by, Instant at) {
        return transaction
                .preparedQuery(ADD)
                .execute(Tuple.of(tenant, revision, version, previous, by, Columns.inUtc(at)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Activation> latestOf(SqlClient client, String tenant, int version) {
        return client.preparedQuery(LATEST_OF)
                .execute(Tuple.of(tenant, version))
                .map(rows ->
                        rows.size() == 0 ? null : activation(rows.iterator().next()));
    }

    @Override
    public Uni<Page<Activation>> list(String tenant, int limit, String cursor) {
        return database.pool()
                .preparedQuery(LIST)
                .execute(Tuple.of(tenant, before(cursor), limit + 1))
                .map(rows -> {
                    List<Activation> activations = new ArrayList<>();
                    rows.forEach(row -> activations.add(activation(row)));
                    return Page.of(activations, limit, last -> Cursor.of(String.valueOf(last.revision())));
                });
    }

    @Override
    public Uni<Integer> finish() {
        return database.pool().query(FINISH).execute().map(rows -> {
            int unfinished = 0;
            for (Row row : rows) {
                unfinished += Columns.instant(row, "finished_at") == null ? 1 : 0;
            }
            return unfinished;
        });
    }

    private static long before(String cursor) {
        List<String> before = Cursor.read(cursor, 1);
        if (before == null) {
            return Long.MAX_VALUE;
        }
        // Cursors come back from outside, so they may hold anything.
        if (!before.get(0).matches("[0-9]{1,18}")) {
            throw Cursor.refused();
        }
        return Long.parseLong(before.get(0));
    }

    private static Activation activation(Row row) {
        long customers = row.getLong("all_customers");
        return new Activation(
                row.getLong("revision"),
                row.getInteger("version"),
                row.getInteger("previous"),
                row.getString("activated_by"),
                Columns.instant(row, "activated_at"),
                customers,
                customers - row.getLong("behind"),
                Optional.ofNullable(Columns.instant(row, "finished_at")));
    }
}
