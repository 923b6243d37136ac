package io.tierline.grading.lifecycle.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.outbox.Outbox;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

/**
 * Tells the rest of the world where customers stand: to be called by whatever changes a customer's status, owner, profile,
 * referrer or merger, in the transaction of the change and after it.
 */
@ApplicationScoped
public class TellLifecycle {

    private final Lifecycles lifecycles;
    private final LifecycleEvents events;

    TellLifecycle(Lifecycles lifecycles, LifecycleEvents events) {
        this.lifecycles = lifecycles;
        this.events = events;
    }

    /** Puts the customers, which have to be locked, into the outbox as they stand now. */
    public Uni<Void> of(SqlConnection transaction, Collection<CustomerKey> customers) {
        return lifecycles
                .advance(transaction, customers)
                .chain(advanced -> Outbox.add(
                        transaction,
                        LifecycleEvents.TOPIC,
                        LifecycleEvents.TYPE,
                        advanced.stream().map(events::of).toList()));
    }
}
