package io.tierline.grading.customers.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.grading.customers.application.CustomerFilter;
import io.tierline.grading.customers.application.CustomerFilter.Says;
import io.tierline.grading.customers.application.HandOverCustomers;
import io.tierline.grading.customers.domain.CustomerCard.Owner;
import io.tierline.grading.customers.rest.CustomerView.OwnerView;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.limits.BatchWrite;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Customers that change hands in bulk, over REST. */
@Path("/v1/hand-overs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers")
public class HandOversResource {

    /** What the filter may ask of a card. */
    private static final List<String> SAYS = List.of("tag", "industry", "region", "stage", "leadDomain");

    private final HandOverCustomers handOverCustomers;
    private final Caller caller;

    HandOversResource(HandOverCustomers handOverCustomers, Caller caller) {
        this.handOverCustomers = handOverCustomers;
        this.caller = caller;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @BatchWrite
    @Operation(operationId = "handOver", summary = "Hand a rep's customers over", description = """
                    To another rep: all customers that the rep owns, and those that nobody owns and that it called last. Into the \
                    pool (`"to": null`): those that it owns. The filter narrows that down; `dryRun` only counts.

                    Any number of customers, some at a time: should the answer not arrive, send the same again, and it moves what is \
                    left. The next tier changes of these customers carry the new owner.
                    """)
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = HandOver.class),
                            examples = @ExampleObject(value = HandOver.EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "How many customers it were.",
            content = @Content(schema = @Schema(implementation = HandedOver.class)))
    public Uni<HandedOver> handOver(byte[] body) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(Json.read(body), "", faults);
        input.require("from");
        String from = input.id("from");
        if (!input.has("to")) {
            input.fault("to", "is required: a rep, or null for the pool");
        }
        Owner to = owner(input.object("to"));
        if (to != null && to.rep().equals(from)) {
            input.fault("to", "must be another rep");
        }
        CustomerFilter filter = filter(input.object("filter"));
        Boolean dryRun = input.flag("dryRun");
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        boolean countsOnly = Boolean.TRUE.equals(dryRun);
        return handOverCustomers
                .handOver(caller.tenant(), caller.subject(), from, to, filter, countsOnly)
                .map(customers -> new HandedOver(
                        from, to == null ? null : new OwnerView(to.rep(), to.team()), countsOnly, customers));
    }

    private static Owner owner(JsonInput to) {
        if (to == null) {
            return null;
        }
        to.require("rep");
        String rep = to.id("rep");
        String team = to.id("team");
        to.refuseUnknown();
        return rep == null ? null : new Owner(rep, team);
    }

    private static CustomerFilter filter(JsonInput filter) {
        if (filter == null) {
            return new CustomerFilter(null, null, null, null, null, null, null, null, List.of(), List.of());
        }
        List<Says> says = new ArrayList<>();
        for (String what : SAYS) {
            String value = filter.text(what, 200);
            if (value != null) {
                says.add(new Says(what, value));
            }
        }
        CustomerFilter read = new CustomerFilter(
                filter.id("tier"),
                null,
                filter.id("team"),
                null,
                filter.oneOf("status", CustomerQuery.STATES),
                filter.flag("overdue"),
                null,
                null,
                List.of(),
                says);
        filter.refuseUnknown();
        return read;
    }

    /** What callers may send, for the OpenAPI document alone. */
    @Schema(
            name = "HandOver",
            requiredProperties = {"from", "to"})
    record HandOver(
            @Schema(description = "The rep who gives them away.")
            String from,

            @Schema(description = "Who gets them; null: nobody, they go into the pool.", nullable = true)
            OwnerView to,

            HandOverFilter filter,
            @Schema(description = "true: only count them.") Boolean dryRun) {

        static final String EXAMPLE = """
                {"from":"li.wei","to":{"rep":"wang.fang","team":"east-2"},"filter":{"status":"open","region":"Shanghai"},"dryRun":true}""";
    }

    /** Which of them; all that is given has to hold. */
    @Schema(name = "HandOverFilter")
    record HandOverFilter(
            @Schema(description = "A tier's code, or none.") String tier,
            String team,

            @Schema(enumeration = {"open", "won", "lost", "disqualified"})
            String status,

            Boolean overdue,
            String tag,
            String industry,
            String region,
            String stage,
            String leadDomain) {}

    /** What was handed over. */
    @Schema(name = "HandedOver")
    record HandedOver(
            String from,
            OwnerView to,
            boolean dryRun,

            @Schema(description = "How many customers have changed hands, or would.")
            long customers) {}
}
