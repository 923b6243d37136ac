package io.tierline.call.dialling.rest;

import io.tierline.call.dialling.domain.Reason;
import io.tierline.call.dialling.domain.Verdict;
import io.tierline.kit.problem.ProblemBody;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether a number may be dialled, as it is sent. */
@Schema(name = "Number")
record NumberView(
        @Schema(description = "E.164.", examples = "+8613800138000")
        String phone,

        boolean dialable,

        @Schema(description = "Why not; null when it may be dialled.")
        Reason reason,

        @Schema(description = "From when that has held.") Instant since,

        @Schema(description = "From when it no longer holds; null when it holds for good.")
        Instant until) {

    static final String EXAMPLE = """
            {"phone":"+8613800138000","dialable":false,"reason":"COOL_OFF",\
            "since":"2026-11-23T01:30:00Z","until":"2027-02-21T01:30:00Z"}""";

    static NumberView of(String phone, Verdict verdict) {
        return new NumberView(phone, verdict.dialable(), verdict.reason(), verdict.since(), verdict.until());
    }

    /** Numbers to check. */
    @Schema(name = "NumbersSubmission", requiredProperties = "phones")
    record NumbersSubmission(
            @Schema(description = "1 to 5,000 numbers.", examples = "[\"+8613800138000\",\"13900001111\"]")
            List<String> phones) {}

    /** One of many that were checked. */
    @Schema(name = "CheckedNumber")
    record CheckedView(
            @Schema(description = "E.164; as it was sent when it is no number.")
            String phone,

            boolean dialable,

            @Schema(description = "Why not; null when it may be dialled, and when it is no number.")
            Reason reason,

            Instant since,
            Instant until,

            @Schema(description = "Why it cannot be checked; null otherwise.")
            ProblemBody problem) {

        static CheckedView of(String phone, Verdict verdict) {
            return new CheckedView(phone, verdict.dialable(), verdict.reason(), verdict.since(), verdict.until(), null);
        }

        static CheckedView unreadable(String text, ProblemBody problem) {
            return new CheckedView(text, false, null, null, null, problem);
        }
    }

    /** All that were checked. */
    @Schema(name = "CheckedNumbers")
    record CheckedNumbers(List<CheckedView> items) {}
}
