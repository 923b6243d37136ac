package io.tierline.grading.simulations.application;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.application.Customers;
import io.tierline.grading.grades.application.Facts;
import io.tierline.grading.grades.application.GradingBases;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.History;
import io.tierline.grading.simulations.domain.Closing;
import io.tierline.grading.simulations.domain.Comparison;
import io.tierline.grading.simulations.domain.Simulation;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.kit.database.Database;
import io.tierline.kit.limits.Turns;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tries a standard out on all customers of a company and changes nothing. Goes through them by id, some hundred at a time, each
 * in a short transaction without locks: grading goes on beside it.
 */
@ApplicationScoped
public class SimulateStandard {

    private static final int CHUNK = 500;

    /** Chunks at a time on this instance; each keeps one connection and one thread busy. */
    private static final int MOST_CHUNKS = 2;

    /** Simulations under way on this instance, which take turns by chunk; one of each tenant. */
    private static final int MOST_RUNNING = 16;

    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** What a simulation tells while it runs. */
    public sealed interface Step {}

    /** So many of all customers have been graded. */
    public record Progress(long customers, long of) implements Step {}

    /** The result; the last step. */
    public record Finished(Simulation simulation) implements Step {}

    /** A simulation under way. */
    private static final class Run {

        private final String tenant;
        private final Comparison comparison;
        private final long customers;
        private boolean begun;
        private String last = "";

        Run(String tenant, Comparison comparison, long customers) {
            this.tenant = tenant;
            this.comparison = comparison;
            this.customers = customers;
        }
    }

    private record Chunk(
            List<CustomerKey> keys, Map<CustomerKey, History> histories, Map<CustomerKey, List<Closing>> closings) {}

    private final Database database;
    private final Customers customers;
    private final SimulatedCustomers simulated;
    private final Facts facts;
    private final GradingBases bases;
    private final Vertx vertx;
    private final Turns turns = new Turns(MOST_CHUNKS, 1);
    private final Set<String> running = new HashSet<>();

    SimulateStandard(
            Database database,
            Customers customers,
            SimulatedCustomers simulated,
            Facts facts,
            GradingBases bases,
            Vertx vertx) {
        this.database = database;
        this.customers = customers;
        this.simulated = simulated;
        this.facts = facts;
        this.bases = bases;
        this.vertx = vertx;
    }

    /**
     * Simulates on subscription: progress at the start and after each chunk, then the result. Fails with a 429 problem while
     * another simulation of the tenant runs here, and with a 503 problem while too many of others do.
     */
    public Multi<Step> simulate(String tenant, Standard standard) {
        return Multi.createFrom().deferred(() -> {
            begin(tenant);
            return start(tenant, standard)
                    .onItem()
                    .transformToMulti(run ->
                            Multi.createBy().repeating().uni(() -> next(run)).whilst(step -> step instanceof Progress))
                    .onTermination()
                    .invoke(() -> end(tenant));
        });
    }

    private Uni<Run> start(String tenant, Standard standard) {
        return database.transaction(transaction -> customers
                .now(transaction)
                .chain(now -> bases.of(transaction, Set.of(tenant))
                        .map(all -> all.get(tenant))
                        .chain(basis -> simulated
                                .count(transaction, tenant)
                                .map(count -> new Run(
                                        tenant,
                                        new Comparison(basis.standard(), standard, now, basis.zone()),
                                        count)))));
    }

    private Uni<Step> next(Run run) {
        if (!run.begun) {
            run.begun = true;
            return Uni.createFrom().item(new Progress(0, run.customers));
        }
        return turns.take(
                run.tenant,
                () -> read(run)
                        .chain(chunk -> chunk.keys().isEmpty()
                                ? Uni.createFrom().item(new Finished(run.comparison.result()))
                                // Grading hundreds of customers twice takes a while: not on the event loop.
                                : vertx.executeBlocking(() -> count(run, chunk), false)));
    }

    private Uni<Chunk> read(Run run) {
        return database.transaction(transaction -> simulated
                .after(transaction, run.tenant, run.last, CHUNK)
                .chain(keys -> keys.isEmpty()
                        ? Uni.createFrom().item(new Chunk(keys, Map.of(), Map.of()))
                        : facts.histories(transaction, keys)
                                .chain(histories -> simulated
                                        .closings(transaction, keys)
                                        .map(closings -> new Chunk(keys, histories, closings)))));
    }

    private static Step count(Run run, Chunk chunk) {
        for (CustomerKey key : chunk.keys()) {
            run.comparison.add(
                    key.customerId(),
                    chunk.histories().get(key),
                    chunk.closings().getOrDefault(key, List.of()));
            run.last = key.customerId();
        }
        long done = run.comparison.customers();
        return new Progress(done, Math.max(done, run.customers));
    }

    private void begin(String tenant) {
        synchronized (running) {
            if (running.contains(tenant)) {
                throw Problem.tooMany(
                        "simulation-running",
                        "Another simulation of your company is running. Try again when it has ended.",
                        PAUSE);
            }
            if (running.size() >= MOST_RUNNING) {
                throw Problem.unavailable("overloaded", "Too many simulations are running. Try again later.", PAUSE);
            }
            running.add(tenant);
        }
    }

    private void end(String tenant) {
        synchronized (running) {
            running.remove(tenant);
        }
    }
}
