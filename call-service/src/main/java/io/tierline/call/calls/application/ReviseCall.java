package io.tierline.call.calls.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.application.Calls.Key;
import io.tierline.call.calls.domain.Agenda;
import io.tierline.call.calls.domain.Attribution;
import io.tierline.call.calls.domain.Call;
import io.tierline.call.calls.domain.Change;
import io.tierline.call.calls.domain.Summary;
import io.tierline.call.contacts.application.NewCustomers;
import io.tierline.call.contacts.application.NewCustomers.Named;
import io.tierline.call.directory.application.Directory;
import io.tierline.call.directory.application.Directory.Mention;
import io.tierline.kit.database.Database;
import io.tierline.kit.outbox.OutboxRelay;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * Changes a recorded call: its summary, its attribution, or whether it counts at all. A change that changes nothing
 * leaves no trace; any other is a new revision, stored with its event in one commit.
 */
@ApplicationScoped
public class ReviseCall {

    private final Database database;
    private final Calls calls;
    private final NewCustomers newCustomers;
    private final Directory directory;
    private final CheckSummaries checkSummaries;
    private final OutboxRelay relay;
    private final Clock clock;

    ReviseCall(
            Database database,
            Calls calls,
            NewCustomers newCustomers,
            Directory directory,
            CheckSummaries checkSummaries,
            OutboxRelay relay,
            Clock clock) {
        this.database = database;
        this.calls = calls;
        this.newCustomers = newCustomers;
        this.directory = directory;
        this.checkSummaries = checkSummaries;
        this.relay = relay;
        this.clock = clock;
    }

    /**
     * Sets or corrects the summary.
     *
     * @param expected which revisions the caller may have had in mind ({@code If-Match})
     * @param summary the new summary, from the call as it is
     * @return the call with this summary
     */
    public Uni<Call> summarise(Key key, String by, IntPredicate expected, Function<Call, Summary> summary) {
        return Database.uncancelled(checkSummaries
                .policyOf(key.tenant())
                .chain(checks -> revise(
                        key,
                        expected,
                        call -> unlessVoided(call).summarised(summary.apply(call), checks, clock.instant(), by))));
    }

    /**
     * Gives the call another rep, team, customer, role or time; parameters as for {@link #summarise}. A rep or team that
     * the directory does not have is created. Fails with a 422 problem when its customer would be new and has a phone number
     * as its id.
     *
     * @param saysTeam whether the new attribution says something of the team; if not, the team follows from the rest
     */
    public Uni<Call> attribute(
            Key key, String by, IntPredicate expected, Function<Call, Attribution> attribution, boolean saysTeam) {
        return reviseIn(key, expected, (transaction, call) -> {
            Attribution wanted = attribution.apply(unlessVoided(call));
            List<Mention> mentions =
                    List.of(RecordCalls.mention(call), new Mention(key.tenant(), wanted.rep(), wanted.team(), by));
            boolean sameCustomer = wanted.customerId().equals(call.attribution().customerId());
            Uni<Void> allowed = sameCustomer
                    ? Uni.createFrom().voidItem()
                    : newCustomers.refuse(transaction, key.tenant(), new Named(wanted.customerId(), call.phone()));
            return allowed.chain(() -> directory.find(transaction, mentions)).chain(roster -> {
                Attribution to = saysTeam ? wanted : wanted.withTeamOfItsTime(key.tenant(), call.attribution(), roster);
                Call changed = call.attributed(to, clock.instant(), by);
                return changed == call
                        ? Uni.createFrom().item(call)
                        : directory
                                .takeIn(transaction, roster, List.of(RecordCalls.mention(changed)))
                                .replaceWith(changed);
            });
        });
    }

    /**
     * Lets a contradiction stand that somebody has looked at; parameters as for {@link #summarise}. Fails with a 404
     * problem when the call does not have this flag.
     */
    public Uni<Call> dismissFlag(Key key, String by, IntPredicate expected, String flag) {
        return revise(key, expected, call -> {
            if (!unlessVoided(call).flags().contains(flag)
                    && !call.dismissedFlags().contains(flag)) {
                throw Problem.notFound("no-such-flag", "The call does not have the flag " + flag + ".");
            }
            return call.dismissed(flag, clock.instant(), by);
        });
    }

    /** Takes a call that was posted by mistake out of everything; for good. */
    public Uni<Call> makeVoid(Key key, String by, IntPredicate expected) {
        return revise(key, expected, call -> call.voided(clock.instant(), by));
    }

    /**
     * Reschedules or cancels the follow-up; parameters as for {@link #summarise}. Fails with a 409 problem when the call
     * agreed none.
     */
    public Uni<Call> changeFollowUp(Key key, String by, IntPredicate expected, Function<Call, Agenda> agenda) {
        return revise(key, expected, call -> {
            if (unlessVoided(call).summary().followUpAt() == null) {
                throw Problem.conflict("no-follow-up", "The call agreed no follow-up; its summary has no followUpAt.");
            }
            return call.scheduled(agenda.apply(call), Change.FOLLOW_UP_CHANGED, clock.instant(), by);
        });
    }

    /**
     * Says what became of the meeting; parameters as for {@link #summarise}. Fails with a 409 problem when the call agreed
     * none.
     */
    public Uni<Call> changeMeeting(Key key, String by, IntPredicate expected, Function<Call, Agenda> agenda) {
        return revise(key, expected, call -> {
            if (!unlessVoided(call).summary().hasMeeting()) {
                throw Problem.conflict(
                        "no-meeting", "The call agreed no meeting; its summary is not C with a meetingAt.");
            }
            return call.scheduled(agenda.apply(call), Change.MEETING_CHANGED, clock.instant(), by);
        });
    }

    private Uni<Call> revise(Key key, IntPredicate expected, UnaryOperator<Call> change) {
        return reviseIn(key, expected, (transaction, call) -> Uni.createFrom().item(change.apply(call)));
    }

    private Uni<Call> reviseIn(Key key, IntPredicate expected, BiFunction<SqlConnection, Call, Uni<Call>> change) {
        return database.transaction(transaction -> calls.lock(transaction, key).chain(call -> {
                    if (call == null) {
                        throw FindCalls.unknown(key);
                    }
                    return change.apply(transaction, call)
                            .chain(changed -> store(transaction, expected, call, changed));
                }))
                .invoke(relay::wake);
    }

    private Uni<Call> store(SqlConnection transaction, IntPredicate expected, Call call, Call changed) {
        if (changed == call) {
            return Uni.createFrom().item(call);
        }
        if (!expected.test(call.revision().number())) {
            throw Problem.stale(
                    "The call is at revision " + call.revision().number() + " by now; read it again and decide anew.");
        }
        return calls.revise(transaction, List.of(changed)).replaceWith(changed);
    }

    private static Call unlessVoided(Call call) {
        if (call.voided()) {
            throw Problem.conflict("call-voided", "The call was taken out as posted by mistake; it cannot be changed.");
        }
        return call;
    }
}
