package io.tierline.grading.care.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.CustomerPath;
import io.tierline.grading.Roles;
import io.tierline.grading.care.application.KeepCareLog;
import io.tierline.grading.care.application.KeepCareLog.Editor;
import io.tierline.grading.care.domain.CareEntry;
import io.tierline.grading.care.domain.CareKind;
import io.tierline.grading.care.rest.CareReader.Submission;
import io.tierline.grading.care.rest.CareView.CarePage;
import io.tierline.grading.care.rest.CareView.CarePatch;
import io.tierline.grading.care.rest.CareView.CareSubmission;
import io.tierline.grading.care.rest.CareView.ReferralRequest;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.MergePatch;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.input.Texts;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.rest.IfMatch;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
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

/** The care log of a customer over REST. */
@Path("/v1/customers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(
        name = "Care",
        description =
                "What is learned of existing customers: key facts, satisfaction, use, concerns, questions, problems"
                        + " and cases.")
public class CareResource {

    private final KeepCareLog careLog;
    private final Caller caller;
    private final Clock clock;

    CareResource(KeepCareLog careLog, Caller caller, Clock clock) {
        this.careLog = careLog;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Path("/{customerId}/care")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "addCareEntry",
            summary = "Add to the care log",
            description =
                    "For customers that were won, also while a new round is open. With an entryId of yours it can be"
                            + " sent again: the same changes nothing. Texts stay here: they are in no event and no log.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = CareSubmission.class),
                            examples = {
                                @ExampleObject(name = "problem", value = CareSubmission.PROBLEM),
                                @ExampleObject(name = "satisfaction", value = CareSubmission.SATISFACTION)
                            }))
    @APIResponse(
            responseCode = "201",
            description = "The new entry; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = CareView.class)))
    @APIResponse(responseCode = "200", description = "It was there already, as first sent or as changed since.")
    @APIResponse(responseCode = "404", description = "There is no such customer (no-such-customer).")
    @APIResponse(
            responseCode = "409",
            description = "The customer was never won (not-won), or another entry has the id already (entry-conflict).")
    @APIResponse(responseCode = "422", description = "Something in it cannot be; errors names every fault.")
    public Uni<Response> add(@Parameter(example = "acme") @RestPath String customerId, byte[] body) {
        return add(customerId, CareReader.submission(read(body), clock.instant()));
    }

    @POST
    @Path("/{customerId}/referral-request")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "addReferralRequest",
            summary = "Say that the customer was asked for a referral",
            description = "Adds an entry of the kind referral-request to the care log. For 180 days from then on the"
                    + " customer is not among those to ask.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = ReferralRequest.class),
                            examples = @ExampleObject(value = ReferralRequest.EXAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "The new entry.",
            content = @Content(schema = @Schema(implementation = CareView.class)))
    @APIResponse(responseCode = "200", description = "It was there already.")
    @APIResponse(responseCode = "409", description = "As for other entries: not-won, entry-conflict.")
    public Uni<Response> asked(@Parameter(example = "acme") @RestPath String customerId, byte[] body) {
        JsonNode request = body == null || body.length == 0 ? JsonNodeFactory.instance.objectNode() : read(body);
        return add(customerId, CareReader.submission(request, CareKind.REFERRAL_REQUEST, clock.instant()));
    }

    @GET
    @Path("/{customerId}/care")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead(when = "limit>100")
    @Operation(
            operationId = "listCareEntries",
            summary = "Read the care log",
            description = "The newest first. With kind=satisfaction it is how satisfaction went over time.")
    @APIResponse(
            responseCode = "200",
            description = "A page of entries.",
            content = @Content(schema = @Schema(implementation = CarePage.class)))
    @APIResponse(responseCode = "404", description = "There is no such customer (no-such-customer).")
    public Uni<Page<CareView>> list(
            @Parameter(example = "acme") @RestPath String customerId,
            @Parameter(description = "Entries of this kind alone.", example = "satisfaction") @RestQuery String kind,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        CareKind ofKind = query.oneOf("kind", kind, CareKind.BY_CODE);
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        return careLog.list(
                        CustomerPath.key(caller, customerId),
                        ofKind,
                        items == null ? Page.DEFAULT_LIMIT : items,
                        cursor)
                .map(page -> page.map(CareView::of));
    }

    @GET
    @Path("/{customerId}/care/{entryId}")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getCareEntry",
            summary = "Read an entry of the care log",
            description = "As it is now, with the revision to send as If-Match with a change.")
    @APIResponse(
            responseCode = "200",
            description = "The entry; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = CareView.class)))
    @APIResponse(responseCode = "404", description = "There is none (no-such-customer, no-such-entry).")
    public Uni<Response> get(
            @Parameter(example = "acme") @RestPath String customerId,
            @Parameter(example = "crm-812") @RestPath String entryId) {
        return careLog.find(CustomerPath.key(caller, customerId), entry(entryId))
                .map(entry -> answer(Response.ok(), entry));
    }

    @PATCH
    @Path("/{customerId}/care/{entryId}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "patchCareEntry",
            summary = "Change an entry of the care log",
            description = "What is left out stays, null takes away; the kind stays. Reps change what they have written"
                    + " themselves, managers any entry.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = CarePatch.class),
                            examples = @ExampleObject(value = CarePatch.EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The entry as it is now; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = CareView.class)))
    @APIResponse(responseCode = "403", description = "Somebody else has written it (not-yours).")
    @APIResponse(responseCode = "404", description = "There is none (no-such-customer, no-such-entry).")
    @APIResponse(responseCode = "412", description = "It has changed since the revision in If-Match.")
    public Uni<Response> patch(
            @Parameter(example = "acme") @RestPath String customerId,
            @Parameter(example = "crm-812") @RestPath String entryId,
            byte[] body,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        JsonNode patch = read(body);
        return careLog.change(
                        CustomerPath.key(caller, customerId),
                        entry(entryId),
                        content -> CareReader.patched(content, patch, clock.instant()),
                        editor(),
                        IfMatch.accepted(ifMatch))
                .map(entry -> answer(Response.ok(), entry));
    }

    @DELETE
    @Path("/{customerId}/care/{entryId}")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "deleteCareEntry",
            summary = "Take an entry out of the care log",
            description = "Reps take away what they have written themselves, managers any entry. It is gone for good.")
    @APIResponse(responseCode = "204", description = "It is gone.")
    @APIResponse(responseCode = "403", description = "Somebody else has written it (not-yours).")
    @APIResponse(responseCode = "404", description = "There is none (no-such-customer, no-such-entry).")
    @APIResponse(responseCode = "412", description = "It has changed since the revision in If-Match.")
    public Uni<Void> delete(
            @Parameter(example = "acme") @RestPath String customerId,
            @Parameter(example = "crm-812") @RestPath String entryId,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return careLog.remove(
                CustomerPath.key(caller, customerId), entry(entryId), editor(), IfMatch.accepted(ifMatch));
    }

    private Uni<Response> add(String customerId, Submission submission) {
        return careLog.add(
                        CustomerPath.key(caller, customerId),
                        submission.entryId(),
                        submission.content(),
                        caller.subject())
                .map(added -> answer(
                        added.repeated()
                                ? Response.ok()
                                : Response.created(URI.create("/v1/customers/" + customerId + "/care/"
                                        + added.entry().id())),
                        added.entry()));
    }

    private static JsonNode read(byte[] body) {
        return Json.read(body);
    }

    private static Response answer(Response.ResponseBuilder response, CareEntry entry) {
        return response.entity(CareView.of(entry))
                .tag(String.valueOf(entry.revision()))
                .build();
    }

    private static String entry(String id) {
        if (!Texts.ID.matcher(id).matches()) {
            throw Problem.notFound("no-such-entry", "No entry can have this id.");
        }
        return id;
    }

    private Editor editor() {
        return new Editor(caller.subject(), caller.has(Roles.MANAGER) || caller.has(Roles.ADMIN));
    }
}
