package io.tierline.trials.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.Stack;
import io.tierline.trials.fuzz.Wire.Response;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sends random requests, most of them wrong, to all operations of the services' OpenAPI documents and judges every response.
 * The requests are a function of the seed; what only the running stack knows (tokens, cursors, tickets, ids that services
 * give) is filled in when they are sent.
 */
public final class Fuzzer {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int WORKERS = 4;
    private static final int LOOK_AT_PROCESSES_EVERY = 100;
    private static final int MOST_KINDS = 50;
    private static final int PAGES = 40;
    private static final int SAMPLED_IDS = 40;
    private static final int READS_OF_EACH = 5;
    private static final Pattern PLACEHOLDER = Pattern.compile("~([a-z]+\\.[ab]\\.[\\w-]+)~");

    /** Where something can be read by an id that a request has made, and what its mark comes after. */
    private static final Map<String, String> BY_ID = Map.of(
            "/v1/calls/{callId}", "call-",
            "/v1/customers/{customerId}", "cust-",
            "/v1/reps/{id}", "rep-",
            "/v1/teams/{id}", "team-",
            "/v1/contacts/{phone}", "+86");

    /** A valid token of a bearer of roles in a tenant. */
    interface Tokens {
        String token(String tenant, String... roles);
    }

    /** The process id of a service: another one once it was restarted. */
    interface Processes {
        long pid(String service) throws IOException;
    }

    private final Map<String, URI> services;
    private final Credentials credentials;
    private final Processes processes;
    private final String tenants;
    private final PrintStream out;
    private final Duration patience;
    private final Duration quiet;

    private final Map<String, String> harvest = new ConcurrentHashMap<>();
    private final Map<String, Integer> violations = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<Integer, Integer> statuses = Collections.synchronizedMap(new TreeMap<>());
    private final AtomicInteger validTaken = new AtomicInteger();
    private final AtomicInteger validSent = new AtomicInteger();
    private final AtomicInteger pagesRead = new AtomicInteger();
    private final Set<String> marksFound = ConcurrentHashMap.newKeySet();
    private final Traces traces = new Traces();
    private final Map<String, Long> pids = new HashMap<>();
    private long seed;
    private int requests;

    /**
     * A fuzzer of a running stack.
     *
     * @param tenants what the names of the two tenants begin with; they should be new to the stack
     * @param out gets the first violation of each kind, and at the end what was done
     */
    public static Fuzzer of(Stack stack, String tenants, PrintStream out) {
        Map<String, URI> services = new LinkedHashMap<>();
        Stack.SERVICES.forEach(service -> services.put(service, stack.address(service)));
        return new Fuzzer(services, stack::token, stack::pid, tenants, out, PATIENCE, Duration.ofSeconds(3));
    }

    /** With how long a response may take, and how long what is stored may need to reach the other services. */
    Fuzzer(
            Map<String, URI> services,
            Tokens tokens,
            Processes processes,
            String tenants,
            PrintStream out,
            Duration patience,
            Duration quiet) {
        this.services = services;
        this.credentials = new Credentials(tokens);
        this.processes = processes;
        this.tenants = tenants;
        this.out = out;
        this.patience = patience;
        this.quiet = quiet;
    }

    /**
     * Sends so many requests and looks for traces of those that were refused; prints the first violation of each kind in full.
     *
     * @param only the numbers of the requests to send, after the valid ones that come first; all when it is empty
     * @return how many kinds of violations there are
     */
    public int run(long seed, int requests, Set<Integer> only) throws IOException, InterruptedException {
        this.seed = seed;
        this.requests = requests;
        long begin = System.nanoTime();
        for (String service : services.keySet()) {
            pids.put(service, processes.pid(service));
        }
        int first = Math.min(300, requests / 10);
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, URI> service : services.entrySet()) {
            operations.addAll(
                    Operation.in(service.getKey(), new Api(service.getValue(), null).read("/q/openapi?format=json")));
        }
        Instant start = Instant.now().truncatedTo(ChronoUnit.DAYS);
        try (Wire wire = new Wire(patience)) {
            Generator generator = new Generator(operations, templates(operations), seed, first, start);
            send(generator, wire, number -> number <= first || only.isEmpty() || only.contains(number), only);
            lookAtProcesses(requests);
            lookForTraces(operations, generator, wire);
        }
        out.printf(
                "Fuzzer: seed %d, %d requests in %d s, by status %s; of %d valid ones %d were taken;"
                        + " %d pages read afterwards had %d marks, none of %d that were refused; %d kinds of violations%n",
                seed,
                requests,
                TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin),
                statuses,
                validSent.get(),
                validTaken.get(),
                pagesRead.get(),
                marksFound.size(),
                traces.notToBeFound().size(),
                violations.size());
        violations.forEach((kind, times) -> out.println("  " + times + " × " + kind));
        return violations.size();
    }

    private void send(Generator generator, Wire wire, IntPredicate chosen, Set<Integer> shown)
            throws IOException, InterruptedException {
        AtomicInteger left = new AtomicInteger(requests);
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            all.add(workers.submit(() -> {
                while (left.getAndDecrement() > 0 && violations.size() < MOST_KINDS) {
                    Request request;
                    synchronized (generator) {
                        request = generator.next();
                    }
                    if (chosen.test(request.number())) {
                        send(request, wire, shown.contains(request.number()));
                    }
                    if (request.number() % LOOK_AT_PROCESSES_EVERY == 0) {
                        lookAtProcesses(request.number());
                    }
                }
                return null;
            }));
        }
        workers.shutdown();
        for (Future<Void> each : all) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    private void send(Request request, Wire wire, boolean show) {
        traces.sending(request);
        String target = filledIn(request.target());
        Response response = exchange(request, target, wire);
        traces.answered(request, response);
        harvest(request, response);
        statuses.merge(response.status(), 1, Integer::sum);
        if (request.valid() && !request.operation().streams()) {
            validSent.incrementAndGet();
            validTaken.addAndGet(response.status() / 100 == 2 ? 1 : 0);
        }
        judge(request, target, response);
        if (show) {
            out.println("Request " + request.number() + "\n" + shown(request, target, response));
        }
    }

    private void judge(Request request, String target, Response response) {
        for (String fault : Judge.faults(request, response, traces.sentBy(request.tenant()))) {
            String kind = fault.replaceAll("[\\[<].*", "") + ": " + request.operation();
            violation(kind, fault, request.number(), shown(request, target, response));
        }
    }

    private static String shown(Request request, String target, Response response) {
        return request.shown(target) + response.shown();
    }

    private Response exchange(Request request, String target, Wire wire) {
        String authorization = credentials.header(
                request.credential(), tenant(request.tenant()), tenant(request.tenant() == 'a' ? 'b' : 'a'));
        return wire.exchange(
                services.get(request.operation().service()), request, Wire.bytes(request, target, authorization));
    }

    private String tenant(char letter) {
        return tenants + "-" + letter;
    }

    private void violation(String kind, String fault, int number, String details) {
        if (violations.merge(kind, 1, Integer::sum) == 1) {
            synchronized (out) {
                String again = "--fuzz " + requests + " --seed " + seed + (number > 0 ? " --only " + number : "");
                out.printf("VIOLATION in request %d: %s%n  again: %s%n%s%n", number, fault, again, details);
            }
        }
    }

    private String filledIn(String target) {
        return PLACEHOLDER
                .matcher(target)
                .replaceAll(
                        found -> Matcher.quoteReplacement(Draft.encoded(harvest.getOrDefault(found.group(1), "none"))));
    }

    /** Remembers what services give: cursors, tickets and ids. */
    private void harvest(Request request, Response response) {
        if (response.status() / 100 != 2 || !response.header("content-type").startsWith("application/json")) {
            return;
        }
        JsonNode json = Judge.json(response);
        if (json == null) {
            return;
        }
        Operation operation = request.operation();
        String tenant = "." + request.tenant() + ".";
        if (json.path("next").isTextual()) {
            harvest.put(
                    "cursor" + tenant + Values.key(operation), json.get("next").asText());
        }
        if (json.path("ticket").isTextual()) {
            harvest.put(
                    "ticket" + tenant + operation.service(), json.get("ticket").asText());
        }
        if (json.path("customerId").asText().startsWith("lead-")) {
            harvest.put("lead" + tenant + "id", json.get("customerId").asText());
        }
        if (operation.method().equals("POST") && json.path("id").isTextual()) {
            harvest.put(
                    (operation.path().contains("webhooks") ? "webhook" : "job") + tenant + "id",
                    json.get("id").asText());
        }
    }

    /** What PUTs of things that are always there may say, by what GETs answer; and a standard. */
    private Map<String, JsonNode> templates(List<Operation> operations) throws IOException {
        Map<String, JsonNode> templates = new HashMap<>();
        for (Operation operation : operations) {
            if (operation.method().equals("PUT") && !operation.path().contains("{")) {
                ObjectNode template = (ObjectNode) as(operation.service()).read(operation.path());
                JsonNode known = operation.bodies().values().iterator().next().schema();
                List<String> names = new ArrayList<>();
                known.path("properties").fieldNames().forEachRemaining(names::add);
                template.retain(names);
                templates.put(operation.path(), template);
            }
            if (operation.path().equals("/v1/standards/{version}")) {
                JsonNode standard =
                        as(operation.service()).read("/v1/standards/1").get("standard");
                templates.put("/v1/standards", standard);
                templates.put("/v1/standards/drafts/{name}", standard);
            }
        }
        return templates;
    }

    private Api as(String service) {
        return new Api(services.get(service), credentials.header("admin", tenant('a'), tenant('b')));
    }

    private synchronized void lookAtProcesses(int number) {
        for (Map.Entry<String, Long> each : pids.entrySet()) {
            long pid;
            try {
                pid = processes.pid(each.getKey());
            } catch (IOException ended) {
                pid = 0;
            }
            if (pid != each.getValue()) {
                String fault = each.getKey() + " was restarted or has ended, by one of the requests before";
                violation(fault, fault, number, "");
                each.setValue(pid);
            }
        }
    }

    /** Reads all that the two tenants can read and looks in it for what was refused, and for each other's data. */
    private void lookForTraces(List<Operation> operations, Generator generator, Wire wire) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(quiet.toMillis());
        Random random = new Random(seed);
        for (char tenant : new char[] {'a', 'b'}) {
            for (Operation operation : operations) {
                if (operation.method().equals("GET")
                        && !operation.streams()
                        && operation.roles().contains("admin")) {
                    for (int i = operation.path().contains("{") ? READS_OF_EACH : 1; i > 0; i--) {
                        lookForTraces(generator.reading(operation, tenant, random), wire);
                    }
                }
            }
        }
        List<String> marks = new ArrayList<>(traces.notToBeFound());
        Collections.shuffle(marks, random);
        for (String mark : marks.subList(0, Math.min(SAMPLED_IDS, marks.size()))) {
            for (Operation operation : operations) {
                if (operation.method().equals("GET") && BY_ID.containsKey(operation.path())) {
                    lookForTrace(operation, mark, wire);
                }
            }
        }
    }

    private void lookForTrace(Operation operation, String mark, Wire wire) {
        if (Marks.isPhone(mark) == operation.path().contains("phone")) {
            Draft draft = new Draft(operation, Marks.tenant(mark));
            draft.credential = "admin";
            draft.headers.add(new Request.Header("Host", "localhost"));
            draft.path = operation.path().replaceAll("\\{.*}", Draft.encoded(BY_ID.get(operation.path()) + mark));
            Request request = draft.request(0, true);
            Response response = exchange(request, request.target(), wire);
            if (response.status() != 404) {
                String fault = "a refused request has left " + mark;
                violation("trace: " + operation, fault, 0, shown(request, request.target(), response));
            }
        }
    }

    private void lookForTraces(Request reading, Wire wire) {
        String target = reading.target()
                .replaceAll("([?&])(limit|cursor|format|section|items)=[^&]*", "$1")
                .replaceAll("&&+", "&");
        target += reading.operation().has("limit") ? (target.contains("?") ? "&" : "?") + "limit=100" : "";
        String page = filledIn(target);
        for (int i = 0; i < PAGES && page != null; i++) {
            Response response = exchange(reading, page, wire);
            Set<String> found = Marks.in(response.status() / 100 == 2 ? response.text() : "");
            found.removeAll(Marks.in(page));
            pagesRead.incrementAndGet();
            marksFound.addAll(found);
            Set<String> left = traces.notToBeFound(found);
            if (!left.isEmpty()) {
                String fault = "refused requests have left " + left;
                violation("trace: " + reading.operation(), fault, 0, shown(reading, page, response));
            }
            judge(reading, page, response);
            JsonNode json = response.status() == 200 ? Judge.json(response) : null;
            boolean more = json != null && json.path("next").isTextual();
            page = more ? target + "&cursor=" + Draft.encoded(json.get("next").asText()) : null;
        }
    }
}
