package io.tierline.call.erasure.application;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.call.agenda.application.FollowUps;
import io.tierline.call.calls.application.Calls;
import io.tierline.call.dialling.application.CheckNumbers;
import io.tierline.call.dialling.application.CheckNumbers.Rules;
import io.tierline.call.dialling.application.MarkNumbers;
import io.tierline.call.erasure.application.Outdated.OldCall;
import io.tierline.call.erasure.application.Persons.Person;
import io.tierline.call.erasure.application.Persons.PersonalNumber;
import io.tierline.call.erasure.domain.RetentionPolicy;
import io.tierline.call.policies.application.Policies;
import io.tierline.call.policies.application.PolicyKind;
import io.tierline.call.telephony.application.TelephonyRecords;
import io.tierline.kit.database.Database;
import io.tierline.kit.outbox.OutboxRelay;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Takes away what companies keep no longer. First old calls lose what a person could be known by, then contacts of whom only
 * old calls are left are erased as persons. It goes on piece by piece, each in a transaction of its own and one instance at
 * a time; what is not done in one run, or was broken off, is done in the next.
 */
@ApplicationScoped
public class ApplyRetention {

    /** For how long what a person could be known by is kept. */
    public static final PolicyKind<RetentionPolicy> POLICY =
            new PolicyKind<>("retention", RetentionPolicy.class, RetentionPolicy.FOR_EVER);

    private static final Logger LOG = Logger.getLogger(ApplyRetention.class);

    /** Who the marks say that it was. */
    private static final String BY = "retention";

    private static final int PIECE = 500;

    /** For each tenant in one run: the next tenant's turn has to come. */
    private static final int MOST_PIECES = 100;

    /** What a piece came to. */
    private record Done(int looked, int erased) {

        boolean isAtTheEnd() {
            return looked < PIECE;
        }
    }

    private static final Done NOTHING = new Done(0, 0);

    private final Database database;
    private final Policies policies;
    private final CheckNumbers numbers;
    private final Outdated outdated;
    private final ErasePerson erasePerson;
    private final MarkNumbers marks;
    private final FollowUps followUps;
    private final Calls calls;
    private final TelephonyRecords records;
    private final OutboxRelay relay;
    private final Clock clock;
    private final Counter erasedCalls;
    private final Counter erasedPersons;

    ApplyRetention(
            Database database,
            Policies policies,
            CheckNumbers numbers,
            Outdated outdated,
            ErasePerson erasePerson,
            MarkNumbers marks,
            FollowUps followUps,
            Calls calls,
            TelephonyRecords records,
            OutboxRelay relay,
            Clock clock,
            MeterRegistry meters) {
        this.database = database;
        this.policies = policies;
        this.numbers = numbers;
        this.outdated = outdated;
        this.erasePerson = erasePerson;
        this.marks = marks;
        this.followUps = followUps;
        this.calls = calls;
        this.records = records;
        this.relay = relay;
        this.clock = clock;
        this.erasedCalls = Counter.builder("tierline.retention.calls")
                .description("Calls that lost for their age what a person could be known by")
                .register(meters);
        this.erasedPersons = ErasePerson.erased(meters, "retention");
    }

    /** Takes away what any tenant keeps no longer, tenant by tenant; what cannot be done now is left to the next run. */
    @Scheduled(
            every = "${tierline.retention.every:5m}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    public Uni<Void> applyToAll() {
        return policies.tenantsWith(POLICY)
                .chain(tenants -> Multi.createFrom()
                        .iterable(tenants)
                        .onItem()
                        .transformToUniAndConcatenate(tenant -> apply(tenant, clock.instant())
                                .onFailure()
                                .invoke(failure -> LOG.warnf(
                                        "Retention of tenant %s is held up and will be retried: %s", tenant, failure))
                                .onFailure()
                                .recoverWithNull())
                        .collect()
                        .last())
                .onFailure()
                .invoke(failure -> LOG.warnf("Retention is held up and will be retried: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Takes away what the tenant keeps no longer at the moment, or as much of it as one run may. */
    public Uni<Void> apply(String tenant, Instant now) {
        return policies.newest(tenant, POLICY)
                .chain(policy -> numbers.rulesOf(tenant)
                        .chain(rules -> policy.value()
                                .keptSince(now, rules.zone())
                                .map(keptSince -> apply(tenant, keptSince, rules))
                                .orElseGet(() -> Uni.createFrom().voidItem())));
    }

    private Uni<Void> apply(String tenant, Instant keptSince, Rules rules) {
        return goOn(() -> oldCalls(tenant, keptSince, rules), 0, MOST_PIECES)
                .chain(ofCalls -> ofCalls.isAtTheEnd()
                        ? goOn(() -> oldContacts(tenant, keptSince, rules), 0, MOST_PIECES)
                                .invoke(ofContacts -> log(tenant, ofCalls, ofContacts))
                        : Uni.createFrom().item(ofCalls).invoke(() -> log(tenant, ofCalls, NOTHING)))
                .replaceWithVoid();
    }

    private static Uni<Done> goOn(Supplier<Uni<Done>> piece, int erased, int pieces) {
        return piece.get().chain(done -> {
            int soFar = erased + done.erased();
            return done.isAtTheEnd() || pieces == 1
                    ? Uni.createFrom().item(new Done(done.looked(), soFar))
                    : goOn(piece, soFar, pieces - 1);
        });
    }

    private Uni<Done> oldCalls(String tenant, Instant keptSince, Rules rules) {
        return database.transaction(transaction -> outdated.lock(transaction, tenant)
                        .chain(free -> free
                                ? outdated.calls(transaction, tenant, keptSince, PIECE)
                                        .chain(old -> eraseCalls(transaction, tenant, old.calls(), rules)
                                                .replaceWith(new Done(
                                                        old.looked(),
                                                        old.calls().size())))
                                : Uni.createFrom().item(NOTHING)))
                .invoke(done -> erasedCalls.increment(done.erased()));
    }

    private Uni<Void> eraseCalls(SqlConnection transaction, String tenant, Collection<OldCall> old, Rules rules) {
        if (old.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<String> ids = old.stream().map(OldCall::callId).toList();
        Set<String> phones =
                old.stream().map(OldCall::phone).filter(Objects::nonNull).collect(Collectors.toSet());
        return marks.keep(transaction, tenant, BY, phones, rules)
                .chain(() -> followUps.settle(transaction, tenant, ids, clock.instant()))
                .chain(() -> calls.erase(transaction, tenant, ids))
                .chain(() -> records.erase(transaction, tenant, ids));
    }

    private Uni<Done> oldContacts(String tenant, Instant keptSince, Rules rules) {
        return database.transaction(transaction -> outdated.lock(transaction, tenant)
                        .chain(free -> free
                                ? outdated.contacts(transaction, tenant, keptSince, PIECE)
                                        .chain(old -> outdated.lock(transaction, tenant, old.phones(), keptSince)
                                                .chain(numbers ->
                                                        erasePersons(transaction, tenant, numbers, keptSince, rules))
                                                .map(erased -> new Done(old.looked(), erased)))
                                : Uni.createFrom().item(NOTHING)))
                .invoke(done -> {
                    relay.wake();
                    erasedPersons.increment(done.erased());
                });
    }

    /** Each number for itself: another number of the same person may be in use. */
    private Uni<Integer> erasePersons(
            SqlConnection transaction, String tenant, List<PersonalNumber> numbers, Instant keptSince, Rules rules) {
        return numbers.isEmpty()
                ? Uni.createFrom().item(0)
                : erasePerson
                        .eraseLocked(
                                transaction,
                                tenant,
                                BY,
                                numbers.stream()
                                        .map(number -> new Person(Set.of(number.phone()), List.of(number)))
                                        .toList(),
                                keptSince,
                                rules)
                        .replaceWith(numbers.size());
    }

    private static void log(String tenant, Done ofCalls, Done ofContacts) {
        if (ofCalls.erased() + ofContacts.erased() > 0) {
            LOG.infof(
                    "Retention of tenant %s: %d calls and %d contacts erased",
                    tenant, ofCalls.erased(), ofContacts.erased());
        }
    }
}
