package io.tierline.grading.deals.domain;

import io.tierline.grading.grades.domain.CustomerKey;
import java.time.Instant;
import java.util.Objects;

/**
 * A deal that was closed.
 *
 * @param id {@code closing:} and a ULID
 * @param revision 1, then one more with each change
 * @param round of the customer, from 1
 * @param closedAt when the deal ended, which may be earlier than when it was written down
 * @param rep whose customer it was then, or null
 * @param reopening null while it stands
 */
public record Closing(
        String id,
        CustomerKey customer,
        int revision,
        int round,
        Ending ending,
        Instant closedAt,
        String author,
        Instant changedAt,
        String changedBy,
        String rep,
        String team,
        Standing standing,
        Reopening reopening) {

    public Closing {
        Objects.requireNonNull(id);
        Objects.requireNonNull(customer);
        Objects.requireNonNull(ending);
        Objects.requireNonNull(closedAt);
        Objects.requireNonNull(author);
        Objects.requireNonNull(changedAt);
        Objects.requireNonNull(changedBy);
        Objects.requireNonNull(standing);
    }

    /** Its next revision, in which something else is said of how the deal ended. */
    public Closing corrected(Ending other, Instant at, String by) {
        return new Closing(
                id, customer, revision + 1, round, other, closedAt, author, at, by, rep, team, standing, reopening);
    }

    /** Its next revision, in which it stands no longer. */
    public Closing reopened(Reopening by) {
        return new Closing(
                id, customer, revision + 1, round, ending, closedAt, author, by.at(), by.by(), rep, team, standing, by);
    }
}
