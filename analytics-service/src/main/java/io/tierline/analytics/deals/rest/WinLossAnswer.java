package io.tierline.analytics.deals.rest;

import io.tierline.analytics.ShareBody;
import io.tierline.analytics.deals.application.DealsQuestion;
import io.tierline.analytics.deals.application.ReviewDeals.Review;
import io.tierline.analytics.deals.domain.CriterionEffect;
import io.tierline.analytics.deals.domain.DealCounts;
import io.tierline.analytics.deals.domain.DealCounts.Ended;
import io.tierline.analytics.deals.domain.DealCounts.Met;
import io.tierline.analytics.deals.domain.DealCounts.Named;
import io.tierline.analytics.deals.domain.Lift;
import io.tierline.analytics.deals.domain.Result;
import io.tierline.analytics.deals.domain.Section;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Proportion;
import io.tierline.analytics.rates.domain.Proportion.Interval;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why deals were won and lost. */
@Schema(name = "WinLoss")
record WinLossAnswer(
        @Schema(description = "First moment of the period, in UTC.")
        Instant from,

        @Schema(description = "End of the period, in UTC; not in it any more.")
        Instant to,

        @Schema(description = "Whose deals are counted together.")
        String by,

        @Schema(description = "One row per group with deals that ended, sorted by id; deals of nobody last.")
        List<Row> rows) {

    private static final String VERDICT = "What can be said at the level of 5 % for all lines of the section together.";
    private static final String ADJUSTED_P =
            "How likely so large a difference would be by chance, corrected for the number of lines (Holm); 1 where there"
                    + " is nothing to compare.";

    /** The deals of one group. */
    @Schema(name = "WinLossRow")
    record Row(
            @Schema(description = "By rep: whose customers they were when the deal ended.", nullable = true)
            String rep,

            @Schema(description = "By team: whose customers they were when the deal ended.", nullable = true)
            String team,

            @Schema(nullable = true) String repName,

            @Schema(nullable = true) String teamName,

            @Schema(description = "How deals ended; null when not asked for.", nullable = true)
            Results results,

            @Schema(
                    description =
                            "Won, lost, disqualified, each with its most frequent reason first; null when not asked for.",
                    nullable = true)
            List<Reason> reasons,

            @Schema(
                    description = "The most frequent first, deals that name none last; null when not asked for.",
                    nullable = true)
            List<Competitor> competitors,

            @Schema(description = "Sorted by tier and criterion; null when not asked for.", nullable = true)
            List<Criterion> criteria,

            @Schema(
                    description =
                            "By attribute, each with its most frequent value first, the deals of which it is not known"
                                    + " last; null when not asked for.",
                    nullable = true)
            List<Value> profile) {}

    /** How many deals ended how. */
    @Schema(name = "WinLossResults")
    record Results(
            long won,
            long lost,

            @Schema(description = "Deals that turned out to be no target; in no win rate.")
            long disqualified,

            @Schema(description = "won / (won + lost).") ShareBody winRate,

            @Schema(
                    description =
                            "What was won and what was lost, by currency; amounts in different ones do not add up.")
            List<Worth> amounts) {}

    /** What deals were worth, or would have been. */
    @Schema(name = "WinLossAmount")
    record Worth(
            @Schema(enumeration = {"won", "lost"}) String result,

            @Schema(description = "ISO 4217.") String currency,

            @Schema(description = "Deals with an amount in this currency; those without one are in no amount.")
            long deals,

            BigDecimal sum,

            @Schema(description = "The amount in the middle; of an even number the mean of the two.")
            BigDecimal median) {}

    /** What was named as the reason. */
    @Schema(name = "WinLossReason")
    record Reason(
            @Schema(enumeration = {"won", "lost", "disqualified"})
            String result,

            @Schema(description = "Its code; labels: GET /v1/closing-reasons of grading-service.")
            String reason,

            @Schema(description = "Deals that name it; one deal may name several.")
            long deals,

            @Schema(description = "Of them, those that name it first, as the most important one.")
            long first,

            @Schema(description = "deals / all deals with this result.")
            ShareBody share) {}

    /** Whom deals met. */
    @Schema(name = "WinLossCompetitor")
    record Competitor(
            @Schema(
                    description =
                            "As it is written most often; spellings that differ in case, width of letters and blanks"
                                    + " around are one. Null: none was named.",
                    nullable = true)
            String competitor,

            @Schema(description = "Deals that met it.") long deals,

            long won,
            long lost,
            long disqualified,

            @Schema(description = "won / (won + lost).") ShareBody winRate) {}

    /** How deals ended by whether a criterion was met. */
    @Schema(name = "WinLossCriterion")
    record Criterion(
            String tier,
            String criterion,

            @Schema(description = "The versions of the grading standard that were in force, ascending.")
            List<Integer> standards,

            @Schema(description = "Won of won or lost, where it was not met just before the end.")
            ShareBody unmet,

            @Schema(description = "Won of won or lost, where it was met.")
            ShareBody met,

            @Schema(description = "unmet minus met, -1 to 1; null when either has no deals.", nullable = true)
            Double difference,

            @Schema(description = "Lower end of its 95 % confidence interval (Newcombe).", nullable = true)
            Double differenceLow,

            @Schema(description = "Upper end of its 95 % confidence interval (Newcombe).", nullable = true)
            Double differenceHigh,

            @Schema(description = ADJUSTED_P) double adjustedP,

            @Schema(
                    description = VERDICT + " lower: deals are won less often while it is not met.",
                    enumeration = {"higher", "lower", "not-different", "nothing-to-compare"})
            String verdict) {}

    /** How deals ended by a value of the profile. */
    @Schema(name = "WinLossProfile")
    record Value(
            @Schema(description = "The name in the customer's profile.")
            String attribute,

            @Schema(
                    description =
                            "As it is written there. A number by its band: 50..250 is 50 or more and less than 250."
                                    + " Of lists (domains, salesChannels, competingProducts) a deal counts under each entry. Null:"
                                    + " not known.",
                    nullable = true)
            String value,

            long won,
            long lost,

            @Schema(description = "won / (won + lost).") ShareBody winRate,

            @Schema(
                    description = "winRate / the win rate of all deals; null when none was won at all.",
                    nullable = true)
            Double lift,

            @Schema(
                    description = "Lower end of its 95 % confidence interval (from Koopman's for the ratio to the deals"
                            + " without the value); null when there are none.",
                    nullable = true)
            Double liftLow,

            @Schema(description = "Upper end of the same.", nullable = true)
            Double liftHigh,

            @Schema(description = ADJUSTED_P) double adjustedP,

            @Schema(
                    description = VERDICT,
                    enumeration = {"higher", "lower", "not-different", "nothing-to-compare"})
            String verdict) {}

    static WinLossAnswer of(Review review, DealsQuestion question) {
        return new WinLossAnswer(
                review.period().from(),
                review.period().to(),
                question.by().word(),
                review.groups().stream()
                        .map(group -> row(group, review, question))
                        .toList());
    }

    private static Row row(DealCounts group, Review review, DealsQuestion question) {
        String rep = question.by() == Grouping.REP ? group.id() : null;
        String team = question.by() == Grouping.TEAM ? group.id() : null;
        return new Row(
                rep,
                team,
                review.names().ofRep(rep),
                review.names().ofTeam(team),
                question.sections().contains(Section.RESULTS) ? results(group) : null,
                question.sections().contains(Section.REASONS)
                        ? group.reasons().stream()
                                .map(named -> reason(named, group))
                                .toList()
                        : null,
                question.sections().contains(Section.COMPETITORS)
                        ? group.competitors().stream()
                                .map(WinLossAnswer::competitor)
                                .toList()
                        : null,
                question.sections().contains(Section.CRITERIA)
                        ? CriterionEffect.of(group.criteria()).stream()
                                .map(WinLossAnswer::criterion)
                                .toList()
                        : null,
                question.sections().contains(Section.PROFILE)
                        ? Lift.of(group.values(), group.winRate()).stream()
                                .map(WinLossAnswer::value)
                                .toList()
                        : null);
    }

    private static Results results(DealCounts group) {
        return new Results(
                group.deals(Result.WON),
                group.deals(Result.LOST),
                group.deals(Result.DISQUALIFIED),
                ShareBody.of(group.winRate()),
                group.results().stream()
                        .filter(ended -> ended.currency() != null && ended.result() != Result.DISQUALIFIED)
                        .map(WinLossAnswer::worth)
                        .toList());
    }

    private static Worth worth(Ended ended) {
        return new Worth(ended.result().word(), ended.currency(), ended.deals(), ended.sum(), ended.median());
    }

    private static Reason reason(Named named, DealCounts group) {
        return new Reason(
                named.result().word(),
                named.reason(),
                named.named(),
                named.first(),
                ShareBody.of(new Proportion(named.named(), group.deals(named.result()))));
    }

    private static Competitor competitor(Met met) {
        return new Competitor(
                met.competitor(),
                met.won() + met.lost() + met.disqualified(),
                met.won(),
                met.lost(),
                met.disqualified(),
                ShareBody.of(met.winRate()));
    }

    private static Criterion criterion(CriterionEffect effect) {
        return new Criterion(
                effect.counts().tier(),
                effect.counts().criterion(),
                effect.counts().standards(),
                ShareBody.of(effect.counts().unmet()),
                ShareBody.of(effect.counts().met()),
                effect.difference().orElse(null),
                effect.interval().map(Interval::low).orElse(null),
                effect.interval().map(Interval::high).orElse(null),
                effect.adjustedP(),
                effect.verdict().word());
    }

    private static Value value(Lift lift) {
        Proportion winRate = lift.counts().winRate();
        return new Value(
                lift.counts().field().word(),
                lift.counts().value(),
                winRate.numerator(),
                winRate.denominator() - winRate.numerator(),
                ShareBody.of(winRate),
                lift.lift().orElse(null),
                lift.interval().map(Interval::low).orElse(null),
                lift.interval().map(Interval::high).orElse(null),
                lift.adjustedP(),
                lift.verdict().word());
    }
}
