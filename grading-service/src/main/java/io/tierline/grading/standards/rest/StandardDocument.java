package io.tierline.grading.standards.rest;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a standard looks like, for the OpenAPI document alone. */
@Schema(name = "Standard")
record StandardDocument(
        String name,
        ContextDocument context,

        @Schema(description = "Best first, 1 to 20.") List<TierDocument> tiers,

        @Schema(
                description =
                        "What an outcome alone is worth: the tier that it gives for some days, or null when it takes away"
                                + " what earlier calls gave. One that is left out changes nothing.")
        Map<String, FloorDocument> outcomeFloor) {

    static final String EXAMPLE = """
            {"name":"Two key persons are enough","note":"Small firms have no technical buyer",
             "context":{"marketStage":"capturing","teamStage":"growth"},
             "tiers":[
              {"code":"A","label":{"en":"In process","zh-CN":"A类 流程客户"},"decisionWithinDays":7,"staleAfterDays":7,"onStale":"flag",
               "criteria":[{"id":"key-persons","label":{"en":"Two key persons approve","zh-CN":"两位关键人认可"},"when":"approving.size() >= 2"},
                           {"id":"budget","label":{"en":"Budget confirmed","zh-CN":"预算已确认"},"when":"budget == 'confirmed'"}],
               "strategy":{"contactEveryDays":2,"advice":{"en":"Close.","zh-CN":"促成签约。"}}},
              {"code":"B","label":{"en":"Interested","zh-CN":"B类 意向客户"},"staleAfterDays":30,"onStale":"demote",
               "criteria":[{"id":"key-persons","label":{"en":"One key person approves","zh-CN":"一位关键人认可"},"when":"approving.size() >= 1"}],
               "strategy":{"contactEveryDays":7,"advice":{"en":"Win the second key person.","zh-CN":"争取第二位关键人。"}}}],
             "outcomeFloor":{"C":{"tier":"B","days":60},"NO_NEED":null,"RJ":null,"BL":null}}""";

    /** Why the standard is as it is. */
    @Schema(
            name = "StandardContext",
            description = "In what companies differ; for people, it does not enter the grade.")
    record ContextDocument(
            String productMaturity,
            String marketShare,

            @Schema(enumeration = {"educating", "capturing"})
            String marketStage,

            @Schema(enumeration = {"start-up", "growth", "mature"})
            String teamStage,

            String salesModel) {}

    /** Words in both languages. */
    @Schema(name = "Label", description = "At least one of en and zh-CN.")
    record LabelDocument(String en, @Schema(name = "zh-CN") String zhCn) {}

    /** A tier. */
    @Schema(name = "StandardTier")
    record TierDocument(
            @Schema(description = "Yours: 1 to 16 of A-Za-z0-9_-, but not none.", examples = "A")
            String code,

            LabelDocument label,

            @Schema(
                    description =
                            "A decision date has to be agreed, at most so many days ahead; becomes the criterion decision.")
            Integer decisionWithinDays,

            @Schema(description = "Days without progress until its time is up; null for no clock.")
            Integer staleAfterDays,

            @Schema(
                    description = "What then becomes of the customer; flag by default.",
                    enumeration = {"flag", "demote"})
            String onStale,

            @Schema(description = "All have to be met; 1 to 30.")
            List<CriterionDocument> criteria,

            StrategyDocument strategy) {}

    /** A criterion. */
    @Schema(name = "StandardCriterion")
    record CriterionDocument(
            @Schema(examples = "key-persons") String id,
            LabelDocument label,

            @Schema(
                    description = "CEL over the variables of GET /v1/standards/variables; true or false.",
                    examples = "'EB' in approving && approving.size() >= 2")
            String when) {}

    /** How to work the customers of a tier. */
    @Schema(name = "StandardStrategy")
    record StrategyDocument(int contactEveryDays, LabelDocument advice) {}

    /** What an outcome gives. */
    @Schema(name = "OutcomeFloor")
    record FloorDocument(String tier, int days) {}
}
