package io.tierline.analytics.tiers;

import static io.tierline.analytics.fixtures.TierChanges.change;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.analytics.fixtures.TierChanges;
import io.tierline.analytics.fixtures.Tiers;
import io.tierline.analytics.fixtures.Topic;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories of customers, delivered in any order and repeatedly: stock, moves and stays equal a recount of the
 * changes that shares nothing with the service's code.
 */
@QuarkusTest
class TierRecountTest {

    private static final long START = Instant.parse("2026-11-01T00:00:00Z").getEpochSecond();
    private static final int SPAN = 30 * 86_400;
    private static final String[] TIERS = {"A", "B", "C", "D", null};
    private static final String[] REPS = {"li.wei", "zhang.min", null};
    private static final String[] TEAMS = {"east-1", "west-2", null};
    private static final String[] REASONS = {"call", "qualification", "clock", "standard", "status"};

    @Inject
    Topic topic;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyNumberEqualsARecount(long seed) {
        // Given
        Random random = new Random(seed);
        String tenant = "tier-recount-" + seed;
        List<TierChanges> events = someHistories(random, 60);
        Collection<List<Stay>> histories = staysOf(events);
        List<TierChanges> delivered = new ArrayList<>(events);
        delivered.addAll(events.subList(0, events.size() / 2));
        Collections.shuffle(delivered, random);

        // When
        deliver(tenant, delivered);

        // Then
        for (int i = 0; i < 25; i++) {
            Question question = someQuestion(random, histories);
            assertInventory(tenant, question, question.to(), histories);
            assertTransitions(tenant, question, histories);
            assertDurations(tenant, question, histories);
            assertMatrixAddsUp(tenant, question);
        }

        // When everything comes again to another tenant, in other batches and another order
        String again = tenant + "-again";
        Collections.shuffle(delivered, random);
        deliver(again, delivered.subList(0, 50));
        deliver(again, delivered.subList(50, 120));
        deliver(again, delivered.subList(100, delivered.size()));

        // Then
        for (int i = 0; i < 10; i++) {
            Question question = someQuestion(random, histories);
            for (String asked : List.of(
                    "inventory?at=" + time(question.to()) + question.which(),
                    "transitions?" + question.period() + question.which(),
                    "durations?" + question.period() + question.which(),
                    "overdue?limit=500")) {
                assertThat(Tiers.answer(again, asked)).as(asked).isEqualTo(Tiers.answer(tenant, asked));
            }
        }
    }

    private void deliver(String tenant, List<TierChanges> events) {
        topic.deliver(events.stream().map(event -> event.record(tenant)).toList());
    }

    // ---- random histories and questions

    private static List<TierChanges> someHistories(Random random, int customers) {
        List<TierChanges> events = new ArrayList<>();
        for (int customer = 0; customer < customers; customer++) {
            String tier = null;
            long at = START + random.nextInt(SPAN);
            int versions = 1 + random.nextInt(9);
            for (int version = 1; version <= versions; version++) {
                TierChanges event = change(events.size() + 1)
                        .customer("customer-" + customer)
                        .version(version)
                        .of(some(random, REPS), some(random, TEAMS))
                        .at(time(at));
                if (tier != null && random.nextInt(3) == 0) {
                    events.add(event.overdue(tier));
                } else {
                    String next = otherThan(tier, random);
                    events.add(event.moved(tier, next).with("reason", some(random, REASONS)));
                    tier = next;
                }
                // Sometimes at once, and sometimes the clock went back.
                at += random.nextInt(4) == 0 ? 0 : random.nextInt(8) == 0 ? -3_600 : random.nextInt(5 * 86_400);
            }
        }
        return events;
    }

    private static String otherThan(String tier, Random random) {
        String other = some(random, TIERS);
        return Objects.equals(tier, other) ? otherThan(tier, random) : other;
    }

    /** Moments in seconds. */
    private record Question(String by, String rep, String team, long from, long to) {

        String which() {
            return "&by=" + by + (rep == null ? "" : "&rep=" + rep) + (team == null ? "" : "&team=" + team);
        }

        String period() {
            return "from=" + time(from) + "&to=" + time(to);
        }

        boolean asksFor(Stay stay) {
            return (rep == null || rep.equals(stay.rep)) && (team == null || team.equals(stay.team));
        }

        String groupOf(Stay stay) {
            return switch (by) {
                case "rep" -> "rep " + stay.rep;
                case "team" -> "team " + stay.team;
                default -> "company";
            };
        }
    }

    private static Question someQuestion(Random random, Collection<List<Stay>> histories) {
        long one = someMoment(random, histories);
        long other = someMoment(random, histories);
        return new Question(
                some(random, new String[] {"company", "team", "rep"}),
                random.nextInt(4) == 0 ? "li.wei" : null,
                random.nextInt(4) == 0 ? "east-1" : null,
                Math.min(one, other),
                Math.max(one, other) + (one == other ? 1 : 0));
    }

    /** Any moment, or just one of a change. */
    private static long someMoment(Random random, Collection<List<Stay>> histories) {
        List<Stay> stays = new ArrayList<>(histories).get(random.nextInt(histories.size()));
        return random.nextBoolean()
                ? stays.get(random.nextInt(stays.size())).since
                : START - 86_400 + random.nextInt(2 * SPAN);
    }

    private static <E> E some(Random random, E[] values) {
        return values[random.nextInt(values.length)];
    }

    private static String time(long second) {
        return Instant.ofEpochSecond(second).toString();
    }

    // ---- the recount

    private static final class Stay {
        final String standing;
        final String rep;
        final String team;
        final long since;
        long until = Long.MAX_VALUE;
        long overdueAt = Long.MAX_VALUE;

        Stay(TierChanges change, long since) {
            String to = change.get("to");
            this.standing = to != null ? "tier " + to : "status".equals(change.get("reason")) ? "closed" : "ungraded";
            this.rep = change.get("rep");
            this.team = change.get("team");
            this.since = since;
        }
    }

    private static Collection<List<Stay>> staysOf(List<TierChanges> events) {
        List<List<Stay>> histories = new ArrayList<>();
        for (List<TierChanges> its : events.stream()
                .collect(groupingBy(event -> event.<String>get("customerId")))
                .values()) {
            List<Stay> stays = new ArrayList<>();
            long clock = 0;
            for (TierChanges event : its.stream()
                    .sorted(Comparator.comparing(event -> event.<Integer>get("version")))
                    .toList()) {
                clock = Math.max(clock, Instant.parse(event.<String>get("at")).getEpochSecond());
                Stay last = stays.isEmpty() ? null : stays.get(stays.size() - 1);
                if ("overdue".equals(event.get("kind"))) {
                    last.overdueAt = Math.min(last.overdueAt, clock);
                } else {
                    if (last != null) {
                        last.until = clock;
                    }
                    stays.add(new Stay(event, clock));
                }
            }
            histories.add(stays);
        }
        return histories;
    }

    private static Stay at(List<Stay> stays, long moment) {
        Stay found = null;
        for (Stay stay : stays) {
            if (stay.since <= moment) {
                found = stay;
            }
        }
        return found;
    }

    private static void assertInventory(
            String tenant, Question question, long moment, Collection<List<Stay>> histories) {
        Map<String, List<Stay>> expected = new TreeMap<>();
        for (List<Stay> stays : histories) {
            Stay stay = at(stays, moment);
            if (stay != null && question.asksFor(stay)) {
                expected.computeIfAbsent(question.groupOf(stay) + ": " + stay.standing, key -> new ArrayList<>())
                        .add(stay);
            }
        }
        String asked = "inventory?at=" + time(moment) + question.which();
        Map<String, JsonNode> rows = new TreeMap<>();
        Tiers.answer(tenant, asked)
                .get("rows")
                .forEach(row -> rows.put(groupIn(row, question) + ": " + standing(row, "standing", "tier"), row));

        assertThat(rows.keySet()).as(asked).isEqualTo(expected.keySet());
        expected.forEach((key, stays) -> {
            JsonNode row = rows.get(key);
            List<Long> ages = stays.stream().map(stay -> moment - stay.since).toList();
            assertThat(row.get("customers").intValue()).as(asked).isEqualTo(stays.size());
            assertThat(row.get("overdue").longValue())
                    .isEqualTo(stays.stream()
                            .filter(stay -> stay.overdueAt <= moment)
                            .count());
            assertSeconds(row.get("meanSeconds"), mean(ages));
            assertSeconds(row.get("medianSeconds"), quantile(ages, 0.5));
        });
    }

    private static void assertTransitions(String tenant, Question question, Collection<List<Stay>> histories) {
        Map<String, long[]> expected = new TreeMap<>();
        for (List<Stay> stays : histories) {
            Stay before = at(stays, question.from());
            Stay after = at(stays, question.to());
            String beforeIn = before != null && question.asksFor(before) ? question.groupOf(before) : null;
            String afterIn = after != null && question.asksFor(after) ? question.groupOf(after) : null;
            if (beforeIn != null && beforeIn.equals(afterIn)) {
                add(expected, beforeIn, before.standing, after.standing, 0);
            } else {
                if (beforeIn != null) {
                    add(expected, beforeIn, before.standing, "elsewhere", 0);
                }
                if (afterIn != null) {
                    add(expected, afterIn, before == null ? "new" : "elsewhere", after.standing, 0);
                }
            }
            for (int i = 0; i < stays.size(); i++) {
                Stay stay = stays.get(i);
                if (stay.since > question.from() && stay.since <= question.to() && question.asksFor(stay)) {
                    String from = i == 0 ? "new" : stays.get(i - 1).standing;
                    add(expected, question.groupOf(stay), from, stay.standing, 1);
                }
            }
        }
        String asked = "transitions?" + question.period() + question.which();
        Map<String, long[]> cells = new TreeMap<>();
        for (JsonNode row : Tiers.answer(tenant, asked).get("rows")) {
            for (JsonNode cell : row.get("cells")) {
                cells.put(
                        groupIn(row, question) + ": " + standing(cell, "fromStanding", "fromTier") + " > "
                                + standing(cell, "toStanding", "toTier"),
                        new long[] {
                            cell.get("customers").longValue(),
                            cell.get("changes").longValue()
                        });
            }
        }
        assertThat(cells.keySet()).as(asked).isEqualTo(expected.keySet());
        expected.forEach((key, counts) ->
                assertThat(cells.get(key)).as(asked + " " + key).isEqualTo(counts));
    }

    private static void add(Map<String, long[]> cells, String group, String from, String to, int which) {
        cells.computeIfAbsent(group + ": " + from + " > " + to, key -> new long[2])[which]++;
    }

    /** The cells of each group add up to its inventories, and its totals do too. */
    private static void assertMatrixAddsUp(String tenant, Question question) {
        Map<String, Long> before = new TreeMap<>();
        Map<String, Long> after = new TreeMap<>();
        for (JsonNode row : Tiers.answer(tenant, "transitions?" + question.period() + question.which())
                .get("rows")) {
            long changes = 0;
            for (JsonNode cell : row.get("cells")) {
                String from = standing(cell, "fromStanding", "fromTier");
                String to = standing(cell, "toStanding", "toTier");
                long customers = cell.get("customers").longValue();
                changes += cell.get("changes").longValue();
                if (customers > 0 && !List.of("new", "elsewhere").contains(from)) {
                    before.merge(groupIn(row, question) + ": " + from, customers, Long::sum);
                }
                if (customers > 0 && !to.equals("elsewhere")) {
                    after.merge(groupIn(row, question) + ": " + to, customers, Long::sum);
                }
            }
            assertThat(row.get("changes").longValue()).isEqualTo(changes);
            assertThat(row.get("customersBefore").longValue()
                            + row.get("came").longValue()
                            - row.get("left").longValue())
                    .isEqualTo(row.get("customersAfter").longValue());
        }
        assertThat(before).isEqualTo(inventory(tenant, question, question.from()));
        assertThat(after).isEqualTo(inventory(tenant, question, question.to()));
    }

    private static Map<String, Long> inventory(String tenant, Question question, long moment) {
        Map<String, Long> stock = new TreeMap<>();
        Tiers.answer(tenant, "inventory?at=" + time(moment) + question.which())
                .get("rows")
                .forEach(row -> stock.put(
                        groupIn(row, question) + ": " + standing(row, "standing", "tier"),
                        row.get("customers").longValue()));
        return stock;
    }

    private static void assertDurations(String tenant, Question question, Collection<List<Stay>> histories) {
        Map<String, List<Long>> ended = new TreeMap<>();
        Map<String, List<Long>> lasting = new TreeMap<>();
        Map<String, Map<String, Long>> next = new TreeMap<>();
        for (List<Stay> stays : histories) {
            for (int i = 0; i < stays.size(); i++) {
                Stay stay = stays.get(i);
                String key = question.groupOf(stay) + ": " + stay.standing;
                if (!stay.standing.startsWith("tier ") || !question.asksFor(stay)) {
                    continue;
                }
                if (stay.until > question.from() && stay.until <= question.to()) {
                    ended.computeIfAbsent(key, k -> new ArrayList<>()).add(stay.until - stay.since);
                    next.computeIfAbsent(key, k -> new TreeMap<>()).merge(stays.get(i + 1).standing, 1L, Long::sum);
                } else if (stay.since <= question.to() && stay.until > question.to()) {
                    lasting.computeIfAbsent(key, k -> new ArrayList<>()).add(question.to() - stay.since);
                }
            }
        }
        String asked = "durations?" + question.period() + question.which();
        Map<String, JsonNode> rows = new TreeMap<>();
        Tiers.answer(tenant, asked)
                .get("rows")
                .forEach(row -> rows.put(
                        groupIn(row, question) + ": tier " + row.get("tier").textValue(), row));

        TreeMap<String, List<Long>> either = new TreeMap<>(ended);
        either.putAll(lasting);
        assertThat(rows.keySet()).as(asked).isEqualTo(either.keySet());
        rows.forEach((key, row) -> {
            assertLengths(row.get("ended"), ended.getOrDefault(key, List.of()));
            assertLengths(row.get("lasting"), lasting.getOrDefault(key, List.of()));
            Map<String, Long> went = new TreeMap<>();
            row.get("next")
                    .forEach(to -> went.put(
                            standing(to, "standing", "tier"), to.get("stays").longValue()));
            assertThat(went).isEqualTo(next.getOrDefault(key, Map.of()));
        });
    }

    private static void assertLengths(JsonNode lengths, List<Long> seconds) {
        assertThat(lengths.get("stays").intValue()).isEqualTo(seconds.size());
        if (seconds.isEmpty()) {
            assertThat(List.of(lengths.get("meanSeconds"), lengths.get("medianSeconds"), lengths.get("p90Seconds")))
                    .allMatch(JsonNode::isNull);
            return;
        }
        assertSeconds(lengths.get("meanSeconds"), mean(seconds));
        assertSeconds(lengths.get("medianSeconds"), quantile(seconds, 0.5));
        assertSeconds(lengths.get("p90Seconds"), quantile(seconds, 0.9));
    }

    private static void assertSeconds(JsonNode found, double expected) {
        assertThat((double) found.longValue()).isEqualTo(expected, within(0.500001));
    }

    private static double mean(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum() / (double) values.size();
    }

    /** Linearly between the two nearest ones. */
    private static double quantile(List<Long> values, double share) {
        List<Long> sorted = values.stream().sorted().toList();
        double place = share * (sorted.size() - 1);
        int below = (int) Math.floor(place);
        int above = (int) Math.ceil(place);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }

    private static String groupIn(JsonNode row, Question question) {
        return question.by().equals("company")
                ? "company"
                : question.by() + " " + row.get(question.by()).textValue();
    }

    private static String standing(JsonNode of, String kind, String tier) {
        String word = of.get(kind).textValue();
        assertThat(of.get(tier).isNull()).isEqualTo(!word.equals("tier"));
        return word.equals("tier") ? "tier " + of.get(tier).textValue() : word;
    }
}
