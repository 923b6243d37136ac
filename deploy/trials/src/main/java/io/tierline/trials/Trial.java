package io.tierline.trials;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.trials.faults.Faults;
import io.tierline.trials.history.History;
import io.tierline.trials.history.Operation;
import io.tierline.trials.history.Operation.Type;
import io.tierline.trials.load.Load;
import io.tierline.trials.model.CallsModel;
import io.tierline.trials.model.GradesModel;
import io.tierline.trials.model.PatientReads;
import io.tierline.trials.model.Quiet;
import io.tierline.trials.model.RatesModel;
import io.tierline.trials.model.TierChangesModel;
import io.tierline.trials.model.TracesModel;
import io.tierline.trials.model.Violation;
import io.tierline.trials.watch.Filter;
import io.tierline.trials.watch.Subscriber;
import io.tierline.trials.watch.WebhookReceiver;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One trial: a load while parts of the stack fail, and afterwards the judgement of everything that came of it. */
public final class Trial {

    /** How soon everything is right again after any single fault, as is promised. */
    public static final Duration PROMISED = Duration.ofSeconds(60);

    private static final int TENANTS = 3;
    private static final int OPERATIONS_PER_SECOND = 40;

    /** A filtered stream learns its last position by a heartbeat. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private final TrialStack stack;
    private final long seed;
    private final Path history;
    private final Duration promised;
    private final PrintStream out;
    private final List<String> violations = new ArrayList<>();
    private final Map<String, List<Subscriber>> subscribers = new LinkedHashMap<>();
    private final Map<String, WebhookReceiver> receivers = new LinkedHashMap<>();

    /**
     * A trial that begins with its stack.
     *
     * @param history the file for the history
     * @param promised how soon everything has to be right again after a fault: {@link #PROMISED}, or more where the machine
     *     has other things to do
     * @param out gets a line for each fault and each violation, and at the end one as the ledger has it
     */
    public Trial(TrialStack stack, long seed, Path history, Duration promised, PrintStream out) {
        this.stack = stack;
        this.seed = seed;
        this.history = history;
        this.promised = promised;
        this.out = out;
    }

    /** Plays for so long and judges; returns what is wrong. */
    public List<String> run(Duration time) throws IOException, InterruptedException {
        Faults faults = new Faults(stack, seed, promised, out);
        try (History written = new History(history)) {
            Load load = new Load(stack, seed, TENANTS, written)
                    .beforeOperation(faults::before)
                    .atMost(OPERATIONS_PER_SECOND);
            load.tenants().forEach(this::watch);
            load.run(time);
            faults.awaitHealed();
            Set<Integer> unanswered = load.finish();
            if (!unanswered.isEmpty()) {
                violations.add("operations without a definite answer: " + unanswered);
            }
        }
        violations.addAll(faults.violations());
        CallsModel calls = judge(History.read(history));
        violations.forEach(violation -> out.println("VIOLATION " + violation));
        out.println(ledgerLine(time, faults, calls.acknowledged()));
        if (!violations.isEmpty()) {
            out.println("Seed " + seed + ", history in " + history);
        }
        return violations;
    }

    private void watch(String tenant) {
        try {
            List<URI> gradings = stack.instances().stream()
                    .map(instance -> instance.address("grading-service"))
                    .toList();
            String authorization = "Bearer " + stack.first().token(tenant, "manager");
            subscribers.put(
                    tenant,
                    List.of(
                            Subscriber.follow(gradings, authorization, Filter.ALL, 0, seed),
                            Subscriber.follow(
                                    gradings, authorization, new Filter("C", null, null, null), 0, seed + 1)));
            WebhookReceiver receiver = new WebhookReceiver(Filter.ALL, seed);
            receiver.register(manager("grading-service", tenant));
            receivers.put(tenant, receiver);
        } catch (IOException e) {
            violations.add("no webhook for " + tenant + ": " + e);
        }
    }

    private CallsModel judge(List<Operation> operations) throws IOException {
        CallsModel calls = new CallsModel(operations, promised);
        violations.addAll(calls.check(tenant -> manager("call-service", tenant), this::topics));
        violations.addAll(
                new RatesModel(operations, seed, promised).check(tenant -> manager("analytics-service", tenant)));
        for (String tenant : calls.tenants()) {
            judgeGrades(tenant, operations);
            judgeTierChanges(tenant);
        }
        violations.addAll(new TracesModel(operations, promised)
                .check(
                        this::manager,
                        this::topics,
                        stack.first().logs(),
                        name -> stack.first().database(name)));
        return calls;
    }

    private void judgeGrades(String tenant, List<Operation> operations) {
        Api grading = manager("grading-service", tenant);
        GradesModel.Book book = new GradesModel.Book();
        operations.stream()
                .filter(operation -> tenant.equals(operation.tenant()) && operation.type() == Type.OK)
                .sorted(Comparator.comparing(Trial::acknowledgedAt))
                .forEach(operation -> book.acknowledged(operation.f(), operation.value(), operation.answer()));
        new Quiet(promised)
                .await(() -> first(
                        GradesModel.check(grading, book.company(ZoneOffset.UTC, GradesModel.calls(topics(), tenant)))))
                .ifPresent(difference -> violations.add("grades of " + tenant + ": " + difference));
    }

    private static long acknowledgedAt(Operation operation) {
        return operation.completions().get(operation.completions().size() - 1).at();
    }

    private void judgeTierChanges(String tenant) throws IOException {
        Api grading = manager("grading-service", tenant);
        Quiet quiet = new Quiet(promised.plus(HEARTBEAT));
        quiet.await(() -> first(TierChangesModel.check(grading, tenant, topics())))
                .ifPresent(difference -> violations.add("tier changes of " + tenant + ": " + difference));
        List<JsonNode> changes = PatientReads.tierChanges(grading);
        WebhookReceiver receiver = receivers.get(tenant);
        if (receiver != null) {
            receiver.heal();
            redeliver(grading);
            quiet.await(() -> first(receiver.check(changes)))
                    .ifPresent(difference -> violations.add("webhook of " + tenant + ": " + difference));
            receiver.close();
        }
        for (Subscriber subscriber : subscribers.getOrDefault(tenant, List.of())) {
            subscriber.settle();
            quiet.await(() -> first(subscriber.check(changes)))
                    .ifPresent(difference -> violations.add("subscriber of " + tenant + ": " + difference));
            subscriber.close();
        }
    }

    /** Deliveries that failed are tried again after minutes and hours. */
    private static void redeliver(Api grading) throws IOException {
        for (JsonNode webhook : grading.all("/v1/webhooks", 50)) {
            String path = "/v1/webhooks/" + webhook.get("webhookId").asText();
            for (JsonNode delivery : grading.all(path + "/deliveries?status=failed", 100)) {
                grading.send("POST", path + "/deliveries/" + delivery.get("position") + "/redelivery", "{}");
            }
        }
    }

    private static Optional<String> first(List<Violation> found) {
        return found.stream().findFirst().map(Violation::toString);
    }

    private Api manager(String service, String tenant) {
        return stack.api(service, 0, tenant, "manager", "bi");
    }

    private List<Topics.Event> topics() {
        return Topics.everything(stack.first());
    }

    /** As the ledger has it: date, commit, seed, minutes, faults by kind with the longest time to heal, calls, violations. */
    private String ledgerLine(Duration time, Faults faults, int calls) {
        String healed = faults.healed().entrySet().stream()
                .map(kind -> String.format(
                        Locale.ROOT,
                        "%d %s (%.1f s)",
                        kind.getValue().faults(),
                        kind.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        kind.getValue().longest().toMillis() / 1000.0))
                .collect(Collectors.joining(", "));
        return Stream.of(
                        LocalDate.now(ZoneOffset.UTC),
                        System.getProperty("tierline.commit", "unknown"),
                        seed,
                        time.toMinutes(),
                        healed,
                        calls,
                        violations.size())
                .map(String::valueOf)
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
