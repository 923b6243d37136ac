package io.tierline.call.calls.persistence;

import io.tierline.call.calls.domain.Agenda;
import io.tierline.call.calls.domain.Attribution;
import io.tierline.call.calls.domain.Call;
import io.tierline.call.calls.domain.Change;
import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.EndedBy;
import io.tierline.call.calls.domain.MeetingResult;
import io.tierline.call.calls.domain.Outcome;
import io.tierline.call.calls.domain.Revision;
import io.tierline.call.calls.domain.Summary;
import io.tierline.call.calls.domain.Telephony;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.kit.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.stream.Stream;

/** A call as a row of the table {@code call}, both ways. */
final class CallRow {

    /**
     * Every column, by name in every statement: an instance that still runs while a newer one adds columns must not find
     * them in its prepared statements. Flags are one text here and become an array in the statement: {@link #VALUES}.
     */
    static final Columns<Call> COLUMNS = new Columns<Call>()
            .text("tenant", Call::tenant)
            .text("call_id", Call::callId)
            .integer("revision", call -> call.revision().number())
            .text("phone", Call::phone)
            .text("customer_id", call -> call.attribution().customerId())
            .text("previous_customer_id", Call::previousCustomerId)
            .text("contact_role", call -> name(call.attribution().contactRole()))
            .text("rep", call -> call.attribution().rep())
            .text("team", call -> call.attribution().team())
            .text("campaign", Call::campaign)
            .text("direction", call -> call.direction().name())
            .instant("started_at", call -> call.attribution().startedAt())
            .integer("ring_seconds", Call::ringSeconds)
            .integer("talk_seconds", Call::talkSeconds)
            .text("recording_url", Call::recordingUrl)
            .text("telephony_source", call -> call.telephony().source())
            .text("telephony_result", call -> name(call.telephony().result()))
            .text("telephony_code", call -> call.telephony().code())
            .text("telephony_trunk", call -> call.telephony().trunk())
            .text("ended_by", call -> name(call.telephony().endedBy()))
            .text("given_outcome", call -> name(call.summary().outcome()))
            .text("reason", call -> call.summary().reason())
            .text("notes", call -> call.summary().notes())
            .instant("follow_up_at", call -> call.summary().followUpAt())
            .instant("meeting_at", call -> call.summary().meetingAt())
            .flag("do_not_call", call -> call.summary().doNotCall())
            .text("qualification", call -> call.summary().qualification())
            .instant("summarised_at", Call::summarisedAt)
            .text("status", call -> call.status().name())
            .text("outcome", call -> name(call.outcome()))
            .text("flags", call -> String.join(" ", call.flags()))
            .text("dismissed_flags", call -> String.join(" ", call.dismissedFlags()))
            .flag("voided", Call::voided)
            .instant("follow_up_moved_to", call -> call.agenda().followUpMovedTo())
            .flag("follow_up_cancelled", call -> call.agenda().followUpCancelled())
            .text("cancel_reason", call -> call.agenda().cancelReason())
            .text("meeting_result", call -> name(call.agenda().meetingResult()))
            .instant("meeting_moved_to", call -> call.agenda().meetingMovedTo())
            .integer("meeting_moves", call -> call.agenda().meetingMoves())
            .bytes("fingerprint", Call::fingerprint)
            .flag("erased", Call::erased)
            .text("change", call -> call.revision().change().name())
            .instant("changed_at", call -> call.revision().at())
            .text("changed_by", call -> call.revision().by());

    /** The columns' values as a statement selects them from {@code input}. */
    static final String VALUES = COLUMNS.names("input.")
            .replace("input.flags", asArray("input.flags"))
            .replace("input.dismissed_flags", asArray("input.dismissed_flags"));

    private CallRow() {}

    /** The call in a row of {@code call}, or in a former one that was made such a row again. */
    static Call call(Row row) {
        return new Call(
                row.getString("tenant"),
                row.getString("call_id"),
                row.getString("phone"),
                new Attribution(
                        row.getString("rep"),
                        row.getString("team"),
                        row.getString("customer_id"),
                        constant(ContactRole.class, row.getString("contact_role")),
                        Columns.instant(row, "started_at")),
                row.getString("previous_customer_id"),
                row.getString("campaign"),
                constant(Direction.class, row.getString("direction")),
                row.getInteger("ring_seconds"),
                row.getInteger("talk_seconds"),
                row.getString("recording_url"),
                new Telephony(
                        row.getString("telephony_source"),
                        constant(TelephonyResult.class, row.getString("telephony_result")),
                        row.getString("telephony_code"),
                        row.getString("telephony_trunk"),
                        constant(EndedBy.class, row.getString("ended_by"))),
                new Summary(
                        constant(Outcome.class, row.getString("given_outcome")),
                        row.getString("reason"),
                        row.getString("notes"),
                        Columns.instant(row, "follow_up_at"),
                        Columns.instant(row, "meeting_at"),
                        row.getBoolean("do_not_call"),
                        row.getString("qualification")),
                Columns.instant(row, "summarised_at"),
                contradictions(row),
                words(row, "dismissed_flags"),
                row.getBoolean("voided"),
                agenda(row),
                row.getBuffer("fingerprint").getBytes(),
                // Revisions from before there were erasures do not say.
                Boolean.TRUE.equals(row.getBoolean("erased")),
                new Revision(
                        row.getInteger("revision"),
                        constant(Change.class, row.getString("change")),
                        Columns.instant(row, "changed_at"),
                        row.getString("changed_by")));
    }

    /** The flags of the call are what is left of them. */
    private static List<String> contradictions(Row row) {
        return Stream.concat(words(row, "flags").stream(), words(row, "dismissed_flags").stream())
                .toList();
    }

    /** Revisions from before there were agendas have none. */
    private static Agenda agenda(Row row) {
        return row.getInteger("meeting_moves") == null
                ? Agenda.AS_AGREED
                : new Agenda(
                        Columns.instant(row, "follow_up_moved_to"),
                        row.getBoolean("follow_up_cancelled"),
                        row.getString("cancel_reason"),
                        constant(MeetingResult.class, row.getString("meeting_result")),
                        Columns.instant(row, "meeting_moved_to"),
                        row.getInteger("meeting_moves"));
    }

    private static String asArray(String words) {
        return "coalesce(string_to_array(nullif(%s, ''), ' '), '{}')".formatted(words);
    }

    /** Revisions from before there were dismissals have none. */
    private static List<String> words(Row row, String column) {
        String[] words = row.getArrayOfStrings(column);
        return words == null ? List.of() : List.of(words);
    }

    private static String name(Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return name == null ? null : Enum.valueOf(type, name);
    }
}
