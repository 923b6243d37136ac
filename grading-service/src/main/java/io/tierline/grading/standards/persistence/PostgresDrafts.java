package io.tierline.grading.standards.persistence;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.standards.application.Drafts;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Drafts in the table {@code standard_draft}. */
@ApplicationScoped
class PostgresDrafts implements Drafts {

    private static final String FIND = "select * from standard_draft where tenant = $1 and name = $2";
    private static final String LIST = "select name, revision, author, changed_at from standard_draft"
            + " where tenant = $1 and name > $2 order by name limit $3";
    private static final String COUNT = "select count(*) from standard_draft where tenant = $1";
    private static final String PUT =
            "insert into standard_draft (tenant, name, document, revision, author, changed_at)"
                    + " values ($1, $2, $3, $4, $5, $6) on conflict (tenant, name) do update"
                    + " set (document, revision, author, changed_at)"
                    + " = (excluded.document, excluded.revision, excluded.author, excluded.changed_at)";
    private static final String DELETE = "delete from standard_draft where tenant = $1 and name = $2";

    private final Database database;
    private final StandardJson json;

    PostgresDrafts(Database database, ObjectMapper json) {
        this.database = database;
        this.json = new StandardJson(json);
    }

    @Override
    public Uni<Draft> find(SqlClient client, String tenant, String name) {
        return client.preparedQuery(FIND)
                .execute(Tuple.of(tenant, name))
                .map(rows -> rows.size() == 0 ? null : draft(rows.iterator().next()));
    }

    @Override
    public Uni<Page<Entry>> list(String tenant, int limit, String cursor) {
        List<String> after = Cursor.read(cursor, 1);
        return database.pool()
                .preparedQuery(LIST)
                .execute(Tuple.of(tenant, after == null ? "" : after.get(0), limit + 1))
                .map(rows -> {
                    List<Entry> entries = new ArrayList<>();
                    rows.forEach(row -> entries.add(entry(row)));
                    return Page.of(entries, limit, last -> Cursor.of(last.name()));
                });
    }

    @Override
    public Uni<Long> count(SqlConnection transaction, String tenant) {
        return transaction
                .preparedQuery(COUNT)
                .execute(Tuple.of(tenant))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    @Override
    public Uni<Void> put(SqlConnection transaction, String tenant, Draft draft) {
        return transaction
                .preparedQuery(PUT)
                .execute(Tuple.of(
                        tenant,
                        draft.entry().name(),
                        json.write(draft.document()),
                        draft.entry().revision(),
                        draft.entry().author(),
                        Columns.inUtc(draft.entry().changedAt())))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> delete(SqlConnection transaction, String tenant, String name) {
        return transaction.preparedQuery(DELETE).execute(Tuple.of(tenant, name)).replaceWithVoid();
    }

    private Draft draft(Row row) {
        return new Draft(entry(row), json.read(row.getString("document")));
    }

    private static Entry entry(Row row) {
        return new Entry(
                row.getString("name"),
                row.getInteger("revision"),
                row.getString("author"),
                Columns.instant(row, "changed_at"));
    }
}
