package io.tierline.call.directory.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.directory.application.KeepReps;
import io.tierline.call.directory.domain.Rep;
import io.tierline.call.directory.rest.RepView.RepPage;
import io.tierline.call.directory.rest.RepView.RepSubmission;
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
import java.time.Clock;
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

/** The reps of a company. */
@Path("/v1/reps")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Directory")
public class RepsResource {

    private final KeepReps reps;
    private final Caller caller;
    private final Clock clock;

    RepsResource(KeepReps reps, Caller caller, Clock clock) {
        this.reps = reps;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead(when = "limit>100")
    @Operation(
            operationId = "listReps",
            summary = "List the reps",
            description = "In the order of their ids. A rep whom a call has named is there too, with known false, until"
                    + " somebody tells of the rep.")
    @APIResponse(
            responseCode = "200",
            description = "A page of reps.",
            content = @Content(schema = @Schema(implementation = RepPage.class)))
    public Uni<Page<RepView>> list(
            @Parameter(description = "Those who are in this team now.") @RestQuery String team,
            @Parameter(description = "true or false; both by default.") @RestQuery String active,
            @Parameter(description = "false: those whom only calls have named; both by default.") @RestQuery
                    String known,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        String inTeam = query.id("team", team);
        Boolean isActive = query.flag("active", active);
        Boolean isKnown = query.flag("known", known);
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        return reps.list(caller.tenant(), inTeam, isActive, isKnown, items == null ? Page.DEFAULT_LIMIT : items, cursor)
                .map(page -> page.map(this::view));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "getRep", summary = "Read a rep")
    @APIResponse(
            responseCode = "200",
            description = "The rep; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = RepView.class)))
    @APIResponse(responseCode = "404", description = "There is no such rep (no-such-rep).")
    public Uni<Response> get(@Parameter(example = "li.wei") @RestPath String id) {
        if (!DirectoryIds.isOne(id)) {
            throw KeepReps.unknown(id);
        }
        return reps.byId(caller.tenant(), id).map(this::answer);
    }

    @PUT
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "putRep",
            summary = "Tell of a rep",
            description =
                    "Makes the rep, or changes it: what is left out is at its default afterwards. The team holds from"
                            + " the given time until the next one that was told, also from a time that is past or to come; the same from"
                            + " again replaces what was told for it. Calls that are recorded without a team get the one that their rep"
                            + " was in when they started; calls already recorded stay with their team. The same again changes nothing."
                            + " Every change is published.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = RepSubmission.class),
                            examples = @ExampleObject(value = RepSubmission.EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The rep as it is now; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = RepView.class)))
    @APIResponse(responseCode = "409", description = "The rep has had 200 teams (too-many-memberships).")
    @APIResponse(responseCode = "412", description = "The rep has changed since the revision in If-Match.")
    public Uni<Response> put(
            @Parameter(description = "Yours, unique in the tenant.", example = "li.wei") @RestPath String id,
            byte[] body,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        List<Fault> faults = new ArrayList<>();
        DirectoryIds.check(id, faults);
        JsonInput input = JsonInput.of(Json.read(body), "", faults);
        KeepReps.Told told =
                new KeepReps.Told(Entry.name(input), Entry.active(input), input.id("team"), input.instant("from"));
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return reps.put(caller.tenant(), id, told, caller.subject(), IfMatch.accepted(ifMatch))
                .map(this::answer);
    }

    private RepView view(Rep rep) {
        return RepView.of(rep, clock.instant());
    }

    private Response answer(Rep rep) {
        return Response.ok(view(rep)).tag(String.valueOf(rep.revision())).build();
    }
}
