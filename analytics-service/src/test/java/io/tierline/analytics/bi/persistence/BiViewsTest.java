package io.tierline.analytics.bi.persistence;

import static io.restassured.RestAssured.given;
import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.tierline.analytics.fixtures.BiSessions;
import io.tierline.analytics.fixtures.CallOutcomes;
import io.tierline.analytics.fixtures.Rates;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Rate;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the views show: the same numbers as the API's, and every row of its own company alone. */
@QuarkusTest
class BiViewsTest {

    private static final LocalDate FIRST = LocalDate.parse("2026-10-30");
    private static final LocalDate LAST = LocalDate.parse("2026-11-02");
    private static final String[] REPS = {"li.wei", "zhang.min", "wang.fang", null};
    private static final String[] TEAMS = {"east-1", "west-2", null};
    private static final String[] CAMPAIGNS = {"expo-2026", "spring", null};
    private static final String[] OUTCOMES = {"NA", "WN", "BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C"};
    private static final String OWN_METRICS = """
            {"metrics": [
              {"id": "hangUp", "numerator": ["CUT", "BL"], "denominator": ["BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C"]},
              {"id": "callBack", "label": {"en": "Call-back"}, "numerator": ["FOLLOW_UP"], "denominator": ["FOLLOW_UP", "RJ"]}
            ]}
            """;

    @Inject
    Topic topic;

    // ---- the same numbers as the API

    /** On whole hours beside UTC, on half an hour, and where a day of 25 hours lies in between. */
    @ParameterizedTest
    @CsvSource({"1, Asia/Shanghai", "2, Asia/Kolkata", "3, America/New_York", "4, America/Havana"})
    void everyNumberIsTheSameAsTheApis(long seed, String timeZone) throws SQLException {
        // Given
        Random random = new Random(seed);
        String tenant = "views-" + seed;
        ZoneId zone = ZoneId.of(timeZone);
        topic.deliver(tenant, someCalls(random, zone));
        try (BiSessions superuser = BiSessions.superuser()) {
            superuser.run("insert into company values ('" + tenant + "', 1, '" + timeZone + "', '{en}')");
        }
        if (seed > 1) {
            given().auth()
                    .oauth2(Tokens.of(tenant, "manager"))
                    .contentType(ContentType.JSON)
                    .body(OWN_METRICS)
                    .put("/v1/metrics")
                    .then()
                    .statusCode(200);
        }

        try (BiSessions session = BiSessions.of(tenant)) {
            // Then days
            List<String> days = session.rows("select distinct day from bi.daily_rates order by day");
            assertThat(days).hasSizeBetween(3, 4);
            for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
                String period = "&from=" + day.atStartOfDay(zone).toInstant() + "&to="
                        + day.plusDays(1).atStartOfDay(zone).toInstant();
                assertEqual(session, tenant, period, "daily", "day = '" + day + "'");
            }
            // Then hours
            for (String hour : session.rows("select distinct extract(epoch from hour)::bigint from bi.hourly_counts"
                    + " where hour >= '2026-10-31T20:00Z' and hour < '2026-11-01T06:00Z'")) {
                Instant from = Instant.ofEpochSecond(Long.parseLong(hour));
                String period = "&from=" + from + "&to=" + from.plus(1, ChronoUnit.HOURS);
                assertEqual(session, tenant, period, "hourly", "hour = '" + from + "'");
            }
            // Then all of it, and calls one by one
            String all = session.rows("select count(*), count(*) filter (where reached),"
                            + " count(*) filter (where engaged), sum(talk_seconds) from bi.calls")
                    .get(0);
            for (String view : List.of("daily_counts", "hourly_counts")) {
                assertThat(session.rows("select sum(dials + pending + failed), sum(reached), sum(engaged),"
                                + " sum(talk_seconds) from bi." + view))
                        .containsExactly(all);
            }
            for (String view : List.of("daily_rates", "hourly_rates")) {
                assertThat(session.rows("select distinct sum(numerator), sum(denominator) from bi." + view
                                + " where grouped_by in ('rep', 'team', 'company') group by grouped_by"))
                        .hasSize(1);
            }
        }
    }

    private static void assertEqual(BiSessions session, String tenant, String period, String unit, String when)
            throws SQLException {
        for (String by : List.of("team", "company")) {
            for (String direction : List.of("outbound", "inbound")) {
                List<String> expected = new ArrayList<>();
                for (JsonNode row : Rates.rows(tenant, "by=" + by + "&direction=" + direction + period)) {
                    row.get("rates")
                            .properties()
                            .forEach(rate -> expected.add(
                                    text(row.get("team")) + "|" + rate.getKey() + "|" + line(rate.getValue())));
                }
                assertThat(session.rows("select team, rate, numerator, denominator, value, low, high from bi." + unit
                                + "_rates where grouped_by = '" + by + "' and direction = '" + direction + "' and "
                                + when))
                        .as(by + " " + direction + " " + when)
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
        List<String> ofReps = new ArrayList<>();
        for (JsonNode row : Rates.rows(tenant, "by=rep&direction=all" + period)) {
            row.get("rates")
                    .properties()
                    .forEach(rate -> ofReps.add(text(row.get("rep")) + "|" + rate.getKey() + "|"
                            + rate.getValue().get("numerator") + "|"
                            + rate.getValue().get("denominator")));
        }
        assertThat(session.rows("select rep, rate, sum(numerator), sum(denominator) from bi." + unit
                        + "_rates where grouped_by = 'rep' and " + when + " group by rep, rate"))
                .as("rep " + when)
                .containsExactlyInAnyOrderElementsOf(ofReps);

        List<String> counts = new ArrayList<>();
        for (JsonNode row : Rates.rows(tenant, "by=campaign&direction=all" + period)) {
            List<String> line = new ArrayList<>(List.of(text(row.get("campaign"))));
            row.get("counts").forEach(count -> line.add(count.asText()));
            for (String sum : List.of("dials", "reached", "engaged", "pending", "failed", "talkSeconds")) {
                line.add(row.get(sum).asText());
            }
            counts.add(String.join("|", line));
        }
        assertThat(session.rows("select campaign, sum(na), sum(wn), sum(bl), sum(cut), sum(rj), sum(no_need),"
                        + " sum(follow_up), sum(d), sum(c), sum(dials), sum(reached), sum(engaged), sum(pending),"
                        + " sum(failed), sum(talk_seconds) from bi." + unit + "_counts where " + when
                        + " group by campaign"))
                .as("counts " + when)
                .containsExactlyInAnyOrderElementsOf(counts);
    }

    private static String line(JsonNode rate) {
        return List.of("numerator", "denominator", "value", "low", "high").stream()
                .map(member -> bare(rate.get(member)))
                .collect(joining("|"));
    }

    /** As PostgreSQL writes a number: 0 and 1 have no fraction. */
    private static String bare(JsonNode number) {
        return number.isDouble() && number.doubleValue() == Math.rint(number.doubleValue())
                ? String.valueOf(number.longValue())
                : text(number);
    }

    private static String text(JsonNode value) {
        return value.isNull() ? "-" : value.asText();
    }

    private static List<CallOutcomes> someCalls(Random random, ZoneId zone) {
        Instant start = FIRST.atStartOfDay(zone).toInstant();
        long seconds = start.until(LAST.plusDays(1).atStartOfDay(zone), ChronoUnit.SECONDS);
        List<CallOutcomes> events = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            CallOutcomes call = call("call-" + i)
                    .at(start.plusSeconds((long) (random.nextDouble() * seconds))
                            .toString())
                    .customer("customer-" + random.nextInt(40))
                    .rep(some(random, REPS))
                    .team(some(random, TEAMS))
                    .campaign(some(random, CAMPAIGNS))
                    .talkSeconds(random.nextInt(5) == 0 ? null : random.nextInt(900))
                    .with("flags", random.nextInt(5) == 0 ? List.of("na-with-talk") : List.of())
                    .outcome(some(random, OUTCOMES));
            call = random.nextInt(6) == 0 ? call.inbound() : call;
            events.add(
                    switch (random.nextInt(12)) {
                        case 0 -> call.pending();
                        case 1 -> call.failed();
                        case 2 -> call.voided();
                        default -> call;
                    });
            if (random.nextInt(6) == 0) {
                events.add(call.revision(2).voided());
            }
        }
        return events;
    }

    private static String some(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    // ---- one catalogue

    @Test
    void builtInRatesAreThoseOfTheService() throws SQLException {
        try (BiSessions superuser = BiSessions.superuser()) {
            assertThat(superuser.rows("select rate, label_en, label_zh, array_to_string(numerator, ' '),"
                            + " array_to_string(denominator, ' ') from built_in_rate order by position"))
                    .containsExactlyElementsOf(RateCatalogue.BUILT_IN.rates().stream()
                            .map(BiViewsTest::line)
                            .toList());
        }
    }

    @Test
    void metricsAreThoseOfTheApi() throws SQLException {
        given().auth()
                .oauth2(Tokens.of("views-metrics", "manager"))
                .contentType(ContentType.JSON)
                .body(OWN_METRICS)
                .put("/v1/metrics")
                .then()
                .statusCode(200);
        JsonPath api = given().auth()
                .oauth2(Tokens.of("views-metrics", "bi"))
                .get("/v1/metrics")
                .jsonPath();

        try (BiSessions session = BiSessions.of("views-metrics")) {
            assertThat(session.rows("select rate from bi.metrics order by position"))
                    .isEqualTo(api.getList("metrics.id"));
            assertThat(session.rows("select label_en, label_zh, version from bi.metrics where rate = 'callBack'"))
                    .containsExactly("Call-back|-|1");
            assertThat(session.rows("select label_zh from bi.metrics where rate = 'hangUp'"))
                    .containsExactly("挂线率");
        }
    }

    private static String line(Rate rate) {
        return String.join(
                "|",
                rate.id(),
                rate.label().get("en"),
                rate.label().get("zh-CN"),
                words(rate.numerator()),
                words(rate.denominator()));
    }

    private static String words(Collection<Outcome> outcomes) {
        return outcomes.stream().sorted().map(Outcome::name).collect(joining(" "));
    }

    // ---- tiers and deals

    @Test
    void aCustomersTierIsThatOfItsLastChange() throws SQLException {
        try (BiSessions superuser = BiSessions.superuser();
                BiSessions session = BiSessions.of("views-tiers")) {
            superuser.run("""
                    insert into tier_change values
                        ('views-tiers', 1, 'acme', 1, 'changed', null, 'D', 'call', 1, 'pbx-1', 'li.wei', 'east-1', '2026-11-01T08:00Z'),
                        ('views-tiers', 2, 'acme', 2, 'changed', 'D', 'C', 'call', 1, null, 'li.wei', 'east-1', '2026-11-02T08:00Z'),
                        ('views-tiers', 3, 'acme', 3, 'overdue', 'C', 'C', 'clock', 1, null, 'li.wei', 'east-1', '2026-11-09T08:00Z'),
                        ('views-tiers', 4, 'twin', 1, 'changed', null, 'D', 'call', 1, null, null, null, '2026-11-01T08:00Z'),
                        ('views-tiers', 5, 'unknown', 1, 'changed', null, 'B', 'call', 1, null, null, null, '2026-11-03T08:00Z')
                    """, """
                    insert into tier_stay (tenant, customer_id, version, standing, tier, since, until, before_standing) values
                        ('views-tiers', 'acme', 1, 'tier', 'D', '2026-11-01T08:00Z', '2026-11-02T08:00Z', 'new'),
                        ('views-tiers', 'acme', 2, 'tier', 'C', '2026-11-02T08:00Z', null, 'tier'),
                        ('views-tiers', 'twin', 1, 'tier', 'D', '2026-11-01T08:00Z', null, 'new'),
                        ('views-tiers', 'unknown', 1, 'tier', 'B', '2026-11-03T08:00Z', null, 'new')
                    """, """
                    insert into customer values
                        ('views-tiers', 'acme', 2, 'open', 1, null, 'li.wei', 'east-1',
                            '{"industry": "machines", "headCount": 120, "usualBudget": 5000.5}', null, null, now()),
                        ('views-tiers', 'twin', 1, 'open', 1, null, null, null, '{}', null, 'acme', now()),
                        ('views-tiers', 'pooled', 1, 'won', 2, now(), null, null, '{}', 'acme', null, now())
                    """, "insert into rep values ('views-tiers', 'li.wei', 1, 'Li Wei', true)");

            assertThat(session.rows("select customer_id, tier, since at time zone 'UTC', status, round, owner_rep_name,"
                            + " industry, head_count, usual_budget, referred_by from bi.customer_tiers order by 1"))
                    .containsExactly(
                            "acme|C|2026-11-02 08:00:00|open|1|Li Wei|machines|120|5000.5|-",
                            "pooled|-|-|won|2|-|-|-|-|acme",
                            "unknown|B|2026-11-03 08:00:00|open|1|-|-|-|-|-");
            assertThat(session.rows("select position, kind, from_tier, to_tier, rep_name from bi.tier_changes"
                            + " where customer_id = 'acme' order by position"))
                    .containsExactly("1|changed|-|D|Li Wei", "2|changed|D|C|Li Wei", "3|overdue|C|C|Li Wei");
        }
    }

    @Test
    void closingsComeWithTheirReasonsAndWhatWasUnmet() throws SQLException {
        try (BiSessions superuser = BiSessions.superuser();
                BiSessions session = BiSessions.of("views-deals")) {
            superuser.run("""
                    insert into closing values
                        ('views-deals', 'closing-1', 1, 'acme', 1, 'lost', '{price,timing}', 'Rival', 1200, 'CNY', '2026-11-03T08:00Z',
                            'li.wei', 'east-1', 'C', 'criteria', 1, '[{"tier": "A", "criterion": "quote"}, {"tier": "B", "criterion": "budget"}]',
                            '[]', null, null, now()),
                        ('views-deals', 'closing-2', 2, 'corner-shop', 1, 'lost', '{}', null, null, null, '2026-11-04T08:00Z',
                            null, null, null, null, 1, '[]', '[]', 'again', '2026-11-05T08:00Z', now())
                    """);

            assertThat(session.rows("select closing_id, stands, main_reason, competitor, amount, tier from bi.closings"
                            + " order by 1"))
                    .containsExactly("closing-1|t|price|Rival|1200|C", "closing-2|f|-|-|-|-");
            assertThat(session.rows("select closing_id, position, reason from bi.closing_reasons order by 1, 2"))
                    .containsExactly("closing-1|1|price", "closing-1|2|timing");
            assertThat(session.rows("select closing_id, tier, criterion, result from bi.unmet_criteria order by 2"))
                    .containsExactly("closing-1|A|quote|lost", "closing-1|B|budget|lost");
        }
    }

    // ---- every view

    @Test
    void noViewShowsAnotherCompanysRows() throws SQLException {
        topic.deliver("views-full", call("1"));
        try (BiSessions superuser = BiSessions.superuser();
                BiSessions owner = BiSessions.of("views-full");
                BiSessions stranger = BiSessions.of("views-empty")) {
            superuser.run(
                    "insert into rep values ('views-full', 'li.wei', 1, 'Li Wei', true)",
                    "insert into team values ('views-full', 'east-1', 1, 'East 1', true)",
                    "insert into tier_change values ('views-full', 1, 'acme', 1, 'changed', null, 'D', 'call', 1, null,"
                            + " null, null, now())",
                    "insert into tier_stay (tenant, customer_id, version, standing, tier, since, before_standing)"
                            + " values ('views-full', 'acme', 1, 'tier', 'D', now(), 'new')",
                    "insert into closing values ('views-full', 'closing-1', 1, 'acme', 1, 'lost', '{price}', null, null,"
                            + " null, now(), null, null, null, null, 1, '[{\"tier\": \"A\", \"criterion\": \"quote\"}]', '[]',"
                            + " null, null, now())");
            List<String> views =
                    superuser.rows("select relname from pg_class where relnamespace = 'bi'::regnamespace order by 1");
            assertThat(views).contains("calls", "unmet_criteria", "daily_rates").hasSizeGreaterThan(12);

            for (String view : views) {
                assertThat(owner.rows("select * from bi." + view)).as(view).isNotEmpty();
                if (!view.equals("metrics")) {
                    assertThat(stranger.rows("select * from bi." + view))
                            .as(view)
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void everyViewAndColumnIsDocumented() throws SQLException {
        try (BiSessions superuser = BiSessions.superuser()) {
            assertThat(superuser.rows("""
                    select relname, attname from pg_class left join pg_attribute on attrelid = pg_class.oid and attnum > 0
                    where relnamespace = 'bi'::regnamespace and relkind = 'v'
                        and (obj_description(pg_class.oid) is null or col_description(pg_class.oid, attnum) is null)
                    """)).isEmpty();
        }
    }
}
