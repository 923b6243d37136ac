package io.tierline.call.dialling.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.contacts.domain.NumberHash;
import io.tierline.call.dialling.application.Marks;
import io.tierline.call.dialling.domain.Mark;
import io.tierline.call.dialling.domain.Reason;
import io.tierline.call.dialling.domain.Verdict;
import io.tierline.kit.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Marks in the table {@code number_mark}. */
@ApplicationScoped
class PostgresMarks implements Marks {

    private record Hashed(byte[] hash, Marked marked) {}

    private static final Columns<byte[]> HASHES = new Columns<byte[]>().bytes("number_hash", hash -> hash);

    private static final Columns<Hashed> COLUMNS = new Columns<Hashed>()
            .bytes("number_hash", Hashed::hash)
            .text("id", row -> row.marked().mark().id())
            .text("phone", row -> row.marked().phone())
            .text("kind", row -> row.marked().mark().kind().name())
            .text("reason", row -> row.marked().mark().reason())
            .instant("at", row -> row.marked().mark().at())
            .text("by", row -> row.marked().mark().by())
            .text(
                    "verdict_reason",
                    row -> erased(row) == null ? null : erased(row).reason().name())
            .instant(
                    "verdict_since",
                    row -> erased(row) == null ? null : erased(row).since());

    private static final String FIND = "select number_mark.* from " + HASHES.unnestFrom(2)
            + " join number_mark using (number_hash) where tenant = $1 order by at, id";

    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended('number_mark/' || $1, 0))";

    private static final String ADD = "insert into number_mark (tenant, " + COLUMNS.names("") + ") select $1, "
            + COLUMNS.names("input.") + " from " + COLUMNS.unnestFrom(2);

    private static final String FORGET =
            "update number_mark set phone = null, reason = null where tenant = $1 and number_hash in (select number_hash from "
                    + HASHES.unnestFrom(2) + ")";

    private final NumberHash hash;

    PostgresMarks(NumberHash hash) {
        this.hash = hash;
    }

    @Override
    public Uni<Map<String, List<Mark>>> of(SqlClient client, String tenant, Collection<String> phones) {
        Map<ByteBuffer, String> byHash = new HashMap<>();
        phones.forEach(phone -> byHash.put(ByteBuffer.wrap(hash.of(tenant, phone)), phone));
        List<byte[]> hashes = byHash.keySet().stream().map(ByteBuffer::array).toList();
        return client.preparedQuery(FIND).execute(HASHES.bind(hashes, tenant)).map(rows -> {
            Map<String, List<Mark>> marks = new HashMap<>();
            rows.forEach(row -> marks.computeIfAbsent(
                            byHash.get(
                                    ByteBuffer.wrap(row.getBuffer("number_hash").getBytes())),
                            phone -> new ArrayList<>())
                    .add(mark(row)));
            return marks;
        });
    }

    @Override
    public Uni<Void> lock(SqlConnection transaction, String tenant) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(tenant)).replaceWithVoid();
    }

    @Override
    public Uni<Void> add(SqlConnection transaction, String tenant, Collection<Marked> marks) {
        if (marks.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Hashed> rows = marks.stream()
                .map(marked -> new Hashed(hash.of(tenant, marked.phone()), marked))
                .toList();
        return transaction
                .preparedQuery(ADD)
                .execute(COLUMNS.bind(rows, tenant))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> forget(SqlConnection transaction, String tenant, Collection<String> phones) {
        List<byte[]> hashes =
                phones.stream().map(phone -> hash.of(tenant, phone)).toList();
        return transaction
                .preparedQuery(FORGET)
                .execute(HASHES.bind(hashes, tenant))
                .replaceWithVoid();
    }

    private static Verdict erased(Hashed row) {
        return row.marked().mark().erased();
    }

    private static Mark mark(Row row) {
        String reason = row.getString("verdict_reason");
        return new Mark(
                row.getString("id"),
                Mark.Kind.valueOf(row.getString("kind")),
                row.getString("reason"),
                Columns.instant(row, "at"),
                row.getString("by"),
                reason == null
                        ? null
                        : new Verdict(Reason.valueOf(reason), Columns.instant(row, "verdict_since"), null));
    }
}
