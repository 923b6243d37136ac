package io.tierline.call.calls.rest;

import io.tierline.call.calls.domain.Outcome;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.contacts.domain.ContactRole;
import java.time.Instant;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What callers may send, for the OpenAPI document alone: {@link CallReader} reads it. */
@Schema(
        name = "CallSubmission",
        requiredProperties = {"callId", "startedAt"})
record CallSubmission(
        @Schema(description = "Yours, unique in the tenant.", pattern = "^[A-Za-z0-9._:@+-]{1,128}$")
        String callId,

        @Schema(
                description =
                        "With country code, or as dialled in the company's default region. Needed unless customerId is given.")
        String phone,

        @Schema(
                description =
                        "Needed unless phone is given; a phone alone finds its customer. A new customer's must not be a"
                                + " phone number.")
        String customerId,

        ContactRole contactRole,

        @Schema(
                description =
                        "Needed unless telephony.result says that nobody answered, or telephony has a source and a code instead.")
        String rep,

        @Schema(description = "The rep's team in the directory at startedAt, if it is left out.")
        String team,

        String campaign,

        @Schema(
                enumeration = {"outbound", "inbound"},
                description =
                        "A call that leaves it out is outbound, and yet another submission than one that says so.",
                defaultValue = "outbound")
        String direction,

        @Schema(description = "With offset; at most 5 minutes ahead of now.")
        Instant startedAt,

        @Schema(minimum = "0", maximum = "86400") Integer ringSeconds,

        @Schema(minimum = "0", maximum = "86400", description = "Without the ringing.")
        Integer talkSeconds,

        @Schema(maxLength = 2048) String recordingUrl,
        TelephonySubmission telephony,
        Outcome outcome,
        @Schema(maxLength = 500) String reason,

        @Schema(maxLength = 4000, description = "Never leaves this service.")
        String notes,

        Instant followUpAt,
        Instant meetingAt,
        Boolean doNotCall,
        QualificationSubmission qualification) {

    static final String EXAMPLE = """
            {"callId":"pbx-7f3a","phone":"+8613800138000","customerId":"acme","contactRole":"EB","rep":"li.wei",\
            "team":"east-1","startedAt":"2026-11-23T09:30:00+08:00","ringSeconds":12,"talkSeconds":95,\
            "telephony":{"source":"freeswitch","result":"ANSWERED","code":"16","endedBy":"customer"},\
            "outcome":"D","followUpAt":"2026-11-25T10:00:00+08:00",\
            "qualification":{"keyPersons":{"EB":{"stance":"reached","need":"known","objections":"handled"}}}}""";

    static final String SUMMARY_EXAMPLE = """
            {"outcome":"C","meetingAt":"2026-11-27T14:00:00+08:00","notes":"Wants to see the demo with his CFO."}""";

    /** What the telephony system says. */
    @Schema(name = "TelephonySubmission")
    record TelephonySubmission(
            @Schema(description = "The system.", examples = "freeswitch")
            String source,

            TelephonyResult result,

            @Schema(description = "The system's own code, kept as it is.", examples = "16")
            String code,

            String trunk,

            @Schema(enumeration = {"customer", "rep", "unknown"})
            String endedBy) {}

    /** What was learned. Absent: nothing said. Null: nothing known. */
    @Schema(name = "QualificationSubmission")
    record QualificationSubmission(
            KeyPersonsSubmission keyPersons,

            @Schema(enumeration = {"unknown", "known", "ruled-out"})
            String competitors,

            @Schema(enumeration = {"unknown", "confirmed"}) String budget,

            @Schema(enumeration = {"unknown", "clear", "started"})
            String procurement,

            @Schema(enumeration = {"none", "offered", "negotiating", "confirmed"})
            String quote,

            LocalDate decisionDate,
            Boolean followUpAgreed) {}

    /** By role. */
    @Schema(name = "KeyPersonsSubmission")
    record KeyPersonsSubmission(KeyPersonSubmission EB, KeyPersonSubmission UB, KeyPersonSubmission TB) {}

    /** What was learned about one key person. */
    @Schema(name = "KeyPersonSubmission")
    record KeyPersonSubmission(
            @Schema(enumeration = {"unknown", "reached", "approves", "opposes"})
            String stance,

            @Schema(enumeration = {"unknown", "known", "confirmed"})
            String need,

            @Schema(enumeration = {"unknown", "none", "open", "handled", "settled"})
            String objections) {}

    /** A rep's summary. */
    @Schema(name = "SummarySubmission", requiredProperties = "outcome")
    record SummarySubmission(
            Outcome outcome,
            String reason,
            String notes,
            Instant followUpAt,
            Instant meetingAt,
            Boolean doNotCall,
            QualificationSubmission qualification) {}

    /** Whose call it was. */
    @Schema(name = "AttributionSubmission")
    record AttributionSubmission(
            String rep, String team, String customerId, ContactRole contactRole, Instant startedAt) {}
}
