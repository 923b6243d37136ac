package io.tierline.system;

import static io.tierline.trials.Tenant.eventually;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.Calls;
import io.tierline.trials.Recount;
import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Whoever asks, in whatever way, is told the same numbers: those that one gets by counting the calls oneself. */
@WithStack
@Order(12)
class SameNumbersIT {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
    private static final List<String> GROUPINGS = List.of("rep", "team", "company");
    private static final int CALLS = 500;

    private final Random random = new Random(20_261_125);
    private final Instant from = Instant.now().minus(Duration.ofDays(40)).truncatedTo(ChronoUnit.DAYS);
    private final Instant to = from.plus(Duration.ofDays(3));
    private final String asked = "direction=all&" + Calls.from(from, to);

    @Test
    void jsonCsvSqlAndStreamSayWhatARecountSays(Tenant tenant, Stack stack) throws Exception {
        // Given
        tenant.calls()
                .change(
                        "PUT",
                        "/v1/policies/company",
                        Api.JSON.createObjectNode().put("timeZone", KOLKATA.getId()));
        try (RatesScreen reps = RatesScreen.open(tenant, "by=rep&" + asked);
                RatesScreen teams = RatesScreen.open(tenant, "by=team&" + asked);
                RatesScreen company = RatesScreen.open(tenant, "by=company&" + asked)) {
            // When
            happen(tenant);

            // Then
            List<JsonNode> calls = tenant.calls().all("/v1/calls?" + Calls.from(from, to), 70);
            assertThat(calls).hasSizeGreaterThan(CALLS - 30).doesNotHaveDuplicates();
            Map<String, RatesScreen> screens = Map.of("rep", reps, "team", teams, "company", company);
            for (String by : GROUPINGS) {
                eventually(() -> Recount.assertRates(tenant.rates(by, asked), by, calls));
                JsonNode rows = tenant.rates(by, asked);
                assertThat(csv(tenant, by)).as("CSV by " + by).isEqualTo(flat(rows, by));
                eventually(() -> assertThat(flat(screens.get(by).rows(), by))
                        .as("stream by " + by)
                        .isEqualTo(flat(rows, by)));
            }
            assertOtherWaysOfCounting(tenant, calls);
            assertSeries(tenant, calls);
            assertSql(tenant, stack, calls);
        }
    }

    /** Days of calls told in two time zones, with repeats, corrections, moved and voided calls, and some that come late. */
    private void happen(Tenant tenant) throws Exception {
        List<ObjectNode> calls = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            ObjectNode call = Calls.random(
                    random,
                    "pbx-" + i,
                    "customer-" + random.nextInt(100),
                    from.plus(Duration.ofHours(6)),
                    Duration.ofHours(60));
            Instant start = Instant.parse(call.get("startedAt").asText());
            call.put(
                    "startedAt",
                    start.atZone(i % 2 == 0 ? SHANGHAI : KOLKATA)
                            .toOffsetDateTime()
                            .toString());
            switch (random.nextInt(10)) {
                case 0 -> call.putNull("outcome"); // pending
                case 1 -> call.putNull("outcome").putObject("telephony").put("result", "SYSTEM_FAILURE");
                case 2 -> call.put("direction", "inbound");
                default -> {
                    // As it is.
                }
            }
            calls.add(call);
        }
        List<ObjectNode> late = calls.subList(400, CALLS);
        Collections.shuffle(late, random);
        for (int i = 0; i < 400; i += 100) {
            tenant.postBatch(calls.subList(i, i + 100));
        }
        correct(tenant, 0);
        assertThat(tenant.postBatch(calls.subList(100, 200)).get("replayed").asInt())
                .isEqualTo(100);
        tenant.postBatch(late);
        correct(tenant, 1);
    }

    private void correct(Tenant tenant, int first) throws Exception {
        for (int i = first; i < 90; i += 2) {
            String call = "/v1/calls/pbx-" + i;
            ObjectNode change = Api.JSON.createObjectNode();
            switch (random.nextInt(4)) {
                case 0 ->
                    tenant.calls()
                            .change(
                                    "PUT",
                                    call + "/outcome",
                                    change.put("outcome", Calls.OUTCOMES.get(random.nextInt(Calls.OUTCOMES.size()))));
                case 1 ->
                    tenant.calls()
                            .change(
                                    "PATCH",
                                    call + "/attribution",
                                    change.put("rep", "sun.jing").put("team", "west-2"));
                case 2 ->
                    tenant.calls()
                            .change(
                                    "PATCH",
                                    call + "/attribution",
                                    change.put(
                                            "startedAt",
                                            from.plusSeconds(random.nextInt(200_000))
                                                    .toString()));
                default -> {
                    if (i % 10 == first) {
                        tenant.calls().send("DELETE", call, (String) null);
                    }
                }
            }
        }
    }

    private void assertOtherWaysOfCounting(Tenant tenant, List<JsonNode> calls) throws Exception {
        List<JsonNode> unflagged =
                calls.stream().filter(call -> call.path("flags").isEmpty()).toList();
        for (String by : GROUPINGS) {
            Recount.assertRates(tenant.rates(by, "firstCalls=true&" + asked), by, Recount.firstReached(calls));
            Recount.assertRates(tenant.rates(by, "per=customer&" + asked), by, Recount.customers(calls, by));
            Recount.assertRates(tenant.rates(by, "includeFlagged=false&" + asked), by, unflagged);
        }
    }

    private void assertSeries(Tenant tenant, List<JsonNode> calls) throws Exception {
        for (ZoneId zone : List.of(SHANGHAI, KOLKATA)) {
            JsonNode answer =
                    tenant.analytics().read("/v1/rates/series?by=team&interval=P1D&tz=" + zone.getId() + "&" + asked);
            for (JsonNode series : answer.get("series")) {
                String team = series.get("team").asText();
                Map<LocalDate, List<JsonNode>> days = calls.stream()
                        .filter(call -> call.get("team").asText().equals(team))
                        .collect(groupingBy(call -> dayOf(call.get("startedAt"), zone), TreeMap::new, toList()));
                int points = 0;
                for (JsonNode point : series.get("points")) {
                    LocalDate day = dayOf(point.get("from"), zone);
                    Recount.assertRow(team + " on " + day, point, days.getOrDefault(day, List.of()));
                    points++;
                }
                assertThat(points).as("local days of three days of UTC").isEqualTo(4);
            }
            assertThat(answer.get("series")).hasSize(2);
        }
    }

    private static LocalDate dayOf(JsonNode moment, ZoneId zone) {
        return Instant.parse(moment.asText()).atZone(zone).toLocalDate();
    }

    private void assertSql(Tenant tenant, Stack stack, List<JsonNode> calls) throws Exception {
        JsonNode login = tenant.as("analytics-service", "admin")
                .change("POST", "/v1/bi-logins", Api.JSON.createObjectNode().put("name", "same-numbers"));
        try (Connection bi = stack.database(
                "analytics", login.get("login").asText(), login.get("password").asText())) {
            for (String by : GROUPINGS) {
                assertThat(hourly(bi, by)).as("SQL by " + by).isEqualTo(counted(tenant.rates(by, asked), by));
            }
            Map<String, Long> days = new TreeMap<>();
            calls.stream()
                    .filter(call -> call.get("status").asText().equals("summarised"))
                    .forEach(call ->
                            days.merge(dayOf(call.get("startedAt"), KOLKATA).toString(), 1L, Long::sum));
            assertThat(dials(bi)).as("dials by the company's day").isEqualTo(days);
        }
    }

    /** Numerator and denominator of each rate of each group, from the hours of the view. */
    private Map<String, String> hourly(Connection bi, String by) throws Exception {
        Map<String, String> counted = new TreeMap<>();
        try (PreparedStatement sql =
                bi.prepareStatement("select coalesce(case grouped_by when 'rep' then rep else team end, ''),"
                        + " rate, sum(numerator), sum(denominator) from bi.hourly_rates"
                        + " where grouped_by = ? and hour >= ? and hour < ? group by 1, 2")) {
            sql.setString(1, by);
            sql.setTimestamp(2, Timestamp.from(from));
            sql.setTimestamp(3, Timestamp.from(to));
            try (ResultSet rows = sql.executeQuery()) {
                while (rows.next()) {
                    counted.put(rows.getString(1) + " " + rows.getString(2), rows.getLong(3) + "/" + rows.getLong(4));
                }
            }
        }
        return counted;
    }

    private static Map<String, Long> dials(Connection bi) throws Exception {
        Map<String, Long> days = new TreeMap<>();
        try (PreparedStatement sql = bi.prepareStatement(
                        "select day, sum(dials) from bi.daily_counts group by day having sum(dials) > 0");
                ResultSet rows = sql.executeQuery()) {
            while (rows.next()) {
                days.put(rows.getString(1), rows.getLong(2));
            }
        }
        return days;
    }

    private static Map<String, String> counted(JsonNode rows, String by) {
        Map<String, String> counted = new TreeMap<>();
        rows.forEach(row -> row.get("rates")
                .properties()
                .forEach(rate -> counted.put(
                        row.path(by).asText("") + " " + rate.getKey(),
                        rate.getValue().get("numerator") + "/" + rate.getValue().get("denominator"))));
        return counted;
    }

    private static final List<String> OF_ROW =
            List.of("dials", "reached", "engaged", "pending", "failed", "talkSeconds");
    private static final List<String> OF_RATE = List.of("value", "numerator", "denominator", "low", "high");

    /** Each line that the CSV has to have, as its group and rate and then its numbers. */
    private static Map<String, String> flat(Iterable<JsonNode> rows, String by) {
        Map<String, String> lines = new TreeMap<>();
        for (JsonNode row : rows) {
            row.get("rates").properties().forEach(rate -> {
                List<String> numbers = new ArrayList<>();
                OF_ROW.forEach(name -> numbers.add(row.get(name).asText()));
                OF_RATE.forEach(name -> numbers.add(
                        rate.getValue().get(name).isNull()
                                ? ""
                                : rate.getValue().get(name).asText()));
                lines.put(row.path(by).asText("") + " " + rate.getKey(), String.join(" ", numbers));
            });
        }
        return lines;
    }

    private Map<String, String> csv(Tenant tenant, String by) throws Exception {
        List<String> lines = tenant.analytics()
                .get("/v1/rates?format=csv&by=" + by + "&" + asked)
                .text()
                .lines()
                .toList();
        List<String> columns = List.of(lines.get(0).split(","));
        Map<String, String> found = new TreeMap<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split(",", -1));
            List<String> numbers = new ArrayList<>();
            OF_ROW.forEach(name -> numbers.add(cells.get(columns.indexOf(name))));
            OF_RATE.forEach(name -> numbers.add(cells.get(columns.indexOf(name))));
            String group = by.equals("company") ? "" : cells.get(columns.indexOf(by));
            found.put(group + " " + cells.get(columns.indexOf("rate")), String.join(" ", numbers));
        }
        return found;
    }
}
