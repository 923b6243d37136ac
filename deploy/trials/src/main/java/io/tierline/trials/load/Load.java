package io.tierline.trials.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.Api.Answer;
import io.tierline.trials.history.History;
import io.tierline.trials.history.Operation.Type;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * What the telephony, reps and managers of several companies do with a stack, at random: a function of the seed and the
 * start alone. One generator gives out numbered operations; workers carry them out and write the history. Operations on the
 * same call, number or customer go to the same worker, one after the other. One whose result is unknown is repeated, at the
 * next instance, until its answer is definite.
 */
public final class Load {
    private static final int WORKERS = 8;
    private static final int WAITING_PER_WORKER = 8;
    private static final Set<Integer> UNKNOWN = Set.of(408, 429, 503);
    private static final int LONGEST_ANSWER = 20_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /**
     * Kinds of which an attempt that was taken for lost must not come late: it would undo what came after it. Their worker
     * waits for so long after such an attempt.
     */
    private static final Set<String> HARMFUL_WHEN_LATE = Set.of("close", "reopen", "hand-over", "activate-standard");

    /** The revision of what is not there yet: no tag can be named for it, so that a late attempt does harm too. */
    private static final String NOTHING_YET = "";

    private static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private final Instances where;
    private final History history;
    private final Mix mix;
    private final List<BlockingQueue<Planned>> queues = IntStream.range(0, WORKERS)
            .<BlockingQueue<Planned>>mapToObj(worker -> new ArrayBlockingQueue<>(WAITING_PER_WORKER))
            .toList();
    private final List<Thread> workers = new ArrayList<>();
    private final Set<Integer> begun = new ConcurrentSkipListSet<>();
    private final AtomicInteger attempts = new AtomicInteger();
    private Consumer<Integer> beforeOperation = operation -> {};
    private Duration pause = Duration.ZERO;
    private Planned waiting;
    private volatile boolean givenUp;

    /** A load of companies named {@code trial-<seed>-a} and so on, with calls of the 30 days before now. */
    public Load(Instances where, long seed, int tenants, History history) {
        this(where, seed, tenants, history, "trial-" + seed, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * The same load whenever and wherever it runs.
     *
     * @param prefix how the companies' names begin, in the characters of a tenant
     * @param start whole seconds; calls begin before it
     */
    public Load(Instances where, long seed, int tenants, History history, String prefix, Instant start) {
        this.where = where;
        this.history = history;
        this.mix = new Mix(seed, WORKERS, tenants, prefix, start);
        ObjectNode value = Api.JSON.createObjectNode().put("seed", seed).put("start", start.toString());
        value.set("tenants", Api.JSON.valueToTree(mix.tenants()));
        history.note("load", value);
        for (int worker = 0; worker < WORKERS; worker++) {
            BlockingQueue<Planned> queue = queues.get(worker);
            Thread thread = new Thread(() -> work(queue), "load-" + worker);
            thread.setDaemon(true);
            thread.start();
            workers.add(thread);
        }
    }

    /** The companies. */
    public List<String> tenants() {
        return mix.tenants();
    }

    /** Calls this with the number of each operation, from 1 on, before the operation is given to its worker. */
    public Load beforeOperation(Consumer<Integer> hook) {
        beforeOperation = hook;
        return this;
    }

    /** Gives out at most so many operations a second; without it as many as the workers get done. */
    public Load atMost(int perSecond) {
        pause = Duration.ofSeconds(1).dividedBy(perSecond);
        return this;
    }

    /** Gives out operations for so long; goes on where the last run has ended. */
    public void run(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        run(() -> System.nanoTime() >= end);
    }

    /** Gives out operations until this is true. */
    public void run(BooleanSupplier until) throws InterruptedException {
        long next = System.nanoTime();
        while (!until.getAsBoolean()) {
            next = Math.max(next + pause.toNanos(), System.nanoTime() - TimeUnit.SECONDS.toNanos(1));
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            if (waiting == null) {
                waiting = mix.next();
                beforeOperation.accept(waiting.op());
            }
            begun.add(waiting.op());
            if (queues.get(waiting.process()).offer(waiting, 100, TimeUnit.MILLISECONDS)) {
                waiting = null;
            } else {
                begun.remove(waiting.op());
            }
        }
    }

    /** Waits until every operation has a definite answer, for at most so long; then gives up and returns the others. */
    public Set<Integer> finish(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!begun.isEmpty() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        givenUp = true;
        for (Thread worker : workers) {
            worker.interrupt();
            worker.join(TimeUnit.SECONDS.toMillis(30));
        }
        return Set.copyOf(begun);
    }

    /** The same with two minutes. */
    public Set<Integer> finish() throws InterruptedException {
        return finish(Duration.ofMinutes(2));
    }

    /** How many requests were made, repeats too. */
    public int attempts() {
        return attempts.get();
    }

    private void work(BlockingQueue<Planned> queue) {
        try {
            while (!givenUp) {
                Planned planned = queue.take();
                history.invoke(planned.op(), planned.process(), planned.f(), planned.tenant(), planned.value());
                if (carryOut(planned)) {
                    begun.remove(planned.op());
                }
            }
        } catch (InterruptedException givenUpMeanwhile) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean carryOut(Planned planned) throws InterruptedException {
        Pause pause = new Pause();
        String revision = null;
        long lateUntil = System.nanoTime();
        for (int attempt = 0; !givenUp; attempt++) {
            int instance = (planned.op() + attempt) % where.count();
            ObjectNode result = Api.JSON.createObjectNode().put("instance", instance);
            Type type = Type.INFO;
            try {
                Api api = api(planned, instance);
                if (planned.request().versioned() != null && revision == null) {
                    revision = revision(api, planned.request().versioned());
                }
                if (revision == null && planned.request().versioned() != null) {
                    result.put("error", "its revision cannot be read");
                } else {
                    type = attempt(planned, api, revision, result);
                }
            } catch (ConnectException nothingWasSent) {
                result.put("error", String.valueOf(nothingWasSent));
            } catch (IOException unknown) {
                result.put("error", String.valueOf(unknown));
                lateUntil = System.nanoTime() + LONGEST_DELAY.toNanos();
            }
            history.complete(planned.op(), planned.process(), planned.f(), planned.tenant(), type, result);
            if (type != Type.INFO) {
                if (HARMFUL_WHEN_LATE.contains(planned.f()) || NOTHING_YET.equals(revision)) {
                    TimeUnit.NANOSECONDS.sleep(lateUntil - System.nanoTime());
                }
                return true;
            }
            pause.next();
        }
        return false;
    }

    /** The pauses between attempts, each twice as long as the one before. */
    private static final class Pause {
        private Duration length = FIRST_PAUSE;

        void next() throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
            Duration twice = length.multipliedBy(2);
            length = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        }
    }

    private Api api(Planned planned, int instance) {
        return where.api(
                planned.request().service(),
                instance,
                planned.tenant(),
                planned.request().role());
    }

    /** The tag of what is to be changed; null while it is not known. */
    private static String revision(Api api, String path) throws IOException {
        Answer answer = api.get(path);
        return answer.status() == 404
                ? NOTHING_YET
                : answer.headers().firstValue("ETag").orElse(null);
    }

    private Type attempt(Planned planned, Api api, String revision, ObjectNode result) throws IOException {
        attempts.incrementAndGet();
        Answer answer = send(api, planned.request(), revision);
        result.put("status", answer.status()).set("answer", body(answer));
        if (UNKNOWN.contains(answer.status())) {
            return Type.INFO;
        }
        return planned.ok().contains(answer.status()) ? Type.OK : Type.FAIL;
    }

    private static Answer send(Api api, Planned.Request request, String revision) throws IOException {
        if (request.body() == null) {
            return api.send(request.method(), request.path(), (String) null);
        }
        List<String> headers = new ArrayList<>(List.of("Content-Type", request.type()));
        if (revision != null && !revision.equals(NOTHING_YET)) {
            headers.addAll(List.of("If-Match", revision));
        }
        if (request.gzip()) {
            headers.addAll(List.of("Content-Encoding", "gzip"));
            return api.send(request.method(), request.path(), packed(request.body()), headers.toArray(String[]::new));
        }
        return api.send(request.method(), request.path(), request.body(), headers.toArray(String[]::new));
    }

    private static byte[] packed(String body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The body as JSON where it is JSON, else as text. */
    private static JsonNode body(Answer answer) {
        try {
            return answer.text().isEmpty() ? Api.JSON.nullNode() : Api.JSON.readTree(answer.text());
        } catch (IOException noJson) {
            String text = answer.text();
            return Api.JSON.getNodeFactory().textNode(text.substring(0, Math.min(text.length(), LONGEST_ANSWER)));
        }
    }

    /** How many operations of each kind were given out. */
    public Map<String, Integer> kinds() {
        return new TreeMap<>(mix.kinds());
    }
}
