package io.tierline.grading.care.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.care.application.CareEntries;
import io.tierline.grading.care.domain.CareContent;
import io.tierline.grading.care.domain.CareEntry;
import io.tierline.grading.care.domain.CareKind;
import io.tierline.grading.care.domain.ReferralRequest;
import io.tierline.grading.grades.application.Customers;
import io.tierline.grading.grades.domain.CustomerKey;
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

/** Care logs in the table {@code care_entry}. */
@ApplicationScoped
class PostgresCareEntries implements CareEntries {

    /** A new round is opened on customers that were won, and on no others. */
    private static final String LOCK = "select status = 'WON' or round > 1 as won, merged_into from customer"
            + " where tenant = $1 and customer_id = $2 for update";

    private static final String ADD =
            "insert into care_entry (tenant, entry_id, customer_id, kind, at, text, score, tags,"
                    + " solution, resolution, revision, changed_at, changed_by, tags_key, text_key, solution_key, terms, author,"
                    + " fingerprint) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)"
                    + " on conflict (tenant, entry_id) do nothing";

    private static final String FIND =
            "select " + CareRow.COLUMNS + " from care_entry entry where tenant = $1 and entry_id = $2";

    private static final String UPDATE = "update care_entry set (kind, at, text, score, tags, solution, resolution,"
            + " revision, changed_at, changed_by, tags_key, text_key, solution_key, terms)"
            + " = ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
            + " where tenant = $1 and entry_id = $2 and customer_id = $3";

    private static final String REMOVE = "delete from care_entry where tenant = $1 and entry_id = $2";

    /** The run of high scores is what follows the last low one. */
    private static final String SUMMARISE = "with low as (select at, entry_id from care_entry where tenant = $1"
            + " and customer_id = $2 and kind = 'satisfaction' and score < $3 order by at desc, entry_id desc limit 1)"
            + " update customer set satisfied_since = (select min(high.at) from care_entry high where high.tenant = $1"
            + " and high.customer_id = $2 and high.kind = 'satisfaction' and high.score >= $3"
            + " and not exists (select from low where (low.at, low.entry_id) > (high.at, high.entry_id))),"
            + " referral_asked_at = (select max(at) from care_entry asked where asked.tenant = $1"
            + " and asked.customer_id = $2 and asked.kind = 'referral-request')"
            + " where tenant = $1 and customer_id = $2";

    private static final String LIST = "select " + CareRow.COLUMNS + " from care_entry entry where tenant = $1"
            + " and customer_id = $2 and ($3::text is null or kind = $3)"
            + " and ($4::timestamptz is null or (at, entry_id) < ($4, $5::text))"
            + " order by at desc, entry_id desc limit $6";

    private final Database database;

    PostgresCareEntries(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Boolean> lock(SqlConnection transaction, CustomerKey customer) {
        return transaction.preparedQuery(LOCK).execute(key(customer)).map(rows -> {
            if (rows.size() == 0) {
                return null;
            }
            Row row = rows.iterator().next();
            if (row.getString("merged_into") != null) {
                throw Customers.merged(customer.customerId(), row.getString("merged_into"));
            }
            return row.getBoolean("won");
        });
    }

    @Override
    public Uni<Boolean> add(SqlConnection transaction, CareEntry entry) {
        return transaction
                .preparedQuery(ADD)
                .execute(row(entry).addString(entry.author()).addString(entry.fingerprint()))
                .map(rows -> rows.rowCount() == 1);
    }

    @Override
    public Uni<CareEntry> find(SqlClient client, String tenant, String id) {
        return client.preparedQuery(FIND)
                .execute(Tuple.of(tenant, id))
                .map(rows ->
                        rows.size() == 0 ? null : CareRow.entry(rows.iterator().next()));
    }

    @Override
    public Uni<Void> update(SqlConnection transaction, CareEntry entry) {
        return transaction.preparedQuery(UPDATE).execute(row(entry)).replaceWithVoid();
    }

    @Override
    public Uni<Void> remove(SqlConnection transaction, CareEntry entry) {
        return transaction
                .preparedQuery(REMOVE)
                .execute(Tuple.of(entry.customer().tenant(), entry.id()))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> summarise(SqlConnection transaction, CustomerKey customer) {
        return transaction
                .preparedQuery(SUMMARISE)
                .execute(key(customer).addInteger(ReferralRequest.SATISFIED))
                .replaceWithVoid();
    }

    @Override
    public Uni<Page<CareEntry>> list(CustomerKey customer, CareKind kind, int limit, String cursor) {
        List<String> after = Cursor.read(cursor, 2);
        Tuple parameters = key(customer)
                .addString(kind == null ? null : kind.code())
                .addValue(after == null ? null : TimeCursor.time(after.get(0)))
                .addString(after == null ? null : TimeCursor.id(after.get(1)))
                .addInteger(limit + 1);
        return database.pool().preparedQuery(LIST).execute(parameters).map(rows -> {
            List<CareEntry> entries = new ArrayList<>();
            rows.forEach(row -> entries.add(CareRow.entry(row)));
            return Page.of(entries, limit, last -> Cursor.of(last.content().at().toString(), last.id()));
        });
    }

    private static Tuple key(CustomerKey customer) {
        return Tuple.tuple().addString(customer.tenant()).addString(customer.customerId());
    }

    private static Tuple row(CareEntry entry) {
        CareContent content = entry.content();
        SearchKeys keys = SearchKeys.of(entry.customer().tenant(), content);
        return Tuple.tuple()
                .addString(entry.customer().tenant())
                .addString(entry.id())
                .addString(entry.customer().customerId())
                .addString(content.kind().code())
                .addValue(Columns.inUtc(content.at()))
                .addString(content.text())
                .addInteger(content.score())
                .addArrayOfString(content.tags().toArray(String[]::new))
                .addString(content.solution())
                .addString(
                        content.resolution() == null
                                ? null
                                : content.resolution().code())
                .addInteger(entry.revision())
                .addValue(Columns.inUtc(entry.changedAt()))
                .addString(entry.changedBy())
                .addString(keys.tags())
                .addString(keys.text())
                .addString(keys.solution())
                .addArrayOfString(keys.terms());
    }
}
