package io.tierline.call.telephony.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tierline.call.telephony.application.TelephonyRecords;
import io.tierline.call.telephony.domain.LegRecord;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Records in the table {@code telephony_record}; the phone number has a column of its own and is not in the JSON. */
@ApplicationScoped
class PostgresTelephonyRecords implements TelephonyRecords {

    /** Of two calls that happen to share a lock one waits for nothing, that is all. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 0))";

    private static final String FIND =
            "select phone, record from telephony_record where tenant = $1 and call_id = any($2) order by call_id, record_id";

    private static final String STORE =
            "insert into telephony_record as present (tenant, call_id, record_id, version, phone, record)"
                    + " values ($1, $2, $3, $4, $5, $6) on conflict (tenant, call_id, record_id) do update"
                    + " set version = excluded.version, phone = excluded.phone, record = excluded.record,"
                    + " received_at = now() where excluded.version > present.version";

    private static final String ERASE = "update telephony_record set phone = null,"
            + " record = (record::jsonb || '{\"recordingUrl\":null}')::text where tenant = $1 and call_id = any($2)";

    private final ObjectMapper json;

    PostgresTelephonyRecords(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public Uni<Void> lock(SqlConnection transaction, String tenant, String callId) {
        return transaction.preparedQuery(LOCK).execute(Tuple.of(tenant, callId)).replaceWithVoid();
    }

    @Override
    public Uni<List<LegRecord>> find(SqlClient client, String tenant, Collection<String> callIds) {
        return client.preparedQuery(FIND)
                .execute(Tuple.of(tenant, callIds.toArray(String[]::new)))
                .map(rows -> {
                    List<LegRecord> records = new ArrayList<>(rows.size());
                    rows.forEach(row -> records.add(record(row)));
                    return records;
                });
    }

    @Override
    public Uni<Void> erase(SqlConnection transaction, String tenant, Collection<String> callIds) {
        return transaction
                .preparedQuery(ERASE)
                .execute(Tuple.of(tenant, callIds.toArray(String[]::new)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> store(SqlConnection transaction, String tenant, LegRecord record) {
        return transaction
                .preparedQuery(STORE)
                .execute(Tuple.from(List.of(tenant, record.callId(), record.recordId(), record.version()))
                        .addString(record.phone())
                        .addString(written(record.withPhone(null))))
                .replaceWithVoid();
    }

    private LegRecord record(Row row) {
        try {
            return json.readValue(row.getString("record"), LegRecord.class).withPhone(row.getString("phone"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored telephony record cannot be read", e);
        }
    }

    private String written(LegRecord record) {
        try {
            return json.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A telephony record cannot be written as JSON", e);
        }
    }
}
