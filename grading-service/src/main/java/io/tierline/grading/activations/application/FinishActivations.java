package io.tierline.grading.activations.application;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Notices when everybody has been graded by what was activated. */
@ApplicationScoped
public class FinishActivations {

    private static final Logger LOG = Logger.getLogger(FinishActivations.class);

    private final Activations activations;

    FinishActivations(Activations activations) {
        this.activations = activations;
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return activations
                .finish()
                .onFailure()
                .invoke(failure -> LOG.warnf("Activations cannot be looked at and will be again: %s", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
