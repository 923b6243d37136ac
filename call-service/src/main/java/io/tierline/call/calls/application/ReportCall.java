package io.tierline.call.calls.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.application.Calls.Key;
import io.tierline.call.calls.domain.Call;
import io.tierline.call.calls.domain.CallReport;
import io.tierline.call.calls.domain.SummaryCheckPolicy;
import io.tierline.call.contacts.application.Contacts;
import io.tierline.call.contacts.application.Contacts.Known;
import io.tierline.call.contacts.application.Contacts.Met;
import io.tierline.call.contacts.application.MadeUpCustomers;
import io.tierline.call.contacts.domain.Contact;
import io.tierline.call.contacts.domain.NumberHash;
import io.tierline.call.directory.application.Directory;
import io.tierline.call.directory.application.Directory.Mention;
import io.tierline.call.directory.domain.Roster;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/**
 * Takes in what a telephony system reports of a call, again and again as it learns more: the first report records the
 * call, a later one that says something new is a further revision.
 */
@ApplicationScoped
public class ReportCall {

    private final Calls calls;
    private final Contacts contacts;
    private final Directory directory;
    private final NumberHash hash;
    private final Clock clock;

    ReportCall(Calls calls, Contacts contacts, Directory directory, NumberHash hash, Clock clock) {
        this.calls = calls;
        this.contacts = contacts;
        this.directory = directory;
        this.hash = hash;
        this.clock = clock;
    }

    /**
     * Records the report within the transaction, in which nobody else may be reporting the same call.
     *
     * @param by who posted it
     * @param before what the system had said of the call until now; null the first time
     * @param after what it says now
     * @param checks what its summary is checked by
     * @return the call as it stands now; a call that was taken out as posted by mistake stays as it is. When it is erased,
     *     nothing of the person may be kept of the report either
     */
    public Uni<Recorded> report(
            SqlConnection transaction,
            String tenant,
            String by,
            CallReport before,
            CallReport after,
            SummaryCheckPolicy checks) {
        Key key = new Key(tenant, after.callId());
        return numberOf(transaction, tenant, after)
                .chain(number -> calls.lock(transaction, key)
                        .chain(call -> call == null
                                ? record(transaction, key, by, after, number, checks)
                                : revise(
                                        transaction,
                                        call,
                                        by,
                                        before == null ? after : before,
                                        after,
                                        number,
                                        checks)));
    }

    private Uni<Recorded> record(
            SqlConnection transaction, Key key, String by, CallReport report, Known number, SummaryCheckPolicy checks) {
        return directory
                .find(transaction, List.of(mention(key, by, report)))
                .chain(roster -> record(transaction, key, by, report, number, roster, checks));
    }

    private Uni<Recorded> record(
            SqlConnection transaction,
            Key key,
            String by,
            CallReport report,
            Known number,
            Roster roster,
            SummaryCheckPolicy checks) {
        boolean erased = number.isErased(report.startedAt());
        Contact contact = erased ? stranger(key.tenant(), report) : number.contact();
        boolean sameCustomer =
                report.customerId() == null || report.customerId().equals(contact.customerId());
        Call recorded = Call.recorded(
                key.tenant(),
                report.asSubmission(),
                report.customerId() == null ? contact.customerId() : report.customerId(),
                report.contactRole() == null && sameCustomer ? contact.role() : report.contactRole(),
                roster,
                checks,
                clock.instant(),
                by);
        Call call = erased ? erased(recorded) : recorded;
        return calls.add(transaction, List.of(call))
                .chain(added -> added.isEmpty()
                        // Posted under the same id at this very moment, over the calls' own API.
                        ? calls.lock(transaction, key)
                                .chain(present -> revise(transaction, present, by, report, report, number, checks))
                        : directory
                                .takeIn(transaction, roster, List.of(RecordCalls.mention(call)))
                                .replaceWith(new Recorded(Recorded.Result.CREATED, call)));
    }

    private Uni<Recorded> revise(
            SqlConnection transaction,
            Call call,
            String by,
            CallReport before,
            CallReport after,
            Known number,
            SummaryCheckPolicy checks) {
        if (!call.erased() && number.isErased(after.startedAt())) {
            // That it was theirs is told only now that they have been erased.
            return calls.erase(transaction, call.tenant(), List.of(call.callId()))
                    .chain(() -> revise(transaction, erased(call), by, before, after, number, checks));
        }
        if (call.voided()) {
            return Uni.createFrom().item(new Recorded(Recorded.Result.REPLAYED, call));
        }
        Key key = new Key(call.tenant(), call.callId());
        return directory
                .find(transaction, List.of(RecordCalls.mention(call), mention(key, by, after)))
                .chain(roster -> {
                    Call changed = call.reported(
                            before,
                            after,
                            customerOf(call, before, after, number.contact()),
                            roster,
                            checks,
                            clock.instant(),
                            by);
                    return changed == call
                            ? Uni.createFrom().item(new Recorded(Recorded.Result.REPLAYED, call))
                            : directory
                                    .takeIn(transaction, roster, List.of(RecordCalls.mention(changed)))
                                    .chain(() -> calls.revise(transaction, List.of(changed)))
                                    .replaceWith(new Recorded(Recorded.Result.REVISED, changed));
                });
    }

    private Call erased(Call call) {
        return call.erased(hash.seal(call.fingerprint()));
    }

    private static Mention mention(Key key, String by, CallReport report) {
        return new Mention(key.tenant(), report.rep(), null, by);
    }

    /** Whose call it is by the report; where the system has named nobody, a number that it tells only now decides. */
    private static String customerOf(Call call, CallReport before, CallReport after, Contact contact) {
        String present = call.attribution().customerId();
        boolean nobodyElseHasSaid = MadeUpCustomers.isOne(present) || present.equals(before.customerId());
        if (!nobodyElseHasSaid) {
            return present;
        }
        if (after.customerId() != null && !after.customerId().equals(before.customerId())) {
            return after.customerId();
        }
        return after.customerId() == null && !call.erased() && !Objects.equals(before.phone(), after.phone())
                ? contact.customerId()
                : present;
    }

    /** Who is behind the number; a stranger that nobody will meet again when the number is withheld. */
    private Uni<Known> numberOf(SqlConnection transaction, String tenant, CallReport report) {
        Contact proposal = stranger(tenant, report);
        return report.phone() == null
                ? Uni.createFrom().item(new Known(proposal, null, false))
                : contacts.resolve(transaction, List.of(new Met(proposal, report.startedAt(), report.startedAt())))
                        .map(known -> known.get(new Contacts.Number(tenant, report.phone())));
    }

    private static Contact stranger(String tenant, CallReport report) {
        String customer = report.customerId() == null ? MadeUpCustomers.next() : report.customerId();
        return new Contact(tenant, report.phone(), customer, report.contactRole());
    }
}
