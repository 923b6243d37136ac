package io.tierline.grading.deals.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.deals.domain.Closing;
import io.tierline.grading.deals.domain.Decision;
import io.tierline.grading.deals.domain.Decision.Repeated;
import io.tierline.grading.deals.domain.Reopening;
import io.tierline.grading.grades.application.Customers;
import io.tierline.grading.grades.application.GradeCustomers;
import io.tierline.grading.grades.application.GradeCustomers.Effect;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.outbox.OutboxRelay;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes closed deals up again. */
@ApplicationScoped
public class ReopenDeal {

    private final GradeCustomers gradeCustomers;
    private final Customers customers;
    private final Deals deals;
    private final StepDeal stepDeal;
    private final OutboxRelay relay;

    ReopenDeal(GradeCustomers gradeCustomers, Customers customers, Deals deals, StepDeal stepDeal, OutboxRelay relay) {
        this.gradeCustomers = gradeCustomers;
        this.customers = customers;
        this.deals = deals;
        this.stepDeal = stepDeal;
        this.relay = relay;
    }

    /**
     * Opens the deal again or opens the next round, from this moment on. The same again changes nothing. Fails with a problem:
     * 404 without such a customer, 409 when the deal is open or was closed in a way that does not go with the kind.
     *
     * @param note or null
     * @return the closing that stands no longer
     */
    public Uni<Closing> reopen(CustomerKey key, Reopening.Kind kind, String note, String by) {
        return gradeCustomers
                .<Closing>after(
                        Set.of(key),
                        (transaction, locked) -> stepDeal.dealOf(transaction, key, locked)
                                .chain(deal -> customers.now(transaction).chain(now -> {
                                    Decision decision = deal.reopen(kind, note, now);
                                    if (decision instanceof Repeated) {
                                        return Uni.createFrom().item(new Effect<>(deal.last(), Map.of()));
                                    }
                                    Decision.Step step =
                                            StepDeal.stepOf(decision).orElseThrow();
                                    Closing reopened = deal.last().reopened(new Reopening(kind, step.at(), by, note));
                                    return deals.change(transaction, reopened)
                                            .chain(() -> stepDeal.take(transaction, reopened, Optional.of(step)));
                                })))
                .invoke(relay::wake);
    }
}
