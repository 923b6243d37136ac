package io.tierline.analytics.bi.application;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.analytics.bi.domain.SessionLimits;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Keeps BI tools from taking the database away from the service. Limits that are set on a login do not do it: whoever is
 * logged in can lift them. Every instance watches; to be curbed twice is no different from once.
 */
@ApplicationScoped
public class WatchBiSessions {

    private static final Logger LOG = Logger.getLogger(WatchBiSessions.class);

    private final BiLogins logins;
    private final SessionLimits limits;
    private final MeterRegistry meters;

    WatchBiSessions(BiLogins logins, SessionLimits limits, MeterRegistry meters) {
        this.logins = logins;
        this.limits = limits;
        this.meters = meters;
    }

    /** Cancels statements and ends sessions that take more than they may. */
    @Scheduled(
            every = "${tierline.bi.watch-every:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    public Uni<Void> watch() {
        return logins.curb(limits)
                .invoke(this::count)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("Sessions of BI tools are not watched just now: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Drops the logins that are good no more; one that cannot be dropped now is left to the next run. */
    @Scheduled(
            every = "${tierline.bi.drop-every:1m}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    public Uni<Void> dropSpent() {
        return logins.spent()
                .chain(spent -> Multi.createFrom()
                        .iterable(spent)
                        .onItem()
                        .transformToUniAndConcatenate(login -> logins.drop(login)
                                .onFailure()
                                .invoke(failure -> LOG.warnf("Login %s cannot be dropped: %s", login, failure))
                                .onFailure()
                                .recoverWithNull())
                        .collect()
                        .last())
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("Logins are not dropped just now: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    private void count(Map<String, Integer> curbed) {
        curbed.forEach((reason, number) -> Counter.builder("tierline.analytics.bi.curbed")
                .description("Statements of BI tools that were cancelled, and sessions of theirs that were ended")
                .tag("reason", reason)
                .register(meters)
                .increment(number));
    }
}
