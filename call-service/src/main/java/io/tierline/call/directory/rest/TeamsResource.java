package io.tierline.call.directory.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.directory.application.KeepTeams;
import io.tierline.call.directory.domain.Team;
import io.tierline.call.directory.rest.TeamView.TeamPage;
import io.tierline.call.directory.rest.TeamView.TeamSubmission;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.rest.IfMatch;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The teams of a company. */
@Path("/v1/teams")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Directory", description = "Who works for the company, and in which team at which time.")
public class TeamsResource {

    private final KeepTeams teams;
    private final Caller caller;

    TeamsResource(KeepTeams teams, Caller caller) {
        this.teams = teams;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead(when = "limit>100")
    @Operation(
            operationId = "listTeams",
            summary = "List the teams",
            description =
                    "In the order of their ids. A team that a call has named is there too, with known false, until"
                            + " somebody tells of it.")
    @APIResponse(
            responseCode = "200",
            description = "A page of teams.",
            content = @Content(schema = @Schema(implementation = TeamPage.class)))
    public Uni<Page<TeamView>> list(
            @Parameter(description = "true or false; both by default.") @RestQuery String active,
            @Parameter(description = "false: those that only calls have named; both by default.") @RestQuery
                    String known,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        Boolean isActive = query.flag("active", active);
        Boolean isKnown = query.flag("known", known);
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        return teams.list(caller.tenant(), isActive, isKnown, items == null ? Page.DEFAULT_LIMIT : items, cursor)
                .map(page -> page.map(TeamView::of));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "getTeam", summary = "Read a team")
    @APIResponse(
            responseCode = "200",
            description = "The team; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = TeamView.class)))
    @APIResponse(responseCode = "404", description = "There is no such team (no-such-team).")
    public Uni<Response> get(@Parameter(example = "east-1") @RestPath String id) {
        if (!DirectoryIds.isOne(id)) {
            throw KeepTeams.unknown(id);
        }
        return teams.byId(caller.tenant(), id).map(TeamsResource::answer);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "putTeam",
            summary = "Tell of a team",
            description = "Makes the team, or changes it: what is left out is at its default afterwards. The same again"
                    + " changes nothing. Every change is published.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = TeamSubmission.class),
                            examples = @ExampleObject(value = TeamSubmission.EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The team as it is now; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = TeamView.class)))
    @APIResponse(responseCode = "412", description = "The team has changed since the revision in If-Match.")
    public Uni<Response> put(
            @Parameter(description = "Yours, unique in the tenant.", example = "east-1") @RestPath String id,
            byte[] body,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        List<Fault> faults = new ArrayList<>();
        DirectoryIds.check(id, faults);
        JsonInput input = JsonInput.of(Json.read(body), "", faults);
        String name = Entry.name(input);
        boolean active = Entry.active(input);
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return teams.put(caller.tenant(), id, name, active, caller.subject(), IfMatch.accepted(ifMatch))
                .map(TeamsResource::answer);
    }

    private static Response answer(Team team) {
        return Response.ok(TeamView.of(team))
                .tag(String.valueOf(team.revision()))
                .build();
    }
}
