package io.tierline.analytics.rates;

import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static io.tierline.analytics.fixtures.DirectoryEntries.rep;
import static io.tierline.analytics.fixtures.DirectoryEntries.team;
import static io.tierline.analytics.fixtures.Rates.A_YEAR;
import static io.tierline.analytics.fixtures.Rates.EVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.analytics.fixtures.Rates;
import io.tierline.analytics.fixtures.SetClock;
import io.tierline.analytics.fixtures.Topic;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Customers instead of calls, without the flagged, beside the period before, with names. */
@QuarkusTest
class ComparisonsTest {

    @Inject
    Topic topic;

    @Inject
    SetClock clock;

    @Test
    void customerCountsOnceByItsBestOutcome() {
        topic.deliver(
                "best",
                call("1").outcome("C"),
                call("2").outcome("NA"),
                call("3").customer("b").outcome("NO_NEED"),
                call("4").customer("b").outcome("FOLLOW_UP"),
                call("5").customer("c").outcome("WN"),
                call("6").customer("c").outcome("NA"),
                call("7").customer("d").pending(),
                call("8").customer("d").failed(),
                call("9").customer("e").failed());

        assertThat(Rates.inShort("best", "per=customer&by=company&" + A_YEAR))
                .containsExactly("company: NA 1, NO_NEED 1, C 1, pending 1, failed 1");
        assertThat(Rates.rows("best", "per=customer&by=company&" + A_YEAR)
                        .get(0)
                        .get("talkSeconds")
                        .longValue())
                .isEqualTo(9 * 95);
    }

    @Test
    void customerOfTwoRepsCountsForBoth_andOnceForTheTeam() {
        topic.deliver(
                "two-reps", call("1").outcome("D"), call("2").outcome("CUT").rep("zhang.min"));

        assertThat(Rates.inShort("two-reps", "per=customer&by=rep&" + A_YEAR))
                .containsExactly("li.wei: D 1", "zhang.min: CUT 1");
        assertThat(Rates.inShort("two-reps", "per=customer&by=team&" + A_YEAR)).containsExactly("east-1: D 1");
    }

    @Test
    void flaggedCallsAreLeftOut_whenTheyAreNotWanted() {
        topic.deliver(
                "flags",
                call("1").outcome("NA").with("flags", List.of("na-with-talk")),
                call("2").outcome("D"),
                call("3").outcome("C"));

        assertThat(Rates.inShort("flags", "by=company&" + EVER)).containsExactly("company: NA 1, D 1, C 1");
        assertThat(Rates.inShort("flags", "includeFlagged=false&by=company&" + EVER))
                .containsExactly("company: D 1, C 1");
        assertThat(Rates.inShort(
                        "flags", "includeFlagged=false&by=company&from=2026-11-23T01:29:00Z&to=2026-11-23T01:31:00Z"))
                .containsExactly("company: D 1, C 1");

        topic.deliver("flags", call("2").revision(2).outcome("D").with("flags", List.of("d-without-follow-up")));
        topic.deliver("flags", call("1").revision(2).outcome("NA"));
        assertThat(Rates.inShort("flags", "includeFlagged=false&by=company&" + EVER))
                .containsExactly("company: NA 1, C 1");
    }

    @Test
    void precedingPeriodStandsBesideIt() {
        // Given an hour, and the hour before it
        topic.deliver(
                "prior",
                call("1").at("2026-11-23T00:10:00Z").outcome("NA"),
                call("2").at("2026-11-23T00:20:00Z").outcome("D"),
                call("3").at("2026-11-23T01:10:00Z").outcome("D"),
                call("4").at("2026-11-23T01:20:00Z").outcome("D").rep("only.now"),
                call("5").at("2026-11-23T00:59:59.999999Z").outcome("RJ").rep("only.before"),
                call("6").at("2026-11-22T23:59:59.999999Z").outcome("C"));

        // When
        JsonNode answer = Rates.answer("prior", "prior=true&by=rep&from=2026-11-23T01:00:00Z&to=2026-11-23T02:00:00Z");

        // Then
        assertThat(answer.at("/prior/from").textValue()).isEqualTo("2026-11-23T00:00:00Z");
        assertThat(answer.at("/prior/to").textValue()).isEqualTo("2026-11-23T01:00:00Z");
        assertThat(answer.get("rows")).hasSize(3);
        JsonNode liWei = answer.at("/rows/0");
        assertThat(liWei.get("dials").longValue()).isEqualTo(1);
        assertThat(liWei.at("/prior/dials").longValue()).isEqualTo(2);
        assertThat(liWei.at("/prior/counts/NA").longValue()).isEqualTo(1);
        assertThat(liWei.at("/prior/rates/contact/value").doubleValue()).isEqualTo(0.5);
        assertThat(liWei.at("/prior/rates/contact/change").isNull()).isTrue();
        assertThat(liWei.at("/rates/contact/change").doubleValue()).isEqualTo(0.5);
        assertThat(liWei.at("/rates/hangUp/change").doubleValue()).isZero();
        JsonNode onlyBefore = answer.at("/rows/1");
        assertThat(onlyBefore.get("rep").textValue()).isEqualTo("only.before");
        assertThat(onlyBefore.get("team").textValue()).isEqualTo("east-1");
        assertThat(onlyBefore.get("dials").longValue()).isZero();
        assertThat(onlyBefore.at("/rates/contact/change").isNull()).isTrue();
        assertThat(onlyBefore.at("/prior/dials").longValue()).isEqualTo(1);
        assertThat(answer.at("/rows/2/prior/dials").longValue()).isZero();
        assertThat(answer.at("/rows/2/rates/contact/change").isNull()).isTrue();
    }

    @Test
    void windowHasAPrecedingOneToo_alsoAsCsv() {
        clock.set("2026-12-01T09:30:30Z");
        topic.deliver(
                "prior-window",
                call("1").at("2026-12-01T09:20:00Z").outcome("C"),
                call("2").at("2026-12-01T09:10:00Z").outcome("NA"));

        String csv = Rates.ask("prior-window", "prior=true&by=company&window=PT15M&format=csv")
                .asString();

        assertThat(csv.lines().toList().get(1))
                .startsWith("2026-12-01T09:16:00Z,2026-12-01T09:31:00Z,company,,,,contact,1.0,1,1,")
                .contains(",call,0,,,0.0,0,1,0.0,")
                .endsWith(",1.0");
    }

    @Test
    void rowsHaveTheNamesThatTheDirectoryKnows() {
        topic.deliverToDirectory("names", rep("li.wei", "Li Wei"), rep("zhang.min", null), team("east-1", "East 1"));
        topic.deliverToDirectory("others-names", rep("zhang.min", "Somebody Else"));
        topic.deliver("names", call("1"), call("2").rep("zhang.min").team("west-2"));

        assertThat(Rates.rows("names", "by=rep&" + EVER))
                .extracting(row -> row.get("repName").textValue() + ", "
                        + row.get("teamName").textValue())
                .containsExactly("Li Wei, East 1", "null, null");
        assertThat(Rates.rows("names", "by=team&" + EVER))
                .extracting(row -> row.get("repName").textValue() + ", "
                        + row.get("teamName").textValue())
                .containsExactly("null, East 1", "null, null");
        assertThat(Rates.ask("names", "format=csv&by=rep&" + EVER).asString()).contains(",call,0,Li Wei,East 1,,,,,,");
    }
}
