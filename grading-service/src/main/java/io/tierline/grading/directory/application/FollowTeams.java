package io.tierline.grading.directory.application;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.directory.domain.Rep;
import io.tierline.grading.lifecycle.application.TellLifecycle;
import io.tierline.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Lets customers follow their owner into another team. A membership may begin long after it was told: each rep remembers
 * when to look next, so the work goes on where it stopped, after a restart and on any instance.
 */
@ApplicationScoped
public class FollowTeams {

    private static final Logger LOG = Logger.getLogger(FollowTeams.class);
    private static final int REPS = 100;
    private static final int CUSTOMERS = 500;
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Database database;
    private final Directory directory;
    private final TellLifecycle tellLifecycle;
    private final Clock clock;

    FollowTeams(Database database, Directory directory, TellLifecycle tellLifecycle, Clock clock) {
        this.database = database;
        this.directory = directory;
        this.tellLifecycle = tellLifecycle;
        this.clock = clock;
    }

    @Scheduled(
            every = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return follow().onFailure()
                .invoke(failure -> LOG.warnf("Customers following their reps are held up, to be retried: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Moves the customers of all reps whose moment has come. */
    public Uni<Void> follow() {
        return Uni.createFrom()
                .deferred(() -> directory.aboutToMove(clock.instant(), REPS))
                .chain(reps -> Multi.createFrom()
                        .iterable(reps)
                        .onItem()
                        .transformToUniAndConcatenate(this::moveOrPutOff)
                        .collect()
                        .last()
                        .replaceWith(reps))
                .repeat()
                .until(List::isEmpty)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Should one rep's customers not be moved, those of all others still are. */
    private Uni<Void> moveOrPutOff(Rep rep) {
        return move(rep).onFailure().recoverWithUni(failure -> {
            LOG.warnf("The customers of a rep cannot follow, to be retried in a while: %s", failure);
            return database.transaction(transaction ->
                    directory.lookAgain(transaction, rep, clock.instant().plus(PAUSE)));
        });
    }

    /**
     * Moves some hundred of the rep's customers; the rest has its turn when the other reps have had theirs. A rep in no team
     * leaves its customers where they are: they have to be handed over, and their team sees to that.
     */
    private Uni<Void> move(Rep rep) {
        Instant now = clock.instant();
        String team = rep.teamAt(now).orElse(null);
        return database.transaction(transaction -> (team == null
                                ? Uni.createFrom().item(0)
                                : directory
                                        .moveCustomers(transaction, rep, team, CUSTOMERS)
                                        .call(moved -> moved.isEmpty()
                                                ? Uni.createFrom().voidItem()
                                                : tellLifecycle.of(transaction, moved))
                                        .map(List::size))
                        .call(moved -> moved < CUSTOMERS
                                ? directory.lookAgain(
                                        transaction, rep, rep.nextMoveAfter(now).orElse(null))
                                : Uni.createFrom().voidItem()))
                .replaceWithVoid();
    }
}
