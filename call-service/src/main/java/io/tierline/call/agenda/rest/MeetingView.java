package io.tierline.call.agenda.rest;

import io.tierline.call.agenda.application.Tally;
import io.tierline.call.agenda.domain.Agreement;
import io.tierline.call.agenda.domain.Meeting;
import io.tierline.call.agenda.domain.MeetingCounts;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.kit.csv.Csv;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A meeting as it is sent. */
@Schema(name = "Meeting", description = "A meeting that a call booked. Members without a value are null.")
record MeetingView(
        @Schema(description = "The call that booked it.", examples = "pbx-7f3a")
        String callId,

        @Schema(description = "The call's revision, for If-Match.", examples = "2")
        int revision,

        String customerId,
        ContactRole contactRole,

        @Schema(description = "E.164.", examples = "+8613800138000")
        String phone,

        String rep,
        String team,

        @Schema(description = "As the summary has it.") String reason,

        @Schema(description = "When it is, as it holds now.")
        Instant meetingAt,

        @Schema(description = "When it was to be, as the summary has it.")
        Instant agreedFor,

        @Schema(description = "How often it was moved.") int moves,

        @Schema(
                description = "open: nobody has said what became of it.",
                enumeration = {"open", "held", "missed"})
        String result) {

    static MeetingView of(Meeting meeting) {
        Agreement agreed = meeting.agreed();
        return new MeetingView(
                agreed.callId(),
                agreed.revision(),
                agreed.customerId(),
                agreed.contactRole(),
                agreed.phone(),
                agreed.rep(),
                agreed.team(),
                agreed.reason(),
                agreed.at(),
                agreed.agreedFor(),
                meeting.moves(),
                meeting.state().name().toLowerCase(Locale.ROOT));
    }

    /** A page of them, for the OpenAPI document alone. */
    @Schema(name = "MeetingPage")
    record MeetingPage(
            List<MeetingView> items,

            @Schema(
                    description =
                            "The cursor of the next page; null on the last. A page may be short and not the last.")
            String next) {}

    /** What became of it, for the OpenAPI document alone. */
    @Schema(name = "MeetingChange", requiredProperties = "result")
    record MeetingChange(
            @Schema(enumeration = {"held", "missed", "moved"})
            String result,

            @Schema(description = "When it is now; for moved alone.")
            Instant meetingAt) {

        static final String EXAMPLE = """
                {"result":"held"}""";
        static final String MOVED = """
                {"result":"moved","meetingAt":"2026-12-01T14:00:00+08:00"}""";
    }

    /** How many there are. */
    @Schema(name = "MeetingSummary")
    record MeetingSummary(
            Instant from,
            Instant to,

            @Schema(enumeration = {"rep", "team"}) String by,

            @Schema(description = "By name; those of nobody last.")
            List<RowView> rows) {

        private static final List<String> COLUMNS =
                List.of("from", "to", "by", "rep", "team", "agreed", "held", "missed", "moved", "open", "unreported");

        static MeetingSummary of(Tally<MeetingCounts> tally) {
            return new MeetingSummary(
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
                                    row.agreed(),
                                    row.held(),
                                    row.missed(),
                                    row.moved(),
                                    row.open(),
                                    row.unreported()))
                            .toList());
        }

        /** Those of one rep or team. */
        @Schema(name = "MeetingSummaryRow")
        record RowView(
                @Schema(description = "Null by team.") String rep,

                @Schema(description = "By rep the team of the latest meeting.")
                String team,

                @Schema(description = "All in the period; each is held, missed, open or unreported.")
                int agreed,

                int held,
                int missed,

                @Schema(description = "Moved at least once.")
                int moved,

                @Schema(description = "Still to come.") int open,

                @Schema(description = "In the past, and nobody has said what became of it.")
                int unreported) {

            static RowView of(Tally.Row<MeetingCounts> row) {
                MeetingCounts counts = row.counts();
                return new RowView(
                        row.rep(),
                        row.team(),
                        counts.agreed(),
                        counts.held(),
                        counts.missed(),
                        counts.moved(),
                        counts.open(),
                        counts.unreported());
            }
        }
    }
}
