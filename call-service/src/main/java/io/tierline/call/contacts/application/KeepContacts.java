package io.tierline.call.contacts.application;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.call.contacts.application.ContactCards.Entry;
import io.tierline.call.contacts.application.NewCustomers.Named;
import io.tierline.call.contacts.domain.ContactBook;
import io.tierline.call.contacts.domain.ContactBook.Result;
import io.tierline.call.contacts.domain.ContactCard;
import io.tierline.call.contacts.domain.WantedContact;
import io.tierline.call.contacts.domain.WantedContact.Person;
import io.tierline.kit.database.Database;
import io.tierline.kit.outbox.OutboxRelay;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Writes down who is behind numbers. A number that goes to another customer takes its calls along, in the same commit; what
 * changes nothing leaves no trace.
 */
@ApplicationScoped
public class KeepContacts {

    /** Numbers in one commit: few enough that a call that is just coming in never waits long for one of them. */
    private static final int AT_ONCE = 200;

    /** What became of a number, and how it stands. */
    public record Kept(Result result, Entry entry) {}

    /**
     * Who writes.
     *
     * @param mayMove whether they may take a number away from a customer that somebody has named
     */
    public record Writer(String subject, boolean mayMove) {}

    private final Database database;
    private final ContactCards cards;
    private final NewCustomers newCustomers;
    private final NumbersCalls calls;
    private final OutboxRelay relay;
    private final Clock clock;

    KeepContacts(
            Database database,
            ContactCards cards,
            NewCustomers newCustomers,
            NumbersCalls calls,
            OutboxRelay relay,
            Clock clock) {
        this.database = database;
        this.cards = cards;
        this.newCustomers = newCustomers;
        this.calls = calls;
        this.relay = relay;
        this.clock = clock;
    }

    /**
     * Takes down what is said of a number. Fails with a 403 problem when the writer may not move it, a 412 when the number is
     * at another revision and says something else, a 422 when the person has too many numbers, or the customer would be new
     * and has a phone number as its id.
     *
     * @param expected which revisions the caller may have had in mind ({@code If-Match}); 0 is asked for a new number
     */
    public Uni<Kept> put(String tenant, Writer writer, IntPredicate expected, WantedContact wanted) {
        return inOneCommit(transaction -> newCustomers
                .refuse(transaction, tenant, customerOf(wanted))
                .chain(() -> lock(transaction, tenant, writer.subject(), List.of(wanted)))
                .chain(present -> {
                    ContactCard before = cardOf(present, wanted.phone());
                    refuseTaking(before, wanted, writer);
                    ContactBook book = new ContactBook(present);
                    Result result = book.put(wanted);
                    if (result == Result.TOO_MANY_NUMBERS) {
                        throw tooManyNumbers();
                    }
                    if (result != Result.UNCHANGED) {
                        refuseUnlessExpected(before, expected);
                    }
                    return write(transaction, tenant, writer.subject(), book, false)
                            .chain(() -> cards.find(transaction, tenant, wanted.phone()))
                            .map(entry -> new Kept(result, entry));
                }));
    }

    /**
     * Takes down what is said of many numbers, one after another: of what is said twice the later holds. Answers after the
     * last commit; a failure leaves what was committed before it, and the same again goes on from there.
     *
     * @return what became of each, in their order
     */
    public Uni<List<Result>> putAll(String tenant, String by, List<WantedContact> wanted) {
        List<List<WantedContact>> groups = new ArrayList<>();
        for (int from = 0; from < wanted.size(); from += AT_ONCE) {
            groups.add(wanted.subList(from, Math.min(from + AT_ONCE, wanted.size())));
        }
        Uni<List<Result>> all = Multi.createFrom()
                .iterable(groups)
                .onItem()
                .transformToUniAndConcatenate(group -> putGroup(tenant, by, group))
                .collect()
                .in(ArrayList::new, List::addAll);
        return Database.uncancelled(all);
    }

    private Uni<List<Result>> putGroup(String tenant, String by, List<WantedContact> group) {
        return inOneCommit(transaction -> newCustomers
                .refused(
                        transaction,
                        tenant,
                        group.stream().map(KeepContacts::customerOf).toList())
                .chain(refused -> lock(transaction, tenant, by, group).chain(present -> {
                    ContactBook book = new ContactBook(present);
                    List<Result> results = group.stream()
                            .map(wanted -> refused.contains(wanted.customerId())
                                            && customerOf(wanted).isNumber()
                                    ? Result.NUMBER_AS_CUSTOMER
                                    : book.put(wanted))
                            .toList();
                    return write(transaction, tenant, by, book, false).replaceWith(results);
                })));
    }

    private static Named customerOf(WantedContact wanted) {
        return new Named(wanted.customerId(), wanted.phone());
    }

    /**
     * Takes a number away from its customer, for somebody quite different is behind it: it gets a customer of its own that
     * nobody has named, and its calls go there. Fails with a 404 problem when nobody knows the number, a 412 when it is at
     * another revision. A number of which nothing is known but that it is there stays as it is.
     *
     * @param expected as for {@link #put}
     */
    public Uni<Entry> unlink(String tenant, String by, IntPredicate expected, String phone) {
        return inOneCommit(transaction -> {
            WantedContact stranger = WantedContact.bare(phone, MadeUpCustomers.next());
            return lock(transaction, tenant, by, List.of(stranger)).chain(present -> {
                ContactCard before = cardOf(present, phone);
                if (before.isNew()) {
                    throw FindContacts.unknown();
                }
                ContactBook book = new ContactBook(present);
                if (!isStranger(before)) {
                    refuseUnlessExpected(before, expected);
                    book.put(stranger);
                }
                return write(transaction, tenant, by, book, true).chain(() -> cards.find(transaction, tenant, phone));
            });
        });
    }

    private <T> Uni<T> inOneCommit(Function<SqlConnection, Uni<T>> work) {
        return database.transaction(work).invoke(relay::wake);
    }

    private Uni<List<ContactCard>> lock(
            SqlConnection transaction, String tenant, String by, List<WantedContact> wanted) {
        Set<String> phones = wanted.stream().map(WantedContact::phone).collect(Collectors.toSet());
        Set<Person> persons = wanted.stream()
                .map(WantedContact::person)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return cards.lock(transaction, tenant, by, phones, persons);
    }

    private Uni<Void> write(
            SqlConnection transaction, String tenant, String by, ContactBook book, boolean wrongPerson) {
        return cards.store(transaction, tenant, book.changed(clock.instant(), by))
                .chain(() -> cards.drop(transaction, tenant, book.unused()))
                .chain(() -> calls.move(transaction, tenant, by, book.moves(wrongPerson)));
    }

    private static ContactCard cardOf(List<ContactCard> cards, String phone) {
        return cards.stream()
                .filter(card -> card.phone().equals(phone))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isStranger(ContactCard card) {
        return MadeUpCustomers.isOne(card.customerId())
                && card.saysTheSame(new ContactCard(card.phone(), card.customerId(), null, null, null, 0, null, null));
    }

    private static void refuseTaking(ContactCard before, WantedContact wanted, Writer writer) {
        if (!writer.mayMove()
                && !before.isNew()
                && !MadeUpCustomers.isOne(before.customerId())
                && !before.customerId().equals(wanted.customerId())) {
            throw Problem.forbidden(
                    "contact-of-another-customer",
                    "The number belongs to another customer, and its calls would move with it; a manager can do that.");
        }
    }

    private static void refuseUnlessExpected(ContactCard before, IntPredicate expected) {
        if (!expected.test(before.revision())) {
            throw Problem.stale(
                    before.isNew()
                            ? "Nobody knows the number, so it is at no revision."
                            : "The number is at revision " + before.revision()
                                    + " by now; read it again and decide anew.");
        }
    }

    /** The problem of a person that has as many numbers as there can be. */
    public static Problem tooManyNumbers() {
        return Problem.invalid(
                List.of(new Fault("/personId", "is a person with " + ContactBook.MOST_NUMBERS + " numbers already")));
    }
}
