package io.tierline.call.dialling.rest;

import io.tierline.call.dialling.application.ListSuppressions.Suppressed;
import io.tierline.call.dialling.domain.Mark;
import io.tierline.call.dialling.domain.Reason;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.problem.ProblemBody;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A number that is suppressed, as it is sent. */
@Schema(name = "Suppression")
record SuppressionView(
        @Schema(description = "E.164.", examples = "+8613800138000")
        String phone,

        @Schema(enumeration = {"BL", "DNC", "WN", "LONG_NA", "COOL_OFF"})
        Reason reason,

        Instant since,

        @Schema(description = "Null when it is suppressed for good.")
        Instant until) {

    private static final List<String> COLUMNS = List.of("phone", "reason", "since", "until");

    static SuppressionView of(Suppressed suppressed) {
        return new SuppressionView(
                suppressed.phone(),
                suppressed.verdict().reason(),
                suppressed.verdict().since(),
                suppressed.verdict().until());
    }

    /** The numbers as CSV, the columns' names in front. */
    static String csv(List<Suppressed> suppressed) {
        return Csv.of(
                COLUMNS,
                suppressed.stream()
                        .map(SuppressionView::of)
                        .map(one -> Arrays.<Object>asList(one.phone(), one.reason(), one.since(), one.until()))
                        .toList());
    }

    /** A page of them. */
    @Schema(name = "SuppressionPage")
    record SuppressionPage(
            List<SuppressionView> items,

            @Schema(
                    description =
                            "The cursor of the next page; null on the last. A page may be short and not the last.")
            String next) {}

    /** Numbers that are not to be called. */
    @Schema(name = "SuppressionSubmission", requiredProperties = "reason")
    record SuppressionSubmission(
            @Schema(description = "One number.") String phone,

            @Schema(description = "Or 1 to 5,000 of them.") List<String> phones,

            @Schema(description = "1 to 500 characters.") String reason) {

        static final String EXAMPLE = """
                {"phone":"+8613800138000","reason":"asked by letter not to be called"}""";
    }

    /** What became of the numbers. */
    @Schema(name = "SuppressionReport")
    record SuppressionReport(int suppressed, int unchanged, int rejected, List<Item> items) {

        /** What became of one of them. */
        @Schema(name = "SuppressionItem")
        record Item(
                @Schema(description = "Its place, from 0.") int index,

                @Schema(description = "E.164; as it was sent when it is no number.")
                String phone,

                @Schema(enumeration = {"suppressed", "unchanged", "rejected"})
                String result,

                @Schema(description = "Why it was rejected; null otherwise.")
                ProblemBody problem) {}

        static SuppressionReport of(List<Item> items) {
            return new SuppressionReport(
                    count(items, "suppressed"), count(items, "unchanged"), count(items, "rejected"), items);
        }

        private static int count(List<Item> items, String result) {
            return (int)
                    items.stream().filter(item -> item.result().equals(result)).count();
        }
    }

    /** What was decided about a number. */
    @Schema(name = "Mark")
    record MarkView(
            @Schema(enumeration = {"suppressed", "lifted", "erased"})
            String kind,

            @Schema(description = "Null once the number was erased.")
            String reason,

            Instant at,

            @Schema(description = "Who: the subject of the token.")
            String by) {

        static MarkView of(Mark mark) {
            return new MarkView(mark.kind().name().toLowerCase(Locale.ROOT), mark.reason(), mark.at(), mark.by());
        }
    }

    /** All of it. */
    @Schema(name = "MarkPage")
    record MarkPage(List<MarkView> items, String next) {}
}
