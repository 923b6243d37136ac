package io.tierline.analytics.diagnosis.domain;

import static io.tierline.analytics.rates.domain.Outcome.BL;
import static io.tierline.analytics.rates.domain.Outcome.C;
import static io.tierline.analytics.rates.domain.Outcome.CUT;
import static io.tierline.analytics.rates.domain.Outcome.D;
import static io.tierline.analytics.rates.domain.Outcome.WN;

import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.Outcome;
import io.tierline.analytics.rates.domain.Proportion;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The stages of a call, each one a part of the one before it: dial, valid number, reached, stayed on, engaged, lead,
 * meeting.
 */
public enum Stage {
    /** Every summarised call. */
    DIAL("dial", Outcome.ALL, "Dialled", "外呼"),
    /** The number is in service and right: not WN. */
    VALID_NUMBER("valid-number", without(Outcome.ALL, WN), "Valid number", "有效号码"),
    /** Somebody spoke with us. */
    REACHED("reached", Outcome.REACHED, "Reached", "接通"),
    /** The customer neither hung up (CUT) nor was hostile (BL). */
    STAYED_ON("stayed-on", without(Outcome.REACHED, CUT, BL), "Stayed on the line", "未挂线"),
    /** The needs were probed and the product was introduced. */
    ENGAGED("engaged", Outcome.ENGAGED, "Engaged", "洽谈"),
    /** A follow-up was agreed or a meeting booked. */
    LEAD("lead", EnumSet.of(D, C), "Lead", "商机"),
    /** A meeting was booked. */
    MEETING("meeting", EnumSet.of(C), "Meeting booked", "约访");

    private final String word;
    private final Set<Outcome> outcomes;
    private final String en;
    private final String zhCn;

    Stage(String word, Set<Outcome> outcomes, String en, String zhCn) {
        this.word = word;
        this.outcomes = Collections.unmodifiableSet(outcomes);
        this.en = en;
        this.zhCn = zhCn;
    }

    /** The word for it in the API. */
    public String word() {
        return word;
    }

    /** Its name in English. */
    public String en() {
        return en;
    }

    /** Its name in Chinese. */
    public String zhCn() {
        return zhCn;
    }

    /** Its name in the language of this tag: en or zh-CN. */
    public String nameIn(String language) {
        return language.equals("zh-CN") ? zhCn : en;
    }

    /** The outcomes of calls that came this far; those of the stage before contain them. */
    public Set<Outcome> outcomes() {
        return outcomes;
    }

    /**
     * The step to this stage: of the calls that came to the stage before, those that came this far.
     *
     * @throws IllegalStateException for {@link #DIAL}, to which no step leads
     */
    public Proportion stepIn(Counts counts) {
        if (this == DIAL) {
            throw new IllegalStateException("no step leads to the dial");
        }
        return new Proportion(counts.of(outcomes), counts.of(values()[ordinal() - 1].outcomes));
    }

    /** All stages to which a step leads. */
    public static Set<Stage> steps() {
        return EnumSet.range(VALID_NUMBER, MEETING);
    }

    private static Set<Outcome> without(Set<Outcome> all, Outcome... some) {
        Set<Outcome> rest = EnumSet.copyOf(all);
        for (Outcome outcome : some) {
            rest.remove(outcome);
        }
        return rest;
    }
}
