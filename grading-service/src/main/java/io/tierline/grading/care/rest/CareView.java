package io.tierline.grading.care.rest;

import io.tierline.grading.care.application.Cases.Case;
import io.tierline.grading.care.domain.CareContent;
import io.tierline.grading.care.domain.CareEntry;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An entry of the care log as it is sent. */
@Schema(name = "CareEntry", description = "An entry of a customer's care log. Members without a value are null.")
record CareView(
        String entryId,
        String customerId,

        @Schema(
                enumeration = {
                    "key-info",
                    "satisfaction",
                    "usage",
                    "concern",
                    "question",
                    "problem",
                    "case",
                    "referral-request"
                })
        String kind,

        @Schema(description = "When it was learned.") Instant at,
        String text,

        @Schema(description = "0 (not satisfied at all) to 10; of a satisfaction alone.")
        Integer score,

        List<String> tags,

        @Schema(description = "What helped; of a question, problem or case.")
        String solution,

        @Schema(
                description = "Of a question or problem alone.",
                enumeration = {"open", "resolved"})
        String resolution,

        @Schema(description = "Who wrote it: the subject of the token.")
        String author,

        @Schema(description = "One more with every change.") int revision,
        Instant changedAt,
        String changedBy) {

    static CareView of(CareEntry entry) {
        CareContent content = entry.content();
        return new CareView(
                entry.id(),
                entry.customer().customerId(),
                content.kind().code(),
                content.at(),
                content.text(),
                content.score(),
                content.tags(),
                content.solution(),
                content.resolution() == null ? null : content.resolution().code(),
                entry.author(),
                entry.revision(),
                entry.changedAt(),
                entry.changedBy());
    }

    /** A page of them. */
    @Schema(name = "CarePage")
    record CarePage(
            List<CareView> items,

            @Schema(description = "The cursor of the next page; null on the last.")
            String next) {}

    /** An entry of the case library. */
    @Schema(name = "Case", description = "An entry of a care log, and whose it is.")
    record CaseView(
            @Schema(description = "The customer's; null if nobody has told it.")
            String customerName,

            @Schema(description = "The customer's, by its profile; null if it is not known.")
            String industry,

            CareView entry) {

        static CaseView of(Case found) {
            return new CaseView(found.name(), found.industry(), CareView.of(found.entry()));
        }
    }

    /** A page of the case library. */
    @Schema(name = "CasePage")
    record CasePage(
            List<CaseView> items,

            @Schema(description = "The cursor of the next page; null on the last.")
            String next) {}

    /** What may be told; {@link CareReader} reads it. */
    @Schema(name = "CareSubmission", requiredProperties = "kind")
    record CareSubmission(
            @Schema(description = "Yours, unique in the tenant: the same again with it is a repeat.")
            String entryId,

            @Schema(
                    enumeration = {
                        "key-info",
                        "satisfaction",
                        "usage",
                        "concern",
                        "question",
                        "problem",
                        "case",
                        "referral-request"
                    })
            String kind,

            @Schema(description = "When it was learned; now by default, at most 5 minutes ahead of now.")
            Instant at,

            @Schema(description = "1 to 4,000 characters; needed but for a satisfaction and a referral request.")
            String text,

            @Schema(description = "Needed for a satisfaction, and of no other kind.", minimum = "0", maximum = "10")
            Integer score,

            @Schema(description = "At most 20, each of 1 to 50 characters.")
            List<String> tags,

            @Schema(description = "Of a question, problem or case: 1 to 4,000 characters.")
            String solution,

            @Schema(
                    description =
                            "Of a question or problem: resolved by default when there is a solution, open otherwise.",
                    enumeration = {"open", "resolved"})
            String resolution) {

        static final String PROBLEM = """
                {"entryId":"crm-812","kind":"problem","text":"Import of the price list stops after 500 lines","tags":["import"],\
                "solution":"Split the file; fixed in 4.2"}""";

        static final String SATISFACTION = """
                {"kind":"satisfaction","score":9,"text":"Would recommend us to colleagues"}""";
    }

    /** What may change; {@link CareReader} reads it. */
    @Schema(name = "CarePatch", description = "A merge patch: what is left out stays, null takes away.")
    record CarePatch(
            Instant at,
            String text,
            Integer score,
            List<String> tags,
            String solution,

            @Schema(enumeration = {"open", "resolved"}) String resolution) {

        static final String EXAMPLE = """
                {"solution":"Fixed in 4.2","resolution":"resolved"}""";
    }

    /** That a customer was asked; {@link CareReader} reads it. */
    @Schema(name = "ReferralRequest")
    record ReferralRequest(
            @Schema(description = "Yours, unique in the tenant: the same again with it is a repeat.")
            String entryId,

            @Schema(description = "When it was asked; now by default.")
            Instant at,

            String text,
            List<String> tags) {

        static final String EXAMPLE = """
                {"entryId":"ask-77","text":"Asked for two peers in logistics"}""";
    }
}
