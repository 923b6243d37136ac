package io.tierline.grading.worklist.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.worklist.domain.Candidate;
import io.tierline.grading.worklist.domain.Kind;
import io.tierline.grading.worklist.domain.Urgency;
import io.tierline.grading.worklist.domain.Workday;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** Customers with a reason to be on the worklist. */
public interface Candidates {

    /**
     * Whose customers; null lets everything through.
     *
     * @param kind only customers that have this reason, ranked by it
     */
    record Scope(String tenant, String rep, String team, Kind kind) {}

    /** A customer and how urgent it is, by its most urgent reason in the scope. */
    record Ranked(Candidate customer, Urgency urgency) {}

    /**
     * The most urgent customers, then by id, at most so many.
     *
     * @param after the last one of the page before, or null
     */
    Uni<List<Ranked>> mostUrgent(SqlConnection transaction, Scope scope, Workday day, After after, int atMost);

    /** Where a page ends. */
    record After(Urgency urgency, String customerId) {}
}
