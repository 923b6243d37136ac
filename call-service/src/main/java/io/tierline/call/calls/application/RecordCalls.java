package io.tierline.call.calls.application;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.application.Calls.Key;
import io.tierline.call.calls.domain.Call;
import io.tierline.call.calls.domain.Submission;
import io.tierline.call.calls.domain.SummaryCheckPolicy;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.contacts.application.Contacts;
import io.tierline.call.contacts.application.Contacts.Known;
import io.tierline.call.contacts.application.Contacts.Met;
import io.tierline.call.contacts.application.MadeUpCustomers;
import io.tierline.call.contacts.application.NewCustomers;
import io.tierline.call.contacts.domain.Contact;
import io.tierline.call.contacts.domain.NumberHash;
import io.tierline.call.directory.application.Directory;
import io.tierline.call.directory.application.Directory.Mention;
import io.tierline.call.directory.domain.Roster;
import io.tierline.kit.database.Database;
import io.tierline.kit.database.GroupCommit;
import io.tierline.kit.outbox.OutboxRelay;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Records submitted calls: stored and ready to be published, in one commit for all that come in at the same time. */
@ApplicationScoped
public class RecordCalls {

    private static final Known NOBODY = new Known(null, null, false);

    private static final int WRITERS = 2;
    private static final int LARGEST_GROUP = 1_000;
    private static final int MOST_WAITING = 20_000;

    /** A submission, who sent it, and what its summary is checked by. */
    private record Submitted(String tenant, String by, Submission submission, SummaryCheckPolicy checks) {

        Key key() {
            return new Key(tenant, submission.callId());
        }

        Contacts.Number number() {
            return new Contacts.Number(tenant, submission.phone());
        }

        Mention mention() {
            return new Mention(tenant, submission.rep(), submission.team(), by);
        }
    }

    private final Database database;
    private final Calls calls;
    private final Contacts contacts;
    private final NewCustomers newCustomers;
    private final CheckSummaries checkSummaries;
    private final TelephonyCodes codes;
    private final Directory directory;
    private final OutboxRelay relay;
    private final NumberHash hash;
    private final Clock clock;
    private final Map<Recorded.Result, Counter> results = new EnumMap<>(Recorded.Result.class);
    private final GroupCommit<Submitted, Recorded> groups;

    RecordCalls(
            Database database,
            Calls calls,
            Contacts contacts,
            NewCustomers newCustomers,
            CheckSummaries checkSummaries,
            TelephonyCodes codes,
            Directory directory,
            OutboxRelay relay,
            NumberHash hash,
            Clock clock,
            MeterRegistry meters) {
        this.database = database;
        this.calls = calls;
        this.contacts = contacts;
        this.newCustomers = newCustomers;
        this.checkSummaries = checkSummaries;
        this.codes = codes;
        this.directory = directory;
        this.relay = relay;
        this.hash = hash;
        this.clock = clock;
        DistributionSummary sizes = DistributionSummary.builder("tierline.calls.group.size")
                .description("Calls stored by one commit")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
        for (Recorded.Result result : Recorded.Result.values()) {
            results.put(
                    result,
                    Counter.builder("tierline.calls.recorded")
                            .description("Submitted calls by what became of them")
                            .tag("result", result.name().toLowerCase(Locale.ROOT))
                            .register(meters));
        }
        this.groups = new GroupCommit<>(WRITERS, LARGEST_GROUP, MOST_WAITING, this::write, sizes::record);
    }

    /**
     * Records one call; answers after the commit. Fails as {@link GroupCommit#submitAll} does when too much is waiting, with
     * a 422 problem when its customer would be new and has a phone number as its id.
     */
    public Uni<Recorded> record(String tenant, String by, Submission submission) {
        // Whoever hangs up while the policy is read has still posted a call.
        return Database.uncancelled(refused(tenant, List.of(submission)).chain(refused -> {
            if (!refused.isEmpty()) {
                throw NewCustomers.numberAsId();
            }
            return checkSummaries
                    .policyOf(tenant)
                    .chain(checks -> groups.submit(tenant, new Submitted(tenant, by, submission, checks)));
        }));
    }

    /**
     * Records many calls, each by itself; answers after the last one's commit, in their order. Of those with the same id
     * the first is recorded and the others are measured against it. Fails with a 429 or 503 problem, and none is recorded,
     * when too much is waiting. One whose customer would be new and has a phone number as its id fails alone, with a 422
     * problem.
     */
    public Uni<List<CompletableFuture<Recorded>>> recordAll(String tenant, String by, List<Submission> submissions) {
        return Database.uncancelled(refused(tenant, submissions)
                .chain(refused -> checkSummaries
                        .policyOf(tenant)
                        .chain(checks -> recordAll(tenant, by, submissions, refused, checks))));
    }

    /** Those that would make a customer whose id is a phone number. */
    private Uni<Set<Submission>> refused(String tenant, List<Submission> submissions) {
        List<Submission> numbers = submissions.stream()
                .filter(submission -> customerOf(submission).isNumber())
                .toList();
        if (numbers.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return newCustomers
                .refused(
                        database.pool(),
                        tenant,
                        numbers.stream().map(RecordCalls::customerOf).toList())
                .chain(unknown -> unknown.isEmpty()
                        ? Uni.createFrom().item(Set.of())
                        : notStored(
                                tenant,
                                numbers.stream()
                                        .filter(submission -> unknown.contains(submission.customerId()))
                                        .toList()));
    }

    /** A call that is stored makes no customer any more: the same again is a replay. */
    private Uni<Set<Submission>> notStored(String tenant, List<Submission> submissions) {
        Function<Submission, Key> key = submission -> new Key(tenant, submission.callId());
        return database.transaction(transaction -> calls.find(
                        transaction, submissions.stream().map(key).collect(Collectors.toSet()))
                .map(stored -> submissions.stream()
                        .filter(submission -> !stored.containsKey(key.apply(submission)))
                        .collect(Collectors.toSet())));
    }

    private static NewCustomers.Named customerOf(Submission submission) {
        return new NewCustomers.Named(submission.customerId(), submission.phone());
    }

    private Uni<List<CompletableFuture<Recorded>>> recordAll(
            String tenant,
            String by,
            List<Submission> submissions,
            Set<Submission> refused,
            SummaryCheckPolicy checks) {
        // Here, for the groups that a batch is written in may overtake each other.
        Map<String, Integer> places = new HashMap<>();
        List<Submitted> firsts = new ArrayList<>(submissions.size());
        for (Submission submission : submissions) {
            if (!refused.contains(submission) && places.putIfAbsent(submission.callId(), firsts.size()) == null) {
                firsts.add(new Submitted(tenant, by, submission, checks));
            }
        }
        return groups.submitAll(tenant, firsts)
                .map(recorded -> submissions.stream()
                        .map(submission -> {
                            if (refused.contains(submission)) {
                                return CompletableFuture.<Recorded>failedFuture(NewCustomers.numberAsId());
                            }
                            int place = places.get(submission.callId());
                            CompletableFuture<Recorded> first = recorded.get(place);
                            return firsts.get(place).submission() == submission
                                    ? first
                                    : first.thenApply(one -> repeated(one.call(), submission));
                        })
                        .toList());
    }

    private Uni<List<Recorded>> write(List<Submitted> group) {
        List<Mention> mentions = group.stream().map(Submitted::mention).toList();
        return database.transaction(transaction -> contacts.resolve(transaction, met(group))
                        .chain(known -> directory
                                .find(transaction, mentions)
                                .chain(roster -> add(transaction, group, known, roster))))
                .invoke(recorded -> {
                    relay.wake();
                    count(group, recorded);
                });
    }

    private Uni<List<Recorded>> add(
            SqlConnection transaction, List<Submitted> group, Map<Contacts.Number, Known> known, Roster roster) {
        Instant now = clock.instant();
        Map<Key, Call> firsts = new LinkedHashMap<>();
        group.forEach(submitted -> firsts.putIfAbsent(submitted.key(), callOf(submitted, known, roster, now)));
        return calls.add(transaction, firsts.values()).chain(added -> {
            // Those of new calls alone: what is refused leaves nobody in the directory, nor among the contacts.
            List<Mention> mentions =
                    added.stream().map(key -> mention(firsts.get(key))).toList();
            Set<Contacts.Number> met =
                    added.stream().map(key -> numberOf(firsts.get(key))).collect(Collectors.toSet());
            List<Contacts.Number> strangers = known.entrySet().stream()
                    .filter(number -> number.getValue().takenIn() && !met.contains(number.getKey()))
                    .map(Map.Entry::getKey)
                    .toList();
            // A statement of its own: only it sees what another transaction committed while the insert waited for it.
            List<Key> taken =
                    firsts.keySet().stream().filter(key -> !added.contains(key)).toList();
            return contacts.drop(transaction, strangers)
                    .chain(() -> directory.takeIn(transaction, roster, mentions))
                    .chain(() -> calls.find(transaction, taken))
                    .map(existing -> {
                        Map<Key, Call> current = new LinkedHashMap<>(firsts);
                        current.putAll(existing);
                        return resultsOf(group, added, current);
                    });
        });
    }

    private List<Recorded> resultsOf(List<Submitted> group, Set<Key> added, Map<Key, Call> current) {
        Set<Key> fresh = new HashSet<>(added);
        List<Recorded> results = new ArrayList<>(group.size());
        for (Submitted submitted : group) {
            Call call = current.get(submitted.key());
            // The first of a group that has the id brought the call in; whoever follows is measured against it.
            results.add(
                    fresh.remove(submitted.key())
                            ? new Recorded(Recorded.Result.CREATED, call)
                            : repeated(call, submitted.submission()));
        }
        return results;
    }

    /** What becomes of a submission whose id a recorded call has. */
    private Recorded repeated(Call call, Submission submission) {
        byte[] said = submission.fingerprint();
        return new Recorded(
                Arrays.equals(call.fingerprint(), call.erased() ? hash.seal(said) : said)
                        ? Recorded.Result.REPLAYED
                        : Recorded.Result.CONFLICT,
                call);
    }

    /** The numbers in the group, each with whom to take in should nobody know it: the customer named with it, or a made-up one. */
    private static List<Met> met(Collection<Submitted> group) {
        Map<Contacts.Number, Met> met = new LinkedHashMap<>();
        for (Submitted submitted : group) {
            Submission call = submitted.submission();
            if (call.phone() != null) {
                met.merge(
                        submitted.number(),
                        new Met(
                                new Contact(submitted.tenant(), call.phone(), call.customerId(), call.contactRole()),
                                call.startedAt(),
                                call.startedAt()),
                        RecordCalls::together);
            }
        }
        return met.values().stream().map(RecordCalls::named).toList();
    }

    private static Met together(Met one, Met other) {
        return new Met(
                one.proposal().customerId() != null ? one.proposal() : other.proposal(),
                one.first().isBefore(other.first()) ? one.first() : other.first(),
                one.last().isAfter(other.last()) ? one.last() : other.last());
    }

    private static Met named(Met met) {
        Contact contact = met.proposal();
        return contact.customerId() != null
                ? met
                : new Met(
                        new Contact(contact.tenant(), contact.phone(), MadeUpCustomers.next(), contact.role()),
                        met.first(),
                        met.last());
    }

    private Call callOf(Submitted submitted, Map<Contacts.Number, Known> known, Roster roster, Instant now) {
        Submission call = submitted.submission();
        Known number = call.phone() == null ? NOBODY : known.get(submitted.number());
        boolean erased = number.isErased(call.startedAt());
        Contact contact = erased ? null : number.contact();
        boolean contactsCustomer = contact != null
                && (call.customerId() == null || call.customerId().equals(contact.customerId()));
        Call recorded = Call.recorded(
                submitted.tenant(),
                call,
                call.customerId() != null
                        ? call.customerId()
                        : contact == null ? MadeUpCustomers.next() : contact.customerId(),
                call.contactRole() == null && contactsCustomer ? contact.role() : call.contactRole(),
                roster,
                submitted.checks(),
                now,
                submitted.by());
        return erased ? recorded.erased(hash.seal(recorded.fingerprint())) : recorded;
    }

    private static Contacts.Number numberOf(Call call) {
        return new Contacts.Number(call.tenant(), call.phone());
    }

    /** Who is named in a call as it stands. */
    static Mention mention(Call call) {
        return new Mention(
                call.tenant(),
                call.attribution().rep(),
                call.attribution().team(),
                call.revision().by());
    }

    private void count(List<Submitted> group, List<Recorded> recorded) {
        for (int i = 0; i < recorded.size(); i++) {
            Recorded.Result result = recorded.get(i).result();
            results.get(result).increment();
            Submission submission = group.get(i).submission();
            if (result == Recorded.Result.CREATED && submission.meaning() == TelephonyResult.UNKNOWN) {
                codes.countUnmapped(submission.telephony().source());
            }
        }
    }
}
