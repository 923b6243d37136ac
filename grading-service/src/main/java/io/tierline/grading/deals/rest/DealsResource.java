package io.tierline.grading.deals.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.CustomerPath;
import io.tierline.grading.Roles;
import io.tierline.grading.companies.application.ReaderLanguages;
import io.tierline.grading.deals.application.CloseDeal;
import io.tierline.grading.deals.application.FindClosings;
import io.tierline.grading.deals.application.KeepReasons;
import io.tierline.grading.deals.application.ReopenDeal;
import io.tierline.grading.deals.domain.Closing;
import io.tierline.grading.deals.domain.Ending;
import io.tierline.grading.deals.domain.Reopening;
import io.tierline.grading.grades.domain.CustomerKey;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
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

/** How deals end, and how they go on. */
@Path("/v1/customers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deals", description = "Deals that were won or lost, customers that were disqualified, and second sales.")
public class DealsResource {

    private static final String CUSTOMER = "The customer's id.";

    private final CloseDeal closeDeal;
    private final ReopenDeal reopenDeal;
    private final FindClosings findClosings;
    private final KeepReasons keepReasons;
    private final ReaderLanguages languages;
    private final Caller caller;
    private final Clock clock;

    DealsResource(
            CloseDeal closeDeal,
            ReopenDeal reopenDeal,
            FindClosings findClosings,
            KeepReasons keepReasons,
            ReaderLanguages languages,
            Caller caller,
            Clock clock) {
        this.closeDeal = closeDeal;
        this.reopenDeal = reopenDeal;
        this.findClosings = findClosings;
        this.keepReasons = keepReasons;
        this.languages = languages;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Path("/{customerId}/closing")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "closeDeal",
            summary = "Close a deal",
            description =
                    "The customer has no tier from then on. How it stood just before is frozen: its tier, and every"
                            + " criterion that was not met. With closedAt, what had been observed by then counts. The same"
                            + " request again is answered by the closing that there is.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = ClosingView.Wanted.class),
                            examples = @ExampleObject(name = "won", value = ClosingView.Wanted.EXAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "The deal is closed.",
            headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
            content = @Content(schema = @Schema(implementation = ClosingView.class)))
    @APIResponse(
            responseCode = "200",
            description = "It was closed just so before.",
            content = @Content(schema = @Schema(implementation = ClosingView.class)))
    @APIResponse(responseCode = "404", description = "There is no such customer.")
    @APIResponse(
            responseCode = "409",
            description = "It was closed otherwise, or closedAt lies before the deal was opened.")
    @APIResponse(
            responseCode = "422",
            description = "Something in the request cannot be, such as a reason that is not in the company's list.")
    public Uni<Response> close(
            @Parameter(description = CUSTOMER) @RestPath String customerId,
            byte[] body,
            @Context HttpHeaders headers,
            @Context UriInfo uri) {
        ClosingReader.Wanted wanted = ClosingReader.closing(Json.read(body), clock.instant());
        return closeDeal
                .close(CustomerPath.key(caller, customerId), wanted.ending(), wanted.closedAt(), caller.subject())
                .chain(closed -> answer(
                        closed.isNew() ? Response.created(uri.getAbsolutePath()) : Response.ok(),
                        closed.closing(),
                        headers));
    }

    @PUT
    @Path("/{customerId}/closing")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "correctClosing",
            summary = "Correct how the latest deal ended",
            description =
                    "Replaces result, reasons, competitor, amount and note of the latest closing; what is left out is"
                            + " gone. What was frozen stays. Once the deal was reopened its result is fixed.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = ClosingView.Wanted.class),
                            examples = @ExampleObject(name = "corrected", value = ClosingView.Wanted.CORRECTION)))
    @APIResponse(
            responseCode = "200",
            description = "The closing as it is now; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = ClosingView.class)))
    @APIResponse(responseCode = "404", description = "There is no such customer, or none of its deals was closed.")
    @APIResponse(responseCode = "409", description = "The result led to what came after.")
    @APIResponse(responseCode = "412", description = "The closing has changed since the revision in If-Match.")
    public Uni<Response> correct(
            @Parameter(description = CUSTOMER) @RestPath String customerId,
            byte[] body,
            @Parameter(description = "The ETag of the closing that you have in mind.") @RestHeader(HttpHeaders.IF_MATCH)
                    String ifMatch,
            @Context HttpHeaders headers) {
        Ending ending = ClosingReader.correction(Json.read(body));
        return closeDeal
                .correct(CustomerPath.key(caller, customerId), ending, IfMatch.accepted(ifMatch), caller.subject())
                .chain(closing -> answer(Response.ok(), closing, headers));
    }

    @GET
    @Path("/{customerId}/closing")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getClosing",
            summary = "See how the latest deal ended",
            description =
                    "The latest closing, with what was unmet at that moment; if it was taken up again, it says how.")
    @APIResponse(
            responseCode = "200",
            description = "The closing; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = ClosingView.class)))
    @APIResponse(responseCode = "404", description = "There is no such customer, or none of its deals was closed.")
    public Uni<Response> latest(
            @Parameter(description = CUSTOMER) @RestPath String customerId, @Context HttpHeaders headers) {
        return findClosings
                .latest(CustomerPath.key(caller, customerId))
                .chain(closing -> answer(Response.ok(), closing, headers));
    }

    @GET
    @Path("/{customerId}/closings")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead(when = "limit>100")
    @Operation(
            operationId = "listClosings",
            summary = "List how a customer's deals ended",
            description = "Closings of all rounds, the latest first, those too that were taken up again.")
    @APIResponse(
            responseCode = "200",
            description = "A page of closings.",
            content = @Content(schema = @Schema(implementation = ClosingView.PageView.class)))
    @APIResponse(responseCode = "404", description = "There is no such customer.")
    public Uni<Page<ClosingView>> all(
            @Parameter(description = CUSTOMER) @RestPath String customerId,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor,
            @Context HttpHeaders headers) {
        QueryInput query = new QueryInput();
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        CustomerKey customer = CustomerPath.key(caller, customerId);
        return languages
                .of(customer.tenant(), headers.getAcceptableLanguages())
                .chain(language -> findClosings
                        .all(customer, items == null ? Page.DEFAULT_LIMIT : items, cursor)
                        .chain(page -> keepReasons
                                .of(customer.tenant())
                                .map(catalogue ->
                                        page.map(closing -> ClosingView.of(closing, catalogue.reasons(), language)))));
    }

    @POST
    @Path("/{customerId}/reopening")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "reopenDeal",
            summary = "Take a closed deal up again",
            description = "again: a lost or disqualified deal goes on. second-sale: a won customer gets a new round, in"
                    + " which only facts and calls from now on count. The same request again changes nothing.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = ClosingView.WantedReopening.class),
                            examples =
                                    @ExampleObject(name = "second sale", value = ClosingView.WantedReopening.EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The closing that stands no longer.",
            content = @Content(schema = @Schema(implementation = ClosingView.class)))
    @APIResponse(responseCode = "404", description = "There is no such customer.")
    @APIResponse(
            responseCode = "409",
            description = "The deal is open, or was closed in a way that does not go with the kind.")
    public Uni<Response> reopen(
            @Parameter(description = CUSTOMER) @RestPath String customerId, byte[] body, @Context HttpHeaders headers) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(Json.read(body), "", faults);
        Reopening.Kind kind = input.oneOf("kind", Words.REOPENINGS);
        input.require("kind");
        String note = input.text("note", Ending.LONGEST_NOTE);
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return reopenDeal
                .reopen(CustomerPath.key(caller, customerId), kind, note, caller.subject())
                .chain(closing -> answer(Response.ok(), closing, headers));
    }

    private Uni<Response> answer(Response.ResponseBuilder response, Closing closing, HttpHeaders headers) {
        String tenant = closing.customer().tenant();
        return languages
                .of(tenant, headers.getAcceptableLanguages())
                .chain(language -> keepReasons
                        .of(tenant)
                        .map(catalogue -> response.entity(ClosingView.of(closing, catalogue.reasons(), language))
                                .tag(String.valueOf(closing.revision()))
                                .build()));
    }
}
