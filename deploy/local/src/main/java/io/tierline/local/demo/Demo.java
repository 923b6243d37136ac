package io.tierline.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A working day of two teams, played through the public API alone, and what Tierline makes of it. Playing the same day
 * again changes nothing: every call is known by its id.
 */
public final class Demo {
    private static final int BATCH = 100;
    private static final Duration STEP = Duration.ofSeconds(20);
    private static final Duration CAUGHT_UP = Duration.ofSeconds(60);
    private static final int SHOWN_PER_TIER = 8;
    private static final List<String> RATES = List.of("contact", "hangUp", "engagement", "lead", "conversion");

    private final WorkingDay day;
    private final DayOfCalls calls;
    private final List<Story> stories;
    private final Api telephony;
    private final Api desk;
    private final Api customers;
    private final Api rates;
    private final Consumer<String> say;

    private Demo(DemoTarget target, WorkingDay day, Consumer<String> say) {
        this.day = day;
        this.calls = new DayOfCalls(day);
        this.stories = Story.on(day);
        this.telephony = new Api(target.calls(), target.tokens().get("telephony"));
        this.desk = new Api(target.calls(), target.tokens().get("manager"));
        this.customers = new Api(target.grading(), target.tokens().get("manager"));
        this.rates = new Api(target.analytics(), target.tokens().get("bi"));
        this.say = say;
    }

    /**
     * Plays the last working day that is over, waits until it is counted and graded, and shows the result.
     *
     * @param say takes what to show, line by line
     */
    public static void play(DemoTarget target, Consumer<String> say) throws DemoFailure, InterruptedException {
        new Demo(target, WorkingDay.lastOver(Instant.now()), say).play();
    }

    private void play() throws DemoFailure, InterruptedException {
        List<ObjectNode> all = calls.calls();
        say.accept("");
        say.accept("Playing " + day.date().format(DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH))
                + ": " + all.size() + " calls of eight reps, then corrections and four customers' stories …");
        int created = 0;
        for (int from = 0; from < all.size(); from += BATCH) {
            created += post(all.subList(from, Math.min(from + BATCH, all.size())));
        }
        if (created == 0) {
            say.accept("This day was played before: every call is recognised, and nothing is counted twice.");
        }
        List<DayOfCalls.Correction> corrections = calls.correct();
        for (DayOfCalls.Correction correction : corrections) {
            desk.send("PUT", "/v1/calls/" + correction.callId() + "/outcome", correction.summary());
        }
        for (Story story : stories) {
            tell(story);
        }
        List<JsonNode> reps = awaitCounted();
        awaitGraded();
        showRates(reps);
        showCustomers();
    }

    private int post(List<ObjectNode> batch) throws DemoFailure, InterruptedException {
        ArrayNode body = Api.JSON.createArrayNode().addAll(batch);
        JsonNode report = telephony.send("POST", "/v1/calls/batch", body);
        for (JsonNode item : report.path("items")) {
            if (item.path("result").asText().equals("rejected")) {
                throw new DemoFailure("A call was rejected: " + item);
            }
        }
        return report.path("created").asInt();
    }

    /** Step by step: the next call or finding comes only when the one before has been graded, as on a real day. */
    private void tell(Story story) throws DemoFailure, InterruptedException {
        boolean firstTime = true;
        for (Story.Step step : story.steps()) {
            if (step.call() != null) {
                JsonNode answer = telephony.send("POST", "/v1/calls", step.call());
                calls.also(story.rep(), step.call().get("outcome").asText());
                firstTime &= answer.path("result").asText().equals("created");
            } else {
                customers.send("PATCH", "/v1/customers/" + story.customer() + "/qualification", step.learned());
            }
            // Known calls and findings move nothing any more: then the customer is where the day left it.
            if (firstTime && !await(STEP, () -> step.expect().equals(tierOf(story.customer())))) {
                throw new DemoFailure(story.customer() + " has to be in tier " + step.expect() + " and after "
                        + STEP.toSeconds() + " s is in " + tierOf(story.customer()));
            }
        }
    }

    private String tierOf(String customer) throws DemoFailure, InterruptedException {
        Optional<JsonNode> grade = customers.find("/v1/customers/" + customer + "/grade");
        return grade.map(found -> found.path("tier").asText("none")).orElse("none");
    }

    /** Waits until every rep's counts hold all that was sent; more may be there, of calls that somebody added. */
    private List<JsonNode> awaitCounted() throws DemoFailure, InterruptedException {
        String path = "/v1/rates?by=rep&" + day.asQuery();
        if (!await(CAUGHT_UP, () -> missing(rates.get(path)).isEmpty())) {
            throw new DemoFailure(
                    "After " + CAUGHT_UP.toSeconds() + " s these calls are not counted: " + missing(rates.get(path)));
        }
        return rows(rates.get(path));
    }

    private List<String> missing(JsonNode answer) {
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        rows(answer).forEach(row -> rows.put(row.path("rep").asText(), row));
        List<String> missing = new ArrayList<>();
        calls.expected()
                .forEach((rep, counts) -> counts.forEach((kind, expected) -> {
                    JsonNode row = rows.getOrDefault(rep, Api.JSON.createObjectNode());
                    int counted = (DayOfCalls.WITHOUT_OUTCOME.contains(kind) ? row : row.path("counts"))
                            .path(kind)
                            .asInt();
                    if (counted < expected) {
                        missing.add(rep + " " + kind + " " + counted + " of " + expected);
                    }
                }));
        return missing;
    }

    private static List<JsonNode> rows(JsonNode answer) {
        List<JsonNode> rows = new ArrayList<>();
        answer.path("rows").forEach(rows::add);
        return rows;
    }

    private void awaitGraded() throws DemoFailure, InterruptedException {
        for (Story story : stories) {
            if (!await(STEP, () -> story.lastTier().equals(tierOf(story.customer())))) {
                throw new DemoFailure(story.customer() + " has to end the day in tier " + story.lastTier()
                        + " and is in " + tierOf(story.customer()));
            }
        }
    }

    private void showRates(List<JsonNode> reps) throws DemoFailure, InterruptedException {
        say.accept("");
        say.accept("Rates of the teams. Both reach as many people, but more of them hang up on west-2:");
        show(rows(rates.get("/v1/rates?by=team&" + day.asQuery())), List.of("team"));
        say.accept("");
        say.accept("Rates of the reps. wang.qiang loses customers in the first seconds; zhou.jie is heard out, and"
                + " turned down after the pitch:");
        show(reps, List.of("team", "rep"));
        say.accept("(hang-up, engagement, lead and conversion are parts of the reached; a pending call is in no rate"
                + " until its rep has said how it went)");
    }

    private void show(List<JsonNode> rows, List<String> by) {
        List<String> headings = new ArrayList<>(by);
        headings.addAll(List.of(
                "dials", "reached", "contact", "hang-up", "engagement", "lead", "conversion", "pending", "failed"));
        Table table = new Table(headings.toArray(String[]::new));
        rows.stream()
                .map(row -> {
                    List<String> cells = new ArrayList<>();
                    by.forEach(column -> cells.add(row.path(column).asText()));
                    cells.add(row.path("dials").asText());
                    cells.add(row.path("reached").asText());
                    RATES.forEach(rate ->
                            cells.add(percent(row.path("rates").path(rate).path("value"))));
                    cells.add(row.path("pending").asText());
                    cells.add(row.path("failed").asText());
                    return cells;
                })
                .sorted((left, right) -> String.join(" ", left).compareTo(String.join(" ", right)))
                .forEach(table::add);
        table.print(say);
    }

    private static String percent(JsonNode value) {
        return value.isNumber() ? String.format(Locale.ROOT, "%.1f%%", value.asDouble() * 100) : "–";
    }

    private void showCustomers() throws DemoFailure, InterruptedException {
        Map<String, String> ways = ways();
        say.accept("");
        say.accept("Graded customers. A call's outcome alone gives a provisional tier (basis outcome), what was learned"
                + " a proven one (criteria):");
        Table table = new Table("tier", "customer", "rep", "basis", "way");
        List<String> more = new ArrayList<>();
        for (String tier : List.of("A", "B", "C", "D")) {
            List<JsonNode> graded = new ArrayList<>(customers.all("/v1/customers?tier=" + tier));
            // The longest way first: those are the stories.
            graded.sort((left, right) ->
                    Integer.compare(way(right, ways).length(), way(left, ways).length()));
            graded.stream()
                    .limit(SHOWN_PER_TIER)
                    .forEach(customer -> table.add(List.of(
                            tier,
                            customer.path("customerId").asText(),
                            customer.path("rep").asText(""),
                            customer.path("basis").asText(""),
                            way(customer, ways))));
            if (graded.size() > SHOWN_PER_TIER) {
                more.add((graded.size() - SHOWN_PER_TIER) + " more in " + tier);
            }
        }
        table.print(say);
        if (!more.isEmpty()) {
            say.accept("  … and " + String.join(", ", more));
        }
    }

    private static String way(JsonNode customer, Map<String, String> ways) {
        return ways.getOrDefault(customer.path("customerId").asText(), "");
    }

    /** The tiers that each customer has gone through, from the stream of numbered tier changes. */
    private Map<String, String> ways() throws DemoFailure, InterruptedException {
        Map<String, String> ways = new LinkedHashMap<>();
        long position = 0;
        JsonNode page;
        do {
            page = customers.get("/v1/tier-changes?limit=500&after=" + position).path("items");
            for (JsonNode change : page) {
                position = change.path("position").asLong();
                if (change.path("kind").asText().equals("changed")) {
                    ways.merge(
                            change.path("customerId").asText(),
                            change.path("to").asText("none"),
                            (before, to) -> before + " → " + to);
                }
            }
        } while (!page.isEmpty());
        return ways;
    }

    private interface Check extends Callable<Boolean> {
        @Override
        Boolean call() throws DemoFailure, InterruptedException;
    }

    /** Looks again and again until the check holds; whether it did in time. */
    private static boolean await(Duration atMost, Check check) throws DemoFailure, InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!check.call()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return true;
    }
}
