package io.tierline.analytics.rates;

import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.analytics.fixtures.CallOutcomes;
import io.tierline.analytics.fixtures.Counted;
import io.tierline.analytics.fixtures.Rates;
import io.tierline.analytics.fixtures.Topic;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random days of calls, with corrections, moves, voids, repeats and any order of arrival: every number equals a recount
 * of the calls that shares nothing with the service's code.
 */
@QuarkusTest
class RecountTest {

    private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
    private static final String[] REPS = {"li.wei", "zhang.min", "wang.fang", "chen.jie", null};
    private static final String[] TEAMS = {"east-1", "west-2", null};
    private static final String[] CAMPAIGNS = {"expo-2026", "spring", null};
    private static final String[] OUTCOMES = {"NA", "WN", "BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C"};
    private static final Set<String> REACHED = Set.of("BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C");
    private static final Set<String> NOT_WRONG = Set.of("NA", "BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C");
    private static final Map<String, List<Set<String>>> RATES = Map.of(
            "contact", List.of(REACHED, Set.of(OUTCOMES)),
            "validContact", List.of(REACHED, NOT_WRONG),
            "invalid", List.of(Set.of("WN"), Set.of(OUTCOMES)),
            "hangUp", List.of(Set.of("CUT"), REACHED),
            "engagement", List.of(Set.of("NO_NEED", "D", "C"), REACHED),
            "conversion", List.of(Set.of("C"), REACHED),
            "lead", List.of(Set.of("C", "D"), REACHED));

    @Inject
    Topic topic;

    @Inject
    Pool database;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyNumberEqualsARecount(long seed) {
        // Given
        Random random = new Random(seed);
        String tenant = "recount-" + seed;
        List<CallOutcomes> events = someDay(random, 400);
        Collection<CallOutcomes> calls = latestOf(events);

        // When
        topic.deliver(tenant, events);

        // Then
        for (int i = 0; i < 60; i++) {
            Question question = someQuestion(random);
            assertThat(Rates.rows(tenant, question.query()))
                    .as(question.query())
                    .satisfies(rows -> assertEqual(rows, calls, question));
        }
        assertSumsMatch(tenant, random);
        assertThat(Counted.in(database, tenant)).isEqualTo(Counted.recountedIn(database, tenant));

        // When everything comes again to another tenant, in another order and partly twice
        String again = tenant + "-again";
        Collections.shuffle(events, random);
        topic.deliver(again, events);
        topic.deliver(again, events.subList(0, 100));

        // Then
        assertThat(Counted.in(database, again)).isEqualTo(Counted.in(database, tenant));
        for (int i = 0; i < 10; i++) {
            String query = someQuestion(random).query();
            assertThat(Rates.answer(again, query)).as(query).isEqualTo(Rates.answer(tenant, query));
        }
    }

    private void assertSumsMatch(String tenant, Random random) {
        for (int i = 0; i < 10; i++) {
            String period = somePeriod(random);
            Map<String, Long> company = sums(Rates.rows(tenant, "by=company&direction=all&" + period));
            for (String by : List.of("rep", "team", "campaign")) {
                assertThat(sums(Rates.rows(tenant, "by=" + by + "&direction=all&" + period)))
                        .isEqualTo(company);
            }
            String some = "&direction=all&firstCalls=" + random.nextBoolean() + "&includeFlagged="
                    + random.nextBoolean() + "&" + period;
            assertThat(sums(Rates.rows(tenant, "by=rep" + some)))
                    .as(some)
                    .isEqualTo(sums(Rates.rows(tenant, "by=company" + some)));
            for (String team : List.of("east-1", "west-2")) {
                String ofTeam = "&direction=all&team=" + team + "&" + period;
                List<JsonNode> teams = Rates.rows(tenant, "by=team" + ofTeam);
                assertThat(sums(Rates.rows(tenant, "by=rep" + ofTeam))).isEqualTo(sums(teams));
            }
        }
    }

    /** All counts of all rows, also numerators and denominators, added up. */
    private static Map<String, Long> sums(List<JsonNode> rows) {
        Map<String, Long> sums = new TreeMap<>();
        for (JsonNode row : rows) {
            for (String count : List.of("dials", "reached", "engaged", "pending", "failed", "talkSeconds")) {
                sums.merge(count, row.get(count).longValue(), Long::sum);
            }
            row.get("counts")
                    .properties()
                    .forEach(
                            count -> sums.merge(count.getKey(), count.getValue().longValue(), Long::sum));
            row.get("rates").properties().forEach(rate -> {
                sums.merge(
                        rate.getKey() + "/numerator",
                        rate.getValue().get("numerator").longValue(),
                        Long::sum);
                sums.merge(
                        rate.getKey() + "/denominator",
                        rate.getValue().get("denominator").longValue(),
                        Long::sum);
            });
        }
        return sums;
    }

    // ---- random calls and questions

    private static List<CallOutcomes> someDay(Random random, int calls) {
        List<CallOutcomes> events = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            CallOutcomes state = someState(random, "call-" + i);
            int revisions = 1 + random.nextInt(4);
            for (int revision = 1; revision <= revisions; revision++) {
                if (revision > 1) {
                    state = random.nextBoolean() ? someState(random, "call-" + i) : withOutcome(random, state);
                }
                CallOutcomes event = state.revision(revision);
                Collections.nCopies(1 + random.nextInt(2), event).forEach(events::add);
            }
        }
        Collections.shuffle(events, random);
        return events;
    }

    private static CallOutcomes someState(Random random, String callId) {
        Instant at = START.plus(random.nextInt(72), ChronoUnit.HOURS);
        if (random.nextInt(4) > 0) {
            at = at.plus(random.nextInt(3_600_000), ChronoUnit.MILLIS);
        }
        CallOutcomes call = call(callId)
                .at(at.toString())
                .customer("customer-" + random.nextInt(40))
                .rep(some(random, REPS))
                .team(some(random, TEAMS))
                .campaign(some(random, CAMPAIGNS))
                .talkSeconds(random.nextInt(5) == 0 ? null : random.nextInt(900))
                .with("flags", random.nextInt(5) == 0 ? List.of("na-with-talk") : List.of());
        if (random.nextInt(6) == 0) {
            call = call.inbound();
        }
        return withOutcome(random, random.nextInt(10) == 0 ? call.voided() : call);
    }

    private static CallOutcomes withOutcome(Random random, CallOutcomes call) {
        return switch (random.nextInt(8)) {
            case 0 -> call.pending();
            case 1 -> call.failed();
            default -> call.outcome(some(random, OUTCOMES));
        };
    }

    private record Question(
            String by,
            Instant from,
            Instant to,
            String rep,
            String team,
            String campaign,
            String direction,
            boolean firstCalls,
            boolean includeFlagged,
            String per,
            boolean prior) {

        String query() {
            String query = "by=" + by + "&from=" + from + "&to=" + to + "&direction=" + direction;
            return query
                    + "&per=" + per + "&prior=" + prior
                    + (firstCalls ? "&firstCalls=true" : "")
                    + (includeFlagged ? "" : "&includeFlagged=false")
                    + (rep == null ? "" : "&rep=" + rep)
                    + (team == null ? "" : "&team=" + team)
                    + (campaign == null ? "" : "&campaign=" + campaign);
        }

        /** The same about the preceding period. */
        Question before() {
            return new Question(
                    by,
                    from.minus(Duration.between(from, to)),
                    from,
                    rep,
                    team,
                    campaign,
                    direction,
                    firstCalls,
                    includeFlagged,
                    per,
                    false);
        }

        boolean isAbout(CallOutcomes call) {
            Instant at = startOf(call);
            return (includeFlagged || call.<List<String>>get("flags").isEmpty())
                    && !call.<Boolean>get("voided")
                    && !at.isBefore(from)
                    && at.isBefore(to)
                    && (rep == null || rep.equals(call.get("rep")))
                    && (team == null || team.equals(call.get("team")))
                    && (campaign == null || campaign.equals(call.get("campaign")))
                    && (direction.equals("all") || direction.equals(call.get("direction")));
        }
    }

    private static Question someQuestion(Random random) {
        Instant one = someMoment(random);
        Instant other = someMoment(random);
        Instant from = one.isBefore(other) ? one : other;
        Instant to = one.isBefore(other) ? other : one.plusMillis(1);
        return new Question(
                some(random, "rep", "team", "campaign", "company"),
                from,
                to,
                random.nextInt(5) == 0 ? "li.wei" : null,
                random.nextInt(4) == 0 ? "east-1" : null,
                random.nextInt(5) == 0 ? "spring" : null,
                some(random, "all", "outbound", "inbound"),
                random.nextInt(3) == 0,
                random.nextInt(3) > 0,
                some(random, "call", "customer"),
                random.nextInt(3) == 0);
    }

    private static String somePeriod(Random random) {
        Question question = someQuestion(random);
        return "from=" + question.from() + "&to=" + question.to();
    }

    /** On the hour, on the minute, or anywhere; also just outside of the day. */
    private static Instant someMoment(Random random) {
        Instant moment = START.plus(random.nextInt(74 * 3_600_000) - 3_600_000L, ChronoUnit.MILLIS);
        return switch (random.nextInt(3)) {
            case 0 -> moment.truncatedTo(ChronoUnit.HOURS);
            case 1 -> moment.truncatedTo(ChronoUnit.MINUTES);
            default -> moment;
        };
    }

    @SafeVarargs
    private static <E> E some(Random random, E... choices) {
        return choices[random.nextInt(choices.length)];
    }

    // ---- the recount

    private static Collection<CallOutcomes> latestOf(List<CallOutcomes> events) {
        Map<String, CallOutcomes> latest = new HashMap<>();
        for (CallOutcomes event : events) {
            latest.merge(
                    event.get("callId"),
                    event,
                    (one, other) -> one.<Integer>get("revision") >= other.<Integer>get("revision") ? one : other);
        }
        return latest.values();
    }

    /** The calls that a question is about, by group. */
    private static Map<String, List<CallOutcomes>> recount(Collection<CallOutcomes> calls, Question question) {
        Map<String, List<CallOutcomes>> groups = new TreeMap<>(Comparator.nullsLast(Comparator.<String>naturalOrder()));
        for (CallOutcomes call : question.firstCalls() ? firstsOf(calls) : calls) {
            if (question.isAbout(call)) {
                String id = question.by().equals("company") ? null : call.get(question.by());
                groups.computeIfAbsent(id, none -> new ArrayList<>()).add(call);
            }
        }
        return groups;
    }

    /** Of each customer the first call that reached it. */
    private static Collection<CallOutcomes> firstsOf(Collection<CallOutcomes> calls) {
        Map<String, CallOutcomes> firsts = new HashMap<>();
        calls.stream()
                .filter(call -> !call.<Boolean>get("voided")
                        && call.get("outcome") != null
                        && REACHED.contains(call.<String>get("outcome")))
                .sorted(Comparator.comparing(RecountTest::startOf).thenComparing(call -> call.<String>get("callId")))
                .forEach(call -> firsts.putIfAbsent(call.get("customerId"), call));
        return firsts.values();
    }

    private static void assertEqual(List<? extends JsonNode> rows, Collection<CallOutcomes> calls, Question question) {
        Map<String, List<CallOutcomes>> now = recount(calls, question);
        Map<String, List<CallOutcomes>> before = question.prior() ? recount(calls, question.before()) : new HashMap<>();
        Set<String> ids = new TreeSet<>(Comparator.nullsLast(Comparator.<String>naturalOrder()));
        ids.addAll(now.keySet());
        ids.addAll(before.keySet());
        assertThat(rows).hasSameSizeAs(ids);
        int i = 0;
        for (String id : ids) {
            JsonNode row = rows.get(i++);
            List<CallOutcomes> ofNow = now.getOrDefault(id, List.of());
            List<CallOutcomes> ofBefore = before.getOrDefault(id, List.of());
            if (!question.by().equals("company")) {
                assertThat(row.get(question.by()).textValue()).isEqualTo(id);
            }
            if (question.by().equals("rep")) {
                assertThat(row.get("team").textValue())
                        .isEqualTo(id == null ? null : latestTeam(ofNow.isEmpty() ? ofBefore : ofNow));
            }
            assertCounts(row, ofNow, question.per());
            if (question.prior()) {
                assertCounts(row.get("prior"), ofBefore, question.per());
                row.get("rates").properties().forEach(rate -> {
                    JsonNode value = rate.getValue().get("value");
                    JsonNode prior = row.at("/prior/rates/" + rate.getKey() + "/value");
                    assertThat(rate.getValue().get("change"))
                            .isEqualTo(
                                    value.isNull() || prior.isNull()
                                            ? NullNode.getInstance()
                                            : DoubleNode.valueOf(value.doubleValue() - prior.doubleValue()));
                });
            } else {
                assertThat(row.get("prior").isNull()).isTrue();
            }
        }
    }

    /** One call for each customer: one with the outcome that is best, else a pending one, else a failed one. */
    private static List<CallOutcomes> bestOf(List<CallOutcomes> calls) {
        List<String> best =
                List.of("C", "D", "NO_NEED", "FOLLOW_UP", "RJ", "CUT", "BL", "NA", "WN", "pending", "failed");
        Map<String, CallOutcomes> bests = new HashMap<>();
        for (CallOutcomes call : calls) {
            bests.merge(
                    call.get("customerId"),
                    call,
                    (one, other) -> best.indexOf(wordOf(one)) <= best.indexOf(wordOf(other)) ? one : other);
        }
        return List.copyOf(bests.values());
    }

    private static String wordOf(CallOutcomes call) {
        return call.get("outcome") == null ? call.get("status") : call.get("outcome");
    }

    private static void assertCounts(JsonNode row, List<CallOutcomes> all, String per) {
        assertThat(row.get("talkSeconds").longValue())
                .isEqualTo(all.stream()
                        .map(call -> call.<Integer>get("talkSeconds"))
                        .filter(Objects::nonNull)
                        .mapToLong(Integer::longValue)
                        .sum());
        assertCounts(row, per.equals("customer") ? bestOf(all) : all);
    }

    private static void assertCounts(JsonNode row, List<CallOutcomes> calls) {
        for (String outcome : OUTCOMES) {
            assertThat(row.get("counts").get(outcome).longValue()).isEqualTo(count(calls, Set.of(outcome)));
        }
        assertThat(row.get("counts")).hasSize(9);
        assertThat(row.get("dials").longValue()).isEqualTo(count(calls, Set.of(OUTCOMES)));
        assertThat(row.get("reached").longValue()).isEqualTo(count(calls, REACHED));
        assertThat(row.get("engaged").longValue()).isEqualTo(count(calls, Set.of("NO_NEED", "D", "C")));
        assertThat(row.get("pending").longValue())
                .isEqualTo(count(calls, call -> "pending".equals(call.get("status"))));
        assertThat(row.get("failed").longValue()).isEqualTo(count(calls, call -> "failed".equals(call.get("status"))));
        assertThat(row.get("rates")).hasSize(RATES.size());
        RATES.forEach((id, sets) ->
                assertRate(row.get("rates").get(id), count(calls, sets.get(0)), count(calls, sets.get(1))));
    }

    private static void assertRate(JsonNode rate, long k, long n) {
        assertThat(rate.get("numerator").longValue()).isEqualTo(k);
        assertThat(rate.get("denominator").longValue()).isEqualTo(n);
        if (n == 0) {
            assertThat(List.of(rate.get("value"), rate.get("low"), rate.get("high")))
                    .allMatch(JsonNode::isNull);
            return;
        }
        assertThat(rate.get("value").doubleValue()).isEqualTo((double) k / n);
        // The bounds are the two shares p whose distance from the value is 1.959964 of their own standard errors.
        for (String bound : List.of("low", "high")) {
            double p = rate.get(bound).doubleValue();
            assertThat(Math.pow((double) k / n - p, 2)).isEqualTo(1.959964 * 1.959964 * p * (1 - p) / n, within(1e-9));
        }
        assertThat(rate.get("low").doubleValue())
                .isLessThanOrEqualTo(rate.get("high").doubleValue());
    }

    private static String latestTeam(List<CallOutcomes> calls) {
        return calls.stream()
                .filter(call -> call.get("team") != null)
                .max(Comparator.comparing(RecountTest::startOf).thenComparing(call -> call.<String>get("callId")))
                .map(call -> call.<String>get("team"))
                .orElse(null);
    }

    private static Instant startOf(CallOutcomes call) {
        return Instant.parse(call.<String>get("startedAt"));
    }

    private static long count(List<CallOutcomes> calls, Set<String> outcomes) {
        return count(calls, call -> call.get("outcome") != null && outcomes.contains(call.<String>get("outcome")));
    }

    private static long count(List<CallOutcomes> calls, Predicate<CallOutcomes> condition) {
        return calls.stream().filter(condition).count();
    }
}
