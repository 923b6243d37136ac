package io.tierline.grading.fit.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.CustomerPath;
import io.tierline.grading.Roles;
import io.tierline.grading.companies.application.ReaderLanguages;
import io.tierline.grading.fit.application.FitCustomers;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** How well customers fit, over REST. */
@Path("/v1/customers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Fit")
public class FitResource {

    private final FitCustomers fitCustomers;
    private final ReaderLanguages languages;
    private final Caller caller;

    FitResource(FitCustomers fitCustomers, ReaderLanguages languages, Caller caller) {
        this.fitCustomers = fitCustomers;
        this.languages = languages;
        this.caller = caller;
    }

    @GET
    @Path("/{customerId}/fit")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getFit",
            summary = "See how well a customer fits, and why",
            description =
                    "Derived at this moment from its profile and the ideal one. Labels and reasons come in English or"
                            + " Chinese by Accept-Language.")
    @APIResponse(
            responseCode = "200",
            description = "The fit with every reason.",
            content = @Content(schema = @Schema(implementation = FitView.class)))
    @APIResponse(responseCode = "404", description = "There is no such customer (no-such-customer).")
    public Uni<FitView> fit(@Parameter(example = "acme") @RestPath String customerId, @Context HttpHeaders headers) {
        CustomerKey customer = CustomerPath.key(caller, customerId);
        return languages
                .of(customer.tenant(), headers.getAcceptableLanguages())
                .chain(language -> fitCustomers.of(customer).map(fitted -> FitView.of(customer, fitted, language)));
    }
}
