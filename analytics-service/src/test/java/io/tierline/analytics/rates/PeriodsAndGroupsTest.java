package io.tierline.analytics.rates;

import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static io.tierline.analytics.fixtures.Rates.EVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.analytics.fixtures.Rates;
import io.tierline.analytics.fixtures.SetClock;
import io.tierline.analytics.fixtures.Topic;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which calls a question is about. Each test has a tenant of its own. */
@QuarkusTest
class PeriodsAndGroupsTest {

    @Inject
    Topic topic;

    @Inject
    SetClock clock;

    @ParameterizedTest
    @CsvSource({
        "01:30:00,        01:40:00,        C 1",
        "01:20:00,        01:30:00,        NA 1",
        "01:29:59.999999, 01:30:00.000001, 'NA 1, C 1'",
        "01:30:00.000001, 01:40:00,        ''",
        "01:00:00,        02:00:00,        'NA 1, C 1'",
        "01:00:00,        03:00:00,        'NA 1, RJ 1, C 1'",
        "01:30:00,        02:00:00,        C 1",
        "01:30:00,        02:00:00.000001, 'RJ 1, C 1'",
        "01:30:00,        04:00:00,        'RJ 1, C 1'",
        "00:30:00,        01:30:00,        NA 1",
        "00:30:00,        04:30:00,        'NA 1, CUT 1, RJ 1, C 1'",
        "00:00:00,        04:00:00,        'NA 1, RJ 1, C 1'",
        "02:00:00,        04:00:00.000001, 'CUT 1, RJ 1'"
    })
    void periodHoldsItsBeginningAndNotItsEnd(String from, String to, String counts) {
        topic.deliver(
                "period",
                call("1").at("2026-11-23T01:29:59.999999Z").outcome("NA"),
                call("2").at("2026-11-23T01:30:00Z").outcome("C"),
                call("3").at("2026-11-23T02:00:00Z").outcome("RJ"),
                call("4").at("2026-11-23T04:00:00Z").outcome("CUT"));

        assertThat(Rates.inShort("period", "by=company&from=2026-11-23T" + from + "Z&to=2026-11-23T" + to + "Z"))
                .isEqualTo(counts.isEmpty() ? java.util.List.of() : java.util.List.of("company: " + counts));
    }

    @Test
    void windowEndsAtTheNextFullMinute() {
        topic.deliver(
                "window",
                call("before").at("2026-12-01T09:15:59.999999Z").outcome("NA"),
                call("first").at("2026-12-01T09:16:00Z").outcome("D"),
                call("newest").at("2026-12-01T09:30:59Z").outcome("C"),
                call("next").at("2026-12-01T09:31:00Z").outcome("WN"));
        clock.set("2026-12-01T09:30:59.5Z");

        JsonNode answer = Rates.answer("window", "by=company&window=PT15M");

        assertThat(answer.get("from").textValue()).isEqualTo("2026-12-01T09:16:00Z");
        assertThat(answer.get("to").textValue()).isEqualTo("2026-12-01T09:31:00Z");
        assertThat(answer.get("by").textValue()).isEqualTo("company");
        assertThat(Rates.inShort("window", "by=company&window=PT15M")).containsExactly("company: D 1, C 1");
        assertThat(Rates.inShort("window", "by=company&window=P366D")).containsExactly("company: NA 1, D 1, C 1");
    }

    @Test
    void periodMayLieInTheFuture() {
        clock.set("2026-11-23T00:00:00Z");
        topic.deliver("future", call("1").at("2027-03-01T10:00:00Z"));

        assertThat(Rates.inShort("future", "by=company&from=2027-01-01T00:00:00Z&to=2027-06-01T00:00:00Z"))
                .containsExactly("company: D 1");
    }

    @Test
    void timesMayHaveAnyOffset_alsoWithAPlusThatArrivesAsABlank() {
        topic.deliver("offset", call("1").at("2026-11-23T01:30:00Z"));

        JsonNode answer = Rates.answer(
                "offset", "by=company&from=2026-11-23T09:30:00%2B08:00&to=2026-11-23T09:30:00.000001+08:00");

        assertThat(answer.get("from").textValue()).isEqualTo("2026-11-23T01:30:00Z");
        assertThat(answer.get("rows")).hasSize(1);
    }

    @Test
    void callsWithoutRepTeamOrCampaignHaveARowOfTheirOwn_last() {
        topic.deliver(
                "nobody",
                call("1"),
                call("2").outcome("NA").rep(null).team(null).campaign(null),
                call("3").outcome("NA").rep(null).team(null).campaign(null),
                call("4").outcome("C").rep("Zoe"));

        assertThat(Rates.inShort("nobody", "by=rep&" + EVER)).containsExactly("Zoe: C 1", "li.wei: D 1", "null: NA 2");
        assertThat(Rates.inShort("nobody", "by=team&" + EVER)).containsExactly("east-1: D 1, C 1", "null: NA 2");
        assertThat(Rates.inShort("nobody", "by=campaign&" + EVER)).containsExactly("expo-2026: D 1, C 1", "null: NA 2");
        assertThat(Rates.inShort("nobody", "by=company&" + EVER)).containsExactly("company: NA 2, D 1, C 1");
    }

    @Test
    void rowNamesItsGroupAndNothingElse() {
        topic.deliver("members", call("1"));

        assertThat(groupOf("members", "rep")).isEqualTo("li.wei east-1 null");
        assertThat(groupOf("members", "team")).isEqualTo("null east-1 null");
        assertThat(groupOf("members", "campaign")).isEqualTo("null null expo-2026");
        assertThat(groupOf("members", "company")).isEqualTo("null null null");
    }

    @Test
    void repHasOneRow_withTheLatestTeam() {
        topic.deliver(
                "latest-team",
                call("1").at("2026-11-23T01:30:00Z").team("west-2"),
                call("2").at("2026-11-23T05:10:00Z").team("west-2"),
                call("3").at("2026-11-23T05:20:00Z").team("east-1"),
                call("4").at("2026-11-23T05:30:00Z").team(null));

        assertThat(groupOf("latest-team", "rep")).isEqualTo("li.wei east-1 null");
        assertThat(Rates.inShort("latest-team", "by=rep&" + EVER)).containsExactly("li.wei: D 4");
        assertThat(team("latest-team", "2026-11-23T00:00:00Z", "2026-11-23T05:00:00Z"))
                .isEqualTo("west-2");
        assertThat(team("latest-team", "2026-11-23T00:00:00Z", "2026-11-23T05:20:00Z"))
                .isEqualTo("west-2");
        assertThat(team("latest-team", "2026-11-23T00:00:00Z", "2026-11-23T05:20:01Z"))
                .isEqualTo("east-1");
        assertThat(team("latest-team", "2026-11-23T05:15:00Z", "2026-11-23T08:00:00Z"))
                .isEqualTo("east-1");
        assertThat(team("latest-team", "2026-11-23T05:30:00Z", "2026-11-23T08:00:00Z"))
                .isNull();
    }

    @Test
    void latestTeamIsForgotten_whenTheCallsOfItMoveAway() {
        topic.deliver(
                "moved-team",
                call("1").team("west-2"),
                call("2").at("2026-11-23T05:00:00Z").team("east-1"));
        topic.deliver(
                "moved-team",
                call("2").revision(2).at("2026-11-23T05:00:00Z").team("east-1").rep("zhang.min"));

        assertThat(groupOf("moved-team", "rep")).isEqualTo("li.wei west-2 null");
    }

    @Test
    void filtersNarrowDown_inWholeHoursAndAtTheEdges() {
        topic.deliver(
                "filters",
                call("1"),
                call("2").rep("zhang.min"),
                call("3").team("west-2"),
                call("4").campaign("spring"),
                call("5").inbound());

        for (String period : new String[] {EVER, "from=2026-11-23T01:15:00Z&to=2026-11-23T01:45:00Z"}) {
            assertThat(Rates.inShort("filters", "by=company&" + period)).containsExactly("company: D 4");
            assertThat(Rates.inShort("filters", "by=company&direction=outbound&" + period))
                    .containsExactly("company: D 4");
            assertThat(Rates.inShort("filters", "by=company&direction=inbound&" + period))
                    .containsExactly("company: D 1");
            assertThat(Rates.inShort("filters", "by=company&direction=all&" + period))
                    .containsExactly("company: D 5");
            assertThat(Rates.inShort("filters", "by=company&rep=li.wei&" + period))
                    .containsExactly("company: D 3");
            assertThat(Rates.inShort("filters", "by=rep&team=east-1&" + period))
                    .containsExactly("li.wei: D 2", "zhang.min: D 1");
            assertThat(Rates.inShort("filters", "by=rep&rep=li.wei&team=west-2&campaign=expo-2026&" + period))
                    .containsExactly("li.wei: D 1");
            assertThat(Rates.inShort("filters", "by=team&campaign=spring&" + period))
                    .containsExactly("east-1: D 1");
            assertThat(Rates.inShort("filters", "by=team&rep=nobody&" + period)).isEmpty();
        }
    }

    private static String groupOf(String tenant, String by) {
        JsonNode row = Rates.rows(tenant, "by=" + by + "&" + EVER).get(0);
        return row.get("rep").asText() + " " + row.get("team").asText() + " "
                + row.get("campaign").asText();
    }

    private static String team(String tenant, String from, String to) {
        return Rates.rows(tenant, "by=rep&from=" + from + "&to=" + to)
                .get(0)
                .get("team")
                .textValue();
    }
}
