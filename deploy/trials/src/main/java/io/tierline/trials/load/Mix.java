package io.tierline.trials.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.Calls;
import io.tierline.trials.load.Planned.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Decides which operations there are, one after another: a function of the seed and the start. It goes by what it has asked
 * for before, never by what was answered. Every customer, number, rep and call belongs to one floor of one company, and every
 * floor to one worker, so that what is asked of them last is what holds.
 *
 * <p>Customers and calls have the same ids in every company; reps, teams, campaigns, numbers and words name their company, so
 * that a row that strays is seen.
 */
final class Mix {
    private static final List<String> ROLES = List.of("EB", "UB", "TB");
    private static final List<String> IN_VAIN =
            List.of("NO_ANSWER", "BUSY", "POWERED_OFF", "NUMBER_DOES_NOT_EXIST", "NUMBER_CHANGED", "SUSPENDED");
    private static final Set<Integer> OK = Set.of(200, 201, 202, 204);
    private static final Duration DAYS_OF_CALLS = Duration.ofDays(30);
    private static final Duration LAST_HOURS = Duration.ofHours(9);
    private static final ObjectNode SECOND_STANDARD = secondStandard();
    private static final int CUSTOMERS = 4;
    private static final int NUMBERS = 12;
    private static final String JSON = "application/json";
    private static final String MERGE = "application/merge-patch+json";

    /** A number and what was said of it last. */
    private static final class Line {
        final String phone;
        String customer;
        boolean known;
        boolean erased;
        int firstOp;

        Line(String phone) {
            this.phone = phone;
        }
    }

    /** A call that was posted. */
    private static final class Posted {
        final ObjectNode submission;
        final Line line;
        String customer;
        boolean voided;

        Posted(ObjectNode submission, Line line, String customer) {
            this.submission = submission;
            this.line = line;
            this.customer = customer;
        }

        String id() {
            return submission.get("callId").asText();
        }
    }

    /** What one worker does for one company. */
    private static final class Floor {
        final int company;
        final int process;
        final String tenant;
        final List<String> customers = new ArrayList<>();
        final Map<String, String> statuses = new TreeMap<>();
        final Set<String> everClosed = new TreeSet<>();
        final List<Line> lines = new ArrayList<>();
        final List<Posted> posted = new ArrayList<>();
        final List<ObjectNode> patches = new ArrayList<>();
        final Deque<Supplier<Planned>> first = new ArrayDeque<>();
        int standard;
        int madeCustomers;
        int madeLines;

        Floor(int company, int process, String tenant) {
            this.company = company;
            this.process = process;
            this.tenant = tenant;
        }

        List<String> reps() {
            return List.of(rep("li"), rep("wang"), rep("zhou"));
        }

        List<String> owners() {
            return List.of(rep("owner-a"), rep("owner-b"));
        }

        private String rep(String name) {
            return name + "-" + process + "@" + tenant;
        }

        List<String> teams() {
            return List.of("east@" + tenant, "west@" + tenant, "north@" + tenant);
        }

        /** The team of a rep by the directory, in which it is for ever. */
        String teamOf(String rep) {
            return teams().get(Math.floorMod(reps().indexOf(rep) + process, 2));
        }
    }

    /** A kind of operation, and how often it comes among 1,000; it gives null where nothing of the kind can be done. */
    private record Kind(int weight, Function<Floor, Planned> plan) {}

    private final Random random;
    private final Instant start;
    private final long firstNumber;
    private final List<String> tenants;
    private final List<List<Floor>> floors = new ArrayList<>();
    private final List<Integer> calls = new ArrayList<>();
    private final Map<String, Integer> kinds = new HashMap<>();
    private final List<Kind> mix = List.of(
            new Kind(300, this::postCall),
            new Kind(90, this::postBatch),
            new Kind(50, this::replayCall),
            new Kind(30, this::postConflict),
            new Kind(20, this::postInvalid),
            new Kind(80, this::putOutcome),
            new Kind(50, this::patchOutcome),
            new Kind(60, this::patchAttribution),
            new Kind(25, this::voidCall),
            new Kind(40, this::putContact),
            new Kind(10, this::eraseContact),
            new Kind(110, this::patchQualification),
            new Kind(15, this::repeatQualification),
            new Kind(20, this::extend),
            new Kind(12, this::close),
            new Kind(20, this::reopen),
            new Kind(20, floor -> putCard(floor, any(floor.customers))),
            new Kind(6, this::handOver),
            new Kind(4, this::merge),
            new Kind(30, this::standard));
    private int op;
    private int words;

    Mix(long seed, int workers, int companies, String prefix, Instant start) {
        this.random = new Random(seed);
        this.start = start;
        this.firstNumber = random.nextInt(900) * 1_000_000L;
        this.tenants = IntStream.range(0, companies)
                .mapToObj(company -> prefix + "-" + (char) ('a' + company))
                .toList();
        for (int company = 0; company < companies; company++) {
            List<Floor> ofCompany = new ArrayList<>();
            for (int process = 0; process < workers; process++) {
                ofCompany.add(opened(new Floor(company, process, tenants.get(company))));
            }
            floors.add(ofCompany);
            calls.add(0);
        }
    }

    List<String> tenants() {
        return tenants;
    }

    Map<String, Integer> kinds() {
        return kinds;
    }

    /** The next operation. */
    Planned next() {
        op++;
        List<Floor> company = floors.get(random.nextInt(floors.size()));
        Floor floor = company.get(random.nextInt(company.size()));
        Planned planned =
                floor.first.isEmpty() ? any(floor) : floor.first.poll().get();
        kinds.merge(planned.f(), 1, Integer::sum);
        return planned;
    }

    private Planned any(Floor floor) {
        int all = mix.stream().mapToInt(Kind::weight).sum();
        while (true) {
            int drawn = random.nextInt(all);
            for (Kind kind : mix) {
                drawn -= kind.weight();
                if (drawn < 0) {
                    Planned planned = kind.plan().apply(floor);
                    if (planned != null) {
                        return planned;
                    }
                    break;
                }
            }
        }
    }

    /** Reps have their teams and customers their cards before anything else is done with them. */
    private Floor opened(Floor floor) {
        floor.reps().forEach(rep -> floor.first.add(() -> putRep(floor, rep)));
        for (int i = 0; i < CUSTOMERS; i++) {
            String customer = newCustomer(floor);
            floor.first.add(() -> putCard(floor, customer));
        }
        return floor;
    }

    private static String newCustomer(Floor floor) {
        String customer = "customer-" + floor.process + "-" + floor.madeCustomers++;
        floor.customers.add(customer);
        return customer;
    }

    private Planned putRep(Floor floor, String rep) {
        ObjectNode body = object().put("name", rep).put("team", floor.teamOf(rep));
        return planned(
                floor,
                "put-rep",
                object().put("rep", rep).set("body", body),
                call("PUT", "/v1/reps/" + rep, body.toString(), JSON, "manager"));
    }

    private Planned putCard(Floor floor, String customer) {
        ObjectNode body = object().put("name", "Company " + word(floor));
        if (chance(40)) {
            body.putObject("owner").put("rep", any(floor.owners())).put("team", any(floor.teams()));
        }
        return planned(
                floor,
                "put-card",
                object().put("customerId", customer).set("body", body),
                grading("PUT", "/v1/customers/" + customer, body, "manager").of("/v1/customers/" + customer));
    }

    private Planned postCall(Floor floor) {
        Posted posted = newCall(floor, false);
        return single(floor, "post-call", posted.submission, OK);
    }

    /** A repeat of an old submission, said in another way. */
    private Planned replayCall(Floor floor) {
        return floor.posted.isEmpty() ? null : single(floor, "replay-call", repeated(any(floor.posted)), Set.of(200));
    }

    /** Another call under the id of an old one. */
    private Planned postConflict(Floor floor) {
        return floor.posted.isEmpty() ? null : single(floor, "post-conflict", conflicting(any(floor.posted)), OK);
    }

    /** A call under an id of its own that cannot be. */
    private Planned postInvalid(Floor floor) {
        return single(floor, "post-invalid", invalid(floor), OK);
    }

    private Planned single(Floor floor, String f, ObjectNode submission, Set<Integer> ok) {
        Request request = call("POST", "/v1/calls", submission.toString(), JSON, "telephony");
        return planned(floor, f, submission, request, ok);
    }

    private Planned postBatch(Floor floor) {
        List<ObjectNode> batch = new ArrayList<>();
        int size = 1 + random.nextInt(chance(10) ? 60 : 15);
        while (batch.size() < size) {
            int drawn = random.nextInt(100);
            if (drawn < 70 || floor.posted.isEmpty()) {
                batch.add(newCall(floor, true).submission);
            } else if (drawn < 85) {
                batch.add(repeated(any(floor.posted)));
            } else if (drawn < 93) {
                batch.add(repeated(floor.posted.get(floor.posted.size() - 1))); // often one of this very batch
            } else {
                batch.add(drawn < 97 ? conflicting(any(floor.posted)) : invalid(floor));
            }
        }
        String format = any(List.of("json", "ndjson", "csv"));
        boolean gzip = chance(40);
        ObjectNode value = object().put("format", format).put("gzip", gzip);
        value.set("calls", Api.JSON.valueToTree(batch));
        String body = switch (format) {
            case "json" -> value.get("calls").toString();
            case "ndjson" -> batch.stream().map(JsonNode::toString).collect(Collectors.joining("\n"));
            default -> Csv.of(batch);
        };
        String type = switch (format) {
            case "json" -> JSON;
            case "ndjson" -> "application/x-ndjson";
            default -> "text/csv";
        };
        return planned(
                floor,
                "post-batch",
                value,
                new Request("call-service", "POST", "/v1/calls/batch", body, type, gzip, "telephony", null));
    }

    private Planned putOutcome(Floor floor) {
        Posted posted = open(floor);
        return posted == null
                ? null
                : change(floor, "put-outcome", posted, "summary", "PUT", "outcome", summary(floor));
    }

    private Planned patchOutcome(Floor floor) {
        Posted posted = open(floor);
        if (posted == null) {
            return null;
        }
        ObjectNode patch = object();
        ObjectNode other = summary(floor);
        other.fieldNames().forEachRemaining(member -> {
            if (chance(50)) {
                patch.set(member, other.get(member));
            }
        });
        for (String member : List.of("reason", "notes", "followUpAt", "meetingAt")) {
            if (chance(10)) {
                patch.putNull(member);
            }
        }
        return change(floor, "patch-outcome", posted, "patch", "PATCH", "outcome", patch);
    }

    private Planned patchAttribution(Floor floor) {
        Posted posted = open(floor);
        if (posted == null) {
            return null;
        }
        ObjectNode patch = object();
        if (chance(50)) {
            posted.customer = any(floor.customers);
            patch.put("customerId", posted.customer);
        }
        if (chance(30)) {
            patch.put("contactRole", chance(20) ? null : any(ROLES));
        }
        if (chance(40)) {
            patch.put("rep", any(floor.reps()));
        }
        if (chance(20)) {
            patch.put("team", any(floor.teams()));
        }
        if (chance(30) || patch.isEmpty()) {
            patch.put("startedAt", before(LAST_HOURS).toString());
        }
        return change(floor, "patch-attribution", posted, "patch", "PATCH", "attribution", patch);
    }

    private Planned voidCall(Floor floor) {
        Posted posted = open(floor);
        if (posted == null) {
            return null;
        }
        posted.voided = true;
        return planned(
                floor,
                "void-call",
                object().put("callId", posted.id()),
                call("DELETE", "/v1/calls/" + posted.id(), null, null, "manager"));
    }

    /** Says who is behind a number; another customer takes the number's calls along. */
    private Planned putContact(Floor floor) {
        Line line = line(floor);
        if (line.erased) {
            return null;
        }
        String customer = line.known && line.customer != null && chance(50) ? line.customer : any(floor.customers);
        ObjectNode body = object().put("customerId", customer)
                .put("name", chance(80) ? "Person " + word(floor) : null)
                .put("role", chance(70) ? any(ROLES) : null);
        floor.posted.stream()
                .filter(posted -> posted.line == line && Objects.equals(posted.customer, line.customer))
                .forEach(posted -> posted.customer = customer);
        line.known = true;
        line.customer = customer;
        String path = "/v1/contacts/%2B" + line.phone.substring(1);
        return planned(
                floor,
                "put-contact",
                object().put("phone", line.phone).set("body", body),
                call("PUT", path, body.toString(), JSON, "manager").of(path));
    }

    private Planned eraseContact(Floor floor) {
        Line line = floor.lines.isEmpty() ? null : any(floor.lines);
        if (line == null || !line.known || line.erased) {
            return null;
        }
        line.erased = true;
        return planned(
                floor,
                "erase-contact",
                object().put("phone", line.phone),
                call("DELETE", "/v1/contacts/%2B" + line.phone.substring(1), null, null, "manager"));
    }

    private Planned patchQualification(Floor floor) {
        ObjectNode patch = qualification();
        // Its own microsecond, so that which of two is the later one is known.
        patch.put(
                "observedAt",
                before(chance(60) ? LAST_HOURS : DAYS_OF_CALLS)
                        .plusNanos(op % 1_000_000 * 1_000L)
                        .toString());
        ObjectNode value = object().put("customerId", any(floor.customers)).set("patch", patch);
        floor.patches.add(value);
        return qualification(floor, value);
    }

    /** A patch that was sent before, which counts once. */
    private Planned repeatQualification(Floor floor) {
        ObjectNode value = floor.patches.isEmpty() ? null : any(floor.patches);
        return value == null
                        || !floor.customers.contains(value.get("customerId").asText())
                ? null
                : qualification(floor, value);
    }

    private Planned qualification(Floor floor, ObjectNode value) {
        return customer(floor, "patch-qualification", value, "PATCH", "/qualification", value.get("patch"));
    }

    private Planned extend(Floor floor) {
        String customer = any(floor.customers);
        if (floor.statuses.containsKey(customer)) {
            return null;
        }
        ObjectNode body = object().put("extensionId", "extension-" + op)
                .put("days", 1 + random.nextInt(20))
                .put("reason", word(floor));
        return customer(
                floor,
                "extend",
                object().put("customerId", customer).set("extension", body),
                "POST",
                "/extensions",
                body);
    }

    private Planned close(Floor floor) {
        String customer = any(floor.customers);
        if (floor.statuses.containsKey(customer)) {
            return null;
        }
        String result = any(List.of("won", "lost", "lost", "disqualified"));
        ObjectNode body = object().put("result", result);
        body.putArray("reasons")
                .add(result.equals("won") ? "price" : result.equals("lost") ? "no-budget" : "too-small");
        floor.statuses.put(customer, result);
        floor.everClosed.add(customer);
        return customer(
                floor, "close", object().put("customerId", customer).set("closing", body), "POST", "/closing", body);
    }

    private Planned reopen(Floor floor) {
        if (floor.statuses.isEmpty()) {
            return null;
        }
        String customer = any(List.copyOf(floor.statuses.keySet()));
        String kind = floor.statuses.remove(customer).equals("won") ? "second-sale" : "again";
        ObjectNode body = object().put("kind", kind);
        return customer(
                floor,
                "reopen",
                object().put("customerId", customer).set("reopening", body),
                "POST",
                "/reopening",
                body);
    }

    /** All customers of one owner go to the other, or into the pool. Owners make no calls, so that it is known whose they are. */
    private Planned handOver(Floor floor) {
        String from = any(floor.owners());
        ObjectNode body = object().put("from", from);
        if (chance(80)) {
            String to = floor.owners().get(1 - floor.owners().indexOf(from));
            body.putObject("to").put("rep", to).put("team", any(floor.teams()));
        } else {
            body.putNull("to");
        }
        return planned(floor, "hand-over", body, grading("POST", "/v1/hand-overs", body, "manager"));
    }

    /** The customer that goes is used no more, nor are its numbers; another one takes its place. */
    private Planned merge(Floor floor) {
        String goes = any(floor.customers);
        String stays = any(floor.customers);
        if (goes.equals(stays) || floor.everClosed.contains(goes) || floor.everClosed.contains(stays)) {
            return null;
        }
        floor.customers.remove(goes);
        floor.lines.removeIf(line -> goes.equals(line.customer));
        String next = newCustomer(floor);
        floor.first.add(() -> putCard(floor, next));
        ObjectNode body = object().put("into", stays);
        return customer(floor, "merge", object().put("customerId", goes).put("into", stays), "POST", "/merger", body);
    }

    /** One floor of each company writes a second standard, switches it on, and back. */
    private Planned standard(Floor floor) {
        if (floor.process != floor.company % floors.get(0).size()) {
            return null;
        }
        if (floor.standard == 0) {
            floor.standard = 1;
            return planned(
                    floor,
                    "post-standard",
                    SECOND_STANDARD,
                    grading("POST", "/v1/standards", SECOND_STANDARD, "manager"));
        }
        floor.standard = 3 - floor.standard;
        return planned(
                floor,
                "activate-standard",
                object().put("version", floor.standard),
                grading("POST", "/v1/standards/" + floor.standard + "/activation", null, "manager"));
    }

    private Planned customer(Floor floor, String f, ObjectNode value, String method, String path, JsonNode body) {
        String customer = "/v1/customers/" + value.get("customerId").asText();
        return planned(floor, f, value, grading(method, customer + path, (ObjectNode) body, "manager"));
    }

    private Planned change(
            Floor floor, String f, Posted posted, String member, String method, String part, ObjectNode body) {
        return planned(
                floor,
                f,
                object().put("callId", posted.id()).set(member, body),
                call(
                                method,
                                "/v1/calls/" + posted.id() + "/" + part,
                                body.toString(),
                                method.equals("PUT") ? JSON : MERGE,
                                "manager")
                        .of("/v1/calls/" + posted.id()));
    }

    /** Some call that was not voided, of a customer that was not merged into another; null if there is none. */
    private Posted open(Floor floor) {
        if (floor.posted.isEmpty()) {
            return null;
        }
        // Recent ones more often, so that changes follow each other.
        int size = floor.posted.size();
        Posted posted =
                floor.posted.get(chance(50) ? size - 1 - random.nextInt(Math.min(size, 20)) : random.nextInt(size));
        boolean merged = posted.customer != null && !floor.customers.contains(posted.customer);
        return posted.voided || merged ? null : posted;
    }

    /**
     * A call that was not posted yet.
     *
     * @param inBatch whether others are posted with it: they may be stored in any order, so a number that is new comes with
     *     its customer, and only once
     */
    private Posted newCall(Floor floor, boolean inBatch) {
        int number = calls.set(floor.company, calls.get(floor.company) + 1);
        ObjectNode call = object().put("callId", "call-" + number);
        Line line = null;
        String customer = any(floor.customers);
        int drawn = random.nextInt(100);
        Line drawnLine = drawn < 40 ? null : line(floor);
        if (drawnLine == null || drawnLine.firstOp == op && drawnLine.known) {
            call.put("customerId", customer);
        } else {
            line = drawnLine;
            call.put("phone", line.phone);
            if (line.erased || inBatch && !line.known) {
                call.put("customerId", customer);
            } else if (drawn < 75) {
                customer = line.customer; // null for one that the service makes up
            } else {
                customer = line.known && line.customer != null && chance(80) ? line.customer : customer;
                call.put("customerId", customer);
            }
            if (!line.known && !line.erased) {
                line.known = true;
                line.customer = customer;
                line.firstOp = op;
            }
        }
        if (chance(60)) {
            call.put("contactRole", any(ROLES));
        }
        describe(floor, call);
        Posted posted = new Posted(call, line, customer);
        floor.posted.add(posted);
        return posted;
    }

    private Line line(Floor floor) {
        if (floor.lines.isEmpty() || floor.lines.size() < NUMBERS && chance(30)) {
            int unique = (floor.company * 8 + floor.process) * 10_000 + floor.madeLines++;
            Line line = new Line("+8613" + String.format("%09d", firstNumber + unique));
            floor.lines.add(line);
            return line;
        }
        return any(floor.lines);
    }

    private void describe(Floor floor, ObjectNode call) {
        boolean inVain = chance(20);
        boolean failed = !inVain && chance(4);
        if (!inVain && !failed || chance(50)) {
            String rep = any(floor.reps());
            call.put("rep", rep);
            if (chance(70)) {
                call.put("team", chance(85) ? floor.teamOf(rep) : any(floor.teams()));
            }
        }
        if (chance(60)) {
            call.put("campaign", any(List.of("expo@", "fair@")) + floor.tenant);
        }
        if (chance(15)) {
            call.put("direction", chance(80) ? "inbound" : "outbound");
        }
        call.put("startedAt", before(chance(70) ? LAST_HOURS : DAYS_OF_CALLS).toString());
        if (chance(80)) {
            call.put("ringSeconds", random.nextInt(60));
        }
        if (inVain || failed || chance(50)) {
            ObjectNode telephony = call.putObject("telephony").put("source", "freeswitch");
            telephony.put("result", inVain ? any(IN_VAIN) : failed ? "SYSTEM_FAILURE" : "ANSWERED");
            if (chance(50)) {
                telephony.put("code", String.valueOf(1 + random.nextInt(40)));
            }
            if (chance(30)) {
                telephony.put("endedBy", any(List.of("customer", "rep", "unknown")));
            }
        }
        if (!inVain && !failed) {
            call.put("talkSeconds", random.nextInt(600));
            if (chance(20)) {
                call.put("recordingUrl", "https://recordings.example/" + word(floor));
            }
            if (chance(75)) {
                call.setAll(summary(floor));
            }
        } else if (chance(20)) {
            call.put("notes", word(floor));
        }
    }

    private ObjectNode summary(Floor floor) {
        ObjectNode summary = object();
        String outcome = chance(4) ? null : any(Calls.OUTCOMES);
        summary.put("outcome", outcome);
        if (chance(40)) {
            summary.put("reason", word(floor));
        }
        if (chance(50)) {
            summary.put("notes", word(floor));
        }
        if (chance(List.of("D", "FOLLOW_UP").contains(String.valueOf(outcome)) ? 80 : 5)) {
            summary.put("followUpAt", after().toString());
        }
        if (chance("C".equals(outcome) ? 80 : 2)) {
            summary.put("meetingAt", after().toString());
        }
        if (chance(4)) {
            summary.put("doNotCall", chance(80));
        }
        if (chance(40)) {
            summary.set("qualification", qualification());
        }
        return summary;
    }

    private ObjectNode qualification() {
        ObjectNode qualification = object();
        ObjectNode persons = object();
        for (String role : ROLES) {
            ObjectNode person = object();
            if (chance(45)) {
                person.put("stance", any(List.of("unknown", "reached", "approves", "approves", "opposes")));
            }
            if (chance(45)) {
                person.put("need", any(List.of("unknown", "known", "confirmed", "confirmed")));
            }
            if (chance(45)) {
                person.put("objections", any(List.of("unknown", "none", "open", "handled", "settled", "settled")));
            }
            if (!person.isEmpty()) {
                persons.set(role, person);
            }
        }
        if (!persons.isEmpty()) {
            qualification.set("keyPersons", persons);
        }
        if (chance(30)) {
            qualification.put("competitors", any(List.of("unknown", "known", "ruled-out", "ruled-out")));
        }
        if (chance(40)) {
            qualification.put("budget", any(List.of("unknown", "confirmed", "confirmed")));
        }
        if (chance(40)) {
            qualification.put("procurement", any(List.of("unknown", "clear", "started", "started")));
        }
        if (chance(30)) {
            qualification.put("quote", any(List.of("none", "offered", "negotiating", "confirmed", "confirmed")));
        }
        if (chance(30)) {
            qualification.put("decisionDate", date(start.plus(Duration.ofDays(random.nextInt(16) - 3))));
        }
        if (chance(30) || qualification.isEmpty()) {
            qualification.put("followUpAgreed", chance(80));
        }
        return qualification;
    }

    /** The same submission: null for what is absent, another offset, the number as it is written at home. */
    private ObjectNode repeated(Posted posted) {
        ObjectNode call = posted.submission.deepCopy();
        if (chance(50)) {
            Instant startedAt = Instant.parse(call.get("startedAt").asText());
            call.put("startedAt", startedAt.atOffset(ZoneOffset.ofHours(8)).toString());
        }
        if (chance(30) && call.has("phone")) {
            String phone = call.get("phone").asText();
            call.put("phone", phone.substring(3, 6) + " " + phone.substring(6, 10) + " " + phone.substring(10));
        }
        for (String member : List.of("contactRole", "team", "campaign", "notes", "qualification")) {
            if (!call.has(member) && chance(30)) {
                call.putNull(member);
            }
        }
        return call;
    }

    private ObjectNode conflicting(Posted posted) {
        ObjectNode call = posted.submission.deepCopy();
        switch (random.nextInt(4)) {
            case 0 -> call.put("ringSeconds", call.path("ringSeconds").asInt(61) + 1);
            case 1 ->
                call.put(
                        "startedAt",
                        Instant.parse(call.get("startedAt").asText())
                                .minusSeconds(1)
                                .toString());
            case 2 -> call.put("campaign", "another-campaign");
            default -> call.put("reason", call.path("reason").asText("none") + " indeed");
        }
        return call;
    }

    private ObjectNode invalid(Floor floor) {
        ObjectNode call =
                object().put("callId", "invalid-" + op + "-" + words++).put("customerId", any(floor.customers));
        describe(floor, call);
        call.put("rep", any(floor.reps()));
        switch (random.nextInt(4)) {
            case 0 -> call.put("phone", "12");
            case 1 -> call.put("talkSeconds", -1);
            case 2 -> call.put("outcome", "SOLD");
            default -> call.putNull("startedAt");
        }
        return call;
    }

    private Planned planned(Floor floor, String f, JsonNode value, Request request) {
        return planned(floor, f, value, request, OK);
    }

    private Planned planned(Floor floor, String f, JsonNode value, Request request, Set<Integer> ok) {
        return new Planned(op, floor.process, f, floor.tenant, (ObjectNode) value, request, ok);
    }

    private static Request call(String method, String path, String body, String type, String role) {
        return new Request("call-service", method, path, body, type, false, role, null);
    }

    private static Request grading(String method, String path, ObjectNode body, String role) {
        String type = method.equals("PATCH") ? MERGE : JSON;
        return new Request(
                "grading-service", method, path, body == null ? null : body.toString(), type, false, role, null);
    }

    /** Some second of this span of time before the start. */
    private Instant before(Duration span) {
        return start.minusSeconds(60 + random.nextInt((int) span.toSeconds()));
    }

    private Instant after() {
        return start.plus(Duration.ofMinutes(1 + random.nextInt(14 * 24 * 60)));
    }

    private static String date(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** Text that occurs only once. */
    private String word(Floor floor) {
        return "word-" + ++words + "-of-" + floor.tenant;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static ObjectNode secondStandard() {
        try (InputStream file = Mix.class.getResourceAsStream("/second-standard.json")) {
            return (ObjectNode) Api.JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode object() {
        return Api.JSON.createObjectNode();
    }
}
