package io.tierline.analytics.rates.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.domain.Timespan.Period;
import io.tierline.kit.limits.Turns;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Rates as they change, for any number of watchers. Those who ask the same share one answer ({@link WatchedRates}), which is
 * read anew when a transaction of any instance says that numbers or names of the tenant have changed, when a window has
 * moved on, and, in case a word was lost, every now and then.
 *
 * <p>A watcher is told what differs from what it was told before, when it is ready to hear it: one that is slow skips what
 * lies between, keeps nothing but the last answer that it was told, and holds up nobody.
 */
@ApplicationScoped
public class RatesFeed {

    /**
     * PostgreSQL's channel on which every transaction that changes numbers, names or metrics says whose they are, by
     * {@link #TOLD}.
     */
    public static final String CHANNEL = "rates";

    /**
     * What is said of a {@code tenant}, in SQL: one of 256 marks, which many share. Everybody who is logged in to the
     * database can listen, companies' BI tools too, and is not to hear whose calls come in.
     */
    public static final String TOLD = "left(md5(tenant), 2)";

    /** How many different questions of one tenant are watched at a time on one instance. */
    public static final int MOST_QUESTIONS = 200;

    /** So many answers are read at a time, and so many of one tenant's: streams leave connections to everybody else. */
    private static final int MOST_READINGS = 4;

    private static final int MOST_READINGS_OF_TENANT = 2;

    /** The last resort, beyond the limits of the database: a reading that never ends would be the last one. */
    private static final Duration LONGEST_READING = Duration.ofSeconds(30);

    /** Until an answer that has to wait for its turn is given up. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);
    /** Looked at every second: so there is a heartbeat at least every 15 s. */
    private static final Duration SILENCE = Duration.ofSeconds(14);

    /** What a watcher gets to see. */
    public sealed interface Signal {}

    /** All rows there are; always the first. */
    public record Current(RateTable table) implements Signal {}

    /** Some rows are different now. */
    public record Changed(RateChanges changes) implements Signal {}

    /**
     * Nothing to tell, but the stream lives.
     *
     * @param period that the rows are of
     */
    public record Heartbeat(Period period) implements Signal {}

    /** The questions of one tenant that are watched. */
    private record Watched(String mark, Map<RatesQuestion, WatchedRates> questions) {

        Watched(String tenant) {
            this(markOf(tenant), new HashMap<>());
        }
    }

    private final ReadRates rates;
    private final Clock clock;
    private final Timer readings;
    private final Turns turns = new Turns(MOST_READINGS, MOST_READINGS_OF_TENANT);
    private final Map<String, Watched> tenants = new HashMap<>();
    private final AtomicInteger watchers = new AtomicInteger();

    RatesFeed(ReadRates rates, Clock clock, MeterRegistry meters) {
        this.rates = rates;
        this.clock = clock;
        this.readings = Timer.builder("tierline.analytics.rates.watched")
                .description("Answers read for those who watch rates")
                .register(meters);
        Gauge.builder("tierline.stream.subscribers", watchers::get)
                .description("Open streams of rates")
                .register(meters);
    }

    /**
     * Makes sure that the question can be watched; to be waited for before an answer begins, which cannot be taken back then.
     *
     * @throws Problem what {@link ReadRates#read} throws; 503 when there is no answer within a minute; 429 when the tenant
     *     watches {@value #MOST_QUESTIONS} other questions already
     */
    public Uni<Void> open(String tenant, RatesQuestion question) {
        return Uni.createFrom().deferred(() -> {
            WatchedRates watched = join(tenant, question);
            return new Watcher(watched, Instant.MAX, clock)
                    .next()
                    .replaceWithVoid()
                    .ifNoItem()
                    .after(LONGEST_WAIT)
                    .failWith(RatesFeed::busy)
                    .onTermination()
                    // Kept for a moment, so that whoever watches now finds the answer that was read.
                    .invoke(() -> Uni.createFrom()
                            .voidItem()
                            .onItem()
                            .delayIt()
                            .by(GRACE)
                            .subscribe()
                            .with(over -> leave(tenant, question, watched)));
        });
    }

    /**
     * The answer to the question, then what changes of it, without end; at least every 15 seconds a heartbeat. Fails as
     * {@link #open} does.
     *
     * @param until when the watcher's permission ends: nothing is told from then on, and the stream ends within a second
     */
    public Multi<Signal> watch(String tenant, RatesQuestion question, Instant until) {
        return Multi.createFrom().deferred(() -> {
            WatchedRates watched = join(tenant, question);
            watchers.incrementAndGet();
            return Multi.createBy()
                    .repeating()
                    .uni(new Watcher(watched, until, clock)::next)
                    .indefinitely()
                    // Here and not in the watcher: what it has found may wait long for a slow reader.
                    .select()
                    .first(signal -> clock.instant().isBefore(until))
                    .onTermination()
                    .invoke(() -> {
                        watchers.decrementAndGet();
                        leave(tenant, question, watched);
                    });
        });
    }

    /** Says that something may have changed of the tenants that have this mark ({@link #TOLD}). Returns at once. */
    public void wake(String mark) {
        watchedBy(mark).forEach(WatchedRates::refresh);
    }

    /** Says that something of any tenant may have changed. Returns at once. */
    public void wakeAll() {
        all().forEach((watched, question) -> watched.refresh());
    }

    /** Finds what nobody says: windows that have moved on, watchers whose time is over or who have long heard nothing. */
    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void look() {
        Instant now = clock.instant();
        all().forEach((watched, question) -> {
            RateTable latest = watched.latest();
            if (latest != null && !question.span().at(now).equals(latest.period())) {
                watched.refresh();
            }
            if (watched.isDue(now)) {
                watched.wakeWaiting();
            }
        });
    }

    /** Finds what a word that was lost would have said. */
    @Scheduled(
            every = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void lookAgain() {
        wakeAll();
    }

    private WatchedRates join(String tenant, RatesQuestion question) {
        synchronized (tenants) {
            Watched ofTenant = tenants.computeIfAbsent(tenant, Watched::new);
            Map<RatesQuestion, WatchedRates> questions = ofTenant.questions();
            if (questions.size() >= MOST_QUESTIONS && !questions.containsKey(question)) {
                throw Problem.tooMany(
                        "too-many-streams",
                        "Your company watches " + MOST_QUESTIONS + " different questions already; close a stream, or"
                                + " ask what another one asks.",
                        RETRY_AFTER);
            }
            WatchedRates watched = questions.computeIfAbsent(
                    question, asked -> new WatchedRates(() -> turns.take(tenant, () -> read(tenant, asked))));
            watched.watched();
            return watched;
        }
    }

    private void leave(String tenant, RatesQuestion question, WatchedRates watched) {
        synchronized (tenants) {
            if (watched.left()) {
                Map<RatesQuestion, WatchedRates> questions = tenants.get(tenant).questions();
                questions.remove(question);
                if (questions.isEmpty()) {
                    tenants.remove(tenant);
                }
            }
        }
    }

    private Uni<RateTable> read(String tenant, RatesQuestion question) {
        Timer.Sample sample = Timer.start();
        return rates.read(tenant, question)
                .ifNoItem()
                .after(LONGEST_READING)
                .failWith(RatesFeed::busy)
                .onTermination()
                .invoke(() -> sample.stop(readings));
    }

    private static Problem busy() {
        return Problem.unavailable(
                "rates-not-read",
                "The rates cannot be read just now; open the stream again a little later.",
                RETRY_AFTER);
    }

    private List<WatchedRates> watchedBy(String mark) {
        synchronized (tenants) {
            return tenants.values().stream()
                    .filter(watched -> watched.mark().equals(mark))
                    .flatMap(watched -> watched.questions().values().stream())
                    .toList();
        }
    }

    private static String markOf(String tenant) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(tenant.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has this algorithm", e);
        }
    }

    private Map<WatchedRates, RatesQuestion> all() {
        Map<WatchedRates, RatesQuestion> all = new HashMap<>();
        synchronized (tenants) {
            tenants.values()
                    .forEach(ofTenant ->
                            ofTenant.questions().forEach((question, watched) -> all.put(watched, question)));
        }
        return all;
    }

    /** One watcher's way along the answers. */
    private static final class Watcher {

        private final WatchedRates watched;
        private final Instant until;
        private final Clock clock;
        private RateTable seen;
        private Instant lastSignal = Instant.MIN;

        Watcher(WatchedRates watched, Instant until, Clock clock) {
            this.watched = watched;
            this.until = until;
            this.clock = clock;
        }

        /** What comes next, when there is something. */
        Uni<Signal> next() {
            Instant deadline = seen == null ? Instant.MAX : earlier(until, lastSignal.plus(SILENCE));
            // Taken before looking: an answer that comes in between completes this very wake-up.
            Uni<Void> wakeUp = watched.wakeUp(deadline);
            Instant now = clock.instant();
            Signal signal = news();
            if (signal == null && !now.isBefore(deadline)) {
                signal = new Heartbeat(seen.period());
            }
            if (signal == null) {
                return wakeUp.chain(this::next);
            }
            lastSignal = now;
            return Uni.createFrom().item(signal);
        }

        private Signal news() {
            RateTable latest = watched.latest();
            if (latest == null) {
                watched.begin();
                return null;
            }
            RateTable before = seen;
            seen = latest;
            if (before == null) {
                return new Current(latest);
            }
            if (before == latest) {
                return null;
            }
            RateChanges changes = watched.changes(before, latest);
            return changes.isNone() ? null : new Changed(changes);
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }
    }
}
