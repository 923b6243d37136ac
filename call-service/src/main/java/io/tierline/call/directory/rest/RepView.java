package io.tierline.call.directory.rest;

import io.tierline.call.directory.domain.Membership;
import io.tierline.call.directory.domain.Rep;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A rep as it is sent. */
@Schema(name = "Rep")
record RepView(
        String repId,

        @Schema(description = "Null until somebody has told it.")
        String name,

        @Schema(description = "The team that the rep is in now; null when in none.")
        String team,

        boolean active,

        @Schema(description = "False when no more than a call has named the rep.")
        boolean known,

        @Schema(description = "One more with every change.") int revision,

        @Schema(description = "Every team over time, the earliest first.")
        List<MembershipView> memberships) {

    static RepView of(Rep rep, Instant now) {
        return new RepView(
                rep.id(),
                rep.name(),
                rep.memberships().teamAt(now),
                rep.active(),
                rep.known(),
                rep.revision(),
                rep.memberships().dated().stream().map(MembershipView::of).toList());
    }

    /** From when on the rep is in which team. */
    @Schema(name = "Membership")
    record MembershipView(
            @Schema(description = "Null: in no team.") String team,

            @Schema(description = "Holds until the next one; 1970-01-01T00:00:00Z is from always.")
            Instant from) {

        static MembershipView of(Membership membership) {
            return new MembershipView(membership.team(), membership.from());
        }
    }

    /** A page of them. */
    @Schema(name = "RepPage")
    record RepPage(
            List<RepView> items,

            @Schema(description = "The cursor of the next page; null on the last.")
            String next) {}

    /** What may be told of a rep; {@link RepsResource} reads it. */
    @Schema(name = "RepSubmission", requiredProperties = "name")
    record RepSubmission(
            @Schema(description = "1 to 200 characters.") String name,

            @Schema(description = "Null or left out: in no team.")
            String team,

            @Schema(defaultValue = "true") Boolean active,

            @Schema(
                    description =
                            "Since when, or from when on, the rep is in this team, with offset; from now on if it is"
                                    + " left out, and from always for a rep that was not known before.")
            Instant from) {

        static final String EXAMPLE = """
                {"name":"Li Wei","team":"east-1","active":true,"from":"2026-11-01T00:00:00+08:00"}""";
    }
}
