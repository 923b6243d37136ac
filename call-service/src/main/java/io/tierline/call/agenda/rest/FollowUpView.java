package io.tierline.call.agenda.rest;

import io.tierline.call.agenda.application.ReadFollowUps.Seen;
import io.tierline.call.agenda.application.Tally;
import io.tierline.call.agenda.domain.Agreement;
import io.tierline.call.agenda.domain.FollowUp;
import io.tierline.call.agenda.domain.FollowUpCounts;
import io.tierline.call.calls.domain.Outcome;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.kit.csv.Csv;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A follow-up as it is sent. */
@Schema(name = "FollowUp", description = "A call that was promised. Members without a value are null.")
record FollowUpView(
        @Schema(description = "The call that promised it.", examples = "pbx-7f3a")
        String callId,

        @Schema(description = "The call's revision, for If-Match.", examples = "2")
        int revision,

        String customerId,
        ContactRole contactRole,

        @Schema(description = "E.164.", examples = "+8613800138000")
        String phone,

        String rep,
        String team,

        @Schema(description = "How the call went.") Outcome outcome,

        @Schema(description = "As the summary has it.") String reason,

        @Schema(description = "When to call, as it holds now.")
        Instant followUpAt,

        @Schema(description = "When to call, as the summary has it.")
        Instant agreedFor,

        @Schema(description = "Whether it was given another time than the summary has.")
        boolean moved,

        @Schema(
                description = "done: a later call reached the contact and was not cut off.",
                enumeration = {"open", "done", "cancelled"})
        String status,

        @Schema(description = "Why it was cancelled, if somebody said so.")
        String cancelReason,

        @Schema(description = "The first call that did it; null until then and when it is cancelled.")
        DoneByView doneBy,

        @Schema(
                description =
                        "Whether the contact was called by the end of the due day, in vain or not; null while neither that"
                                + " has happened nor the day is over, and when somebody cancelled it.")
        Boolean kept,

        @Schema(description = "Open, and its day is over.") boolean overdue) {

    static FollowUpView of(Seen seen) {
        FollowUp followUp = seen.followUp();
        Agreement agreed = followUp.agreed();
        return new FollowUpView(
                agreed.callId(),
                agreed.revision(),
                agreed.customerId(),
                agreed.contactRole(),
                agreed.phone(),
                agreed.rep(),
                agreed.team(),
                agreed.outcome(),
                agreed.reason(),
                agreed.at(),
                agreed.agreedFor(),
                followUp.moved(),
                seen.standing().status().name().toLowerCase(Locale.ROOT),
                followUp.cancelReason(),
                seen.standing().status() == FollowUp.Status.DONE
                        ? new DoneByView(
                                followUp.doneBy().callId(), followUp.doneBy().startedAt())
                        : null,
                seen.standing().kept(),
                seen.standing().overdue());
    }

    /** The call that did it. */
    @Schema(name = "DoneBy")
    record DoneByView(String callId, Instant startedAt) {}

    /** A page of them, for the OpenAPI document alone. */
    @Schema(name = "FollowUpPage")
    record FollowUpPage(
            List<FollowUpView> items,

            @Schema(
                    description =
                            "The cursor of the next page; null on the last. A page may be short and not the last.")
            String next) {}

    /** A change, for the OpenAPI document alone. */
    @Schema(name = "FollowUpChange")
    record FollowUpChange(
            @Schema(description = "To be done at this time; a cancelled one is opened again.")
            Instant followUpAt,

            @Schema(description = "Or true: cancelled.") Boolean cancelled,

            @Schema(description = "Why it is cancelled: 1 to 500 characters.")
            String reason) {

        static final String EXAMPLE = """
                {"followUpAt":"2026-11-26T10:00:00+08:00"}""";
        static final String CANCELLED = """
                {"cancelled":true,"reason":"company closed down"}""";
    }

    /** How many there are. */
    @Schema(name = "FollowUpSummary")
    record FollowUpSummary(
            Instant from,
            Instant to,

            @Schema(enumeration = {"rep", "team"}) String by,

            @Schema(description = "By name; those of nobody last.")
            List<RowView> rows) {

        private static final List<String> COLUMNS = List.of(
                "from", "to", "by", "rep", "team", "opened", "done", "kept", "broken", "cancelled", "overdue", "moved");

        static FollowUpSummary of(Tally<FollowUpCounts> tally) {
            return new FollowUpSummary(
                    tally.period().from(),
                    tally.period().to(),
                    tally.by().name().toLowerCase(Locale.ROOT),
                    tally.rows().stream().map(RowView::of).toList());
        }

        /** The counts as CSV, one line a row. */
        String csv() {
            return Csv.of(
                    COLUMNS,
                    rows.stream()
                            .map(row -> Arrays.<Object>asList(
                                    from,
                                    to,
                                    by,
                                    row.rep(),
                                    row.team(),
                                    row.opened(),
                                    row.done(),
                                    row.kept(),
                                    row.broken(),
                                    row.cancelled(),
                                    row.overdue(),
                                    row.moved()))
                            .toList());
        }

        /** Those of one rep or team. */
        @Schema(name = "FollowUpSummaryRow")
        record RowView(
                @Schema(description = "Null by team.") String rep,

                @Schema(description = "By rep the team of the latest follow-up.")
                String team,

                @Schema(description = "All that are due in the period.")
                int opened,

                @Schema(description = "The contact was reached.")
                int done,

                @Schema(description = "Attempted by the end of the due day.")
                int kept,

                @Schema(description = "The due day ended without an attempt.")
                int broken,

                @Schema(
                        description =
                                "Neither kept nor broken, unless it was so already when the call that promised it was erased.")
                int cancelled,

                @Schema(description = "Open, and the day is over.")
                int overdue,

                @Schema(description = "Given another time than the summary has.")
                int moved) {

            static RowView of(Tally.Row<FollowUpCounts> row) {
                FollowUpCounts counts = row.counts();
                return new RowView(
                        row.rep(),
                        row.team(),
                        counts.opened(),
                        counts.done(),
                        counts.kept(),
                        counts.broken(),
                        counts.cancelled(),
                        counts.overdue(),
                        counts.moved());
            }
        }
    }
}
