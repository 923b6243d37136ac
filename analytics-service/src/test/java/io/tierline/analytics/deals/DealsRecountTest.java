package io.tierline.analytics.deals;

import static io.tierline.analytics.fixtures.Deals.closing;
import static io.tierline.analytics.fixtures.Deals.criteria;
import static io.tierline.analytics.fixtures.Deals.customer;
import static io.tierline.analytics.fixtures.Deals.owner;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.analytics.fixtures.Deals;
import io.tierline.analytics.fixtures.Reviews;
import io.tierline.analytics.fixtures.Topic;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random customers and deals, with corrections, mergers, repeats and any order of arrival: every count equals a recount of
 * the events that shares nothing with the service's code, in JSON and as a table.
 */
@QuarkusTest
class DealsRecountTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final String[] REPS = {"li.wei", "zhang.min", "wang.fang", null};
    private static final String[] TEAMS = {"east-1", "west-2", null};
    private static final String[] RESULTS = {"won", "won", "lost", "lost", "disqualified"};
    private static final String[] REASONS = {"fit", "price", "competitor", "no-budget", "timing"};
    private static final String[] COMPETITORS = {"Kingdee", "KINGDEE", " kingdee", "Yonyou", "用友", null, null};
    private static final String[] CRITERIA = {"A/budget", "A/quote", "B/budget", "C/needs"};

    @Inject
    Topic topic;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyNumberEqualsARecount(long seed) {
        // Given
        Random random = new Random(seed);
        String tenant = "deals-recount-" + seed;
        List<Deals> events = someEvents(random);
        Map<String, JsonNode> customers = latestOf(events, "customer-lifecycle.v1", "customerId");
        Collection<JsonNode> closings =
                latestOf(events, "closing.v1", "closingId").values();

        // When
        topic.deliver(Deals.records(tenant, events));

        // Then
        for (int i = 0; i < 15; i++) {
            Question question = someQuestion(random);
            assertThat(numbersIn(Reviews.answer(tenant, "/v1/win-loss?" + question.query())))
                    .as(question.query())
                    .isEqualTo(recounted(closings, customers, question));
            assertThat(numbersIn(Reviews.table(tenant, "/v1/win-loss?" + question.query())))
                    .as(question.query())
                    .isEqualTo(recounted(closings, customers, question));
            assertReferralsMatch(tenant, closings, customers, question);
        }

        // When everything comes again to another tenant, in another order and partly twice
        String again = tenant + "-again";
        Collections.shuffle(events, random);
        topic.deliver(Deals.records(again, events));
        topic.deliver(Deals.records(again, events.subList(0, 100)));

        // Then
        for (int i = 0; i < 5; i++) {
            String query = someQuestion(random).query();
            for (String path : List.of("/v1/win-loss?" + query, "/v1/referrals?" + withoutBy(query))) {
                assertThat(Reviews.answer(again, path)).as(path).isEqualTo(Reviews.answer(tenant, path));
            }
        }
    }

    // ---- random events and questions

    private static List<Deals> someEvents(Random random) {
        List<Deals> events = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            for (int revision = 1; revision <= 1 + random.nextInt(3); revision++) {
                Deals event = customer("c" + i)
                        .revision(revision)
                        .with("status", pick(random, "open", "won", "lost", "disqualified"))
                        .with("round", 1 + random.nextInt(2))
                        .with(
                                "owner",
                                random.nextInt(5) == 0 ? null : owner(REPS[random.nextInt(3)], pick(random, TEAMS)))
                        // To one with a higher number, so that there is no circle.
                        .with("mergedInto", random.nextInt(6) == 0 ? "c" + (i + 1 + random.nextInt(9)) : null)
                        .with("referredBy", random.nextInt(2) == 0 ? "c" + random.nextInt(120) : null);
                if (random.nextInt(3) > 0) {
                    event = event.knowing("industry", pick(random, "machinery", "retail", "Retail"));
                }
                if (random.nextInt(3) > 0) {
                    event = event.knowing(
                            "headCount", new int[] {0, 49, 50, 249, 250, 4999, 5000, 9999}[random.nextInt(8)]);
                }
                if (random.nextInt(3) > 0) {
                    event = event.knowing("marketShare", new double[] {0, 0.99, 1, 4.5, 5, 50, 100}[random.nextInt(7)]);
                }
                if (random.nextInt(3) > 0) {
                    event = event.knowing("domains", some(random, "finance", "production", "legal"));
                }
                events.add(event);
            }
        }
        for (int i = 0; i < 300; i++) {
            for (int revision = 1; revision <= 1 + random.nextInt(3); revision++) {
                String result = pick(random, RESULTS);
                List<String> criteria = some(random, CRITERIA);
                Deals event = closing("d" + i, "c" + random.nextInt(130), result)
                        .revision(revision)
                        .of(pick(random, REPS), pick(random, TEAMS))
                        .with(
                                "closedAt",
                                START.plusSeconds(3600L * random.nextInt(24 * 30))
                                        .toString())
                        .with("reasons", someReasons(random))
                        .with("competitor", pick(random, COMPETITORS))
                        .with("standard", 1 + random.nextInt(3))
                        .with("unmet", criteria(criteria.toArray(String[]::new)))
                        .with(
                                "met",
                                criteria(Stream.of(CRITERIA)
                                        .filter(each -> !criteria.contains(each))
                                        .toArray(String[]::new)));
                if (random.nextBoolean()) {
                    event = event.worth(
                            BigDecimal.valueOf(random.nextInt(1_000_000), random.nextInt(5)),
                            pick(random, "CNY", "EUR"));
                }
                if (random.nextInt(4) == 0) {
                    event = event.reopened(result.equals("won") ? "second-sale" : "again");
                }
                events.add(event);
            }
        }
        Collections.shuffle(events, random);
        return events;
    }

    private record Question(Instant from, Instant to, String by, String rep, String team) {

        String query() {
            return "from=" + from + "&to=" + to + "&by=" + by + (rep == null ? "" : "&rep=" + rep)
                    + (team == null ? "" : "&team=" + team);
        }

        boolean isAbout(JsonNode closing) {
            Instant at = Instant.parse(closing.get("closedAt").textValue());
            return !at.isBefore(from)
                    && at.isBefore(to)
                    && !closing.at("/reopening/kind").asText().equals("again");
        }

        boolean isOf(JsonNode rep, JsonNode team) {
            return (this.rep == null || this.rep.equals(rep.textValue()))
                    && (this.team == null || this.team.equals(team.textValue()));
        }
    }

    private static Question someQuestion(Random random) {
        Instant from = START.plusSeconds(3600L * random.nextInt(24 * 25));
        return new Question(
                random.nextBoolean() ? START : from,
                from.plusSeconds(3600L * (1 + random.nextInt(24 * 30))),
                pick(random, "company", "team", "rep"),
                random.nextInt(4) == 0 ? "li.wei" : null,
                random.nextInt(4) == 0 ? "east-1" : null);
    }

    private static String withoutBy(String query) {
        return query.replaceAll("&by=[a-z]+", "");
    }

    @SafeVarargs
    private static <E> E pick(Random random, E... some) {
        return some[random.nextInt(some.length)];
    }

    private static List<String> some(Random random, String... all) {
        return Stream.of(all).filter(each -> random.nextBoolean()).toList();
    }

    private static List<String> someReasons(Random random) {
        List<String> reasons = new ArrayList<>(List.of(REASONS));
        Collections.shuffle(reasons, random);
        return reasons.subList(0, 1 + random.nextInt(3));
    }

    // ---- the recount

    private static Map<String, JsonNode> latestOf(List<Deals> events, String type, String id) {
        Map<String, JsonNode> latest = new HashMap<>();
        for (Deals event : events) {
            if (event.type().equals(type)) {
                JsonNode told = read(event.payload());
                latest.merge(
                        told.get(id).textValue(),
                        told,
                        (one, other) -> one.get("revision").intValue()
                                        > other.get("revision").intValue()
                                ? one
                                : other);
            }
        }
        return latest;
    }

    /** Every number that an answer has to have, by what it is the number of; none that is 0. */
    private static Map<String, String> recounted(
            Collection<JsonNode> closings, Map<String, JsonNode> customers, Question question) {
        Map<String, Long> counts = new TreeMap<>();
        Map<String, List<BigDecimal>> amounts = new TreeMap<>();
        for (JsonNode closing : closings) {
            if (!question.isAbout(closing) || !question.isOf(closing.get("rep"), closing.get("team"))) {
                continue;
            }
            String group = question.by().equals("company")
                    ? "null"
                    : closing.get(question.by()).asText();
            String result = closing.get("result").textValue();
            count(counts, group + " results " + result);
            JsonNode amount = closing.get("amount");
            if (!amount.isNull() && !result.equals("disqualified")) {
                amounts.computeIfAbsent(
                                group + " amount " + result + " "
                                        + amount.get("currency").textValue(),
                                key -> new ArrayList<>())
                        .add(new BigDecimal(amount.get("value").asText()));
            }
            for (int i = 0; i < closing.get("reasons").size(); i++) {
                String reason = closing.get("reasons").get(i).textValue();
                count(counts, group + " reasons " + result + " " + reason + " named");
                if (i == 0) {
                    count(counts, group + " reasons " + result + " " + reason + " first");
                }
            }
            count(
                    counts,
                    group + " competitors "
                            + closing.get("competitor").asText().strip().toLowerCase(Locale.ROOT) + " " + result);
            if (result.equals("disqualified")) {
                continue;
            }
            for (String side : List.of("unmet", "met")) {
                for (JsonNode criterion : closing.get(side)) {
                    count(
                            counts,
                            group + " criteria " + criterion.get("tier").textValue() + " "
                                    + criterion.get("criterion").textValue() + " " + side + " " + result);
                }
            }
            JsonNode customer = customers.get(closing.get("customerId").textValue());
            JsonNode profile = customer == null ? JSON.createObjectNode() : customer.get("profile");
            count(
                    counts,
                    group + " profile industry " + profile.path("industry").asText("null") + " " + result);
            count(counts, group + " profile headCount " + headCount(profile.path("headCount")) + " " + result);
            count(counts, group + " profile marketShare " + marketShare(profile.path("marketShare")) + " " + result);
            count(counts, group + " profile region null " + result);
            if (profile.path("domains").isEmpty()) {
                count(counts, group + " profile domains null " + result);
            }
            profile.path("domains")
                    .forEach(domain -> count(counts, group + " profile domains " + domain.textValue() + " " + result));
        }
        Map<String, String> recounted = new TreeMap<>();
        counts.forEach((what, count) -> recounted.put(what, count.toString()));
        amounts.forEach((what, values) -> {
            Collections.sort(values);
            int size = values.size();
            BigDecimal median =
                    values.get((size - 1) / 2).add(values.get(size / 2)).divide(BigDecimal.valueOf(2));
            recounted.put(
                    what,
                    size + " " + plain(values.stream().reduce(BigDecimal.ZERO, BigDecimal::add)) + " " + plain(median));
        });
        return recounted;
    }

    private static String headCount(JsonNode people) {
        return people.isMissingNode()
                ? "null"
                : people.intValue() < 50
                        ? "0..50"
                        : people.intValue() < 250
                                ? "50..250"
                                : people.intValue() < 1000
                                        ? "250..1000"
                                        : people.intValue() < 5000 ? "1000..5000" : "5000..";
    }

    private static String marketShare(JsonNode share) {
        return share.isMissingNode()
                ? "null"
                : share.doubleValue() < 1
                        ? "0..1"
                        : share.doubleValue() < 5 ? "1..5" : share.doubleValue() < 10 ? "5..10" : "50..";
    }

    private static void assertReferralsMatch(
            String tenant, Collection<JsonNode> closings, Map<String, JsonNode> customers, Question question) {
        Map<String, List<JsonNode>> broughtBy = new TreeMap<>();
        closings.stream()
                .filter(question::isAbout)
                .filter(closing -> closing.get("result").textValue().equals("won"))
                .map(closing -> turnedOutToBe(closing.get("customerId").textValue(), customers))
                .filter(id -> question.isOf(
                        customers.containsKey(id) ? customers.get(id).at("/owner/rep") : JSON.nullNode(),
                        customers.containsKey(id) ? customers.get(id).at("/owner/team") : JSON.nullNode()))
                .forEach(id -> broughtBy.put(id, new ArrayList<>()));
        customers.forEach((id, customer) -> {
            if (customer.get("mergedInto").isNull()
                    && !customer.get("referredBy").isNull()) {
                String referrer = turnedOutToBe(customer.get("referredBy").textValue(), customers);
                if (!referrer.equals(id) && broughtBy.containsKey(referrer)) {
                    broughtBy.get(referrer).add(customer);
                }
            }
        });
        Predicate<JsonNode> isWon =
                customer -> customer.get("status").textValue().equals("won")
                        || customer.get("round").intValue() > 1;
        List<JsonNode> brought =
                broughtBy.values().stream().flatMap(List::stream).toList();

        JsonNode answer = Reviews.answer(tenant, "/v1/referrals?limit=500&" + withoutBy(question.query()));

        assertThat(answer.get("wonCustomers").intValue()).as(question.query()).isEqualTo(broughtBy.size());
        assertThat(answer.get("brought").intValue()).as(question.query()).isEqualTo(brought.size());
        assertThat(answer.at("/broughtWon/numerator").longValue())
                .as(question.query())
                .isEqualTo(brought.stream().filter(isWon).count());
        assertThat(answer.get("average").isNull()).isEqualTo(broughtBy.isEmpty());
        for (int i = 0; i < 4; i++) {
            int number = i;
            assertThat(answer.at("/distribution/" + i + "/wonCustomers").longValue())
                    .as(question.query())
                    .isEqualTo(broughtBy.values().stream()
                            .filter(list -> number == 3 ? list.size() >= 3 : list.size() == number)
                            .count());
        }
        Map<String, String> named = new TreeMap<>();
        answer.get("referrers")
                .forEach(referrer -> named.put(
                        referrer.get("customerId").textValue(),
                        referrer.get("brought") + " " + referrer.at("/broughtWon/numerator")));
        Map<String, String> expected = new TreeMap<>();
        broughtBy.forEach((id, list) -> {
            if (!list.isEmpty()) {
                expected.put(id, list.size() + " " + list.stream().filter(isWon).count());
            }
        });
        assertThat(named).as(question.query()).isEqualTo(expected);

        Map<String, String> inTable = new TreeMap<>();
        Reviews.table(tenant, "/v1/referrals?limit=500&" + withoutBy(question.query())).stream()
                .filter(line -> line.get("section").equals("referrers"))
                .forEach(line -> inTable.put(line.get("item"), line.get("brought") + " " + line.get("numerator")));
        assertThat(inTable).as(question.query()).isEqualTo(expected);
    }

    private static String turnedOutToBe(String id, Map<String, JsonNode> customers) {
        JsonNode customer = customers.get(id);
        return customer == null || customer.get("mergedInto").isNull()
                ? id
                : turnedOutToBe(customer.get("mergedInto").textValue(), customers);
    }

    // ---- what was answered, in the same words

    private static Map<String, String> numbersIn(JsonNode answer) {
        Map<String, String> numbers = new TreeMap<>();
        String by = answer.get("by").textValue();
        for (JsonNode row : answer.get("rows")) {
            String group = by.equals("company") ? "null" : row.get(by).asText();
            for (String result : List.of("won", "lost", "disqualified")) {
                put(numbers, group + " results " + result, row.at("/results/" + result));
            }
            row.at("/results/amounts")
                    .forEach(worth -> numbers.put(
                            group + " amount " + worth.get("result").textValue() + " "
                                    + worth.get("currency").textValue(),
                            worth.get("deals") + " "
                                    + plain(new BigDecimal(worth.get("sum").asText())) + " "
                                    + plain(new BigDecimal(worth.get("median").asText()))));
            row.get("reasons").forEach(reason -> {
                String what = group + " reasons " + reason.get("result").textValue() + " "
                        + reason.get("reason").textValue();
                put(numbers, what + " named", reason.get("deals"));
                put(numbers, what + " first", reason.get("first"));
                assertThat(reason.at("/share/denominator"))
                        .isEqualTo(row.at("/results/" + reason.get("result").textValue()));
            });
            for (JsonNode competitor : row.get("competitors")) {
                for (String result : List.of("won", "lost", "disqualified")) {
                    put(
                            numbers,
                            group + " competitors "
                                    + competitor.get("competitor").asText().toLowerCase(Locale.ROOT) + " " + result,
                            competitor.get(result));
                }
            }
            for (JsonNode criterion : row.get("criteria")) {
                for (String side : List.of("unmet", "met")) {
                    String what = group + " criteria " + criterion.get("tier").textValue() + " "
                            + criterion.get("criterion").textValue() + " " + side;
                    share(
                            numbers,
                            what,
                            criterion.at("/" + side + "/numerator"),
                            criterion.at("/" + side + "/denominator"));
                }
            }
            for (JsonNode value : row.get("profile")) {
                if (isCompared(value.get("attribute").textValue())) {
                    share(
                            numbers,
                            group + " profile " + value.get("attribute").textValue() + " "
                                    + value.get("value").asText(),
                            value.at("/winRate/numerator"),
                            value.at("/winRate/denominator"));
                }
            }
        }
        return numbers;
    }

    private static Map<String, String> numbersIn(List<Map<String, String>> table) {
        Map<String, String> numbers = new TreeMap<>();
        for (Map<String, String> line : table) {
            Function<String, String> cell = column -> line.get(column).isEmpty() ? "null" : line.get(column);
            String group = line.get("by").equals("company") ? "null" : cell.apply(line.get("by"));
            switch (line.get("section")) {
                case "results" -> {
                    if (line.get("item").isEmpty()) {
                        for (String result : List.of("won", "lost", "disqualified")) {
                            put(numbers, group + " results " + result, number(line, result));
                        }
                    } else {
                        numbers.put(
                                group + " amount " + line.get("result") + " " + line.get("item"),
                                line.get("deals") + " " + plain(new BigDecimal(line.get("sum"))) + " "
                                        + plain(new BigDecimal(line.get("median"))));
                    }
                }
                case "reasons" -> {
                    String what = group + " reasons " + line.get("result") + " " + line.get("item");
                    put(numbers, what + " named", number(line, "deals"));
                    put(numbers, what + " first", number(line, "first"));
                }
                case "competitors" -> {
                    for (String result : List.of("won", "lost", "disqualified")) {
                        put(
                                numbers,
                                group + " competitors " + cell.apply("item").toLowerCase(Locale.ROOT) + " " + result,
                                number(line, result));
                    }
                }
                case "criteria" -> {
                    String what = group + " criteria " + line.get("subject") + " " + line.get("item");
                    share(numbers, what + " unmet", number(line, "numerator"), number(line, "denominator"));
                    share(numbers, what + " met", number(line, "metNumerator"), number(line, "metDenominator"));
                }
                default -> {
                    if (isCompared(line.get("subject"))) {
                        share(
                                numbers,
                                group + " profile " + line.get("subject") + " " + cell.apply("item"),
                                number(line, "numerator"),
                                number(line, "denominator"));
                    }
                }
            }
        }
        return numbers;
    }

    /** The attributes that these customers have, and one that none has. */
    private static boolean isCompared(String attribute) {
        return List.of("industry", "headCount", "marketShare", "domains", "region")
                .contains(attribute);
    }

    private static JsonNode number(Map<String, String> line, String column) {
        return JSON.getNodeFactory().numberNode(Long.parseLong(line.get(column)));
    }

    private static void share(Map<String, String> numbers, String what, JsonNode won, JsonNode deals) {
        put(numbers, what + " won", won);
        put(numbers, what + " lost", JSON.getNodeFactory().numberNode(deals.longValue() - won.longValue()));
    }

    private static void put(Map<String, String> numbers, String what, JsonNode count) {
        if (count.longValue() != 0) {
            numbers.put(what, count.toString());
        }
    }

    private static void count(Map<String, Long> counts, String what) {
        counts.merge(what, 1L, Long::sum);
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static JsonNode read(String payload) {
        try {
            return JSON.readTree(payload);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
