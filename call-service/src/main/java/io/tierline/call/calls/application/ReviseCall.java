package io.tierline.call.calls.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.application.Calls.Key;
import io.tierline.call.calls.domain.Attribution;
import io.tierline.call.calls.domain.Call;
import io.tierline.call.calls.domain.Summary;
import io.tierline.kit.database.Database;
import io.tierline.kit.outbox.OutboxRelay;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
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
    private final CheckSummaries checkSummaries;
    private final OutboxRelay relay;
    private final Clock clock;

    ReviseCall(Database database, Calls calls, CheckSummaries checkSummaries, OutboxRelay relay, Clock clock) {
        this.database = database;
        this.calls = calls;
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

    /** Gives the call another rep, team, customer, role or time; parameters as for {@link #summarise}. */
    public Uni<Call> attribute(Key key, String by, IntPredicate expected, Function<Call, Attribution> attribution) {
        return revise(
                key, expected, call -> unlessVoided(call).attributed(attribution.apply(call), clock.instant(), by));
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

    private Uni<Call> revise(Key key, IntPredicate expected, UnaryOperator<Call> change) {
        return database.transaction(transaction -> calls.lock(transaction, key).chain(call -> {
                    if (call == null) {
                        throw FindCalls.unknown(key);
                    }
                    Call changed = change.apply(call);
                    if (changed == call) {
                        return Uni.createFrom().item(call);
                    }
                    if (!expected.test(call.revision().number())) {
                        throw Problem.stale("The call is at revision "
                                + call.revision().number() + " by now; read it again and decide anew.");
                    }
                    return calls.revise(transaction, changed).replaceWith(changed);
                }))
                .invoke(relay::wake);
    }

    private static Call unlessVoided(Call call) {
        if (call.voided()) {
            throw Problem.conflict("call-voided", "The call was taken out as posted by mistake; it cannot be changed.");
        }
        return call;
    }
}
