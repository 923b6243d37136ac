package io.tierline.call.calls.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.application.Calls.Key;
import io.tierline.call.calls.application.Calls.Order;
import io.tierline.call.calls.application.Calls.PendingCount;
import io.tierline.call.calls.domain.Call;
import io.tierline.call.calls.domain.CallStatus;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Reads calls back. */
@ApplicationScoped
public class FindCalls {

    private final Calls calls;

    FindCalls(Calls calls) {
        this.calls = calls;
    }

    /** The call; fails with a 404 problem when the tenant has none of this id. */
    public Uni<Call> byId(Key key) {
        return calls.find(key).onItem().ifNull().failWith(() -> unknown(key));
    }

    /** Every revision, the first first; fails with a 404 problem when the tenant has no call of this id. */
    public Uni<List<Call>> revisionsOf(Key key) {
        return calls.revisions(key).invoke(revisions -> {
            if (revisions.isEmpty()) {
                throw unknown(key);
            }
        });
    }

    /** A page of the calls that match, latest first. */
    public Uni<Page<Call>> list(String tenant, CallFilter filter, int limit, String cursor) {
        return calls.list(tenant, filter, Order.LATEST_FIRST, limit, cursor);
    }

    /** A page of the calls that wait for a summary, the oldest first; of all reps or teams for null. */
    public Uni<Page<Call>> pending(String tenant, String rep, String team, int limit, String cursor) {
        CallFilter pending = new CallFilter(null, rep, team, null, null, CallStatus.PENDING, null, null, null, null);
        return calls.list(tenant, pending, Order.OLDEST_FIRST, limit, cursor);
    }

    /** How many calls of each rep wait for a summary; only one team's for a team. */
    public Uni<List<PendingCount>> pendingByRep(String tenant, String team) {
        return calls.pending(tenant, team);
    }

    /** The 404 problem of a call that the tenant does not have. */
    public static Problem unknown(Key key) {
        return Problem.notFound("no-such-call", "There is no call " + key.callId() + ".");
    }
}
