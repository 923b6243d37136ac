package io.tierline.grading.fit.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.fit.application.IdealProfiles;
import io.tierline.grading.fit.domain.IdealProfile;
import io.tierline.grading.standards.domain.Fault;
import io.tierline.kit.database.Columns;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ideal profiles in the table {@code ideal_profile}, compiled once per revision and instance. */
@ApplicationScoped
class PostgresIdealProfiles implements IdealProfiles {

    private static final String OF = "select * from ideal_profile where tenant = any($1)";

    /** A row to lock, where there is none yet: two who write the first one take their turns. */
    private static final String MAKE_LOCKABLE = "insert into ideal_profile (tenant, revision, definition, changed_at,"
            + " changed_by) values ($1, 0, '{}', now(), '') on conflict (tenant) do nothing";

    private static final String LOCK = "select from ideal_profile where tenant = $1 for update";

    private static final String STORE = "update ideal_profile set revision = $2, definition = $3::text::jsonb,"
            + " changed_at = $4, changed_by = $5 where tenant = $1";

    private static final int MOST_COMPILED = 500;

    private record Key(String tenant, int revision) {}

    private final Vertx vertx;
    private final ObjectMapper json;

    /** Those used last. */
    private final Map<Key, IdealProfile> compiled = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, IdealProfile> eldest) {
            return size() > MOST_COMPILED;
        }
    });

    PostgresIdealProfiles(Vertx vertx, ObjectMapper json) {
        this.vertx = vertx;
        this.json = json;
    }

    @Override
    public Uni<Map<String, Kept>> of(SqlClient client, Collection<String> tenants) {
        return client.preparedQuery(OF)
                .execute(Tuple.tuple().addArrayOfString(tenants.toArray(String[]::new)))
                .chain(rows -> vertx.executeBlocking(
                        () -> {
                            Map<String, Kept> kept = new HashMap<>();
                            rows.forEach(row -> kept.put(row.getString("tenant"), kept(row)));
                            return kept;
                        },
                        false));
    }

    @Override
    public Uni<Kept> lock(SqlConnection transaction, String tenant) {
        return transaction
                .preparedQuery(MAKE_LOCKABLE)
                .execute(Tuple.of(tenant))
                .chain(() -> transaction.preparedQuery(LOCK).execute(Tuple.of(tenant)))
                // A statement of its own: only it sees what was stored while the lock was waited for.
                .chain(() -> of(transaction, Set.of(tenant)))
                .map(all -> all.get(tenant));
    }

    @Override
    public Uni<Void> store(SqlConnection transaction, String tenant, Kept kept) {
        return transaction
                .preparedQuery(STORE)
                .execute(Tuple.of(
                        tenant, kept.revision(), text(kept.ideal()), Columns.inUtc(kept.changedAt()), kept.changedBy()))
                .replaceWithVoid();
    }

    private Kept kept(Row row) {
        int revision = row.getInteger("revision");
        if (revision == 0) {
            return Kept.NONE;
        }
        IdealProfile ideal = compiled.computeIfAbsent(
                new Key(row.getString("tenant"), revision), key -> read(row.getValue("definition")));
        return new Kept(revision, ideal, Columns.instant(row, "changed_at"), row.getString("changed_by"));
    }

    private IdealProfile read(Object definition) {
        List<Fault> faults = new ArrayList<>();
        try {
            return IdealProfile.read(json.readValue(definition.toString(), Object.class), faults)
                    .orElseThrow(() -> new IllegalStateException("The ideal profile is kept with faults: " + faults));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text(IdealProfile ideal) {
        try {
            return json.writeValueAsString(ideal.toTree());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
