package io.tierline.grading.customers.domain;

import io.tierline.grading.standards.domain.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Profiles as callers write them. */
final class Profiles {

    private Profiles() {}

    /** Everything that can be known. */
    static Map<String, Object> full() {
        return Map.of(
                "background",
                        Map.of(
                                "industry",
                                "software",
                                "region",
                                "上海",
                                "stage",
                                "growth",
                                "organisation",
                                "group of three companies",
                                "headCount",
                                120,
                                "marketShare",
                                12.5,
                                "salesChannels",
                                List.of("direct", "dealers"),
                                "sellingExpenses",
                                1_000_000),
                "coverage", Map.of("domains", List.of("HR", "finance"), "leadDomain", "HR"),
                "needs",
                        Map.of(
                                "interests", List.of("payroll"),
                                "goals", List.of("hire faster"),
                                "reasonsToBuy", List.of("growth"),
                                "reasonsNotToBuy", List.of("price"),
                                "urgency", "critical"),
                "decision",
                        Map.of(
                                "decisionProcess",
                                "EB+UB",
                                "decisionPeriodDays",
                                60,
                                "usualBudget",
                                200_000,
                                "buyingHabit",
                                "any-time"),
                "competition",
                        Map.of(
                                "competingProducts", List.of("Initech HR"),
                                "competitorFamiliarity", "slight",
                                "reasonNothingBought", "no time"),
                "source", Map.of("sourceKind", "online", "sourceName", "天眼查"));
    }

    /** One section of a profile, with one field. */
    static Map<String, Object> with(String section, String field, Object value) {
        return Map.of(section, Map.of(field, value));
    }

    static List<Fault> faultsOf(Object tree) {
        List<Fault> faults = new ArrayList<>();
        CustomerProfile.read(tree, "", faults);
        return faults;
    }

    static CustomerProfile read(Object tree) {
        List<Fault> faults = new ArrayList<>();
        CustomerProfile profile = CustomerProfile.read(tree, "", faults);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(faults.toString());
        }
        return profile;
    }
}
