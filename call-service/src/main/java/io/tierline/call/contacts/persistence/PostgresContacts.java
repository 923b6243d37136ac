package io.tierline.call.contacts.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.contacts.application.Contacts;
import io.tierline.call.contacts.domain.Contact;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.call.contacts.domain.NumberHash;
import io.tierline.kit.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

    private static final String FOUND = COLUMNS.names("contact.") + ", contact.since";

    /**
     * The rows are locked, in key order and shared with all other calls: a number that is just moving to another customer is
     * waited for and then read as it is after that; one that moves, or is erased, next waits until the calls are stored that
     * have to go the same way.
     */
    private static final String FIND = "select " + FOUND + " from " + COLUMNS.unnestFrom(1)
            + " join contact using (tenant, phone) order by contact.tenant, contact.phone for key share of contact";

    private record Hashed(Number number, byte[] hash) {}

    private static final Columns<Hashed> HASHED = new Columns<Hashed>()
            .text("tenant", hashed -> hashed.number().tenant())
            .text("phone", hashed -> hashed.number().phone())
            .bytes("number_hash", Hashed::hash);

    /** In key order, so that two groups that take in the same numbers wait for each other rather than deadlock. */
    private static final String TAKE_IN = "insert into contact (" + COLUMNS.names("") + ") select "
            + COLUMNS.names("input.") + " from " + COLUMNS.unnestFrom(1)
            + " order by tenant, phone on conflict (tenant, phone) do nothing returning " + FOUND;

    private static final String FIND_ERASED = "select input.tenant, input.phone, erased_at from " + HASHED.unnestFrom(1)
            + " join erased_number using (tenant, number_hash)";

    private static final String DROP = "delete from contact using " + HASHED.unnestFrom(1)
            + " where contact.tenant = input.tenant and contact.phone = input.phone";

    /** Longer than a transaction takes and than clocks differ by. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    /** A contact that is there, and since when. */
    private record Present(Contact contact, Instant since) {}

    private final NumberHash hash;

    PostgresContacts(NumberHash hash) {
        this.hash = hash;
    }

    @Override
    public Uni<Map<Number, Known>> resolve(SqlConnection transaction, List<Met> met) {
        Map<Number, Present> present = new HashMap<>();
        Set<Number> takenIn = new HashSet<>();
        List<Met> sorted =
                met.stream().sorted(Comparator.comparing(Met::number)).toList();
        return find(transaction, sorted, present)
                .chain(() -> takeIn(transaction, sorted, present, takenIn))
                // Only now, when nobody can be erased any more until the transaction ends.
                .chain(() -> erasedBefore(transaction, sorted, present))
                .chain(erased -> {
                    List<Number> unwanted = unwanted(sorted, takenIn, erased);
                    return drop(transaction, unwanted).map(dropped -> {
                        unwanted.forEach(present::remove);
                        unwanted.forEach(takenIn::remove);
                        return known(sorted, present, erased, takenIn);
                    });
                });
    }

    /** Until all are held: one that another transaction has taken in meanwhile may be erased before it is found. */
    private static Uni<Void> takeIn(
            SqlConnection transaction, List<Met> met, Map<Number, Present> present, Set<Number> takenIn) {
        List<Met> missing =
                met.stream().filter(one -> !present.containsKey(one.number())).toList();
        if (missing.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return run(transaction, TAKE_IN, missing)
                .invoke(contacts -> contacts.forEach(one -> {
                    present.put(number(one.contact()), one);
                    takenIn.add(number(one.contact()));
                }))
                // What another transaction has taken in meanwhile only a new statement can see.
                .chain(() -> find(
                        transaction,
                        missing.stream()
                                .filter(one -> !present.containsKey(one.number()))
                                .toList(),
                        present))
                .chain(() -> takeIn(transaction, met, present, takenIn));
    }

    private static Uni<Void> find(SqlConnection transaction, List<Met> met, Map<Number, Present> present) {
        if (met.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return run(transaction, FIND, met)
                .invoke(contacts -> contacts.forEach(one -> present.put(number(one.contact()), one)))
                .replaceWithVoid();
    }

    /**
     * When the numbers were erased of which one of the calls could be from before. Somebody who is erased is no contact any
     * more, so a call that is younger than its contact cannot be: the usual one, for which nothing has to be looked up.
     */
    private Uni<Map<Number, Instant>> erasedBefore(
            SqlConnection transaction, List<Met> met, Map<Number, Present> present) {
        return erased(
                transaction,
                met.stream()
                        .filter(one -> one.first()
                                .isBefore(present.get(one.number()).since().plus(MARGIN)))
                        .map(Met::number)
                        .toList());
    }

    @Override
    public Uni<Map<Number, Instant>> erased(SqlConnection transaction, Collection<Number> numbers) {
        if (numbers.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return transaction
                .preparedQuery(FIND_ERASED)
                .execute(HASHED.bind(numbers.stream().map(this::hashed).toList()))
                .map(rows -> {
                    Map<Number, Instant> erased = new HashMap<>();
                    rows.forEach(row -> erased.put(
                            new Number(row.getString("tenant"), row.getString("phone")),
                            Columns.instant(row, "erased_at")));
                    return erased;
                });
    }

    /** Those taken in just now that only calls of an erased person have met. */
    private static List<Number> unwanted(List<Met> met, Set<Number> takenIn, Map<Number, Instant> erased) {
        return met.stream()
                .filter(one -> takenIn.contains(one.number())
                        && erased.containsKey(one.number())
                        && one.last().isBefore(erased.get(one.number())))
                .map(Met::number)
                .toList();
    }

    @Override
    public Uni<Void> drop(SqlConnection transaction, Collection<Number> takenIn) {
        if (takenIn.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(DROP)
                .execute(HASHED.bind(takenIn.stream().map(this::hashed).toList()))
                .replaceWithVoid();
    }

    private static Map<Number, Known> known(
            List<Met> met, Map<Number, Present> present, Map<Number, Instant> erased, Set<Number> takenIn) {
        Map<Number, Known> known = new HashMap<>();
        met.forEach(one -> {
            Present found = present.get(one.number());
            known.put(
                    one.number(),
                    new Known(
                            found == null ? null : found.contact(),
                            erased.get(one.number()),
                            takenIn.contains(one.number())));
        });
        return known;
    }

    private Hashed hashed(Number number) {
        return new Hashed(number, hash.of(number.tenant(), number.phone()));
    }

    private static Uni<List<Present>> run(SqlConnection transaction, String sql, List<Met> met) {
        return transaction
                .preparedQuery(sql)
                .execute(COLUMNS.bind(met.stream().map(Met::proposal).toList()))
                .map(rows -> {
                    List<Present> contacts = new ArrayList<>(rows.size());
                    rows.forEach(row -> contacts.add(new Present(contact(row), Columns.instant(row, "since"))));
                    return contacts;
                });
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
