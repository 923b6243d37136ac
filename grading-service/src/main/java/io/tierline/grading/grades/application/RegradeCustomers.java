package io.tierline.grading.grades.application;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Grades everybody anew when what holds for a whole company has changed. Each customer remembers under which revision of
 * its company it was graded, so the work goes on where it stopped, after a restart and on any instance.
 */
@ApplicationScoped
public class RegradeCustomers {

    private static final Logger LOG = Logger.getLogger(RegradeCustomers.class);
    private static final int BATCH = 500;

    private final Customers customers;
    private final GradeCustomers gradeCustomers;
    private final GradeInBatches gradeInBatches;

    RegradeCustomers(Customers customers, GradeCustomers gradeCustomers, GradeInBatches gradeInBatches) {
        this.customers = customers;
        this.gradeCustomers = gradeCustomers;
        this.gradeInBatches = gradeInBatches;
    }

    @Scheduled(
            every = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return gradeBehind()
                .onFailure()
                .invoke(failure -> LOG.warnf("Grading anew is held up and will be retried: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Grades all who are behind their company, batch by batch. */
    public Uni<Void> gradeBehind() {
        return gradeInBatches.allOf(() -> customers.behind(BATCH), BATCH, gradeCustomers::catchUp);
    }
}
