package io.tierline.grading.deals.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.outbox.Outbox;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives the closings of a customer that turned out to be another one to that one. */
@ApplicationScoped
public class MoveClosings {

    private final Deals deals;
    private final ClosingEvents events;

    MoveClosings(Deals deals, ClosingEvents events) {
        this.deals = deals;
        this.events = events;
    }

    /** Moves and publishes them; both customers have to be locked. */
    public Uni<Void> move(SqlConnection transaction, CustomerKey from, CustomerKey to) {
        return deals.move(transaction, from, to)
                .chain(moved -> Outbox.add(
                        transaction,
                        ClosingEvents.TOPIC,
                        ClosingEvents.TYPE,
                        moved.stream().map(events::of).toList()));
    }
}
