package io.tierline.grading.lifecycle.domain;

import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where a customer stands in its life with the company, and what of its profile stock-taking compares. It is about a company;
 * no name, note or free text is in it, and nothing that changes with every call.
 *
 * @param revision 1, then one more with each change
 * @param round from 1
 * @param roundStart null in the first round
 * @param ownerRep who owns it, or null
 * @param ownerTeam or null
 * @param profile value by name of {@link #PROFILE}, in that order; what is not known is left out
 * @param referredBy the customer who brought it, or null
 * @param mergedInto the customer that it turned out to be, or null
 * @param at when it came to be so
 */
public record Lifecycle(
        CustomerKey customer,
        int revision,
        State state,
        int round,
        Instant roundStart,
        String ownerRep,
        String ownerTeam,
        Map<String, Object> profile,
        String referredBy,
        String mergedInto,
        Instant at) {

    /**
     * The fields of the profile that customers can be sorted by; those in which somebody tells a story (organisation, interests,
     * goals, reasons) are not among them.
     */
    public static final List<String> PROFILE = List.of(
            "industry",
            "region",
            "stage",
            "headCount",
            "marketShare",
            "salesChannels",
            "sellingExpenses",
            "domains",
            "leadDomain",
            "urgency",
            "decisionProcess",
            "decisionPeriodDays",
            "usualBudget",
            "buyingHabit",
            "competingProducts",
            "competitorFamiliarity",
            "sourceKind",
            "sourceName");

    public Lifecycle {
        Objects.requireNonNull(customer);
        Objects.requireNonNull(state);
        Map<String, Object> told = new LinkedHashMap<>();
        for (String field : PROFILE) {
            if (profile.get(field) != null) {
                told.put(field, profile.get(field));
            }
        }
        profile = Collections.unmodifiableMap(told);
    }
}
