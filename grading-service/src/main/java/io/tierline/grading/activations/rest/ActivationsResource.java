package io.tierline.grading.activations.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.grading.activations.application.ActivateStandard;
import io.tierline.grading.activations.domain.Activation;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Switching to a version of the standard, and back, over REST. */
@Path("/v1/standards")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Standards")
public class ActivationsResource {

    private final ActivateStandard activateStandard;
    private final Caller caller;

    ActivationsResource(ActivateStandard activateStandard, Caller caller) {
        this.activateStandard = activateStandard;
        this.caller = caller;
    }

    @GET
    @Path("/activations")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead(when = "limit>100")
    @Operation(
            operationId = "listActivations",
            summary = "See which version was activated when",
            description = "Newest first.")
    public Uni<ActivationView.PageView> list(
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        return activateStandard
                .list(caller.tenant(), items == null ? Page.DEFAULT_LIMIT : items, cursor)
                .map(ActivationView.PageView::of);
    }

    @GET
    @Path("/{version:[1-9][0-9]{0,8}}/activation")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getActivation",
            summary = "See how far an activation is",
            description = "The latest one of the version: how many customers have been graded by it so far.")
    @APIResponse(
            responseCode = "200",
            description = "The activation.",
            content = @Content(schema = @Schema(implementation = ActivationView.class)))
    @APIResponse(responseCode = "404", description = "The version was never activated (never-activated).")
    public Uni<ActivationView> get(@Parameter(description = "The version.", example = "2") @RestPath int version) {
        return activateStandard.latestOf(caller.tenant(), version).map(ActivationView::of);
    }

    @POST
    @Path("/{version:[1-9][0-9]{0,8}}/activation")
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "activateStandard",
            summary = "Switch to a version of the standard",
            description =
                    "From now on customers are graded by it: those that something happens to at once, all others in the"
                            + " background, each change with reason standard. Ask again to see how far it is. Activating the version"
                            + " that is active changes nothing; activating the previous one undoes it.")
    @APIResponse(
            responseCode = "202",
            description = "It is active, and customers are being graded anew.",
            content = @Content(schema = @Schema(implementation = ActivationView.class)))
    @APIResponse(
            responseCode = "200",
            description = "It is active, and all customers have been graded by it.",
            content = @Content(schema = @Schema(implementation = ActivationView.class)))
    @APIResponse(responseCode = "404", description = "There is no such version (no-such-standard).")
    public Uni<Response> activate(@Parameter(description = "The version.", example = "2") @RestPath int version) {
        return activateStandard
                .activate(caller.tenant(), version, caller.subject())
                .map(activation -> answer(version, activation));
    }

    private static Response answer(int version, Activation activation) {
        if (activation == null) {
            return Response.ok(ActivationView.fromTheStart(version)).build();
        }
        boolean finished = activation.finishedAt().isPresent();
        return Response.status(finished ? Response.Status.OK : Response.Status.ACCEPTED)
                .entity(ActivationView.of(activation))
                .build();
    }
}
