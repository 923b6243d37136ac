package io.tierline.grading.grades.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.History;
import io.tierline.grading.grades.domain.PatchFacts;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What calls and people have said about customers, as sets. */
public interface Facts {

    /**
     * A call that says something else than before.
     *
     * @param before whose call it was until now; null for a call that is new here
     * @param hadOutcome whether it had an outcome until now
     */
    record Changed(CallOutcome call, CustomerKey before, boolean hadOutcome) {

        /** Whether something that counted until now is no longer so; a call that only got its first outcome is none. */
        boolean isCorrection() {
            return before != null && (hadOutcome || call.voided() || !before.equals(call.customer()));
        }
    }

    /**
     * The customers that the calls belong to as far as is known here, outside of any transaction; also those into which the
     * ones that the calls name were merged.
     */
    Uni<Set<CustomerKey>> customersOf(Collection<CallOutcome> calls);

    /**
     * Keeps what the calls say, where it is of a higher revision than what is known; answers what has changed.
     *
     * @param calls no call twice
     */
    Uni<List<Changed>> keep(SqlConnection transaction, Collection<CallOutcome> calls);

    /** Keeps a patch; answers the id under which the very same patch is kept already, or else the patch's own. */
    Uni<String> keep(SqlConnection transaction, CustomerKey customer, PatchFacts patch);

    /** All that was ever said about the customers; an empty history for those of whom nothing was. */
    Uni<Map<CustomerKey, History>> histories(SqlConnection transaction, Collection<CustomerKey> customers);
}
