package io.tierline.call.calls.rest;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tierline.call.calls.application.Recorded;
import io.tierline.call.calls.domain.Agenda;
import io.tierline.call.calls.domain.Call;
import io.tierline.call.calls.domain.Outcome;
import io.tierline.call.calls.domain.Telephony;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.contacts.domain.ContactRole;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A call as the API shows it. */
@Schema(name = "Call", description = "A call at its latest revision. Members without a value are null.")
record CallView(
        @Schema(description = "The submitter's id, unique in the tenant.", examples = "pbx-7f3a")
        String callId,

        @Schema(description = "1 when recorded, one more with every change; also the ETag.", examples = "1")
        int revision,

        @Schema(
                description = "summarised: has an outcome. pending: answered, the rep has not said yet how it went."
                        + " failed: the network's fault, not an attempt.",
                enumeration = {"summarised", "pending", "failed"})
        String status,

        @Schema(description = "Contradictions between the summary and the telephony, for review.")
        List<String> flags,

        @Schema(description = "Contradictions that a manager has looked at and let stand.")
        List<String> dismissedFlags,

        @Schema(description = "Posted by mistake: counts for nothing.")
        boolean voided,

        @Schema(description = "E.164.", examples = "+8613800138000")
        String phone,

        @Schema(description = "Whose call it is; made up (lead-…) while only the number is known.")
        String customerId,

        @Schema(description = "Economic, user or technical buyer.")
        ContactRole contactRole,

        String rep,
        String team,
        String campaign,

        @Schema(enumeration = {"outbound", "inbound"}) String direction,
        Instant startedAt,
        Integer ringSeconds,
        Integer talkSeconds,
        String recordingUrl,
        TelephonyView telephony,

        @Schema(description = "The rep's outcome, or else the one evident from the telephony; null unless summarised.")
        Outcome outcome,

        String reason,
        String notes,
        Instant followUpAt,
        Instant meetingAt,
        boolean doNotCall,

        @Schema(
                description =
                        "What has become of followUpAt and meetingAt since; null while both stand as the summary has them.")
        AgendaView agenda,

        @Schema(type = SchemaType.OBJECT, description = "What was learned in the call.") @JsonRawValue
        String qualification) {

    static CallView of(Call call) {
        return new CallView(
                call.callId(),
                call.revision().number(),
                Words.lower(call.status()),
                call.flags(),
                call.dismissedFlags(),
                call.voided(),
                call.phone(),
                call.attribution().customerId(),
                call.attribution().contactRole(),
                call.attribution().rep(),
                call.attribution().team(),
                call.campaign(),
                Words.lower(call.direction()),
                call.attribution().startedAt(),
                call.ringSeconds(),
                call.talkSeconds(),
                call.recordingUrl(),
                TelephonyView.of(call.telephony()),
                call.outcome(),
                call.summary().reason(),
                call.summary().notes(),
                call.summary().followUpAt(),
                call.summary().meetingAt(),
                call.summary().doNotCall(),
                AgendaView.of(call),
                call.summary().qualification());
    }

    /** What has become of the follow-up and the meeting. */
    @Schema(name = "Agenda")
    record AgendaView(
            @Schema(description = "When to call again, as it holds now.")
            Instant followUpAt,

            boolean followUpCancelled,

            @Schema(description = "Why, if somebody said so.")
            String cancelReason,

            @Schema(description = "When the meeting is, as it holds now.")
            Instant meetingAt,

            @Schema(
                    enumeration = {"held", "missed"},
                    description = "Null while it is open.")
            String meetingResult,

            @Schema(description = "How often it was moved.") int meetingMoves) {

        static AgendaView of(Call call) {
            Agenda agenda = call.agenda();
            return agenda.equals(Agenda.AS_AGREED)
                    ? null
                    : new AgendaView(
                            call.followUpAt(),
                            agenda.followUpCancelled(),
                            agenda.cancelReason(),
                            call.meetingAt(),
                            Words.lower(agenda.meetingResult()),
                            agenda.meetingMoves());
        }
    }

    /** What the telephony system reported. */
    @Schema(name = "Telephony")
    record TelephonyView(String source, TelephonyResult result, String code, String trunk, String endedBy) {

        static TelephonyView of(Telephony telephony) {
            return telephony.equals(Telephony.NONE)
                    ? null
                    : new TelephonyView(
                            telephony.source(),
                            telephony.result(),
                            telephony.code(),
                            telephony.trunk(),
                            Words.lower(telephony.endedBy()));
        }
    }

    /** The call and what became of the submission. */
    @Schema(name = "RecordedCall")
    record RecordedView(
            @Schema(
                    enumeration = {"created", "replayed"},
                    description = "Whether it was new or a repeat.")
            String result,

            @JsonUnwrapped CallView call) {

        static RecordedView of(Recorded recorded) {
            return new RecordedView(Words.lower(recorded.result()), CallView.of(recorded.call()));
        }
    }

    /** A page of calls, for the OpenAPI document alone. */
    @Schema(name = "CallPage")
    record CallPage(
            List<CallView> items,

            @Schema(description = "The cursor of the next page; null on the last.")
            String next) {}

    /** The revisions of a call, for the OpenAPI document alone. */
    @Schema(name = "RevisionPage")
    record RevisionPage(
            List<RevisionView> items,
            @Schema(description = "Always null.") String next) {}

    /** One revision of a call. */
    @Schema(name = "Revision")
    record RevisionView(
            int revision,

            @Schema(
                    enumeration = {
                        "recorded",
                        "summarised",
                        "reported",
                        "attributed",
                        "flag-dismissed",
                        "follow-up-changed",
                        "meeting-changed",
                        "voided"
                    },
                    description = "What made the revision.")
            String change,

            Instant changedAt,

            @Schema(description = "The subject of the token.")
            String changedBy,

            CallView call) {

        static RevisionView of(Call call) {
            return new RevisionView(
                    call.revision().number(),
                    Words.lower(call.revision().change()).replace('_', '-'),
                    call.revision().at(),
                    call.revision().by(),
                    CallView.of(call));
        }
    }
}
