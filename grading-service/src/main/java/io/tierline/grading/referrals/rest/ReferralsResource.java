package io.tierline.grading.referrals.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.CustomerPath;
import io.tierline.grading.Roles;
import io.tierline.grading.grades.application.Customers;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.referrals.application.Referrals;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Whom a customer has brought, over REST. */
@Path("/v1/customers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Referrals", description = "Which customer was brought by which.")
public class ReferralsResource {

    private final Customers customers;
    private final Referrals referrals;
    private final Caller caller;

    ReferralsResource(Customers customers, Referrals referrals, Caller caller) {
        this.customers = customers;
        this.referrals = referrals;
        this.caller = caller;
    }

    @GET
    @Path("/{customerId}/referrals")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getReferrals",
            summary = "See whom a customer has brought",
            description =
                    "Those that name it as referredBy, those that name these, and so on, with how many of them were"
                            + " won.")
    @APIResponse(
            responseCode = "200",
            description = "The tree and its counts.",
            content = @Content(schema = @Schema(implementation = ReferralsView.class)))
    @APIResponse(responseCode = "404", description = "There is no such customer (no-such-customer).")
    public Uni<ReferralsView> of(@Parameter(example = "acme") @RestPath String customerId) {
        CustomerKey customer = CustomerPath.key(caller, customerId);
        return customers
                .exists(customer)
                .chain(exists ->
                        exists ? referrals.of(customer) : Uni.createFrom().nullItem())
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("no-such-customer", "There is no customer " + customerId + "."))
                .map(standing -> ReferralsView.of(customer, standing));
    }
}
