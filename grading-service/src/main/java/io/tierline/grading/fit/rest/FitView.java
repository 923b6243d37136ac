package io.tierline.grading.fit.rest;

import io.tierline.grading.fit.application.BestFit.Fitting;
import io.tierline.grading.fit.application.FitCustomers.Fitted;
import io.tierline.grading.fit.application.IdealProfiles.Kept;
import io.tierline.grading.fit.domain.Finding;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.standards.domain.Language;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How well a customer fits, with all reasons, in the reader's language. */
@Schema(name = "Fit", description = "How well a customer fits the ideal profile, and why.")
record FitView(
        String customerId,

        @Schema(
                description = "0 to 100; null without an ideal profile, or when nothing is known of the customer.",
                minimum = "0",
                maximum = "100")
        Integer fit,

        @Schema(description = "The revision of the ideal profile that was applied.")
        int revision,

        @Schema(description = "The fit is 0 unless all of them are met.")
        List<MustHaveView> mustHaves,

        @Schema(description = "The fit is the weight of those met, in percent of all weights.")
        List<ConditionView> conditions) {

    static FitView of(CustomerKey customer, Fitted fitted, Language language) {
        return new FitView(
                customer.customerId(),
                fitted.fit().score().orElse(null),
                fitted.revision(),
                fitted.fit().mustHaves().stream()
                        .map(finding -> MustHaveView.of(finding, language))
                        .toList(),
                fitted.fit().conditions().stream()
                        .map(finding -> ConditionView.of(finding, language))
                        .toList());
    }

    /** What came of a must-have. */
    @Schema(name = "FitMustHave")
    record MustHaveView(
            String id,
            String label,
            String when,
            boolean met,

            @Schema(description = "What the profile says, in words.")
            String why) {

        static MustHaveView of(Finding finding, Language language) {
            return new MustHaveView(
                    finding.criterion().id(),
                    finding.criterion().label().in(language),
                    finding.criterion().when().source(),
                    finding.met(),
                    finding.why(language));
        }
    }

    /** What came of a condition. */
    @Schema(name = "FitCondition")
    record ConditionView(
            String id,
            String label,
            String when,
            int weight,
            boolean met,

            @Schema(description = "What the profile says, in words.")
            String why) {

        static ConditionView of(Finding finding, Language language) {
            return new ConditionView(
                    finding.criterion().id(),
                    finding.criterion().label().in(language),
                    finding.criterion().when().source(),
                    finding.weight(),
                    finding.met(),
                    finding.why(language));
        }
    }

    /** A customer to call. */
    @Schema(name = "FittingCustomer")
    record FittingView(
            String customerId,
            String name,
            String industry,

            @Schema(description = "Whose customer it is; null: nobody's.")
            String rep,

            String team,
            @Schema(description = "0 to 100.") int fit) {

        static FittingView of(Fitting fitting) {
            return new FittingView(
                    fitting.customerId(),
                    fitting.name(),
                    fitting.industry(),
                    fitting.rep(),
                    fitting.team(),
                    fitting.fit());
        }
    }

    /** A page of them. */
    @Schema(name = "FittingCustomerPage")
    record FittingPage(
            List<FittingView> items,

            @Schema(description = "The cursor of the next page; null on the last.")
            String next) {}

    /** The ideal profile as it is sent. */
    @Schema(name = "IdealProfile")
    record IdealProfileView(
            @Schema(description = "One more with every change; 0 before the first.")
            int revision,

            List<WishView> mustHaves,
            List<WishView> conditions,
            Instant changedAt,
            String changedBy) {

        static IdealProfileView of(Kept kept) {
            return new IdealProfileView(
                    kept.revision(),
                    kept.ideal().mustHaves().stream()
                            .map(mustHave -> new WishView(
                                    mustHave.id(),
                                    mustHave.label().toTree(),
                                    mustHave.when().source(),
                                    null))
                            .toList(),
                    kept.ideal().conditions().stream()
                            .map(condition -> new WishView(
                                    condition.criterion().id(),
                                    condition.criterion().label().toTree(),
                                    condition.criterion().when().source(),
                                    condition.weight()))
                            .toList(),
                    kept.changedAt(),
                    kept.changedBy());
        }
    }

    /** One condition of the ideal profile. */
    @Schema(name = "IdealCondition")
    record WishView(
            @Schema(description = "Words of a-z and 0-9 joined by -, unique in the ideal profile.")
            String id,

            @Schema(description = "By language, en and zh-CN; one of them is enough.")
            Map<String, Object> label,

            @Schema(description = "CEL over profile alone.") String when,

            @Schema(description = "1 to 100; null for a must-have.")
            Integer weight) {}

    /** What may be written; {@link io.tierline.grading.fit.domain.IdealProfile} reads it. */
    @Schema(name = "IdealProfileSubmission")
    record IdealProfileSubmission(
            @Schema(description = "At most 20, without a weight.")
            List<WishView> mustHaves,

            @Schema(description = "At most 50.") List<WishView> conditions) {

        static final String EXAMPLE = """
                {"mustHaves":[{"id":"region","label":{"en":"In the east","zh-CN":"华东地区"},"when":"profile.region == 'East China'"}],
                 "conditions":[
                  {"id":"industry","label":{"en":"Logistics","zh-CN":"物流行业"},"when":"profile.industry == 'Logistics'","weight":60},
                  {"id":"size","label":{"en":"200 people or more","zh-CN":"200人以上"},"when":"profile.headCount >= 200","weight":40}]}""";
    }
}
