package io.tierline.call.erasure.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.call.erasure.application.ErasureEvents;
import io.tierline.call.erasure.application.Erasures;
import io.tierline.call.erasure.domain.Erasure;
import io.tierline.kit.database.Columns;
import io.tierline.kit.outbox.Outbox;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.republication.Scope;
import io.tierline.kit.republication.StoredEvents;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Erasures in the table {@code told_erasure}, and as events again, by tenant and id. A row never changes. */
@ApplicationScoped
class PostgresErasures implements Erasures, StoredEvents {

    private static final Columns<Erasure> COLUMNS = new Columns<Erasure>()
            .text("erasure_id", Erasure::id)
            .text("customer_ids", erasure -> String.join(" ", erasure.customerIds()))
            .text(
                    "contact_role",
                    erasure -> erasure.role() == null ? null : erasure.role().name())
            .instant("erased_at", Erasure::at);

    private static final String ADD =
            "insert into told_erasure (tenant, " + COLUMNS.names("") + ") select $1, erasure_id,"
                    + " coalesce(string_to_array(nullif(customer_ids, ''), ' '), '{}'), contact_role, erased_at from "
                    + COLUMNS.unnestFrom(2);

    private static final String CHUNK = "select * from told_erasure where ($1::text is null or tenant = $1)"
            + " and (tenant, erasure_id) > ($2, $3) order by tenant, erasure_id limit $4";

    private final ErasureEvents events;

    PostgresErasures(ErasureEvents events) {
        this.events = events;
    }

    @Override
    public Uni<Void> add(SqlConnection transaction, List<Erasure> erasures) {
        if (erasures.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(ADD)
                .execute(COLUMNS.bind(erasures, erasures.get(0).tenant()))
                .chain(() -> Outbox.add(
                        transaction,
                        ErasureEvents.TOPIC,
                        ErasureEvents.TYPE,
                        erasures.stream().map(events::of).toList()));
    }

    @Override
    public String name() {
        return "erasures";
    }

    @Override
    public String topic() {
        return ErasureEvents.TOPIC;
    }

    @Override
    public String type() {
        return ErasureEvents.TYPE;
    }

    @Override
    public Uni<Chunk> next(SqlConnection transaction, Scope scope, String position, int atMost) {
        List<String> after = position == null ? List.of("", "") : Cursor.read(position, 2);
        return transaction
                .preparedQuery(CHUNK)
                .execute(Tuple.of(scope.tenant(), after.get(0), after.get(1), atMost))
                .map(rows -> Chunk.of(
                        rows,
                        atMost,
                        row -> events.of(erasure(row)),
                        row -> Cursor.of(row.getString("tenant"), row.getString("erasure_id"))));
    }

    private static Erasure erasure(Row row) {
        String role = row.getString("contact_role");
        return new Erasure(
                row.getString("tenant"),
                row.getString("erasure_id"),
                List.of(row.getArrayOfStrings("customer_ids")),
                role == null ? null : ContactRole.valueOf(role),
                Columns.instant(row, "erased_at"));
    }
}
