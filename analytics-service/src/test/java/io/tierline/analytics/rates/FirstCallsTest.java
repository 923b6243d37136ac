package io.tierline.analytics.rates;

import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static io.tierline.analytics.fixtures.Rates.A_YEAR;
import static io.tierline.analytics.fixtures.Rates.EVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.tierline.analytics.fixtures.Rates;
import io.tierline.analytics.fixtures.Topic;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Which call of a customer is its first. Each test has a tenant of its own. */
@QuarkusTest
class FirstCallsTest {

    private static final String FIRST = "firstCalls=true&by=rep&" + EVER;

    @Inject
    Topic topic;

    @Test
    void firstCallThatReachedCounts_whateverCameBefore() {
        topic.deliver(
                "first",
                call("1").at("2026-11-20T01:00:00Z").outcome("NA"),
                call("2").at("2026-11-20T02:00:00Z").failed(),
                call("3").at("2026-11-20T03:00:00Z").pending(),
                call("4").at("2026-11-20T04:00:00Z").outcome("CUT"),
                call("5").at("2026-11-20T05:00:00Z").outcome("C"),
                call("6").at("2026-11-20T06:00:00Z").customer("never-reached").outcome("WN"));

        assertThat(Rates.inShort("first", FIRST)).containsExactly("li.wei: CUT 1");
    }

    @Test
    void earlierOneTakesItsPlace_whenItArrivesLate() {
        topic.deliver("late", call("2").at("2026-11-20T04:00:00Z").outcome("CUT"));
        topic.deliver(
                "late",
                call("1").at("2026-11-20T03:59:59.999999Z").outcome("RJ").rep("zhang.min"));

        assertThat(Rates.inShort("late", FIRST)).containsExactly("zhang.min: RJ 1");
    }

    @Test
    void callIdDecides_whenTwoBeganAtTheSameMoment() {
        topic.deliver("tie", call("b").outcome("CUT"));
        topic.deliver("tie", call("a").outcome("RJ"), call("c").outcome("BL"));

        assertThat(Rates.inShort("tie", FIRST)).containsExactly("li.wei: RJ 1");
    }

    @Test
    void nextOneIsTheFirst_whenTheFirstIsVoidedCorrectedOrMoved() {
        topic.deliver(
                "next",
                call("1").at("2026-11-20T01:00:00Z").outcome("BL"),
                call("2").at("2026-11-20T02:00:00Z").outcome("CUT"),
                call("3").at("2026-11-20T03:00:00Z").outcome("RJ"),
                call("4").at("2026-11-20T04:00:00Z").outcome("D"));

        topic.deliver("next", call("1").at("2026-11-20T01:00:00Z").revision(2).outcome("NA"));
        assertThat(Rates.inShort("next", FIRST)).containsExactly("li.wei: CUT 1");

        topic.deliver(
                "next",
                call("2").at("2026-11-20T02:00:00Z").revision(2).outcome("CUT").voided());
        assertThat(Rates.inShort("next", FIRST)).containsExactly("li.wei: RJ 1");

        topic.deliver(
                "next",
                call("3")
                        .at("2026-11-20T03:00:00Z")
                        .revision(2)
                        .outcome("RJ")
                        .customer("other")
                        .rep("zhang.min"));
        assertThat(Rates.inShort("next", FIRST)).containsExactly("li.wei: D 1", "zhang.min: RJ 1");

        topic.deliver("next", call("4").at("2026-11-20T04:00:00Z").revision(2).pending());
        assertThat(Rates.inShort("next", FIRST)).containsExactly("zhang.min: RJ 1");
    }

    @Test
    void correctionOfTheFirstCallMovesWhatItCountsFor() {
        topic.deliver("moves", call("1").outcome("CUT").talkSeconds(10));
        topic.deliver(
                "moves", call("1").revision(2).outcome("C").rep("zhang.min").talkSeconds(20));

        assertThat(Rates.inShort("moves", FIRST)).containsExactly("zhang.min: C 1");
        assertThat(Rates.rows("moves", FIRST).get(0).get("talkSeconds").longValue())
                .isEqualTo(20);
    }

    @Test
    void firstCallIsThatOfAllTime_notOfThePeriodOrTheFilter() {
        topic.deliver(
                "all-time",
                call("1").at("2026-11-20T01:00:00Z").outcome("CUT").inbound(),
                call("2").at("2026-11-21T01:10:00Z").outcome("D"),
                call("3").at("2026-11-21T01:10:00Z").customer("other").outcome("C"),
                call("4")
                        .at("2026-11-21T01:20:00Z")
                        .customer("other")
                        .outcome("RJ")
                        .rep("zhang.min"));

        assertThat(Rates.inShort(
                        "all-time", "firstCalls=true&by=company&from=2026-11-21T00:00:00Z&to=2026-11-22T00:00:00Z"))
                .containsExactly("company: C 1");
        assertThat(Rates.inShort(
                        "all-time", "firstCalls=true&by=company&from=2026-11-21T01:05:00Z&to=2026-11-21T01:30:00Z"))
                .containsExactly("company: C 1");
        assertThat(Rates.inShort("all-time", "firstCalls=true&by=company&direction=all&" + EVER))
                .containsExactly("company: CUT 1, C 1");
        assertThat(Rates.inShort("all-time", "firstCalls=true&by=company&rep=zhang.min&" + EVER))
                .isEmpty();
        assertThat(Rates.inShort("all-time", "firstCalls=true&per=customer&by=company&" + A_YEAR))
                .containsExactly("company: C 1");
    }
}
