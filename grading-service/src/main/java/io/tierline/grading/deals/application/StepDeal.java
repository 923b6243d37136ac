package io.tierline.grading.deals.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.deals.domain.Closing;
import io.tierline.grading.deals.domain.Deal;
import io.tierline.grading.deals.domain.Decision;
import io.tierline.grading.deals.domain.Decision.Done;
import io.tierline.grading.deals.domain.Decision.Refused;
import io.tierline.grading.deals.domain.Decision.Step;
import io.tierline.grading.grades.application.Customers.Customer;
import io.tierline.grading.grades.application.GradeCustomers.Cause;
import io.tierline.grading.grades.application.GradeCustomers.Effect;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.lifecycle.application.TellLifecycle;
import io.tierline.grading.tierchanges.domain.TierChange.Reason;
import io.tierline.kit.outbox.Outbox;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What closing, correcting and reopening have in common. */
@ApplicationScoped
class StepDeal {

    private final Deals deals;
    private final ClosingEvents events;
    private final TellLifecycle tellLifecycle;

    StepDeal(Deals deals, ClosingEvents events, TellLifecycle tellLifecycle) {
        this.deals = deals;
        this.events = events;
        this.tellLifecycle = tellLifecycle;
    }

    /** The deal with a locked customer; fails with a 404 problem when the lock has only just made the customer. */
    Uni<Deal> dealOf(SqlConnection transaction, CustomerKey key, Map<CustomerKey, Customer> locked) {
        if (locked.get(key).standard() == 0) {
            throw FindClosings.noCustomer(key);
        }
        return deals.of(transaction, key);
    }

    /**
     * Where the deal stands then, if it stands differently.
     *
     * @throws Problem 409 when the decision is that it cannot be
     */
    static Optional<Step> stepOf(Decision decision) {
        if (decision instanceof Refused refused) {
            throw Problem.conflict(refused.code(), refused.why());
        }
        return decision instanceof Done done ? done.step() : Optional.empty();
    }

    /** Takes the step and publishes what the closing has come to; with a step the customer is graded anew. */
    Uni<Effect<Closing>> take(SqlConnection transaction, Closing closing, Optional<Step> step) {
        CustomerKey key = closing.customer();
        return step.map(to -> deals.take(transaction, key, to).chain(() -> tellLifecycle.of(transaction, Set.of(key))))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .chain(() ->
                        Outbox.add(transaction, ClosingEvents.TOPIC, ClosingEvents.TYPE, List.of(events.of(closing))))
                .replaceWith(new Effect<>(
                        closing, step.isPresent() ? Map.of(key, new Cause(Reason.STATUS, closing.id())) : Map.of()));
    }
}
