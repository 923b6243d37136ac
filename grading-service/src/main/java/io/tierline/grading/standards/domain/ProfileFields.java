package io.tierline.grading.standards.domain;

import java.util.List;

/** The fields that an expression can read from {@link Variable#PROFILE}. */
public final class ProfileFields {

    /** What a profile may say. */
    public static final List<String> NAMES = List.of(
            // background; stage is start-up, growth, maturity or decline
            "industry",
            "region",
            "stage",
            "organisation",
            "headCount",
            "marketShare",
            "salesChannels",
            "sellingExpenses",
            // coverage: lists of domains of the customer's work, and the one that leads
            "domains",
            "leadDomain",
            // needs; urgency is normal, urgent or critical
            "interests",
            "goals",
            "reasonsToBuy",
            "reasonsNotToBuy",
            "urgency",
            // decision; decisionProcess is EB, EB+UB, EB+TB or EB+UB+TB, buyingHabit is yearly, quarterly or any-time
            "decisionProcess",
            "decisionPeriodDays",
            "usualBudget",
            "buyingHabit",
            // competition
            "competingProducts",
            "competitorFamiliarity",
            "reasonNothingBought",
            // source; sourceKind is online or offline
            "sourceKind",
            "sourceName");

    private ProfileFields() {}
}
