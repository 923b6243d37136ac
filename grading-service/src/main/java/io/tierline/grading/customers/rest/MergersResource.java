package io.tierline.grading.customers.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.CustomerPath;
import io.tierline.grading.Roles;
import io.tierline.grading.customers.application.MergeCustomers;
import io.tierline.grading.customers.application.Mergers.Merger;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
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
import java.time.Instant;
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

/** Customers that turned out to be the same, over REST. */
@Path("/v1/customers/{customerId}/merger")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers")
public class MergersResource {

    private final MergeCustomers mergeCustomers;
    private final Caller caller;

    MergersResource(MergeCustomers mergeCustomers, Caller caller) {
        this.mergeCustomers = mergeCustomers;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "mergeCustomer", summary = "Merge a customer into another one", description = """
                    For two that turned out to be the same. Everything that was said of this one counts for the other from now on: \
                    its calls, also those that arrive later under the old id, what was learned, extensions, deals, and whom it has \
                    brought. What the other one's card leaves open is filled from this one's. Both are graded anew; this one leaves \
                    the lists, has no tier any more, and answers 410 with the other one's id.

                    It cannot be undone. The same again changes nothing.
                    """)
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = Into.class),
                            examples = @ExampleObject(value = Into.EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The merger.",
            content = @Content(schema = @Schema(implementation = MergerView.class)))
    @APIResponse(responseCode = "404", description = "There is no such customer (code no-such-customer).")
    @APIResponse(
            responseCode = "409",
            description = "It was merged into yet another one (code merged-otherwise), or both have deals of their own,"
                    + " won or lost (code two-deals).")
    @APIResponse(responseCode = "422", description = "The other one is not there, is gone itself, or is the same.")
    public Uni<MergerView> merge(
            @Parameter(description = "The one that goes.", example = "acme-2") @RestPath String customerId,
            byte[] body) {
        CustomerKey goes = CustomerPath.key(caller, customerId);
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(Json.read(body), "", faults);
        input.require("into");
        String into = input.id("into");
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return mergeCustomers
                .merge(goes, new CustomerKey(goes.tenant(), into), caller.subject())
                .map(MergerView::of);
    }

    @GET
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getMerger",
            summary = "Which customer is this one by now?",
            description = "After several mergers in a row, the last one's other customer.")
    @APIResponse(
            responseCode = "200",
            description = "The merger.",
            content = @Content(schema = @Schema(implementation = MergerView.class)))
    @APIResponse(responseCode = "404", description = "It was not merged (code no-such-merger).")
    public Uni<MergerView> get(@Parameter(description = "Yours.", example = "acme-2") @RestPath String customerId) {
        return mergeCustomers.find(CustomerPath.key(caller, customerId)).map(MergerView::of);
    }

    /** What callers send, for the OpenAPI document alone. */
    @Schema(name = "MergeInto", requiredProperties = "into")
    record Into(
            @Schema(description = "The customer that stays.")
            String into) {

        static final String EXAMPLE = """
                {"into":"acme"}""";
    }

    /** A merger as it is sent. */
    @Schema(name = "Merger")
    record MergerView(
            String customerId,

            @Schema(description = "The customer that it is by now.")
            String into,

            Instant at,

            @Schema(description = "The subject of the token.")
            String by) {

        static MergerView of(Merger merger) {
            return new MergerView(merger.gone().customerId(), merger.into(), merger.at(), merger.author());
        }
    }
}
