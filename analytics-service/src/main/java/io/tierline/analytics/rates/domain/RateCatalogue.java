package io.tierline.analytics.rates.domain;

import static io.tierline.analytics.rates.domain.Outcome.C;
import static io.tierline.analytics.rates.domain.Outcome.CUT;
import static io.tierline.analytics.rates.domain.Outcome.D;
import static io.tierline.analytics.rates.domain.Outcome.WN;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rates that are answered, in the order of the answer. Every output takes its rates from here, so that none can tell
 * another story.
 *
 * @param rates with ids that differ
 */
public record RateCatalogue(List<Rate> rates) {

    /** What a tenant has until it says otherwise. */
    public static final RateCatalogue BUILT_IN = new RateCatalogue(List.of(
            new Rate("contact", Outcome.REACHED, Outcome.ALL),
            new Rate("validContact", Outcome.REACHED, EnumSet.complementOf(EnumSet.of(WN))),
            new Rate("invalid", Set.of(WN), Outcome.ALL),
            new Rate("hangUp", Set.of(CUT), Outcome.REACHED),
            new Rate("engagement", Outcome.ENGAGED, Outcome.REACHED),
            new Rate("conversion", Set.of(C), Outcome.REACHED),
            new Rate("lead", Set.of(C, D), Outcome.REACHED)));

    public RateCatalogue {
        rates = List.copyOf(rates);
        if (rates.stream().map(Rate::id).distinct().count() < rates.size()) {
            throw new IllegalArgumentException("a rate is there twice");
        }
    }

    /** Every rate of these calls by its id, in the catalogue's order. */
    public Map<String, Proportion> of(Counts counts) {
        Map<String, Proportion> values = new LinkedHashMap<>();
        rates.forEach(rate -> values.put(rate.id(), rate.of(counts)));
        return values;
    }
}
