package io.tierline.call.erasure.application;

import com.github.f4b6a3.ulid.UlidCreator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.call.agenda.application.FollowUps;
import io.tierline.call.calls.application.Calls;
import io.tierline.call.calls.domain.Call;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.call.dialling.application.CheckNumbers;
import io.tierline.call.dialling.application.CheckNumbers.Rules;
import io.tierline.call.dialling.application.MarkNumbers;
import io.tierline.call.erasure.application.Persons.Person;
import io.tierline.call.erasure.application.Persons.PersonalNumber;
import io.tierline.call.erasure.domain.Erasure;
import io.tierline.call.telephony.application.TelephonyRecords;
import io.tierline.kit.database.Database;
import io.tierline.kit.outbox.OutboxRelay;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Erases persons: everything they could be known by goes from contacts, calls, their revisions and telephony records; the
 * calls stay and count. Locks contacts first, then marks, then calls, each in the order of their keys.
 */
@ApplicationScoped
public class ErasePerson {

    /** Calls that are erased by one statement, and customers that one event names. */
    private static final int AT_ONCE = 500;

    /** What is told of a call when it is erased. */
    private record ErasedCall(String phone, String customerId, Instant startedAt) {

        static ErasedCall of(Call call) {
            return new ErasedCall(
                    call.phone(),
                    call.attribution().customerId(),
                    call.attribution().startedAt());
        }
    }

    private final Database database;
    private final Persons persons;
    private final CheckNumbers numbers;
    private final MarkNumbers marks;
    private final FollowUps followUps;
    private final Calls calls;
    private final TelephonyRecords records;
    private final Erasures erasures;
    private final OutboxRelay relay;
    private final Clock clock;
    private final Counter requested;

    ErasePerson(
            Database database,
            Persons persons,
            CheckNumbers numbers,
            MarkNumbers marks,
            FollowUps followUps,
            Calls calls,
            TelephonyRecords records,
            Erasures erasures,
            OutboxRelay relay,
            Clock clock,
            MeterRegistry meters) {
        this.database = database;
        this.persons = persons;
        this.numbers = numbers;
        this.marks = marks;
        this.followUps = followUps;
        this.calls = calls;
        this.records = records;
        this.erasures = erasures;
        this.relay = relay;
        this.clock = clock;
        this.requested = erased(meters, "request");
    }

    /** How many persons were erased for this cause. */
    static Counter erased(MeterRegistry meters, String cause) {
        return Counter.builder("tierline.erased.persons")
                .description("Persons erased")
                .tag("cause", cause)
                .register(meters);
    }

    /**
     * Erases the person behind the number, with all their numbers, in one commit. Again it takes nothing away, and only calls
     * that begin later are news; fails with a 404 problem when nothing is known of the number and it was never erased.
     *
     * @param phone E.164
     */
    public Uni<Void> erase(String tenant, String by, String phone) {
        return Database.uncancelled(numbers.rulesOf(tenant)
                        .chain(rules -> database.transaction(transaction -> lock(transaction, tenant, phone, Set.of())
                                .chain(person -> erase(transaction, tenant, by, person, rules)))))
                .invoke(erased -> {
                    relay.wake();
                    requested.increment(erased ? 1 : 0);
                })
                .replaceWithVoid();
    }

    /** Locks the numbers of the person, those too that become theirs while we wait for the lock of another. */
    private Uni<Person> lock(SqlConnection transaction, String tenant, String phone, Set<String> locked) {
        return persons.numbers(transaction, tenant, phone).chain(contacts -> {
            Person person = Person.of(phone, contacts);
            return locked.containsAll(person.phones())
                    ? Uni.createFrom().item(person)
                    : persons.lock(transaction, tenant, person.phones())
                            .chain(() -> lock(transaction, tenant, phone, person.phones()));
        });
    }

    /** Whether there was anything to take away. */
    private Uni<Boolean> erase(SqlConnection transaction, String tenant, String by, Person person, Rules rules) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return persons.areKnown(transaction, tenant, person.phones())
                .chain(known -> (known
                                ? eraseLocked(transaction, tenant, by, List.of(person), now, rules)
                                : persons.wereErased(transaction, tenant, person.phones())
                                        .chain(before -> {
                                            if (!before) {
                                                throw unknown();
                                            }
                                            return persons.erase(transaction, tenant, person.phones(), now);
                                        }))
                        .replaceWith(known));
    }

    /**
     * Erases persons whose numbers are locked.
     *
     * @param before what began before this brings nothing of them back
     * @param rules by what their numbers are judged
     */
    Uni<Void> eraseLocked(
            SqlConnection transaction, String tenant, String by, List<Person> erased, Instant before, Rules rules) {
        Set<String> phones =
                erased.stream().flatMap(person -> person.phones().stream()).collect(Collectors.toSet());
        return persons.calls(transaction, tenant, phones)
                .chain(callIds -> marks.erase(transaction, tenant, by, phones, rules)
                        .chain(() -> followUps.settle(transaction, tenant, callIds, clock.instant()))
                        .chain(() -> eraseCalls(transaction, tenant, callIds)))
                .chain(erasedCalls -> {
                    Instant at = after(before, erasedCalls);
                    return persons.erase(transaction, tenant, phones, at)
                            .chain(() -> erasures.add(
                                    transaction,
                                    erased.stream()
                                            .flatMap(person -> erasures(tenant, person, erasedCalls, at))
                                            .toList()));
                });
    }

    /** In the order of their keys, some at a time: however many they are, no statement takes long. */
    private Uni<List<ErasedCall>> eraseCalls(SqlConnection transaction, String tenant, List<String> callIds) {
        List<String> sorted = callIds.stream().sorted().toList();
        List<ErasedCall> erased = new ArrayList<>(sorted.size());
        return Multi.createFrom()
                .range(0, (sorted.size() + AT_ONCE - 1) / AT_ONCE)
                .onItem()
                .transformToUniAndConcatenate(piece -> {
                    List<String> some = sorted.subList(piece * AT_ONCE, Math.min(sorted.size(), (piece + 1) * AT_ONCE));
                    return calls.erase(transaction, tenant, some)
                            .invoke(found -> found.forEach(call -> erased.add(ErasedCall.of(call))))
                            .chain(() -> records.erase(transaction, tenant, some));
                })
                .collect()
                .last()
                .replaceWith(erased);
    }

    /** One for all customers whose contact it was; more than an event can hold are told in several. */
    private static Stream<Erasure> erasures(String tenant, Person person, List<ErasedCall> calls, Instant at) {
        Stream<String> ofCalls = calls.stream()
                .filter(call -> person.phones().contains(call.phone()))
                .map(ErasedCall::customerId);
        Stream<String> ofContacts = person.contacts().stream().map(PersonalNumber::customerId);
        ContactRole role = person.contacts().stream()
                .map(PersonalNumber::role)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        List<String> customers =
                Stream.concat(ofContacts, ofCalls).distinct().sorted().toList();
        return IntStream.iterate(0, from -> from == 0 || from < customers.size(), from -> from + AT_ONCE)
                .mapToObj(from -> new Erasure(
                        tenant,
                        UlidCreator.getMonotonicUlid().toString(),
                        customers.subList(from, Math.min(customers.size(), from + AT_ONCE)),
                        role,
                        at));
    }

    /** Clocks differ: a call that was recorded is never later than its erasure, or its repeat would be news. */
    private static Instant after(Instant before, List<ErasedCall> calls) {
        return calls.stream()
                .map(call -> call.startedAt().plus(1, ChronoUnit.MICROS))
                .reduce(before, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** The 404 problem of a number of which nothing is known. */
    static Problem unknown() {
        return Problem.notFound("no-such-contact", "Nothing is known of this number.");
    }
}
