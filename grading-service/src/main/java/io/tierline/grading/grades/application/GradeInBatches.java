package io.tierline.grading.grades.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.database.DatabaseFaults;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Grades many customers, batch by batch, so that one whose grade cannot be derived holds up nobody else: a batch that fails is
 * halved until the customer is found, which is then set aside for a while. Trouble with the database is nobody's fault and ends the
 * work; what is left is found again at the next look.
 */
@ApplicationScoped
class GradeInBatches {

    private static final Logger LOG = Logger.getLogger(GradeInBatches.class);

    /** Soon enough for what was mended, and seldom enough for what never will be. */
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final Customers customers;

    GradeInBatches(Customers customers) {
        this.customers = customers;
    }

    /**
     * Grades until a batch is not full.
     *
     * @param next finds the next batch; whoever was graded or set aside must not be in it again
     * @param size of a full batch
     * @param grade grades them in one transaction
     */
    Uni<Void> allOf(Supplier<Uni<List<CustomerKey>>> next, int size, Function<Set<CustomerKey>, Uni<Void>> grade) {
        return Uni.createFrom()
                .deferred(() -> next.get().chain(batch -> grade(batch, grade).replaceWith(batch.size())))
                .repeat()
                .until(found -> found < size)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> grade(List<CustomerKey> batch, Function<Set<CustomerKey>, Uni<Void>> grade) {
        if (batch.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .deferred(() -> grade.apply(new HashSet<>(batch)))
                .onFailure(failure -> !DatabaseFaults.isTrouble(failure))
                .recoverWithUni(failure -> {
                    if (batch.size() == 1) {
                        CustomerKey customer = batch.get(0);
                        LOG.errorf(
                                failure,
                                "The grade of customer %s of %s cannot be derived; it is kept as it is",
                                customer.customerId(),
                                customer.tenant());
                        return customers.setAside(customer, PAUSE);
                    }
                    int half = batch.size() / 2;
                    return grade(batch.subList(0, half), grade)
                            .chain(() -> grade(batch.subList(half, batch.size()), grade));
                });
    }
}
