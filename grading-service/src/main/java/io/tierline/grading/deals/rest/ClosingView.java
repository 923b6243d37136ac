package io.tierline.grading.deals.rest;

import io.tierline.grading.deals.domain.Amount;
import io.tierline.grading.deals.domain.Closing;
import io.tierline.grading.deals.domain.ClosingReason;
import io.tierline.grading.deals.domain.ClosingReasons;
import io.tierline.grading.deals.domain.Reopening;
import io.tierline.grading.deals.domain.Standing;
import io.tierline.grading.standards.domain.Language;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A closing as it is sent, in the reader's language. */
@Schema(name = "Closing", description = "How a deal ended. Members without a value are null.")
record ClosingView(
        @Schema(examples = "closing:01KAT8ZC3Q7V5T2MW0H9XJ4R6B")
        String closingId,

        String customerId,

        @Schema(description = "1, then one more with each change; also the ETag.")
        int revision,

        @Schema(description = "The customer's round, from 1; each second sale opens one.")
        int round,

        @Schema(enumeration = {"won", "lost", "disqualified"})
        String result,

        @Schema(description = "The result in the language asked for.")
        String label,

        @Schema(description = "The most important first.") List<ReasonView> reasons,

        @Schema(description = "Against whom.") String competitor,
        AmountView amount,
        String note,
        Instant closedAt,

        @Schema(description = "Who closed it.") String by,

        Instant changedAt,
        String changedBy,

        @Schema(description = "Whose customer it was then.") String rep,

        String team,

        @Schema(description = "The tier just before the deal was closed; null for ungraded.")
        String tier,

        @Schema(enumeration = {"criteria", "outcome"}) String basis,

        @Schema(description = "The version of the standard that says what was met.")
        int standard,

        @Schema(description = "Every criterion that was not met just before the deal was closed, best tier first.")
        List<UnmetView> unmet,

        @Schema(description = "How the deal was taken up again; null while the closing stands.")
        ReopeningView reopening) {

    static ClosingView of(Closing closing, ClosingReasons reasons, Language language) {
        Standing standing = closing.standing();
        return new ClosingView(
                closing.id(),
                closing.customer().customerId(),
                closing.revision(),
                closing.round(),
                Words.of(closing.ending().result()),
                closing.ending().result().label().in(language),
                closing.ending().reasons().stream()
                        .map(code -> new ReasonView(
                                code,
                                reasons.withCode(code)
                                        .map(ClosingReason::label)
                                        .map(label -> label.in(language))
                                        .orElse(code)))
                        .toList(),
                closing.ending().competitor(),
                AmountView.of(closing.ending().amount()),
                closing.ending().note(),
                closing.closedAt(),
                closing.author(),
                closing.changedAt(),
                closing.changedBy(),
                closing.rep(),
                closing.team(),
                standing.tier(),
                Words.of(standing.basis()),
                standing.standard(),
                standing.unmet().stream()
                        .map(unmet -> UnmetView.of(unmet, language))
                        .toList(),
                ReopeningView.of(closing.reopening()));
    }

    /** A reason by its present name. */
    @Schema(name = "GivenReason")
    record ReasonView(String code, String label) {}

    /** What a deal is worth. */
    @Schema(name = "Amount")
    record AmountView(
            @Schema(examples = "120000") BigDecimal value,
            @Schema(examples = "CNY") String currency) {

        static AmountView of(Amount amount) {
            return amount == null
                    ? null
                    : new AmountView(amount.value(), amount.currency().getCurrencyCode());
        }
    }

    /** A criterion that was not met. */
    @Schema(name = "UnmetCriterion")
    record UnmetView(
            String tier,

            @Schema(description = "The tier's name at that time.")
            String tierLabel,

            String criterion,

            @Schema(description = "The criterion's name at that time.")
            String label,

            @Schema(description = "What it had read, in words.")
            String why) {

        static UnmetView of(Standing.Unmet unmet, Language language) {
            return new UnmetView(
                    unmet.tier(),
                    unmet.tierLabel().in(language),
                    unmet.criterion(),
                    unmet.label().in(language),
                    unmet.why().in(language));
        }
    }

    /** How a closed deal was taken up again. */
    @Schema(name = "Reopening")
    record ReopeningView(
            @Schema(enumeration = {"again", "second-sale"}) String kind, Instant at, String by, String note) {

        static ReopeningView of(Reopening reopening) {
            return reopening == null
                    ? null
                    : new ReopeningView(Words.of(reopening.kind()), reopening.at(), reopening.by(), reopening.note());
        }
    }

    /** A page of closings; for its documentation. */
    @Schema(name = "ClosingPage")
    record PageView(List<ClosingView> items, String next) {}

    /** What a request says of a closing; here for its documentation. */
    @Schema(name = "ClosingRequest")
    record Wanted(
            @Schema(
                    required = true,
                    enumeration = {"won", "lost", "disqualified"})
            String result,

            @Schema(
                    required = true,
                    description = "1 to 20 codes of the company's reasons for this result, the most important first.")
            List<String> reasons,

            @Schema(description = "Against whom; at most 200 characters.")
            String competitor,

            @Schema(description = "What the deal is worth, or would have been.")
            AmountView amount,

            @Schema(description = "At most 4,000 characters; stays here.")
            String note,

            @Schema(
                    description = "When the deal ended, now by default; after the customer was opened and not ahead of"
                            + " now. Only when closing: a correction does not move it.")
            Instant closedAt) {

        static final String EXAMPLE = "{\"result\":\"won\",\"reasons\":[\"fit\",\"price\"],\"competitor\":\"Kingdee\","
                + "\"amount\":{\"value\":120000,\"currency\":\"CNY\"},\"note\":\"Signed at the expo.\"}";

        static final String CORRECTION = "{\"result\":\"won\",\"reasons\":[\"fit\",\"trust\"],"
                + "\"amount\":{\"value\":125000.5,\"currency\":\"CNY\"}}";
    }

    /** What a request says of a reopening; here for its documentation. */
    @Schema(name = "ReopeningRequest")
    record WantedReopening(
            @Schema(
                    required = true,
                    enumeration = {"again", "second-sale"},
                    description =
                            "again: a lost or disqualified deal goes on, and what was known still counts."
                                    + " second-sale: a won customer gets a new round, in which only what comes from now on counts.")
            String kind,

            @Schema(description = "At most 4,000 characters.")
            String note) {

        static final String EXAMPLE = "{\"kind\":\"second-sale\",\"note\":\"Wants the module for finance too.\"}";
    }
}
