package io.tierline.analytics.diagnosis.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tierline.analytics.ShareBody;
import io.tierline.analytics.diagnosis.application.Diagnose.Diagnosed;
import io.tierline.analytics.diagnosis.domain.Diagnosis.Finding;
import io.tierline.analytics.diagnosis.domain.Diagnosis.NoWeakness;
import io.tierline.analytics.diagnosis.domain.Diagnosis.TooFewCalls;
import io.tierline.analytics.diagnosis.domain.Diagnosis.Weakest;
import io.tierline.analytics.diagnosis.domain.StageComparison;
import io.tierline.analytics.diagnosis.domain.Wording;
import io.tierline.analytics.rates.domain.Proportion.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Where a rep or a team loses more customers than the others. */
@Schema(name = "Diagnosis")
record DiagnosisAnswer(
        @Schema(description = "First moment of the period, in UTC.")
        Instant from,

        @Schema(description = "End of the period, in UTC; not in it any more.")
        Instant to,

        @Schema(description = "Who was looked at; null for a whole team.", nullable = true)
        String rep,

        @Schema(description = "The rep's team, or who was looked at.", nullable = true)
        String team,

        @Schema(description = "What people call the rep or team.")
        String name,

        @Schema(
                description =
                        "With whom: the other reps of the team, the other reps of the company (for a rep without a"
                                + " team), or the other teams.",
                enumeration = {"rep-with-team", "rep-with-company", "team-with-company"})
        String comparison,

        @Schema(
                description =
                        "weakest: one stage is surely weaker. too-few-calls: it may be chance. no-weakness: no stage"
                                + " is below the others'. nothing-to-compare: one side has no summarised calls.",
                enumeration = {"weakest", "too-few-calls", "no-weakness", "nothing-to-compare"})
        String finding,

        @Schema(
                description = "The stage that the finding is about: of several the one that costs most meetings.",
                nullable = true)
        String stage,

        @Schema(
                description = "How many more dials it probably takes to tell (at 80 % power); with too-few-calls only.",
                nullable = true)
        Long moreDials,

        @Schema(description = "The finding in words.") Words words,

        @Schema(description = "Every step, the first one first.")
        List<StageBody> stages) {

    static final List<String> COLUMNS = List.of(
            "from",
            "to",
            "rep",
            "team",
            "name",
            "comparison",
            "finding",
            "weakestStage",
            "moreDials",
            "stage",
            "ownValue",
            "ownNumerator",
            "ownDenominator",
            "ownLow",
            "ownHigh",
            "othersValue",
            "othersNumerator",
            "othersDenominator",
            "othersLow",
            "othersHigh",
            "difference",
            "differenceLow",
            "differenceHigh",
            "adjustedP",
            "verdict",
            "meetingsLostPerWeek");

    /** The same in two languages. */
    @Schema(name = "DiagnosisWords")
    record Words(String en, @JsonProperty("zh-CN") String zhCn) {}

    /** One step beside the others'. */
    @Schema(name = "DiagnosisStage")
    record StageBody(
            String stage,

            @Schema(description = "Its name in the language asked for.")
            String label,

            @Schema(description = "Of one's own calls that came to the stage before, those that came this far.")
            ShareBody own,

            @Schema(description = "The same of the others' calls.")
            ShareBody others,

            @Schema(description = "Own value minus others' value, -1 to 1.", nullable = true)
            Double difference,

            @Schema(description = "Lower end of its 95 % confidence interval (Newcombe).", nullable = true)
            Double differenceLow,

            @Schema(description = "Upper end of its 95 % confidence interval (Newcombe).", nullable = true)
            Double differenceHigh,

            @Schema(
                    description = "How likely so large a difference would be by chance, corrected for the number of"
                            + " stages (Holm).")
            double adjustedP,

            @Schema(
                    description = "What can be said at the level of 5 % for all stages together.",
                    enumeration = {"weaker", "stronger", "not-different", "nothing-to-compare"})
            String verdict,

            @Schema(
                    description =
                            "How many more meetings a week there would be at the others' share in this step, one's"
                                    + " own later steps as they are; negative where one is better. Of a period under way,"
                                    + " by the time that is over.")
            double meetingsLostPerWeek) {

        static StageBody of(StageComparison stage, String language) {
            return new StageBody(
                    stage.stage().word(),
                    stage.stage().nameIn(language),
                    ShareBody.of(stage.own()),
                    ShareBody.of(stage.others()),
                    stage.difference().orElse(null),
                    stage.interval().map(Interval::low).orElse(null),
                    stage.interval().map(Interval::high).orElse(null),
                    stage.adjustedP(),
                    word(stage.verdict()),
                    stage.meetingsLostPerWeek());
        }
    }

    static DiagnosisAnswer of(Diagnosed diagnosed, String language) {
        Finding finding = diagnosed.diagnosis().finding();
        Wording words = Wording.of(finding, diagnosed.name(), diagnosed.comparison());
        StageComparison stage = finding instanceof Weakest weakest
                ? weakest.stage()
                : finding instanceof TooFewCalls few ? few.stage() : null;
        return new DiagnosisAnswer(
                diagnosed.period().from(),
                diagnosed.period().to(),
                diagnosed.rep(),
                diagnosed.team(),
                diagnosed.name(),
                word(diagnosed.comparison()),
                word(finding),
                stage == null ? null : stage.stage().word(),
                finding instanceof TooFewCalls few && few.moreDials().isPresent()
                        ? Long.valueOf(few.moreDials().getAsLong())
                        : null,
                new Words(words.en(), words.zhCn()),
                diagnosed.diagnosis().stages().stream()
                        .map(each -> StageBody.of(each, language))
                        .toList());
    }

    List<List<Object>> lines() {
        return stages.stream().map(this::line).toList();
    }

    private List<Object> line(StageBody each) {
        List<Object> line = new ArrayList<>(
                Arrays.asList(from, to, rep, team, name, comparison, finding, stage, moreDials, each.stage()));
        line.addAll(each.own().cells());
        line.addAll(each.others().cells());
        line.addAll(Arrays.asList(
                each.difference(),
                each.differenceLow(),
                each.differenceHigh(),
                each.adjustedP(),
                each.verdict(),
                each.meetingsLostPerWeek()));
        return line;
    }

    private static String word(Finding finding) {
        if (finding instanceof Weakest) {
            return "weakest";
        }
        if (finding instanceof TooFewCalls) {
            return "too-few-calls";
        }
        return finding instanceof NoWeakness ? "no-weakness" : "nothing-to-compare";
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
