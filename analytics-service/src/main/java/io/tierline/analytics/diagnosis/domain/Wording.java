package io.tierline.analytics.diagnosis.domain;

import io.tierline.analytics.diagnosis.domain.Diagnosis.Finding;
import io.tierline.analytics.diagnosis.domain.Diagnosis.NoWeakness;
import io.tierline.analytics.diagnosis.domain.Diagnosis.NothingToCompare;
import io.tierline.analytics.diagnosis.domain.Diagnosis.TooFewCalls;
import io.tierline.analytics.diagnosis.domain.Diagnosis.Weakest;
import io.tierline.analytics.rates.domain.Proportion;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * A finding in words, in both languages.
 *
 * @param en English
 * @param zhCn Chinese
 */
public record Wording(String en, String zhCn) {

    /** Who is compared with whom. */
    public enum Comparison {
        /** A rep with the rest of its team. */
        REP_WITH_TEAM("the rest of the team", "团队其他成员"),
        /** A rep without a team with the rest of the company. */
        REP_WITH_COMPANY("the other reps of the company", "公司其他销售"),
        /** A team with the rest of the company. */
        TEAM_WITH_COMPANY("the other teams of the company", "公司其他团队");

        private final String en;
        private final String zhCn;

        Comparison(String en, String zhCn) {
            this.en = en;
            this.zhCn = zhCn;
        }
    }

    /**
     * The finding in words.
     *
     * @param who name of the rep or team
     */
    public static Wording of(Finding finding, String who, Comparison comparison) {
        if (finding instanceof Weakest weakest) {
            return weakest(weakest.stage(), who, comparison);
        }
        if (finding instanceof TooFewCalls few) {
            return tooFew(few, who, comparison);
        }
        if (finding instanceof NoWeakness) {
            return new Wording(
                    who + " is below " + comparison.en + " in no stage.", who + "在各环节均不低于" + comparison.zhCn + "。");
        }
        if (finding instanceof NothingToCompare) {
            return new Wording(
                    "There are no summarised calls to compare: in this period either " + who + " or " + comparison.en
                            + " made none.",
                    "没有可比较的通话：" + who + "或" + comparison.zhCn + "在该时段内没有已小结通话。");
        }
        throw new IllegalStateException("a finding without words: " + finding);
    }

    private static Wording weakest(StageComparison stage, String who, Comparison comparison) {
        String cost = decimal(stage.meetingsLostPerWeek());
        boolean costs = !cost.equals("0.0");
        return new Wording(
                who + "'s weakest stage is \"" + stage.stage().en() + "\": " + sharesInEnglish(stage, comparison) + "."
                        + (costs ? " At their share it would be about " + cost + " more meetings a week." : ""),
                who + "的薄弱环节是“" + stage.stage().zhCn() + "”：" + sharesInChinese(stage, comparison) + "。"
                        + (costs ? "若达到其水平，每周约可多约访" + cost + "次。" : ""));
    }

    private static Wording tooFew(TooFewCalls few, String who, Comparison comparison) {
        StageComparison stage = few.stage();
        String en = few.moreDials().isPresent()
                ? " About " + roughly(few.moreDials().getAsLong()) + " more dials are needed to tell."
                : " More dials are needed to tell.";
        String zhCn =
                few.moreDials().isPresent() ? "约需再拨打" + roughly(few.moreDials().getAsLong()) + "通才能判断。" : "需要更多通话才能判断。";
        return new Wording(
                who + " looks weakest in \"" + stage.stage().en() + "\" (" + sharesInEnglish(stage, comparison)
                        + "), but this may be chance." + en,
                who + "在“" + stage.stage().zhCn() + "”环节看似偏弱（" + sharesInChinese(stage, comparison) + "），但可能只是偶然。"
                        + zhCn);
    }

    private static String sharesInEnglish(StageComparison stage, Comparison comparison) {
        return stage.own().numerator() + " of " + stage.own().denominator() + " (" + percent(stage.own())
                + ") came this far, against " + percent(stage.others()) + " in " + comparison.en;
    }

    private static String sharesInChinese(StageComparison stage, Comparison comparison) {
        return stage.own().denominator() + "通中有" + stage.own().numerator() + "通（" + percent(stage.own()) + "）到达该环节，"
                + comparison.zhCn + "为" + percent(stage.others());
    }

    private static String percent(Proportion share) {
        return decimal(100 * share.value().orElseThrow()) + "%";
    }

    /** Rounded up to two figures: two shares that hardly differ would take millions, and no one of them matters. */
    private static String roughly(long dials) {
        return String.format(
                Locale.ROOT,
                "%,d",
                BigDecimal.valueOf(dials)
                        .round(new MathContext(2, RoundingMode.UP))
                        .longValueExact());
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
