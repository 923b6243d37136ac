package io.tierline.grading.grades.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.CustomerPath;
import io.tierline.grading.Roles;
import io.tierline.grading.grades.application.ExtendTime;
import io.tierline.grading.grades.domain.Extension;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** More time for a customer over REST. */
@Path("/v1/customers/{customerId}/extensions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers")
public class ExtensionsResource {

    private static final int LONGEST_REASON = 500;

    private final ExtendTime extendTime;
    private final Caller caller;

    ExtensionsResource(ExtendTime extendTime, Caller caller) {
        this.extendTime = extendTime;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead(when = "limit>100")
    @Operation(
            operationId = "listExtensions",
            summary = "See who granted a customer more time",
            description = "Newest first.")
    @APIResponse(
            responseCode = "200",
            description = "A page of extensions.",
            content = @Content(schema = @Schema(implementation = ExtensionView.PageView.class)))
    @APIResponse(responseCode = "404", description = "There is no such customer (no-such-customer).")
    public Uni<ExtensionView.PageView> list(
            @Parameter(example = "acme") @RestPath String customerId,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        return extendTime
                .list(CustomerPath.key(caller, customerId), items == null ? Page.DEFAULT_LIMIT : items, cursor)
                .map(ExtensionView.PageView::of);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "postExtension",
            summary = "Grant a customer more time",
            description =
                    "Moves the moment at which its tier's time is up, until the next progress; several add up. With an"
                            + " extensionId of yours it can be sent again without harm.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = ExtensionView.Submission.class),
                            examples = @ExampleObject(value = ExtensionView.Submission.EXAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "Granted.",
            content = @Content(schema = @Schema(implementation = ExtensionView.class)))
    @APIResponse(
            responseCode = "200",
            description = "It had been granted already.",
            content = @Content(schema = @Schema(implementation = ExtensionView.class)))
    @APIResponse(responseCode = "404", description = "There is no such customer (no-such-customer).")
    @APIResponse(
            responseCode = "409",
            description = "The deal is closed (customer-closed), or another extension has the id (extension-conflict).")
    public Uni<Response> grant(@Parameter(example = "acme") @RestPath String customerId, byte[] body) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(Json.read(body), "", faults);
        String id = input.id("extensionId");
        Integer days = input.wholeNumber("days", 1, Extension.MOST_DAYS);
        String reason = input.text("reason", LONGEST_REASON);
        input.require("days");
        input.require("reason");
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return extendTime
                .grant(CustomerPath.key(caller, customerId), id, days, reason, caller.subject())
                .map(result -> Response.status(result.isNew() ? Response.Status.CREATED : Response.Status.OK)
                        .entity(ExtensionView.of(result.granted()))
                        .build());
    }
}
