package io.tierline.grading.standards.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.grading.standards.application.FindStandard;
import io.tierline.grading.standards.application.KeepDrafts;
import io.tierline.grading.standards.application.KeepDrafts.Reviewed;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.input.Texts;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.rest.IfMatch;
import io.tierline.kit.rest.LargestBody;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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

/** Standards that are still being written, over REST. */
@Path("/v1/standards/drafts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Standards")
public class DraftsResource {

    private final KeepDrafts keepDrafts;
    private final FindStandard findStandard;
    private final Caller caller;
    private final ObjectMapper json;

    DraftsResource(KeepDrafts keepDrafts, FindStandard findStandard, Caller caller, ObjectMapper json) {
        this.keepDrafts = keepDrafts;
        this.findStandard = findStandard;
        this.caller = caller;
        this.json = json;
    }

    @GET
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead(when = "limit>100")
    @Operation(operationId = "listStandardDrafts", summary = "List the drafts", description = "By name.")
    public Uni<DraftView.PageView> list(
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        return keepDrafts
                .list(caller.tenant(), items == null ? Page.DEFAULT_LIMIT : items, cursor)
                .map(DraftView.PageView::of);
    }

    @GET
    @Path("/{name}")
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getStandardDraft",
            summary = "Read a draft",
            description = "With everything that is wrong with it so far.")
    @APIResponse(
            responseCode = "200",
            description = "The draft; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = DraftView.class)))
    @APIResponse(responseCode = "404", description = "There is no such draft (no-such-draft).")
    public Uni<Response> get(@Parameter(description = "Its name.", example = "spring") @RestPath String name) {
        return keepDrafts.review(caller.tenant(), checked(name)).map(DraftsResource::answer);
    }

    @PUT
    @LargestBody(StandardBody.LARGEST_BODY)
    @Path("/{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "putStandardDraft",
            summary = "Keep a draft",
            description =
                    "Any object is kept, right or wrong; the answer says what is still wrong. Replaces the whole draft; the"
                            + " same again changes nothing. If-Match with the ETag keeps two people from overwriting each other.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = StandardDocument.class),
                            examples = @ExampleObject(value = "{\"name\":\"Spring\",\"tiers\":[]}")))
    @APIResponse(
            responseCode = "200",
            description = "The draft as it is now; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = DraftView.class)))
    @APIResponse(responseCode = "409", description = "There are as many drafts as can be kept (too-many-drafts).")
    @APIResponse(responseCode = "412", description = "The draft has changed since the revision in If-Match.")
    public Uni<Response> put(
            @Parameter(description = "Yours: an id.", example = "spring") @RestPath String name,
            byte[] body,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return keepDrafts
                .put(
                        caller.tenant(),
                        checked(name),
                        StandardBody.draft(body, json),
                        caller.subject(),
                        IfMatch.accepted(ifMatch))
                .map(DraftsResource::answer);
    }

    @DELETE
    @Path("/{name}")
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "deleteStandardDraft",
            summary = "Delete a draft",
            description = "One that is not there is deleted already.")
    @APIResponse(responseCode = "204", description = "There is no such draft any more.")
    @APIResponse(responseCode = "412", description = "The draft has changed since the revision in If-Match.")
    public Uni<Void> delete(
            @Parameter(description = "Its name.") @RestPath String name,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return keepDrafts.delete(caller.tenant(), checked(name), IfMatch.accepted(ifMatch));
    }

    @POST
    @Path("/{name}/publication")
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "publishStandardDraft",
            summary = "Make a version of a draft",
            description =
                    "As if the draft were posted to /v1/standards; the body may have a note that says why. The draft stays"
                            + " until it is deleted. With If-Match, what is published is what was read.")
    @RequestBody(content = @Content(examples = @ExampleObject(value = "{\"note\":\"As agreed on Monday\"}")))
    @APIResponse(
            responseCode = "201",
            description = "The new version; Location says where it is.",
            content = @Content(schema = @Schema(implementation = StandardView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The newest version says the very same already.",
            content = @Content(schema = @Schema(implementation = StandardView.class)))
    @APIResponse(responseCode = "412", description = "The draft has changed since the revision in If-Match.")
    @APIResponse(responseCode = "422", description = "The draft has faults; errors names every one.")
    public Uni<Response> publish(
            @Parameter(description = "Its name.") @RestPath String name,
            byte[] body,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        String tenant = caller.tenant();
        return keepDrafts
                .publish(
                        tenant,
                        checked(name),
                        StandardBody.noteAlone(body),
                        caller.subject(),
                        IfMatch.accepted(ifMatch))
                .chain(result -> StandardsResource.answer(findStandard, tenant, result));
    }

    private static String checked(String name) {
        if (!Texts.ID.matcher(name).matches()) {
            throw Problem.notFound("no-such-draft", "No draft can have this name.");
        }
        return name;
    }

    private static Response answer(Reviewed reviewed) {
        return Response.ok(DraftView.of(reviewed))
                .tag(String.valueOf(reviewed.draft().entry().revision()))
                .build();
    }
}
