package io.tierline.grading.webhooks.persistence;

import com.github.f4b6a3.ulid.UlidCreator;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.tierchanges.application.TierChangeFilter;
import io.tierline.grading.webhooks.application.Webhook;
import io.tierline.grading.webhooks.application.Webhook.Wish;
import io.tierline.grading.webhooks.application.Webhooks;
import io.tierline.grading.webhooks.domain.Secret;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.input.Texts;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Webhooks in the table {@code webhook}, their secrets in {@code webhook_secret}. */
@ApplicationScoped
class PostgresWebhooks implements Webhooks {

    /** Starts after the latest position that is visible: what is committed from now on has a higher one. */
    private static final String ADD =
            "insert into webhook (tenant, webhook_id, url, description, tier, team, rep, customer_id,"
                    + " active, created_by, changed_by, position)"
                    + " select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10,"
                    + " coalesce((select position from tier_position where tenant = $1), 0)"
                    + " where (select count(*) from webhook where tenant = $1 and deleted_at is null) < $11"
                    + " on conflict do nothing returning *";

    private static final String SAME = "select * from webhook where tenant = $1 and url = $2"
            + " and (tier, team, rep, customer_id) is not distinct from ($3::text, $4::text, $5::text, $6::text)"
            + " and deleted_at is null";

    private static final String FIND =
            "select * from webhook where tenant = $1 and webhook_id = $2 and deleted_at is null";

    private static final String LIST =
            "select * from webhook where tenant = $1 and ($2::text is null or webhook_id > $2)"
                    + " and deleted_at is null order by webhook_id limit $3";

    /** A new address is tried at once, however long the old one asked us to wait. */
    private static final String CHANGE =
            "update webhook set url = $3, description = $4, tier = $5, team = $6, rep = $7,"
                    + " customer_id = $8, active = $9, changed_by = $10, gone = false, revision = revision + 1, changed_at = now(),"
                    + " resume_at = now() where tenant = $1 and webhook_id = $2 returning *";

    private static final String DELETE = "with gone as (update webhook set deleted_at = now()"
            + " where tenant = $1 and webhook_id = $2 and deleted_at is null returning tenant, webhook_id),"
            + " secrets as (delete from webhook_secret s using gone"
            + " where s.tenant = gone.tenant and s.webhook_id = gone.webhook_id)"
            + " select 1 from gone";

    private static final String FORGET_SECRETS =
            "delete from webhook_secret where tenant = $1 and webhook_id = $2 and valid_until <= now()";

    private static final String RETIRE_SECRET = "update webhook_secret set valid_until = now() + interval '24 hours'"
            + " where tenant = $1 and webhook_id = $2 and valid_until is null";

    private static final String ADD_SECRET = "insert into webhook_secret (tenant, webhook_id, secret_id, secret)"
            + " select $1, $2, $3, $4"
            + " where (select count(*) from webhook_secret where tenant = $1 and webhook_id = $2) < $5";

    private static final String SECRETS = "select secret from webhook_secret where tenant = $1 and webhook_id = $2"
            + " and (valid_until is null or valid_until > now()) order by secret_id desc";

    private final Database database;

    PostgresWebhooks(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Webhook> add(SqlConnection transaction, String tenant, String id, Wish wish, String by, int atMost) {
        return transaction
                .preparedQuery(ADD)
                .execute(row(tenant, id, wish, by).addInteger(atMost))
                .map(PostgresWebhooks::first);
    }

    @Override
    public Uni<Webhook> same(SqlConnection transaction, String tenant, Wish wish) {
        TierChangeFilter filter = wish.filter();
        return transaction
                .preparedQuery(SAME)
                .execute(Tuple.of(tenant, wish.url(), filter.tier(), filter.team(), filter.rep(), filter.customer()))
                .map(PostgresWebhooks::first);
    }

    @Override
    public Uni<Webhook> find(String tenant, String id) {
        return database.pool().preparedQuery(FIND).execute(Tuple.of(tenant, id)).map(PostgresWebhooks::first);
    }

    @Override
    public Uni<Webhook> lock(SqlConnection transaction, String tenant, String id) {
        return transaction
                .preparedQuery(FIND + " for update")
                .execute(Tuple.of(tenant, id))
                .map(PostgresWebhooks::first);
    }

    @Override
    public Uni<Page<Webhook>> list(String tenant, int limit, String cursor) {
        List<String> after = Cursor.read(cursor, 1);
        if (after != null && !Texts.ID.matcher(after.get(0)).matches()) {
            throw Cursor.refused();
        }
        return database.pool()
                .preparedQuery(LIST)
                .execute(Tuple.of(tenant, after == null ? null : after.get(0), limit + 1))
                .map(rows -> {
                    List<Webhook> webhooks = new ArrayList<>(rows.size());
                    rows.forEach(row -> webhooks.add(webhook(row)));
                    return Page.of(webhooks, limit, webhook -> Cursor.of(webhook.id()));
                });
    }

    @Override
    public Uni<Webhook> change(SqlConnection transaction, Webhook locked, Wish wish, String by) {
        return transaction
                .preparedQuery(CHANGE)
                .execute(row(locked.tenant(), locked.id(), wish, by))
                .map(PostgresWebhooks::first);
    }

    @Override
    public Uni<Boolean> delete(String tenant, String id) {
        return database.transaction(transaction ->
                transaction.preparedQuery(DELETE).execute(Tuple.of(tenant, id)).map(rows -> rows.size() > 0));
    }

    @Override
    public Uni<Boolean> addSecret(SqlConnection transaction, String tenant, String id, Secret secret, int atMost) {
        return transaction
                .preparedQuery(FORGET_SECRETS)
                .execute(Tuple.of(tenant, id))
                .chain(() -> transaction.preparedQuery(RETIRE_SECRET).execute(Tuple.of(tenant, id)))
                .chain(() -> transaction
                        .preparedQuery(ADD_SECRET)
                        .execute(Tuple.of(
                                tenant,
                                id,
                                UlidCreator.getMonotonicUlid().toString(),
                                Buffer.buffer(secret.key()).getDelegate(),
                                atMost)))
                .map(rows -> rows.rowCount() > 0);
    }

    @Override
    public Uni<List<Secret>> secrets(String tenant, String id) {
        return database.pool()
                .preparedQuery(SECRETS)
                .execute(Tuple.of(tenant, id))
                .map(rows -> {
                    List<Secret> secrets = new ArrayList<>();
                    rows.forEach(row ->
                            secrets.add(new Secret(row.getBuffer("secret").getBytes())));
                    return secrets;
                });
    }

    private static Tuple row(String tenant, String id, Wish wish, String by) {
        TierChangeFilter filter = wish.filter();
        return Tuple.from(Arrays.<Object>asList(
                tenant,
                id,
                wish.url(),
                wish.description(),
                filter.tier(),
                filter.team(),
                filter.rep(),
                filter.customer(),
                wish.active(),
                by));
    }

    private static Webhook first(RowSet<Row> rows) {
        return rows.size() == 0 ? null : webhook(rows.iterator().next());
    }

    static Webhook webhook(Row row) {
        return new Webhook(
                row.getString("tenant"),
                row.getString("webhook_id"),
                row.getString("url"),
                row.getString("description"),
                new TierChangeFilter(
                        row.getString("tier"),
                        row.getString("team"),
                        row.getString("rep"),
                        row.getString("customer_id")),
                row.getBoolean("active"),
                row.getBoolean("gone"),
                row.getInteger("revision"),
                row.getLong("position"),
                Columns.instant(row, "created_at"),
                row.getString("created_by"));
    }
}
