package io.tierline.call.directory.rest;

import io.tierline.call.directory.domain.Team;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A team as it is sent. */
@Schema(name = "Team")
record TeamView(
        String teamId,

        @Schema(description = "Null until somebody has told it.")
        String name,

        boolean active,

        @Schema(description = "False when no more than a call has named it.")
        boolean known,

        @Schema(description = "One more with every change.") int revision) {

    static TeamView of(Team team) {
        return new TeamView(team.id(), team.name(), team.active(), team.known(), team.revision());
    }

    /** A page of them. */
    @Schema(name = "TeamPage")
    record TeamPage(
            List<TeamView> items,

            @Schema(description = "The cursor of the next page; null on the last.")
            String next) {}

    /** What may be told of a team; {@link TeamsResource} reads it. */
    @Schema(name = "TeamSubmission", requiredProperties = "name")
    record TeamSubmission(
            @Schema(description = "1 to 200 characters.") String name,

            @Schema(defaultValue = "true") Boolean active) {

        static final String EXAMPLE = """
                {"name":"East 1","active":true}""";
    }
}
