package io.tierline.call.contacts.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.contacts.application.ContactCards;
import io.tierline.call.contacts.domain.ContactCard;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.call.contacts.domain.WantedContact.Person;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Cards in the table {@code contact}. */
@ApplicationScoped
class PostgresContactCards implements ContactCards {

    private static final Columns<Person> PERSONS =
            new Columns<Person>().text("customer_id", Person::customerId).text("person_id", Person::personId);

    private static final Columns<ContactCard> COLUMNS = new Columns<ContactCard>()
            .text("phone", ContactCard::phone)
            .text("customer_id", ContactCard::customerId)
            .text("name", ContactCard::name)
            .text("role", card -> card.role() == null ? null : card.role().name())
            .text("person_id", ContactCard::personId)
            .integer("revision", ContactCard::revision)
            .instant("changed_at", ContactCard::changedAt)
            .text("changed_by", ContactCard::changedBy);

    /**
     * A person whom nobody knows yet has no row to lock, so persons take turns by advisory locks, taken in their order;
     * hashed to so many per tenant, for the server's table of locks is not made for thousands.
     */
    private static final String LOCK_PERSONS = "select pg_advisory_xact_lock("
            + "hashtextextended('contact person/' || $1 || '/' || place, 0)) from (select distinct"
            + " hashtextextended(customer_id || '/' || person_id, 0) & 63 as place from " + PERSONS.unnestFrom(2)
            + " order by place) as places";

    /** In key order, like {@link PostgresContacts}, which locks the same rows against moves. */
    private static final String LOCK =
            "select contact.* from (select phone from unnest($2::text[]) as asked(phone) union"
                    + " select contact.phone from " + PERSONS.unnestFrom(3) + " join contact on contact.tenant = $1"
                    + " and contact.customer_id = input.customer_id and contact.person_id = input.person_id) as wanted"
                    + " join contact on contact.tenant = $1 and contact.phone = wanted.phone"
                    + " order by contact.phone for update of contact";

    private static final String TAKE_IN = "insert into contact (tenant, phone, customer_id, revision, changed_by)"
            + " select $1, phone, '', 0, $3 from unnest($2::text[]) as input(phone) order by phone"
            + " on conflict (tenant, phone) do nothing";

    private static final String STORE =
            "update contact set (" + COLUMNS.names("") + ") = row(" + COLUMNS.names("input.") + ") from "
                    + COLUMNS.unnestFrom(2) + " where contact.tenant = $1 and contact.phone = input.phone";

    private static final String DROP = "delete from contact where tenant = $1 and phone = any($2) and revision = 0";

    private static final String READ = "select contact.*, array(select other.phone from contact as other"
            + " where other.tenant = contact.tenant and other.customer_id = contact.customer_id"
            + " and other.person_id = contact.person_id and other.phone <> contact.phone"
            + " order by other.phone) as other_numbers from contact where tenant = $1";

    private static final String FIND = READ + " and phone = $2";

    private final Database database;

    PostgresContactCards(Database database) {
        this.database = database;
    }

    @Override
    public Uni<List<ContactCard>> lock(
            SqlConnection transaction, String tenant, String by, Set<String> phones, Set<Person> persons) {
        List<ContactCard> locked = new ArrayList<>();
        return lockPersons(transaction, tenant, persons)
                .chain(() -> lockRows(transaction, tenant, phones, persons, locked))
                .chain(() -> {
                    Set<String> unknown = new HashSet<>(phones);
                    locked.forEach(card -> unknown.remove(card.phone()));
                    return takeIn(transaction, tenant, by, unknown)
                            // Also what a call that came in meanwhile has taken in, which only a new statement can see.
                            .chain(() -> lockRows(transaction, tenant, unknown, Set.of(), locked));
                })
                .replaceWith(locked);
    }

    @Override
    public Uni<Void> store(SqlConnection transaction, String tenant, Collection<ContactCard> cards) {
        return cards.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(STORE)
                        .execute(COLUMNS.bind(cards, tenant))
                        .replaceWithVoid();
    }

    @Override
    public Uni<Void> drop(SqlConnection transaction, String tenant, Collection<String> phones) {
        return phones.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(DROP)
                        .execute(Tuple.of(tenant, phones.toArray(String[]::new)))
                        .replaceWithVoid();
    }

    @Override
    public Uni<Entry> find(SqlClient client, String tenant, String phone) {
        return client.preparedQuery(FIND)
                .execute(Tuple.of(tenant, phone))
                .map(rows -> rows.size() == 0 ? null : entry(rows.iterator().next()));
    }

    /** Put together from the conditions that are asked for, so that each combination is planned for the index that fits it. */
    @Override
    public Uni<Page<Entry>> list(String tenant, Filter filter, int limit, String cursor) {
        StringBuilder sql = new StringBuilder(READ);
        List<Object> values = new ArrayList<>(List.of(tenant));
        and(sql, values, "customer_id = ", filter.customerId());
        and(sql, values, "role = ", filter.role() == null ? null : filter.role().name());
        and(sql, values, "person_id = ", filter.personId());
        List<String> after = Cursor.read(cursor, 1);
        and(sql, values, "phone > ", after == null ? null : after.get(0));
        values.add(limit + 1);
        sql.append(" order by phone limit $").append(values.size());
        return database.pool()
                .preparedQuery(sql.toString())
                .execute(Tuple.tuple(values))
                .map(rows -> Page.of(
                        entries(rows), limit, entry -> Cursor.of(entry.card().phone())));
    }

    private static void and(StringBuilder sql, List<Object> values, String condition, String value) {
        if (value != null) {
            values.add(value);
            sql.append(" and ").append(condition).append('$').append(values.size());
        }
    }

    private static Uni<Void> lockPersons(SqlConnection transaction, String tenant, Set<Person> persons) {
        return persons.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(LOCK_PERSONS)
                        .execute(PERSONS.bind(persons, tenant))
                        .replaceWithVoid();
    }

    private static Uni<Void> lockRows(
            SqlConnection transaction,
            String tenant,
            Set<String> phones,
            Set<Person> persons,
            List<ContactCard> locked) {
        return phones.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(LOCK)
                        .execute(PERSONS.bind(persons, tenant, phones.toArray(String[]::new)))
                        .invoke(rows -> rows.forEach(row -> locked.add(card(row))))
                        .replaceWithVoid();
    }

    private static Uni<Void> takeIn(SqlConnection transaction, String tenant, String by, Set<String> phones) {
        return phones.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(TAKE_IN)
                        .execute(Tuple.of(tenant, phones.toArray(String[]::new), by))
                        .replaceWithVoid();
    }

    private static List<Entry> entries(RowSet<Row> rows) {
        List<Entry> entries = new ArrayList<>(rows.size());
        rows.forEach(row -> entries.add(entry(row)));
        return entries;
    }

    private static Entry entry(Row row) {
        return new Entry(card(row), List.of(row.getArrayOfStrings("other_numbers")));
    }

    private static ContactCard card(Row row) {
        String role = row.getString("role");
        return new ContactCard(
                row.getString("phone"),
                row.getString("customer_id"),
                row.getString("name"),
                role == null ? null : ContactRole.valueOf(role),
                row.getString("person_id"),
                row.getInteger("revision"),
                Columns.instant(row, "changed_at"),
                row.getString("changed_by"));
    }
}
