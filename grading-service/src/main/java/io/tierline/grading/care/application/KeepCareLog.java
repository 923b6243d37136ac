package io.tierline.grading.care.application;

import com.github.f4b6a3.ulid.UlidCreator;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.care.domain.CareContent;
import io.tierline.grading.care.domain.CareEntry;
import io.tierline.grading.care.domain.CareKind;
import io.tierline.grading.grades.application.Customers;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/** Keeps the care logs of customers that were won. Entries change no grade, but are written under their customer's lock. */
@ApplicationScoped
public class KeepCareLog {

    /**
     * Who changes an entry.
     *
     * @param subject by which authors are known
     * @param mayChangeAny whether also entries of others
     */
    public record Editor(String subject, boolean mayChangeAny) {}

    /** What came of adding; a repeat has changed nothing. */
    public record Added(CareEntry entry, boolean repeated) {}

    private final Database database;
    private final Customers customers;
    private final CareEntries entries;
    private final Clock clock;

    KeepCareLog(Database database, Customers customers, CareEntries entries, Clock clock) {
        this.database = database;
        this.customers = customers;
        this.entries = entries;
        this.clock = clock;
    }

    /**
     * Adds an entry. The same again with the same id changes nothing; something else with an id that is taken fails with a
     * 409 problem, and so does an entry for a customer that was never won.
     *
     * @param id the caller's own, or null for a new one
     */
    public Uni<Added> add(CustomerKey customer, String id, CareContent submitted, String author) {
        CareEntry entry = CareEntry.of(
                customer, id == null ? UlidCreator.getMonotonicUlid().toString() : id, submitted, author, now());
        return known(customer)
                .chain(() -> database.transaction(transaction -> entries.lock(transaction, customer)
                        .chain(won -> entries.add(transaction, entry).chain(added -> {
                            if (!added) {
                                return repeated(transaction, entry);
                            }
                            if (!won) {
                                throw Problem.conflict(
                                        "not-won",
                                        "Customer " + customer.customerId()
                                                + " has not been won: the care log is for existing customers.");
                            }
                            return summarise(transaction, entry).replaceWith(new Added(entry, false));
                        }))));
    }

    /**
     * Changes what an entry says. No change fails with no problem; else one that is somebody else's fails with a 403 problem,
     * and one that has changed meanwhile with a 412 problem.
     *
     * @param change from what it says to what it is to say; may fail with a problem
     * @param expected which revisions the caller may have had in mind ({@code If-Match})
     */
    public Uni<CareEntry> change(
            CustomerKey customer, String id, UnaryOperator<CareContent> change, Editor editor, IntPredicate expected) {
        return locked(customer, id, editor, (transaction, entry) -> {
            CareEntry changed = entry.saying(change.apply(entry.content()), editor.subject(), now());
            if (changed == entry) {
                return Uni.createFrom().item(entry);
            }
            refuseStale(entry, expected);
            return entries.update(transaction, changed)
                    .chain(() -> summarise(transaction, changed))
                    .replaceWith(changed);
        });
    }

    /** Takes an entry away, with the problems of {@link #change}. */
    public Uni<Void> remove(CustomerKey customer, String id, Editor editor, IntPredicate expected) {
        return locked(customer, id, editor, (transaction, entry) -> {
            refuseStale(entry, expected);
            return entries.remove(transaction, entry).chain(() -> summarise(transaction, entry));
        });
    }

    /** One entry; fails with a 404 problem when the customer has none of this id. */
    public Uni<CareEntry> find(CustomerKey customer, String id) {
        return known(customer)
                .chain(() -> entries.find(database.pool(), customer.tenant(), id))
                .map(entry -> ofCustomer(entry, customer, id));
    }

    /** A page of the customer's entries; see {@link CareEntries#list}. */
    public Uni<Page<CareEntry>> list(CustomerKey customer, CareKind kind, int limit, String cursor) {
        return known(customer).chain(() -> entries.list(customer, kind, limit, cursor));
    }

    private interface Change<T> {
        Uni<T> of(SqlConnection transaction, CareEntry entry);
    }

    private <T> Uni<T> locked(CustomerKey customer, String id, Editor editor, Change<T> change) {
        return known(customer)
                .chain(() -> database.transaction(transaction -> entries.lock(transaction, customer)
                        .chain(() -> entries.find(transaction, customer.tenant(), id))
                        .chain(found -> {
                            CareEntry entry = ofCustomer(found, customer, id);
                            if (!editor.mayChangeAny() && !entry.author().equals(editor.subject())) {
                                throw Problem.forbidden(
                                        "not-yours", "Somebody else has written this entry; ask them or a manager.");
                            }
                            return change.of(transaction, entry);
                        })));
    }

    private Uni<Added> repeated(SqlConnection transaction, CareEntry entry) {
        return entries.find(transaction, entry.customer().tenant(), entry.id()).map(present -> {
            if (!present.customer().equals(entry.customer())
                    || !present.fingerprint().equals(entry.fingerprint())) {
                throw Problem.conflict("entry-conflict", "There is another entry " + entry.id() + " already.");
            }
            return new Added(present, true);
        });
    }

    private Uni<Void> summarise(SqlConnection transaction, CareEntry entry) {
        return switch (entry.content().kind()) {
            case SATISFACTION, REFERRAL_REQUEST -> entries.summarise(transaction, entry.customer());
            default -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> known(CustomerKey customer) {
        return customers.exists(customer).map(exists -> {
            if (!exists) {
                throw Problem.notFound("no-such-customer", "There is no customer " + customer.customerId() + ".");
            }
            return null;
        });
    }

    private static CareEntry ofCustomer(CareEntry entry, CustomerKey customer, String id) {
        if (entry == null || !entry.customer().equals(customer)) {
            throw Problem.notFound(
                    "no-such-entry", "The care log of " + customer.customerId() + " has no entry " + id + ".");
        }
        return entry;
    }

    private static void refuseStale(CareEntry entry, IntPredicate expected) {
        if (!expected.test(entry.revision())) {
            throw Problem.stale(
                    "The entry is at revision " + entry.revision() + " by now; read it again and decide anew.");
        }
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
