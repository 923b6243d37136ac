package io.tierline.trials.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.trials.Api;
import io.tierline.trials.Calls;
import io.tierline.trials.FileSystem;
import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import io.tierline.trials.Topics;
import io.tierline.trials.TrialStack;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Faults, one after the other, each with the pause that the stack needs to heal. Which fault comes at which operation is a
 * function of the seed alone.
 */
public final class Faults {

    private static final int FEWEST_OPERATIONS = 200;
    private static final int MOST_OPERATIONS = 600;

    /** The topics, and the groups that read them. */
    private static final Map<String, List<String>> GROUPS = Map.of(
            Topics.CALL_OUTCOMES, List.of("grading", "analytics"),
            Topics.DIRECTORY, List.of("grading", "analytics"),
            Topics.TIER_CHANGES, List.of("analytics"),
            Topics.CUSTOMER_LIFECYCLE, List.of("analytics"));

    private static final List<String> TOPICS = GROUPS.keySet().stream().sorted().toList();

    /**
     * A fault that is to come.
     *
     * @param operation the operation before which it comes
     * @param victim the program or the topic; null where the kind says it
     * @param instance 0 or 1, of a service
     * @param seconds how long it lasts, for the kinds that last
     */
    public record Fault(int operation, Kind kind, String victim, int instance, int seconds) {}

    /**
     * What became of the faults of one kind.
     *
     * @param longest the longest time to heal
     */
    public record Healed(int faults, Duration longest) {}

    private final TrialStack stack;
    private final Random random;
    private final Duration promised;
    private final PrintStream out;
    private final Tenant prober;
    private final Map<Kind, Healed> healed = new EnumMap<>(Kind.class);
    private final List<String> violations = Collections.synchronizedList(new ArrayList<>());
    private Fault next;
    private Thread running;
    private int probes;

    /** @param promised how soon everything has to be right again after any single fault */
    public Faults(TrialStack stack, long seed, Duration promised, PrintStream out) {
        this.stack = stack;
        this.promised = promised;
        this.random = new Random(seed ^ 0x5eed_fa17L);
        this.out = out;
        this.prober = new Tenant(stack.first(), "prober");
        prober.token("telephony", "manager", "bi");
        this.next = draw(0, random, stack.isLimited());
    }

    /** The fault that follows on an operation. */
    static Fault draw(int after, Random random, boolean diskCanBeFilled) {
        int operation = after + FEWEST_OPERATIONS + random.nextInt(MOST_OPERATIONS - FEWEST_OPERATIONS);
        int dice = random.nextInt(100);
        String program = Stack.PROGRAMS.get(random.nextInt(Stack.PROGRAMS.size()));
        String topic = TOPICS.get(random.nextInt(TOPICS.size()));
        int instance = random.nextInt(2);
        int seconds = 3 + random.nextInt(18);
        if (dice < 36) {
            return new Fault(operation, Kind.KILL, program, instance, 0);
        } else if (dice < 50) {
            return new Fault(operation, Kind.PAUSE, program, instance, seconds);
        } else if (dice < 60) {
            return new Fault(operation, Kind.RESTART, program, instance, 0);
        } else if (dice < 70) {
            return new Fault(operation, Kind.SILENCE, null, 1, 0);
        } else if (dice < 78) {
            return new Fault(operation, Kind.REMAKE_TOPIC, topic, 0, 0);
        } else if (dice < 85) {
            return new Fault(operation, Kind.DELIVER_AGAIN, topic, 0, 0);
        } else if (dice < 93 || !diskCanBeFilled) {
            return new Fault(operation, Kind.SET_BACK, topic, 0, 0);
        }
        return new Fault(operation, Kind.FULL_DISK, null, 0, seconds);
    }

    /** To be called before each operation, by one thread: starts the fault whose turn it is; waits while one is healing. */
    public void before(int operation) {
        if (operation < next.operation()) {
            return;
        }
        awaitHealed();
        Fault fault = next;
        next = draw(fault.operation(), random, stack.isLimited());
        running = new Thread(() -> inject(fault), "fault-" + fault.operation());
        running.setDaemon(true);
        running.start();
    }

    /** Waits until the last fault has healed. */
    public void awaitHealed() {
        try {
            if (running != null) {
                running.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What has not healed in time. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** By kind, how many faults there were and how long the slowest took to heal. */
    public Map<Kind, Healed> healed() {
        return healed;
    }

    private void inject(Fault fault) {
        String what = "before operation " + fault.operation() + ": " + fault.kind()
                + (fault.victim() == null ? "" : " " + fault.victim() + "/" + fault.instance())
                + (fault.seconds() == 0 ? "" : " for " + fault.seconds() + " s");
        try {
            act(fault);
            long began = System.nanoTime();
            probe();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            out.printf("%s, healed after %.1f s%n", what, took.toMillis() / 1000.0);
            healed.merge(
                    fault.kind(),
                    new Healed(1, took),
                    (a, b) -> new Healed(
                            a.faults() + b.faults(),
                            a.longest().compareTo(b.longest()) > 0 ? a.longest() : b.longest()));
            if (took.compareTo(promised) > 0) {
                violations.add(what + " healed only after " + took.toSeconds() + " s");
            }
        } catch (Exception | AssertionError e) {
            violations.add(what + " did not heal: " + e);
            out.println(what + " did not heal: " + e);
            e.printStackTrace(out);
        }
    }

    private void act(Fault fault) throws Exception {
        // Database and broker are there once, with the first instances.
        boolean isService = fault.victim() != null && Stack.SERVICES.contains(fault.victim());
        Stack owner = stack.instances().get(isService ? fault.instance() : 0);
        switch (fault.kind()) {
            case KILL -> owner.kill(fault.victim());
            case RESTART -> owner.terminate(fault.victim());
            case PAUSE -> {
                owner.pause(fault.victim());
                TimeUnit.SECONDS.sleep(fault.seconds());
                owner.resume(fault.victim());
            }
            case SILENCE -> stack.silence();
            case REMAKE_TOPIC -> {
                Topics.delete(fault.victim(), stack.first());
                Topics.create(fault.victim(), stack.first());
            }
            case DELIVER_AGAIN -> {
                List<Topics.Event> events = Topics.everything(stack.first()).stream()
                        .filter(event -> event.topic().equals(fault.victim()))
                        .toList();
                Topics.deliverAgain(events.subList(Math.max(0, events.size() - 500), events.size()), stack.first());
            }
            case SET_BACK ->
                GROUPS.get(fault.victim()).forEach(group -> Topics.setBack(fault.victim(), group, stack.first()));
            case FULL_DISK -> {
                Path ballast = stack.directory().resolve("ballast");
                long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(fault.seconds());
                while (System.nanoTime() < until) {
                    FileSystem.fill(ballast); // also what has become free meanwhile
                    TimeUnit.MILLISECONDS.sleep(100);
                }
                Files.delete(ballast);
            }
        }
    }

    /** Through each instance: a call is taken, graded and counted. */
    private void probe() throws Exception {
        for (int instance = 0; instance < stack.instances().size(); instance++) {
            String customer = "probe-" + ++probes;
            Api calls = stack.api("call-service", instance, prober.name(), "telephony", "manager", "bi");
            Api grading = stack.api("grading-service", instance, prober.name(), "telephony", "manager", "bi");
            Api analytics = stack.api("analytics-service", instance, prober.name(), "telephony", "manager", "bi");
            Tenant.eventually(
                    promised.multipliedBy(2),
                    () -> calls.change(
                            "POST",
                            "/v1/calls",
                            Calls.summarised(customer, customer, "C").put("rep", customer)));
            Tenant.eventually(
                    promised.multipliedBy(2),
                    () -> assertThat(grading.read("/v1/customers/" + customer + "/grade")
                                    .path("tier")
                                    .asText())
                            .isEqualTo("C"));
            Tenant.eventually(
                    promised.multipliedBy(2),
                    () -> assertThat(analytics
                                    .read("/v1/rates?by=company&window=PT24H&rep=" + customer)
                                    .at("/rows/0/dials")
                                    .asInt())
                            .isEqualTo(1));
        }
    }
}
