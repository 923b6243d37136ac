package io.tierline.analytics.rates.domain;

import static io.tierline.analytics.rates.domain.Outcome.C;
import static io.tierline.analytics.rates.domain.Outcome.CUT;
import static io.tierline.analytics.rates.domain.Outcome.D;
import static io.tierline.analytics.rates.domain.Outcome.WN;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rates that are answered, in the order of the answer. Every output takes its rates from here, so that none can tell
 * another story.
 *
 * @param version of the tenant's own rates; 0 while it has none
 * @param rates with ids that differ
 */
public record RateCatalogue(int version, List<Rate> rates) {

    /** What a tenant has until it says otherwise. */
    public static final RateCatalogue BUILT_IN = new RateCatalogue(
            0,
            List.of(
                    builtIn("contact", "Contact", "接通率", Outcome.REACHED, Outcome.ALL),
                    builtIn(
                            "validContact",
                            "Valid-number contact",
                            "有效号码接通率",
                            Outcome.REACHED,
                            EnumSet.complementOf(EnumSet.of(WN))),
                    builtIn("invalid", "Bad-number", "空错号率", Set.of(WN), Outcome.ALL),
                    builtIn("hangUp", "Hang-up", "挂线率", Set.of(CUT), Outcome.REACHED),
                    builtIn("engagement", "Engagement", "洽谈率", Outcome.ENGAGED, Outcome.REACHED),
                    builtIn("conversion", "Meeting conversion", "约访转化率", Set.of(C), Outcome.REACHED),
                    builtIn("lead", "Lead", "商机率", Set.of(C, D), Outcome.REACHED)));

    public RateCatalogue {
        rates = List.copyOf(rates);
        if (rates.stream().map(Rate::id).distinct().count() < rates.size()) {
            throw new IllegalArgumentException("a rate is there twice");
        }
    }

    /**
     * The built-in rates with a tenant's own: one with the id of a built-in rate stands in its place, the others follow.
     *
     * @param version from 1
     * @param own with ids that differ
     */
    public static RateCatalogue with(int version, List<Rate> own) {
        Map<String, Rate> rates = new LinkedHashMap<>();
        BUILT_IN.rates().forEach(rate -> rates.put(rate.id(), rate));
        own.forEach(rate -> rates.put(rate.id(), rate));
        return new RateCatalogue(version, new ArrayList<>(rates.values()));
    }

    /** The rate of this id. */
    public Optional<Rate> rate(String id) {
        return rates.stream().filter(rate -> rate.id().equals(id)).findFirst();
    }

    /** Every rate of these calls by its id, in the catalogue's order. */
    public Map<String, Proportion> of(Counts counts) {
        Map<String, Proportion> values = new LinkedHashMap<>();
        rates.forEach(rate -> values.put(rate.id(), rate.of(counts)));
        return values;
    }

    private static Rate builtIn(
            String id, String english, String chinese, Set<Outcome> numerator, Set<Outcome> denominator) {
        return new Rate(id, Map.of("en", english, "zh-CN", chinese), numerator, denominator);
    }
}
