package io.tierline.analytics.discipline;

import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static io.tierline.analytics.fixtures.DirectoryEntries.company;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.analytics.fixtures.CallOutcomes;
import io.tierline.analytics.fixtures.Questions;
import io.tierline.analytics.fixtures.SetClock;
import io.tierline.analytics.fixtures.Topic;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random weeks of calls with promises and meetings, corrected, repeated and in any order: every number equals a recount that
 * shares nothing with the service's code.
 */
@QuarkusTest
class DisciplineRecountTest {

    private static final Instant START = Instant.parse("2026-10-29T00:00:00Z");
    private static final int HOURS = 6 * 24;
    private static final Set<String> REACHED = Set.of("BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C");
    private static final String[] OUTCOMES = {"NA", "WN", "BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C", "C"};

    @Inject
    Topic topic;

    @Inject
    SetClock clock;

    /** In New York the clocks are put back in this week: one of its days has 25 hours. */
    @ParameterizedTest
    @CsvSource({"1,Asia/Shanghai", "2,America/New_York", "3,UTC"})
    void everyNumberEqualsARecount(long seed, String zone) {
        // Given
        Random random = new Random(seed);
        String tenant = "discipline-recount-" + seed;
        List<CallOutcomes> events = someWeek(random);
        Map<String, CallOutcomes> latest = new HashMap<>();
        events.forEach(event -> latest.merge(
                event.get("callId"),
                event,
                (one, other) -> one.<Integer>get("revision") > other.<Integer>get("revision") ? one : other));

        // When
        topic.deliverToDirectory(tenant, company(zone, "en"));
        topic.deliver(tenant, events);

        // Then
        for (int i = 0; i < 40; i++) {
            Instant now = someMoment(random);
            clock.set(now.toString());
            Recount recount = new Recount(List.copyOf(latest.values()), now, ZoneId.of(zone), random);
            List<JsonNode> rows = Questions.rows(tenant, recount.query());
            assertThat(rows)
                    .extracting(row -> recount.inShort(row))
                    .as(recount.query())
                    .isEqualTo(recount.rows());
        }
    }

    private static List<CallOutcomes> someWeek(Random random) {
        List<CallOutcomes> events = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            int revisions = 1 + random.nextInt(3);
            for (int revision = 1; revision <= revisions; revision++) {
                events.addAll(Collections.nCopies(
                        1 + random.nextInt(2), someState(random, "call-" + i).revision(revision)));
            }
        }
        Collections.shuffle(events, random);
        return events;
    }

    private static CallOutcomes someState(Random random, String callId) {
        Instant at = someMoment(random);
        CallOutcomes state = call(callId)
                .at(at.toString())
                .customer("customer-" + random.nextInt(25))
                .with("contactRole", some(random, "EB", "UB", null))
                .rep(some(random, "li.wei", "zhang.min", null))
                .team(some(random, "east-1", "west-2", null))
                .with("direction", some(random, "outbound", "outbound", "inbound"))
                .talkSeconds(random.nextInt(4) == 0 ? null : random.nextInt(600))
                .with("flags", random.nextInt(4) == 0 ? List.of("talked-but-na") : List.of())
                .with("voided", random.nextInt(10) == 0)
                .with("followUpAt", random.nextInt(3) == 0 ? someMoment(random).toString() : null)
                .with("followUpCancelled", random.nextInt(6) == 0)
                .with("meetingAt", random.nextInt(3) == 0 ? someMoment(random).toString() : null)
                .with("meetingResult", some(random, "held", "missed", null))
                .with("meetingMoves", random.nextInt(3));
        CallOutcomes told = switch (random.nextInt(8)) {
            case 0 -> state.pending();
            case 1 -> state.failed();
            default ->
                state.outcome(some(random, OUTCOMES))
                        .with(
                                "summarisedAt",
                                at.plusMillis(random.nextInt(random.nextBoolean() ? 1_500_000 : 150_000_000))
                                        .toString());
        };
        return random.nextInt(8) == 0 ? told.with("summarisedAt", null) : told;
    }

    /** Often on the hour, so that things happen at the same time and on the edges of days. */
    private static Instant someMoment(Random random) {
        Instant hour = START.plus(Duration.ofHours(random.nextInt(HOURS)));
        return random.nextBoolean() ? hour : hour.plusMillis(random.nextInt(3_600_000));
    }

    @SafeVarargs
    private static <E> E some(Random random, E... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** A question and its answer. */
    private static final class Recount {

        private final List<CallOutcomes> calls;
        private final Instant now;
        private final ZoneId zone;
        private final Instant from;
        private final Instant to;
        private final String by;
        private final String rep;
        private final String direction;

        Recount(List<CallOutcomes> calls, Instant now, ZoneId zone, Random random) {
            this.calls =
                    calls.stream().filter(call -> !call.<Boolean>get("voided")).toList();
            this.now = now;
            this.zone = zone;
            Instant one = someMoment(random);
            Instant other = someMoment(random).plusMillis(1);
            this.from = one.isBefore(other) ? one : other;
            this.to = one.isBefore(other) ? other : one.plusMillis(1);
            this.by = some(random, "rep", "team", "company");
            this.rep = some(random, "li.wei", null, null);
            this.direction = some(random, "all", "outbound", "inbound");
        }

        String query() {
            return "/v1/discipline?by=" + by + "&from=" + from + "&to=" + to + "&direction=" + direction
                    + (rep == null ? "" : "&rep=" + rep);
        }

        /** What the answer should have, in the form of {@link #inShort}. */
        List<String> rows() {
            Map<String, List<CallOutcomes>> groups =
                    new TreeMap<>(Comparator.nullsLast(Comparator.<String>naturalOrder()));
            for (CallOutcomes call : calls) {
                boolean counts = isToBeSummarised(call) || isDue(call) || isBooked(call);
                if (counts && (rep == null || rep.equals(call.get("rep")))) {
                    groups.computeIfAbsent(by.equals("company") ? null : call.get(by), none -> new ArrayList<>())
                            .add(call);
                }
            }
            List<String> rows = new ArrayList<>();
            groups.forEach((id, group) -> rows.add(row(id, group)));
            return rows;
        }

        private String row(String id, List<CallOutcomes> group) {
            List<CallOutcomes> summaries =
                    group.stream().filter(this::isToBeSummarised).toList();
            List<CallOutcomes> pending = summaries.stream()
                    .filter(call -> is(call, "status", "pending"))
                    .toList();
            List<CallOutcomes> timed = summaries.stream()
                    .filter(call -> call.get("summarisedAt") != null)
                    .toList();
            List<Long> times = timed.stream()
                    .map(call -> secondsUntil(call, at(call, "summarisedAt")))
                    .sorted()
                    .toList();
            List<CallOutcomes> due = group.stream().filter(this::isDue).toList();
            long kept = due.stream().filter(this::isKept).count();
            long missed = due.stream()
                    .filter(call -> !isKept(call) && !now.isBefore(endOfDay(at(call, "followUpAt"))))
                    .count();
            List<CallOutcomes> meetings = group.stream().filter(this::isBooked).toList();
            long quick = times.stream().filter(seconds -> seconds <= 300).count();
            long slow = pending.stream()
                    .filter(call -> secondsUntil(call, now) > 300)
                    .count();
            long sameDay = timed.stream()
                    .filter(call -> at(call, "summarisedAt").isBefore(endOfDay(at(call, "startedAt"))))
                    .count();
            long over = pending.stream()
                    .filter(call -> !now.isBefore(endOfDay(at(call, "startedAt"))))
                    .count();
            long flagged = summaries.stream()
                    .filter(call -> !call.<List<String>>get("flags").isEmpty() && call.get("outcome") != null)
                    .count();
            return String.join(
                    " ",
                    by.equals("company") ? "null" : "" + id,
                    "" + team(id, group),
                    "summaries",
                    "" + summaries.size(),
                    "" + pending.size(),
                    ""
                            + pending.stream()
                                    .map(call -> secondsUntil(call, now))
                                    .max(Comparator.naturalOrder())
                                    .orElse(null),
                    flagged + "/" + (summaries.size() - pending.size()),
                    "" + times.size(),
                    "" + atShare(times, 0.5),
                    "" + atShare(times, 0.9),
                    ""
                            + (times.isEmpty()
                                    ? null
                                    : Math.round(times.stream()
                                            .mapToLong(one -> one)
                                            .average()
                                            .getAsDouble())),
                    quick + "/" + (times.size() + slow),
                    sameDay + "/" + (times.size() + over),
                    "followUps",
                    "" + due.size(),
                    "" + kept,
                    "" + missed,
                    "" + (due.size() - kept - missed),
                    kept + "/" + (kept + missed),
                    "meetings",
                    "" + meetings.size(),
                    "" + count(meetings, call -> "held".equals(call.get("meetingResult"))),
                    "" + count(meetings, call -> "missed".equals(call.get("meetingResult"))),
                    ""
                            + count(
                                    meetings,
                                    call -> call.get("meetingResult") == null && now.isBefore(at(call, "meetingAt"))),
                    ""
                            + count(
                                    meetings,
                                    call -> call.get("meetingResult") == null && !now.isBefore(at(call, "meetingAt"))),
                    "" + count(meetings, call -> call.<Integer>get("meetingMoves") > 0));
        }

        /** A row of the answer. */
        String inShort(JsonNode row) {
            JsonNode summaries = row.get("summaries");
            JsonNode followUps = row.get("followUps");
            JsonNode meetings = row.get("meetings");
            return String.join(
                    " ",
                    by.equals("company") ? "null" : row.get(by).asText(),
                    row.get("team").asText(),
                    "summaries",
                    members(summaries, "calls", "pending", "oldestPendingSeconds"),
                    share(summaries.get("flaggedShare")),
                    members(summaries, "timed", "medianSeconds", "p90Seconds", "meanSeconds"),
                    share(summaries.get("withinFiveMinutes")),
                    share(summaries.get("sameDay")),
                    "followUps",
                    members(followUps, "due", "kept", "missed", "open"),
                    share(followUps.get("keptShare")),
                    "meetings",
                    members(meetings, "booked", "held", "missed", "open", "unreported", "moved"));
        }

        private static String members(JsonNode object, String... names) {
            return String.join(
                    " ",
                    List.of(names).stream()
                            .map(name -> object.get(name).asText())
                            .toList());
        }

        private static String share(JsonNode share) {
            return share.get("numerator") + "/" + share.get("denominator");
        }

        private boolean isToBeSummarised(CallOutcomes call) {
            boolean reps = is(call, "status", "pending")
                    || call.get("summarisedAt") != null
                    || call.get("outcome") != null && REACHED.contains(call.<String>get("outcome"));
            return reps && isIn(call, "startedAt");
        }

        private boolean isDue(CallOutcomes call) {
            return !call.<Boolean>get("followUpCancelled") && isIn(call, "followUpAt");
        }

        private boolean isBooked(CallOutcomes call) {
            return is(call, "outcome", "C") && isIn(call, "meetingAt");
        }

        private boolean isKept(CallOutcomes promise) {
            return calls.stream()
                    .filter(later -> is(later, "customerId", promise.get("customerId")))
                    .filter(later ->
                            promise.get("contactRole") == null || is(later, "contactRole", promise.get("contactRole")))
                    .filter(later -> !is(later, "status", "failed"))
                    .filter(later -> !is(later, "outcome", "NA") || is(later, "direction", "outbound"))
                    .filter(later -> Comparator.<CallOutcomes, Instant>comparing(call -> at(call, "startedAt"))
                                    .thenComparing(call -> call.<String>get("callId"))
                                    .compare(later, promise)
                            > 0)
                    .anyMatch(later -> at(later, "startedAt").isBefore(endOfDay(at(promise, "followUpAt"))));
        }

        private boolean isIn(CallOutcomes call, String time) {
            Instant at = at(call, time);
            return at != null
                    && !at.isBefore(from)
                    && at.isBefore(to)
                    && (direction.equals("all") || is(call, "direction", direction));
        }

        private Instant endOfDay(Instant at) {
            return at.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
        }

        private String team(String id, List<CallOutcomes> group) {
            if (!by.equals("rep")) {
                return by.equals("team") ? id : null;
            }
            return id == null
                    ? null
                    : group.stream()
                            .filter(call -> call.get("team") != null)
                            .max(Comparator.<CallOutcomes, Instant>comparing(call -> at(call, "startedAt"))
                                    .thenComparing(call -> call.<String>get("callId")))
                            .map(call -> call.<String>get("team"))
                            .orElse(null);
        }

        private static long secondsUntil(CallOutcomes call, Instant moment) {
            Integer talk = call.get("talkSeconds");
            Instant end = at(call, "startedAt").plusSeconds(talk == null ? 0 : talk);
            return moment.isBefore(end) ? 0 : Duration.between(end, moment).toSeconds();
        }

        /** The first value that so many of all do not exceed. */
        private static Long atShare(List<Long> sorted, double share) {
            for (int i = 0; i < sorted.size(); i++) {
                if (i + 1 >= share * sorted.size()) {
                    return sorted.get(i);
                }
            }
            return null;
        }

        private static long count(List<CallOutcomes> some, Function<CallOutcomes, Boolean> condition) {
            return some.stream().filter(condition::apply).count();
        }

        private static boolean is(CallOutcomes call, String member, Object value) {
            return value.equals(call.get(member));
        }

        private static Instant at(CallOutcomes call, String member) {
            String time = call.get(member);
            return time == null ? null : Instant.parse(time);
        }
    }
}
