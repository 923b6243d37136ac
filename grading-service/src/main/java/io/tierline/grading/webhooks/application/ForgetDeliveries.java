package io.tierline.grading.webhooks.application;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Removes old deliveries and what deleted webhooks have left, bit by bit. */
@ApplicationScoped
public class ForgetDeliveries {

    private static final Logger LOG = Logger.getLogger(ForgetDeliveries.class);
    private static final int AT_ONCE = 5_000;

    private final Deliveries deliveries;
    private final WebhookSettings settings;

    ForgetDeliveries(Deliveries deliveries, WebhookSettings settings) {
        this.deliveries = deliveries;
        this.settings = settings;
    }

    @Scheduled(
            every = "5m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return forgetOld()
                .onFailure()
                .invoke(failure -> LOG.warnf("Old deliveries are removed later: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /** Removes all that may be removed. */
    public Uni<Void> forgetOld() {
        return Multi.createBy()
                .repeating()
                .uni(() -> deliveries.forget(settings.keptFor(), AT_ONCE))
                .whilst(removed -> removed == AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
