package io.tierline.analytics.rates;

import static io.restassured.RestAssured.given;
import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.analytics.fixtures.CallOutcomes;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random calls around a change of the clock, asked for in random series and by the hour of the week: every point equals a
 * recount that reckons with java.time and shares nothing with the service's code.
 */
@QuarkusTest
class SeriesRecountTest {

    private static final String[] REPS = {"li.wei", "zhang.min", "wang.fang", null};
    private static final String[] TEAMS = {"east-1", "west-2", null};
    private static final String[] CAMPAIGNS = {"expo-2026", "spring", null};
    private static final String[] OUTCOMES = {"NA", "WN", "BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C"};
    private static final Set<String> REACHED = Set.of("BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Map<String, Duration> STEPS = Map.of(
            "PT15M", Duration.ofMinutes(15),
            "PT1H", Duration.ofHours(1),
            "PT6H", Duration.ofHours(6),
            "P1D", DAY,
            "P1W", WEEK);

    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    Topic topic;

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin,       2026-03-29T01:00:00Z",
        "Europe/Berlin,       2026-10-25T01:00:00Z",
        "Australia/Lord_Howe, 2026-10-03T15:30:00Z",
        "Australia/Lord_Howe, 2026-04-04T15:00:00Z",
        // Midnight is skipped, and the last hour of the day comes twice.
        "America/Santiago,    2026-09-06T04:00:00Z",
        "America/Santiago,    2026-04-05T03:00:00Z",
        "America/St_Johns,    2026-11-01T04:30:00Z",
        "Asia/Kathmandu,      2026-11-22T18:15:00Z",
        "Asia/Shanghai,       2026-11-22T16:00:00Z"
    })
    void everyPointEqualsARecount(ZoneId zone, Instant change) {
        // Given
        Random random = new Random(change.getEpochSecond());
        String tenant = "series-" + change.getEpochSecond();
        List<CallOutcomes> calls = someCalls(random, change);

        // When
        topic.deliver(tenant, calls);

        // Then
        for (int i = 0; i < 20; i++) {
            Question question = someQuestion(random, zone, change);
            assertThatObject(answer(tenant, "/v1/rates/series?" + question.query()))
                    .as(question.query())
                    .satisfies(answer -> assertEqual(answer, calls, question));
        }
        for (int i = 0; i < 3; i++) {
            Question question = someQuestion(random, zone, change);
            assertSumsMatch(tenant, question);
            assertThatObject(answer(tenant, "/v1/best-hours?" + question.period()))
                    .as(question.period())
                    .satisfies(answer -> assertHoursEqual(answer, calls, question));
        }
    }

    // ---- random calls and questions

    private static List<CallOutcomes> someCalls(Random random, Instant change) {
        List<CallOutcomes> calls = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            CallOutcomes call = call("call-" + i)
                    .at(someMoment(random, change, random.nextBoolean() ? 6 : 144)
                            .toString())
                    .customer("customer-" + random.nextInt(60))
                    .rep(some(random, REPS))
                    .team(some(random, TEAMS))
                    .campaign(some(random, CAMPAIGNS))
                    .talkSeconds(random.nextInt(900))
                    .with("flags", random.nextInt(5) == 0 ? List.of("na-with-talk") : List.of());
            call = random.nextInt(6) == 0 ? call.inbound() : call;
            call = random.nextInt(10) == 0 ? call.voided() : call;
            calls.add(
                    switch (random.nextInt(8)) {
                        case 0 -> call.pending();
                        case 1 -> call.failed();
                        default -> call.outcome(some(random, OUTCOMES));
                    });
        }
        return calls;
    }

    /** So many hours around the change; often just where something begins or ends. */
    private static Instant someMoment(Random random, Instant change, int hours) {
        Instant moment = change.plusMillis(random.nextInt(2 * hours * 3_600_000) - hours * 3_600_000L);
        return switch (random.nextInt(4)) {
            case 0 -> moment.truncatedTo(ChronoUnit.HOURS);
            case 1 -> change.plusSeconds(900L * random.nextInt(-50, 50)).minusMillis(random.nextInt(2));
            default -> moment;
        };
    }

    private record Question(
            String by,
            String step,
            ZoneId zone,
            Instant from,
            Instant to,
            String trailing,
            String rep,
            String team,
            String campaign,
            String direction,
            boolean firstCalls,
            boolean includeFlagged) {

        String query() {
            return "by=" + by + "&interval=" + step + (trailing == null ? "" : "&trailing=" + trailing) + "&"
                    + period();
        }

        String period() {
            return "tz=" + zone + "&from=" + from + "&to=" + to + "&direction=" + direction + "&firstCalls="
                    + firstCalls + "&includeFlagged=" + includeFlagged
                    + (rep == null ? "" : "&rep=" + rep)
                    + (team == null ? "" : "&team=" + team)
                    + (campaign == null ? "" : "&campaign=" + campaign);
        }

        Question by(String other) {
            return new Question(
                    other, step, zone, from, to, trailing, rep, team, campaign, direction, firstCalls, includeFlagged);
        }

        boolean isAbout(CallOutcomes call) {
            return (includeFlagged || call.<List<String>>get("flags").isEmpty())
                    && !call.<Boolean>get("voided")
                    && (rep == null || rep.equals(call.get("rep")))
                    && (team == null || team.equals(call.get("team")))
                    && (campaign == null || campaign.equals(call.get("campaign")))
                    && (direction.equals("all") || direction.equals(call.get("direction")));
        }

        Duration length() {
            return STEPS.get(step);
        }

        /** Something that is the same for all moments of one step, and differs between steps. */
        Object stepOf(Instant moment) {
            LocalDate day = dayOf(moment, zone);
            if (length().equals(DAY)) {
                return day;
            }
            if (length().equals(WEEK)) {
                return day.minusDays(day.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue());
            }
            return day + " "
                    + Duration.between(day.atStartOfDay(zone).toInstant(), moment)
                            .dividedBy(length());
        }

        Instant startOfTrailing(Instant end) {
            Duration length = Duration.parse(trailing);
            if (length().compareTo(DAY) < 0 || length.toSeconds() % DAY.toSeconds() != 0) {
                return end.minus(length);
            }
            ZonedDateTime local = end.atZone(zone);
            Instant day = local.toLocalDate().atStartOfDay(zone).toInstant();
            return end.equals(day)
                    ? local.toLocalDate()
                            .minusDays(length.toDays())
                            .atStartOfDay(zone)
                            .toInstant()
                    : local.minusDays(length.toDays()).toInstant();
        }
    }

    private static LocalDate dayOf(Instant moment, ZoneId zone) {
        return moment.atZone(zone).toLocalDate();
    }

    private static Question someQuestion(Random random, ZoneId zone, Instant change) {
        String step = some(random, STEPS.keySet().stream().sorted().toArray(String[]::new));
        int hours = step.equals("PT15M") ? 6 : 144;
        Instant one = someMoment(random, change, hours);
        Instant other = someMoment(random, change, hours);
        return new Question(
                some(random, "rep", "team", "campaign", "company"),
                step,
                zone,
                one.isBefore(other) ? one : other,
                one.isBefore(other) ? other : one.plusMillis(1),
                some(random, null, "P7D", step.equals("P1W") ? "P14D" : "P1D", step.equals("P1W") ? "PT170H" : "PT36H"),
                random.nextInt(6) == 0 ? "li.wei" : null,
                random.nextInt(5) == 0 ? "east-1" : null,
                random.nextInt(6) == 0 ? "spring" : null,
                some(random, "all", "outbound", "inbound"),
                random.nextInt(3) == 0,
                random.nextInt(3) > 0);
    }

    @SafeVarargs
    private static <E> E some(Random random, E... choices) {
        return choices[random.nextInt(choices.length)];
    }

    // ---- the recount

    private static void assertEqual(JsonNode answer, List<CallOutcomes> all, Question question) {
        List<CallOutcomes> calls = (question.firstCalls() ? firstsOf(all) : all)
                .stream().filter(question::isAbout).toList();
        Map<String, List<CallOutcomes>> groups = new HashMap<>();
        calls.forEach(call -> groups.computeIfAbsent(groupOf(call, question), none -> new ArrayList<>())
                .add(call));
        Set<String> ids = new TreeSet<>(Comparator.nullsLast(Comparator.<String>naturalOrder()));
        calls.stream()
                .filter(call -> isIn(call, question.from(), question.to()))
                .forEach(call -> ids.add(groupOf(call, question)));
        if (question.by().equals("company")) {
            ids.add(null);
        }
        assertThat(answer.get("series")).hasSameSizeAs(ids);
        int i = 0;
        for (String id : ids) {
            JsonNode series = answer.get("series").get(i++);
            List<CallOutcomes> own = groups.getOrDefault(id, List.of());
            if (!question.by().equals("company")) {
                assertThat(series.get(question.by()).textValue()).isEqualTo(id);
            }
            if (question.by().equals("rep") && id != null) {
                assertThat(series.get("team").textValue()).isEqualTo(latestTeam(own, question));
            }
            assertPointsCoverThePeriod(series.get("points"), question);
            for (JsonNode point : series.get("points")) {
                Instant from = at(point, "from");
                Instant to = at(point, "to");
                assertCounts(point, in(own, from, to));
                if (question.trailing() == null) {
                    assertThat(point.get("trailing").isNull()).isTrue();
                } else {
                    Instant start = question.startOfTrailing(to);
                    assertThat(at(point.get("trailing"), "from")).isEqualTo(start);
                    assertRates(point.get("trailing").get("rates"), in(own, start, to));
                }
            }
        }
    }

    private static void assertPointsCoverThePeriod(JsonNode points, Question question) {
        Instant next = question.from();
        for (JsonNode point : points) {
            Instant from = at(point, "from");
            Instant to = at(point, "to");
            assertThat(from).isEqualTo(next).isBefore(to);
            assertThat(question.stepOf(to.minusNanos(1000))).isEqualTo(question.stepOf(from));
            boolean begins = !question.stepOf(from).equals(question.stepOf(from.minusNanos(1000)));
            boolean ends = !question.stepOf(to).equals(question.stepOf(to.minusNanos(1000)));
            assertThat(begins || from.equals(question.from())).isTrue();
            assertThat(ends || to.equals(question.to())).isTrue();
            assertThat(point.get("complete").booleanValue()).isEqualTo(begins && ends);
            next = to;
        }
        assertThat(next).isEqualTo(question.to());
    }

    /** The reps of a team, point by point, are the team; the teams are the company. */
    private static void assertSumsMatch(String tenant, Question question) {
        List<String> team =
                sums(answer(tenant, "/v1/rates/series?" + question.by("team").query()));
        assertThat(sums(answer(tenant, "/v1/rates/series?" + question.by("rep").query())))
                .isEqualTo(team);
        List<String> company =
                sums(answer(tenant, "/v1/rates/series?" + question.by("company").query()));
        assertThat(team).isEqualTo(team.isEmpty() ? List.of() : company);
    }

    private static List<String> sums(JsonNode answer) {
        List<String> sums = new ArrayList<>();
        JsonNode series = answer.get("series");
        for (int i = 0; !series.isEmpty() && i < series.get(0).get("points").size(); i++) {
            Map<String, Long> sum = new java.util.TreeMap<>();
            for (JsonNode group : series) {
                JsonNode point = group.get("points").get(i);
                for (String count : List.of("dials", "reached", "engaged", "pending", "failed", "talkSeconds")) {
                    sum.merge(count, point.get(count).longValue(), Long::sum);
                }
                point.get("rates")
                        .properties()
                        .forEach(rate -> sum.merge(
                                rate.getKey(), rate.getValue().get("numerator").longValue(), Long::sum));
            }
            sums.add(sum.toString());
        }
        return sums;
    }

    private static void assertHoursEqual(JsonNode answer, List<CallOutcomes> all, Question question) {
        List<CallOutcomes> calls = in(
                (question.firstCalls() ? firstsOf(all) : all)
                        .stream().filter(question::isAbout).toList(),
                question.from(),
                question.to());
        assertThat(answer.get("hours")).hasSize(168);
        for (int i = 0; i < 168; i++) {
            JsonNode hour = answer.get("hours").get(i);
            int weekday = 1 + i / 24;
            int ofDay = i % 24;
            List<CallOutcomes> own = calls.stream()
                    .filter(call -> {
                        ZonedDateTime local = startOf(call).atZone(question.zone());
                        return local.getDayOfWeek().getValue() == weekday && local.getHour() == ofDay;
                    })
                    .toList();
            assertThat(hour.get("weekday").intValue()).isEqualTo(weekday);
            assertThat(hour.get("hour").intValue()).isEqualTo(ofDay);
            assertThat(hour.get("dials").longValue()).isEqualTo(count(own, Set.of(OUTCOMES)));
            assertThat(hour.get("reached").longValue()).isEqualTo(count(own, REACHED));
            assertRate(hour.get("share"), count(own, REACHED), count(own, Set.of(OUTCOMES)));
        }
    }

    private static void assertCounts(JsonNode point, List<CallOutcomes> calls) {
        for (String outcome : OUTCOMES) {
            assertThat(point.get("counts").get(outcome).longValue()).isEqualTo(count(calls, Set.of(outcome)));
        }
        assertThat(point.get("dials").longValue()).isEqualTo(count(calls, Set.of(OUTCOMES)));
        assertThat(point.get("reached").longValue()).isEqualTo(count(calls, REACHED));
        assertThat(point.get("engaged").longValue()).isEqualTo(count(calls, Set.of("NO_NEED", "D", "C")));
        assertThat(point.get("pending").longValue())
                .isEqualTo(count(calls, call -> "pending".equals(call.get("status"))));
        assertThat(point.get("failed").longValue())
                .isEqualTo(count(calls, call -> "failed".equals(call.get("status"))));
        assertThat(point.get("talkSeconds").longValue())
                .isEqualTo(calls.stream()
                        .mapToLong(call -> call.<Integer>get("talkSeconds"))
                        .sum());
        assertRates(point.get("rates"), calls);
    }

    private static void assertRates(JsonNode rates, List<CallOutcomes> calls) {
        assertThat(rates).hasSize(7);
        assertRate(rates.get("contact"), count(calls, REACHED), count(calls, Set.of(OUTCOMES)));
        assertRate(rates.get("invalid"), count(calls, Set.of("WN")), count(calls, Set.of(OUTCOMES)));
        assertRate(rates.get("lead"), count(calls, Set.of("C", "D")), count(calls, REACHED));
    }

    private static void assertRate(JsonNode rate, long numerator, long denominator) {
        assertThat(rate.get("numerator").longValue()).isEqualTo(numerator);
        assertThat(rate.get("denominator").longValue()).isEqualTo(denominator);
        for (String value : List.of("value", "low", "high")) {
            assertThat(rate.get(value).isNull()).isEqualTo(denominator == 0);
        }
        if (denominator > 0) {
            assertThat(rate.get("value").doubleValue()).isEqualTo((double) numerator / denominator);
        }
    }

    /** Of each customer the first call that reached it. */
    private static List<CallOutcomes> firstsOf(List<CallOutcomes> calls) {
        Map<String, CallOutcomes> firsts = new HashMap<>();
        calls.stream()
                .filter(call -> !call.<Boolean>get("voided")
                        && call.get("outcome") != null
                        && REACHED.contains(call.<String>get("outcome")))
                .sorted(Comparator.comparing(SeriesRecountTest::startOf)
                        .thenComparing(call -> call.<String>get("callId")))
                .forEach(call -> firsts.putIfAbsent(call.get("customerId"), call));
        return List.copyOf(firsts.values());
    }

    private static String latestTeam(List<CallOutcomes> calls, Question question) {
        return in(calls, question.from(), question.to()).stream()
                .filter(call -> call.get("team") != null)
                .max(Comparator.comparing(SeriesRecountTest::startOf).thenComparing(call -> call.<String>get("callId")))
                .map(call -> call.<String>get("team"))
                .orElse(null);
    }

    private static String groupOf(CallOutcomes call, Question question) {
        return question.by().equals("company") ? null : call.get(question.by());
    }

    private static List<CallOutcomes> in(List<CallOutcomes> calls, Instant from, Instant to) {
        return calls.stream().filter(call -> isIn(call, from, to)).toList();
    }

    private static boolean isIn(CallOutcomes call, Instant from, Instant to) {
        return !startOf(call).isBefore(from) && startOf(call).isBefore(to);
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

    private static Instant at(JsonNode node, String member) {
        return Instant.parse(node.get(member).textValue());
    }

    private static JsonNode answer(String tenant, String path) {
        String body = given().auth()
                .oauth2(Tokens.of(tenant, "bi"))
                .urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        try {
            return JSON.readTree(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(body, e);
        }
    }
}
