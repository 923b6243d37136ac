package io.tierline.grading.standards.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.grading.companies.application.ReaderLanguages;
import io.tierline.grading.standards.application.FindStandard;
import io.tierline.grading.standards.application.WriteStandard;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.rest.LargestBody;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
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

/** The versions of a company's grading standard over REST. */
@Path("/v1/standards")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Standards", description = "The company's own grading standard: written, tried out, switched on, undone.")
public class StandardsResource {

    private final FindStandard findStandard;
    private final WriteStandard writeStandard;
    private final ReaderLanguages languages;
    private final Caller caller;
    private final ObjectMapper json;

    StandardsResource(
            FindStandard findStandard,
            WriteStandard writeStandard,
            ReaderLanguages languages,
            Caller caller,
            ObjectMapper json) {
        this.findStandard = findStandard;
        this.writeStandard = writeStandard;
        this.languages = languages;
        this.caller = caller;
        this.json = json;
    }

    @GET
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead(when = "limit>100")
    @Operation(
            operationId = "listStandards",
            summary = "List the versions of the standard",
            description = "Newest first. Version 1 is the one that every company starts with.")
    @APIResponse(
            responseCode = "200",
            description = "A page of versions.",
            content = @Content(schema = @Schema(implementation = StandardView.PageView.class)))
    public Uni<StandardView.PageView> list(
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        return findStandard
                .list(caller.tenant(), items == null ? Page.DEFAULT_LIMIT : items, cursor)
                .map(StandardView.PageView::of);
    }

    @GET
    @Path("/variables")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "listStandardVariables",
            summary = "See what expressions can read",
            description =
                    "Every variable with its type, its meaning (English or Chinese by Accept-Language) and its words;"
                            + " the functions; the limits.")
    public Uni<VariablesView> variables(@Context HttpHeaders headers) {
        return languages.of(caller.tenant(), headers.getAcceptableLanguages()).map(VariablesView::in);
    }

    @GET
    @Path("/{version:[1-9][0-9]{0,8}}")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getStandard",
            summary = "Read a version of the standard",
            description = "As it was written; versions never change.")
    @APIResponse(
            responseCode = "200",
            description = "The version.",
            content = @Content(schema = @Schema(implementation = StandardView.class)))
    @APIResponse(responseCode = "404", description = "There is no such version (no-such-standard).")
    public Uni<StandardView> get(@Parameter(description = "Its number.", example = "1") @RestPath int version) {
        return findStandard.written(caller.tenant(), version).map(StandardView::of);
    }

    @POST
    @LargestBody(StandardBody.LARGEST_BODY)
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "postStandard",
            summary = "Write a new version of the standard",
            description =
                    "Makes a version of the document, which never changes again and grades nobody before it is activated. A"
                            + " note may say why. The very same document as the newest version's makes no second one, so it can be"
                            + " sent again without harm. A document with faults is refused, all of them at once, each with its"
                            + " pointer and, inside an expression, its position.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = StandardDocument.class),
                            examples = @ExampleObject(value = StandardDocument.EXAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "The new version; Location says where it is.",
            content = @Content(schema = @Schema(implementation = StandardView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The newest version says the very same already.",
            content = @Content(schema = @Schema(implementation = StandardView.class)))
    @APIResponse(responseCode = "409", description = "There are as many versions as can be kept (too-many-versions).")
    @APIResponse(responseCode = "422", description = "The document has faults; errors names every one.")
    public Uni<Response> write(byte[] body) {
        String tenant = caller.tenant();
        StandardBody written = StandardBody.withNote(body, json);
        return writeStandard
                .write(tenant, written.document(), written.note(), caller.subject())
                .chain(result -> answer(findStandard, tenant, result));
    }

    /** What is answered to a version that was just written, or was there already. */
    static Uni<Response> answer(FindStandard findStandard, String tenant, WriteStandard.Result result) {
        int version = result.standard().entry().version();
        return findStandard
                .written(tenant, version)
                .map(found -> (result.isNew()
                                ? Response.created(URI.create("/v1/standards/" + version))
                                : Response.ok())
                        .entity(StandardView.of(found))
                        .build());
    }
}
