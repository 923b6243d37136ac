package io.tierline.call.erasure.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.call.contacts.domain.NumberHash;
import io.tierline.call.erasure.application.Persons;
import io.tierline.kit.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Persons by the tables that a number stands in; each way from a number to a call has an index. */
@ApplicationScoped
class PostgresPersons implements Persons {

    private static final Columns<byte[]> HASHES = new Columns<byte[]>().bytes("number_hash", hash -> hash);

    private static final String NUMBERS = "select * from contact where tenant = $1 and phone = $2"
            + " union select other.* from contact as asked join contact as other on other.tenant = asked.tenant"
            + " and other.customer_id = asked.customer_id and other.person_id = asked.person_id"
            + " where asked.tenant = $1 and asked.phone = $2 and asked.person_id is not null order by phone";

    /** A number without a contact gets one that nobody else ever sees: who records its first call waits for it. */
    private static final String MAKE_LOCKABLE = "insert into contact (tenant, phone, customer_id)"
            + " select $1, phone, '' from unnest($2::text[]) as asked(phone) order by phone"
            + " on conflict (tenant, phone) do nothing";

    private static final String LOCK =
            "select phone from contact where tenant = $1 and phone = any($2) order by phone for update";

    private static final String CALL_IDS = "select call_id from call where tenant = $1 and phone = any($2)"
            + " and phone is not null and not voided union all select call_id from call where tenant = $1"
            + " and phone = any($2) and phone is not null and voided union all select call_id from call_revision"
            + " where tenant = $1 and state ->> 'phone' = any($2) union all select call_id from telephony_record"
            + " where tenant = $1 and phone = any($2) and phone is not null";

    private static final String CALLS =
            "select call_id from call where tenant = $1 and call_id in (" + CALL_IDS + ") order by started_at, call_id";

    private static final String ARE_KNOWN =
            "select exists (select from contact where tenant = $1 and phone = any($2) and customer_id <> '')"
                    + " or exists (" + CALL_IDS + ") or exists (select from number_mark where tenant = $1"
                    + " and phone = any($2) and phone is not null)";

    private static final String WERE_ERASED = "select exists (select from erased_number join " + HASHES.unnestFrom(2)
            + " using (number_hash) where tenant = $1)";

    private static final String DELETE = "delete from contact where tenant = $1 and phone = any($2)";

    private static final String REMEMBER = "insert into erased_number (tenant, number_hash, erased_at)"
            + " select $1, number_hash, $2 from " + HASHES.unnestFrom(3) + " order by number_hash"
            + " on conflict (tenant, number_hash) do update"
            + " set erased_at = greatest(erased_number.erased_at, excluded.erased_at)";

    private final NumberHash hash;

    PostgresPersons(NumberHash hash) {
        this.hash = hash;
    }

    @Override
    public Uni<List<PersonalNumber>> numbers(SqlClient client, String tenant, String phone) {
        return client.preparedQuery(NUMBERS).execute(Tuple.of(tenant, phone)).map(rows -> {
            List<PersonalNumber> numbers = new ArrayList<>(rows.size());
            rows.forEach(row -> {
                if (!row.getString("customer_id").isEmpty()) {
                    numbers.add(number(row));
                }
            });
            return numbers;
        });
    }

    @Override
    public Uni<Void> lock(SqlConnection transaction, String tenant, Collection<String> phones) {
        return transaction
                .preparedQuery(MAKE_LOCKABLE)
                .execute(of(tenant, phones))
                .chain(() -> transaction.preparedQuery(LOCK).execute(of(tenant, phones)))
                .replaceWithVoid();
    }

    @Override
    public Uni<List<String>> calls(SqlClient client, String tenant, Collection<String> phones) {
        return client.preparedQuery(CALLS).execute(of(tenant, phones)).map(rows -> {
            List<String> ids = new ArrayList<>(rows.size());
            rows.forEach(row -> ids.add(row.getString("call_id")));
            return ids;
        });
    }

    @Override
    public Uni<Boolean> areKnown(SqlClient client, String tenant, Collection<String> phones) {
        return client.preparedQuery(ARE_KNOWN)
                .execute(of(tenant, phones))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    @Override
    public Uni<Boolean> wereErased(SqlClient client, String tenant, Collection<String> phones) {
        return client.preparedQuery(WERE_ERASED)
                .execute(HASHES.bind(hashes(tenant, phones), tenant))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    @Override
    public Uni<Void> erase(SqlConnection transaction, String tenant, Collection<String> phones, Instant at) {
        return transaction
                .preparedQuery(REMEMBER)
                .execute(HASHES.bind(hashes(tenant, phones), tenant, Columns.inUtc(at)))
                .chain(() -> transaction.preparedQuery(DELETE).execute(of(tenant, phones)))
                .replaceWithVoid();
    }

    private List<byte[]> hashes(String tenant, Collection<String> phones) {
        return phones.stream().map(phone -> hash.of(tenant, phone)).toList();
    }

    private static Tuple of(String tenant, Collection<String> phones) {
        return Tuple.of(tenant, phones.toArray(String[]::new));
    }

    static PersonalNumber number(Row row) {
        String role = row.getString("role");
        return new PersonalNumber(
                row.getString("phone"),
                row.getString("customer_id"),
                role == null ? null : ContactRole.valueOf(role),
                row.getString("name"),
                row.getString("person_id"),
                Columns.instant(row, "since"),
                Columns.instant(row, "changed_at"),
                row.getString("changed_by"));
    }
}
