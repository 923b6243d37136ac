package io.tierline.grading.grades.application;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.application.GradeCustomers.Cause;
import io.tierline.grading.grades.application.GradeCustomers.Effect;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.tierchanges.domain.TierChange.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Grades customers anew when time alone may have changed their grade. Each grade says itself when that is; what has
 * passed meanwhile, be it for an outage, is found at the next look. Several instances may look at once: the second one
 * to get a customer's lock finds nothing changed.
 */
@ApplicationScoped
public class FollowTheClock {

    private static final Logger LOG = Logger.getLogger(FollowTheClock.class);
    private static final int BATCH = 500;

    private final Customers customers;
    private final GradeCustomers gradeCustomers;
    private final GradeInBatches gradeInBatches;

    FollowTheClock(Customers customers, GradeCustomers gradeCustomers, GradeInBatches gradeInBatches) {
        this.customers = customers;
        this.gradeCustomers = gradeCustomers;
        this.gradeInBatches = gradeInBatches;
    }

    @Scheduled(
            every = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return gradeDue()
                .onFailure()
                .invoke(failure -> LOG.warnf("Grading by the clock is held up and will be retried: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Grades everybody whose moment has come, batch by batch. */
    public Uni<Void> gradeDue() {
        return gradeInBatches.allOf(() -> customers.dueByTheClock(BATCH), BATCH, this::grade);
    }

    private Uni<Void> grade(Set<CustomerKey> due) {
        Map<CustomerKey, Cause> causes = new TreeMap<>();
        due.forEach(customer -> causes.put(customer, new Cause(Reason.CLOCK, null)));
        // Who was merged since is graded like anybody: it has no tier.
        return gradeCustomers.afterWithMerged(
                due, (transaction, locked) -> Uni.createFrom().item(Effect.of(causes)));
    }
}
