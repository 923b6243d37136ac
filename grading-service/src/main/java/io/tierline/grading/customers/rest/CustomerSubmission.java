package io.tierline.grading.customers.rest;

import io.tierline.grading.customers.rest.CustomerView.OwnerView;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What callers may send, for the OpenAPI document alone: {@link CardReader} reads it. */
@Schema(name = "CustomerSubmission", description = "What is left out, or null, is not known.")
record CustomerSubmission(
        @Schema(maxLength = 200, description = "The company's.")
        String name,

        OwnerView owner,

        @Schema(description = "The customer who brought it.")
        String referredBy,

        @Schema(maxItems = 50, description = "Words of your own, each of at most 64 characters.")
        List<String> tags,

        Profile profile) {

    static final String EXAMPLE = """
            {"name":"上海云帆科技有限公司","owner":{"rep":"li.wei","team":"east-1"},"referredBy":null,"tags":["expo-2026"],
             "profile":{"background":{"industry":"software","region":"Shanghai","stage":"growth","headCount":120},
              "coverage":{"domains":["HR","finance"],"leadDomain":"HR"},"needs":{"goals":["hire faster"],"urgency":"urgent"},
              "decision":{"decisionProcess":"EB+UB","decisionPeriodDays":60,"usualBudget":200000,"buyingHabit":"yearly"},
              "competition":{"competingProducts":["Initech HR"],"competitorFamiliarity":"slight"},
              "source":{"sourceKind":"online","sourceName":"Tianyancha"}}}""";

    static final String PATCH_EXAMPLE = """
            {"owner":{"rep":"li.wei"},"profile":{"background":{"stage":"maturity"},"needs":{"urgency":null}}}""";

    static final String BATCH_EXAMPLE = """
            [{"customerId":"acme","name":"Acme Ltd","owner":{"rep":"li.wei"},"profile":{"background":{"industry":"software"}}},
             {"customerId":"yunfan","name":"上海云帆科技有限公司","tags":["expo-2026"]}]""";

    static final String CSV_EXAMPLE = """
            customerId,name,ownerRep,tags,industry,headCount,domains,leadDomain
            acme,Acme Ltd,li.wei,expo-2026;vip,software,120,HR;finance,HR
            yunfan,上海云帆科技有限公司,,expo-2026,software,,,
            """;

    /** What is known of the company. */
    @Schema(
            name = "CustomerProfile",
            description =
                    "Facts of the company, never of persons. An expression of a standard knows each field by its name without"
                            + " the section: background.industry is profile.industry. Texts have at most 200 characters, lists"
                            + " at most 50 items.")
    record Profile(
            Background background,
            Coverage coverage,
            Needs needs,
            Decision decision,
            Competition competition,
            Source source) {}

    @Schema(name = "ProfileBackground")
    record Background(
            String industry,
            String region,

            @Schema(enumeration = {"start-up", "growth", "maturity", "decline"})
            String stage,

            String organisation,
            @Schema(minimum = "0", maximum = "100000000") Long headCount,

            @Schema(minimum = "0", maximum = "100", description = "Per cent of its market.")
            Double marketShare,

            List<String> salesChannels,

            @Schema(minimum = "0", description = "A year, in your currency.")
            Double sellingExpenses) {}

    @Schema(name = "ProfileCoverage")
    record Coverage(
            @Schema(description = "Of the customer's work, that your product fits.")
            List<String> domains,

            @Schema(description = "One of them; needed when there are any.")
            String leadDomain) {}

    @Schema(name = "ProfileNeeds")
    record Needs(
            List<String> interests,
            List<String> goals,
            List<String> reasonsToBuy,
            List<String> reasonsNotToBuy,

            @Schema(enumeration = {"normal", "urgent", "critical"})
            String urgency) {}

    @Schema(name = "ProfileDecision")
    record Decision(
            @Schema(enumeration = {"EB", "EB+UB", "EB+TB", "EB+UB+TB"})
            String decisionProcess,

            @Schema(minimum = "0", maximum = "3650") Long decisionPeriodDays,

            @Schema(minimum = "0", description = "In your currency.")
            Double usualBudget,

            @Schema(enumeration = {"yearly", "quarterly", "any-time"})
            String buyingHabit) {}

    @Schema(name = "ProfileCompetition")
    record Competition(
            List<String> competingProducts,

            @Schema(enumeration = {"none", "slight", "good"})
            String competitorFamiliarity,

            @Schema(maxLength = 2000) String reasonNothingBought) {}

    @Schema(name = "ProfileSource")
    record Source(
            @Schema(enumeration = {"online", "offline"}) String sourceKind, String sourceName) {}
}
