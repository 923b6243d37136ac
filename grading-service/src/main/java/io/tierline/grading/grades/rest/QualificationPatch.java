package io.tierline.grading.grades.rest;

import java.time.Instant;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What callers may send, for the OpenAPI document alone. */
@Schema(name = "QualificationPatch")
record QualificationPatch(
        @Schema(description = "When it was learned; now by default, at most 5 minutes ahead of now.")
        Instant observedAt,

        KeyPersons keyPersons,

        @Schema(enumeration = {"unknown", "known", "ruled-out"})
        String competitors,

        @Schema(enumeration = {"unknown", "confirmed"}) String budget,

        @Schema(enumeration = {"unknown", "clear", "started"})
        String procurement,

        @Schema(enumeration = {"none", "offered", "negotiating", "confirmed"})
        String quote,

        LocalDate decisionDate,
        Boolean followUpAgreed) {

    static final String EXAMPLE = """
            {"keyPersons":{"EB":{"stance":"approves","need":"confirmed","objections":"settled"}},"budget":"confirmed"}""";

    /** By role. */
    @Schema(name = "KeyPersons")
    record KeyPersons(KeyPerson EB, KeyPerson UB, KeyPerson TB) {}

    /** What was learned about one of them. */
    @Schema(name = "KeyPerson")
    record KeyPerson(
            @Schema(enumeration = {"unknown", "reached", "approves", "opposes"})
            String stance,

            @Schema(enumeration = {"unknown", "known", "confirmed"})
            String need,

            @Schema(enumeration = {"unknown", "none", "open", "handled", "settled"})
            String objections) {}
}
