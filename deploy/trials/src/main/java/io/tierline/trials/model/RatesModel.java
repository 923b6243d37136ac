package io.tierline.trials.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.Recount;
import io.tierline.trials.history.Operation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/** Rates are a recount of the calls that a history has acknowledged, for any interval and any group. */
public final class RatesModel {
    private static final List<String> GROUPS = List.of("rep", "team", "campaign", "company");
    private static final List<String> DIRECTIONS = List.of("all", "outbound", "inbound");
    private static final List<Duration> SPANS = List.of(
            Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(9), Duration.ofDays(1), Duration.ofDays(9));
    private static final Duration STEP = Duration.ofHours(1);
    private static final int QUESTIONS = 30;

    private final Map<String, CallBook> books;
    private final Random random;
    private final Duration patience;

    /**
     * The questions are the same for the same history and seed.
     *
     * @param patience how long the last events may need to be counted
     */
    public RatesModel(List<Operation> history, long seed, Duration patience) {
        this.patience = patience;
        books = CallBook.of(history);
        random = new Random(seed);
    }

    /**
     * Everything that is not as it has to be.
     *
     * @param analytics analytics-service as a reader of a company's rates sees it
     */
    public List<String> check(Function<String, Api> analytics) {
        List<String> violations = new ArrayList<>();
        Quiet quiet = new Quiet(patience);
        books.forEach((tenant, book) -> {
            List<ObjectNode> calls =
                    book.standing().stream().map(call -> call.state).toList();
            if (calls.isEmpty()) {
                return;
            }
            Instant from = calls.stream()
                    .map(RatesModel::startedAt)
                    .min(Instant::compareTo)
                    .orElseThrow();
            Instant to = calls.stream()
                    .map(RatesModel::startedAt)
                    .max(Instant::compareTo)
                    .orElseThrow()
                    .plusSeconds(1);
            Api api = analytics.apply(tenant);
            List<String> found = new ArrayList<>();
            for (String by : GROUPS) {
                found.addAll(rates(quiet, api, by, "all", from, to, calls));
            }
            for (int question = 0; question < QUESTIONS; question++) {
                // From the start of some call, so that calls lie exactly on the edges.
                Instant edge = startedAt(calls.get(random.nextInt(calls.size())));
                Duration span = SPANS.get(random.nextInt(SPANS.size()));
                boolean backwards = random.nextBoolean();
                found.addAll(rates(
                        quiet,
                        api,
                        GROUPS.get(random.nextInt(GROUPS.size())),
                        DIRECTIONS.get(random.nextInt(DIRECTIONS.size())),
                        backwards ? edge.minus(span) : edge,
                        backwards ? edge : edge.plus(span),
                        calls));
            }
            found.addAll(series(quiet, api, "team", to.minus(Duration.ofHours(10)), to, calls));
            found.stream().limit(1).forEach(difference -> violations.add("rates of " + tenant + ": " + difference));
        });
        return violations;
    }

    private static List<String> rates(
            Quiet quiet, Api api, String by, String direction, Instant from, Instant to, List<ObjectNode> calls) {
        String question = "/v1/rates?by=" + by + "&direction=" + direction + "&from=" + from + "&to=" + to;
        List<ObjectNode> counted = counted(calls, direction, from, to);
        return quiet
                .await(() -> {
                    Recount.assertRates(api.read(question).get("rows"), by, counted);
                    return Optional.empty();
                })
                .map(difference -> question + ": " + difference)
                .stream()
                .toList();
    }

    /** Every point of a series is a recount of its own hour. */
    private static List<String> series(
            Quiet quiet, Api api, String by, Instant from, Instant to, List<ObjectNode> calls) {
        String question =
                "/v1/rates/series?by=" + by + "&interval=" + STEP + "&tz=UTC&direction=all&from=" + from + "&to=" + to;
        return quiet
                .await(() -> pointsOf(api, question, by, counted(calls, "all", from, to)))
                .map(difference -> question + ": " + difference)
                .stream()
                .toList();
    }

    private static Optional<String> pointsOf(Api api, String question, String by, List<ObjectNode> calls)
            throws IOException {
        int counted = 0;
        for (JsonNode series : api.read(question).get("series")) {
            String group = series.path(by).asText("");
            for (JsonNode point : series.get("points")) {
                Instant from = Instant.parse(point.get("from").asText());
                Instant to = Instant.parse(point.get("to").asText());
                List<ObjectNode> ofPoint = counted(calls, "all", from, to).stream()
                        .filter(call -> call.path(by).asText("").equals(group))
                        .toList();
                Recount.assertRow(group + " from " + from, point, ofPoint);
                counted += ofPoint.size();
            }
        }
        return counted == calls.size()
                ? Optional.empty()
                : Optional.of("has points for " + counted + " calls instead of " + calls.size());
    }

    private static List<ObjectNode> counted(List<ObjectNode> calls, String direction, Instant from, Instant to) {
        return calls.stream()
                .filter(call -> direction.equals("all")
                        || call.get("direction").asText().equals(direction))
                .filter(call ->
                        !startedAt(call).isBefore(from) && startedAt(call).isBefore(to))
                .toList();
    }

    private static Instant startedAt(ObjectNode call) {
        return Instant.parse(call.get("startedAt").asText());
    }
}
