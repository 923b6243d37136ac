package io.tierline.call.contacts.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.contacts.application.Contacts;
import io.tierline.call.contacts.domain.Contact;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.kit.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Contacts in the table {@code contact}. */
@ApplicationScoped
class PostgresContacts implements Contacts {

    private static final Columns<Contact> COLUMNS = new Columns<Contact>()
            .text("tenant", Contact::tenant)
            .text("phone", Contact::phone)
            .text("customer_id", Contact::customerId)
            .text(
                    "role",
                    contact -> contact.role() == null ? null : contact.role().name());

    private static final String FOUND = COLUMNS.names("contact.");

    /**
     * The rows are locked, in key order and shared with all other calls: a number that is just moving to another customer is
     * waited for and then read as it is after that; one that moves next waits until the calls are stored that it has to take
     * along.
     */
    private static final String FIND = "select " + FOUND + " from " + COLUMNS.unnestFrom(1)
            + " join contact using (tenant, phone) order by contact.tenant, contact.phone for key share of contact";

    /** In key order, so that two groups that take in the same numbers wait for each other rather than deadlock. */
    private static final String TAKE_IN = "insert into contact (" + COLUMNS.names("") + ") select "
            + COLUMNS.names("input.") + " from " + COLUMNS.unnestFrom(1)
            + " order by tenant, phone on conflict (tenant, phone) do nothing returning " + FOUND;

    @Override
    public Uni<Map<Number, Contact>> resolve(SqlConnection transaction, List<Contact> proposals) {
        Map<Number, Contact> resolved = new HashMap<>();
        List<Contact> sorted = proposals.stream()
                .sorted(Comparator.comparing(PostgresContacts::number))
                .toList();
        return run(transaction, FIND, sorted, resolved)
                .chain(() -> run(transaction, TAKE_IN, unresolved(sorted, resolved), resolved))
                // What another transaction has taken in meanwhile only a new statement can see.
                .chain(() -> run(transaction, FIND, unresolved(sorted, resolved), resolved))
                .replaceWith(resolved);
    }

    private static Uni<Void> run(
            SqlConnection transaction, String sql, List<Contact> contacts, Map<Number, Contact> resolved) {
        if (contacts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(sql)
                .execute(COLUMNS.bind(contacts))
                .invoke(rows -> rows.forEach(row -> {
                    Contact contact = contact(row);
                    resolved.put(number(contact), contact);
                }))
                .replaceWithVoid();
    }

    private static List<Contact> unresolved(List<Contact> contacts, Map<Number, Contact> resolved) {
        return contacts.stream()
                .filter(contact -> !resolved.containsKey(number(contact)))
                .toList();
    }

    private static Number number(Contact contact) {
        return new Number(contact.tenant(), contact.phone());
    }

    private static Contact contact(Row row) {
        String role = row.getString("role");
        return new Contact(
                row.getString("tenant"),
                row.getString("phone"),
                row.getString("customer_id"),
                role == null ? null : ContactRole.valueOf(role));
    }
}
