package io.tierline.call.erasure.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.tierline.call.calls.domain.Agenda;
import io.tierline.call.calls.domain.Call;
import io.tierline.call.calls.domain.Outcome;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.call.erasure.application.ExportPerson.Kept;
import io.tierline.call.erasure.application.ExportPerson.KeptCall;
import io.tierline.call.erasure.application.Persons.PersonalNumber;
import io.tierline.call.telephony.domain.LegRecord;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All that is kept of a person, as it is sent. The calls are written one after the other; here they are for the OpenAPI document. */
@Schema(name = "PersonExport")
record PersonExport(
        @Schema(description = "The person's numbers that are contacts.")
        List<ExportedNumber> numbers,

        @Schema(description = "What was decided by hand about the numbers.")
        List<ExportedMark> marks,

        @Schema(description = "Every call, the oldest first.")
        List<ExportedCall> calls) {

    static List<ExportedNumber> numbers(Kept kept) {
        return kept.contacts().stream().map(ExportedNumber::of).toList();
    }

    static List<ExportedMark> marks(Kept kept) {
        return kept.marks().entrySet().stream()
                .flatMap(number -> number.getValue().stream()
                        .map(mark -> new ExportedMark(
                                number.getKey(), lower(mark.kind()), mark.reason(), mark.at(), mark.by())))
                .toList();
    }

    private static String lower(Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }

    /** A number and whose it is. */
    @Schema(name = "ExportedNumber")
    record ExportedNumber(
            @Schema(description = "E.164.", examples = "+8613800138000")
            String phone,

            String customerId,
            ContactRole role,
            String name,

            @Schema(description = "What the numbers of one person share.")
            String personId,

            Instant since,
            Instant changedAt,
            String changedBy) {

        static ExportedNumber of(PersonalNumber number) {
            return new ExportedNumber(
                    number.phone(),
                    number.customerId(),
                    number.role(),
                    number.name(),
                    number.personId(),
                    number.since(),
                    number.changedAt(),
                    number.by());
        }
    }

    /** What was decided about a number. */
    @Schema(name = "ExportedMark")
    record ExportedMark(
            String phone,

            @Schema(enumeration = {"suppressed", "lifted", "erased"})
            String kind,

            String reason,
            Instant at,
            String by) {}

    /** A call. */
    @Schema(name = "ExportedCall")
    record ExportedCall(
            String callId,

            @Schema(description = "The first first; the last is the call as it stands.")
            List<ExportedRevision> revisions,

            @Schema(description = "What the telephony system has posted of it, normalised.")
            List<LegRecord> telephonyRecords) {

        static ExportedCall of(KeptCall call) {
            return new ExportedCall(
                    call.revisions().get(0).callId(),
                    call.revisions().stream().map(ExportedRevision::of).toList(),
                    call.records());
        }
    }

    /** A call at one of its revisions; the members mean what they mean in a Call. */
    @Schema(name = "ExportedRevision")
    record ExportedRevision(
            int revision,
            String change,
            Instant changedAt,
            String changedBy,
            String status,
            List<String> flags,
            List<String> dismissedFlags,
            boolean voided,
            String phone,
            String customerId,
            ContactRole contactRole,
            String rep,
            String team,
            String campaign,
            String direction,
            Instant startedAt,
            Integer ringSeconds,
            Integer talkSeconds,
            String recordingUrl,
            ExportedTelephony telephony,
            Outcome outcome,
            String reason,
            String notes,
            Instant followUpAt,
            Instant meetingAt,
            ExportedAgenda agenda,
            boolean doNotCall,
            @Schema(type = SchemaType.OBJECT) @JsonRawValue String qualification) {

        static ExportedRevision of(Call call) {
            return new ExportedRevision(
                    call.revision().number(),
                    lower(call.revision().change()).replace('_', '-'),
                    call.revision().at(),
                    call.revision().by(),
                    lower(call.status()),
                    call.flags(),
                    call.dismissedFlags(),
                    call.voided(),
                    call.phone(),
                    call.attribution().customerId(),
                    call.attribution().contactRole(),
                    call.attribution().rep(),
                    call.attribution().team(),
                    call.campaign(),
                    lower(call.direction()),
                    call.attribution().startedAt(),
                    call.ringSeconds(),
                    call.talkSeconds(),
                    call.recordingUrl(),
                    new ExportedTelephony(
                            call.telephony().source(),
                            call.telephony().result(),
                            call.telephony().code(),
                            call.telephony().trunk(),
                            lower(call.telephony().endedBy())),
                    call.outcome(),
                    call.summary().reason(),
                    call.summary().notes(),
                    call.summary().followUpAt(),
                    call.summary().meetingAt(),
                    ExportedAgenda.of(call.agenda()),
                    Boolean.TRUE.equals(call.summary().doNotCall()),
                    call.summary().qualification());
        }
    }

    /** What has become of the follow-up and the meeting; null while everything stands as the summary has it. */
    @Schema(name = "ExportedAgenda")
    record ExportedAgenda(
            Instant followUpMovedTo,
            boolean followUpCancelled,
            String cancelReason,
            Instant meetingMovedTo,
            String meetingResult,
            int meetingMoves) {

        static ExportedAgenda of(Agenda agenda) {
            return agenda.equals(Agenda.AS_AGREED)
                    ? null
                    : new ExportedAgenda(
                            agenda.followUpMovedTo(),
                            agenda.followUpCancelled(),
                            agenda.cancelReason(),
                            agenda.meetingMovedTo(),
                            lower(agenda.meetingResult()),
                            agenda.meetingMoves());
        }
    }

    /** What the telephony system reported. */
    @Schema(name = "ExportedTelephony")
    record ExportedTelephony(String source, TelephonyResult result, String code, String trunk, String endedBy) {}
}
