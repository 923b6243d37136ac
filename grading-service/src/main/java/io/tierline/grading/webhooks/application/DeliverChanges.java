package io.tierline.grading.webhooks.application;

import com.github.f4b6a3.ulid.UlidCreator;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.tierchanges.application.TierChangeEvents;
import io.tierline.grading.tierchanges.application.TierChanges;
import io.tierline.grading.tierchanges.domain.TierChange;
import io.tierline.grading.webhooks.application.Deliveries.Due;
import io.tierline.grading.webhooks.application.Deliveries.Result;
import io.tierline.grading.webhooks.application.Deliveries.State;
import io.tierline.grading.webhooks.application.Deliveries.Turn;
import io.tierline.grading.webhooks.domain.Answer;
import io.tierline.grading.webhooks.domain.DeliveryStatus;
import io.tierline.grading.webhooks.domain.Retries;
import io.tierline.grading.webhooks.domain.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Sends tier changes to webhooks. Webhooks take turns: an instance claims those that have waited longest, and for each
 * makes deliveries of new changes and sends what is due, one after another in the order of positions. So a receiver gets
 * one request at a time, and one that is slow takes up one of many slots, and gives it up after each attempt that got no
 * answer.
 *
 * <p>No transaction is open while a request is under way. A claim that is not renewed, because its instance has died, is
 * void after {@link Deliveries#CLAIM}: what was sent but not noted down is then sent again under the same id.
 */
@ApplicationScoped
public class DeliverChanges {

    private static final Logger LOG = Logger.getLogger(DeliverChanges.class);

    /** Turns at a time on one instance. */
    private static final int SLOTS = 32;

    /** Turns at a time of one tenant, on all instances together. */
    private static final int SLOTS_OF_ONE_TENANT = 8;

    /** Changes that are looked at in one turn. */
    private static final int CHANGES_PER_TURN = 200;

    /** Deliveries that are sent in one turn. */
    private static final int SENT_PER_TURN = 20;

    /** How long a webhook rests after an attempt without an answer: the next delivery would hardly fare better. */
    private static final Duration UNREACHABLE = Duration.ofSeconds(5);

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final TierChanges changes;
    private final TierChangeEvents events;
    private final SendMessages messages;
    private final MeterRegistry meters;

    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicBoolean taking = new AtomicBoolean();
    private final AtomicBoolean askedAgain = new AtomicBoolean();
    private volatile State state = new State(0, 0);

    DeliverChanges(
            Webhooks webhooks,
            Deliveries deliveries,
            TierChanges changes,
            TierChangeEvents events,
            SendMessages messages,
            MeterRegistry meters) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.changes = changes;
        this.events = events;
        this.messages = messages;
        this.meters = meters;
        Gauge.builder("tierline.webhook.dead", () -> state.dead())
                .description("Deliveries to webhooks that were given up")
                .register(meters);
        Gauge.builder("tierline.webhook.age.seconds", () -> state.oldestSeconds())
                .description("Age of the oldest delivery to a webhook that is neither delivered nor given up")
                .register(meters);
    }

    /** Looks for webhooks whose turn it is. The database knows what is new and what is due, so nothing else has to wake us. */
    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void look() {
        askedAgain.set(true);
        if (taking.compareAndSet(false, true)) {
            askedAgain.set(false);
            int free = SLOTS - busy.get();
            String claim = UlidCreator.getMonotonicUlid().toString();
            (free == 0 ? Uni.createFrom().item(List.<Turn>of()) : deliveries.take(claim, free, SLOTS_OF_ONE_TENANT))
                    .subscribe()
                    .with(this::taken, failure -> {
                        LOG.warnf("Webhooks are held up and will be served later: %s", failure.toString());
                        taking.set(false);
                    });
        }
    }

    @Scheduled(
            every = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> measure() {
        return deliveries
                .state()
                .invoke(now -> state = now)
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void taken(List<Turn> turns) {
        turns.forEach(turn -> {
            busy.incrementAndGet();
            serve(turn).chain(() -> deliveries.end(turn)).subscribe().with(done -> turnDone(), failure -> {
                // Not ended, so it rests until its claim is void: what fails would fail again at once.
                LOG.warnf("A webhook is held up and will be served later: %s", failure.toString());
                busy.decrementAndGet();
            });
        });
        taking.set(false);
        if (askedAgain.get()) {
            look();
        }
    }

    private void turnDone() {
        busy.decrementAndGet();
        look();
    }

    private Uni<Void> serve(Turn turn) {
        String tenant = turn.webhook().tenant();
        return fill(turn)
                .chain(() -> deliveries.due(turn, SENT_PER_TURN))
                .chain(due -> due.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : webhooks.secrets(tenant, turn.webhook().id())
                                // Nothing signs for a webhook that was deleted meanwhile, and nothing is sent unsigned.
                                .chain(secrets -> secrets.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : changes.at(
                                                        tenant,
                                                        due.stream()
                                                                .map(Due::position)
                                                                .toList())
                                                .chain(found -> send(turn, due, secrets, byPosition(found)))));
    }

    private Uni<Void> fill(Turn turn) {
        if (!turn.mayFill()) {
            return Uni.createFrom().voidItem();
        }
        Webhook webhook = turn.webhook();
        return changes.after(webhook.tenant(), webhook.position(), CHANGES_PER_TURN)
                .chain(read -> read.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : deliveries.make(
                                turn,
                                read.get(read.size() - 1).position(),
                                read.stream()
                                        .filter(webhook.filter()::passes)
                                        .map(TierChange::position)
                                        .toList()));
    }

    private Uni<Void> send(Turn turn, List<Due> due, List<Secret> secrets, Map<Long, TierChange> found) {
        Iterator<Due> rest = due.iterator();
        return Multi.createBy()
                .repeating()
                .uni(() -> rest.hasNext()
                        ? attempt(turn, rest.next(), secrets, found)
                        : Uni.createFrom().item(false))
                .whilst(goOn -> goOn)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> attempt(Turn turn, Due due, List<Secret> secrets, Map<Long, TierChange> found) {
        Webhook webhook = turn.webhook();
        TierChange change = found.get(due.position());
        return messages.send(webhook.url(), secrets, messageId(webhook, change), body(change), due.attempts())
                .chain(answer -> {
                    Result result = result(due, answer);
                    meters.counter(
                                    "tierline.webhook.attempts",
                                    "result",
                                    result.status().name().toLowerCase(Locale.ROOT))
                            .increment();
                    return deliveries.record(turn, due.position(), result).map(goOn -> goOn && answer.status() != null);
                });
    }

    private static Result result(Due due, Answer answer) {
        if (answer.accepted()) {
            return new Result(DeliveryStatus.DELIVERED, answer, null, Duration.ZERO);
        }
        Duration pause = answer.status() == null
                ? UNREACHABLE
                : answer.retryAfter() == null ? Duration.ZERO : Retries.heard(answer.retryAfter());
        Optional<Duration> next = Retries.waitAfter(
                due.attempts() + 1,
                due.sinceFirst(),
                answer.retryAfter(),
                ThreadLocalRandom.current().nextDouble());
        return new Result(
                next.isPresent() ? DeliveryStatus.FAILED : DeliveryStatus.DEAD, answer, next.orElse(null), pause);
    }

    /** The same for every attempt: by it a receiver knows what it has had before. */
    private static String messageId(Webhook webhook, TierChange change) {
        return webhook.id() + "-" + change.position();
    }

    private String body(TierChange change) {
        return "{\"type\":\"" + TierChangeEvents.TYPE + "\",\"timestamp\":\"" + change.at() + "\",\"data\":"
                + events.of(change).payload() + "}";
    }

    private static Map<Long, TierChange> byPosition(List<TierChange> found) {
        return found.stream().collect(Collectors.toMap(TierChange::position, Function.identity()));
    }
}
