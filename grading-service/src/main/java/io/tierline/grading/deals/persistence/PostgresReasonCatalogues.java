package io.tierline.grading.deals.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.deals.application.ReasonCatalogue;
import io.tierline.grading.deals.application.ReasonCatalogues;
import io.tierline.grading.deals.domain.ClosingReason;
import io.tierline.grading.deals.domain.ClosingReasons;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Lists of reasons in the tables {@code closing_reasons} and {@code used_closing_reason}. */
@ApplicationScoped
class PostgresReasonCatalogues implements ReasonCatalogues {

    private static final String FIND =
            "select revision, reasons::text as reasons from closing_reasons where tenant = $1";

    /** A row to lock, where there is none yet. */
    private static final String MAKE_LOCKABLE = "insert into closing_reasons (tenant, revision, reasons, changed_at,"
            + " changed_by) values ($1, 0, '[]', now(), '') on conflict (tenant) do nothing";

    private static final String STORE = "update closing_reasons set revision = $2, reasons = $3::text::jsonb,"
            + " changed_at = now(), changed_by = $4 where tenant = $1";

    private static final String USE = "insert into used_closing_reason (tenant, code)"
            + " select $1, code from unnest($2::text[]) as input(code) order by code on conflict do nothing";

    private static final String USED = "select code from used_closing_reason where tenant = $1";

    private static final TypeReference<List<ClosingReason>> REASONS = new TypeReference<>() {};

    private final Database database;
    private final ObjectMapper json;

    PostgresReasonCatalogues(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Uni<ReasonCatalogue> find(String tenant) {
        return database.pool().preparedQuery(FIND).execute(Tuple.of(tenant)).map(this::catalogue);
    }

    @Override
    public Uni<ReasonCatalogue> share(SqlConnection transaction, String tenant) {
        return locked(transaction, tenant, " for share");
    }

    @Override
    public Uni<ReasonCatalogue> lock(SqlConnection transaction, String tenant) {
        return locked(transaction, tenant, " for update");
    }

    private Uni<ReasonCatalogue> locked(SqlConnection transaction, String tenant, String how) {
        return transaction
                .preparedQuery(MAKE_LOCKABLE)
                .execute(Tuple.of(tenant))
                .chain(() -> transaction.preparedQuery(FIND + how).execute(Tuple.of(tenant)))
                .map(this::catalogue);
    }

    @Override
    public Uni<Void> store(SqlConnection transaction, String tenant, ReasonCatalogue catalogue, String by) {
        return transaction
                .preparedQuery(STORE)
                .execute(Tuple.of(
                        tenant,
                        catalogue.revision(),
                        written(catalogue.reasons().all()),
                        by))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> use(SqlConnection transaction, String tenant, Collection<String> codes) {
        return transaction
                .preparedQuery(USE)
                .execute(Tuple.tuple().addString(tenant).addArrayOfString(codes.toArray(String[]::new)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Set<String>> used(SqlConnection transaction, String tenant) {
        return transaction.preparedQuery(USED).execute(Tuple.of(tenant)).map(rows -> {
            Set<String> used = new TreeSet<>();
            rows.forEach(row -> used.add(row.getString("code")));
            return used;
        });
    }

    private ReasonCatalogue catalogue(RowSet<Row> rows) {
        Row row = rows.size() == 0 ? null : rows.iterator().next();
        if (row == null || row.getInteger("revision") == 0) {
            return new ReasonCatalogue(ClosingReasons.DEFAULT, 0);
        }
        try {
            return new ReasonCatalogue(
                    new ClosingReasons(json.readValue(row.getString("reasons"), REASONS)), row.getInteger("revision"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A kept list of reasons cannot be read", e);
        }
    }

    private String written(List<ClosingReason> reasons) {
        try {
            return json.writeValueAsString(reasons);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A list of reasons cannot be written as JSON", e);
        }
    }
}
