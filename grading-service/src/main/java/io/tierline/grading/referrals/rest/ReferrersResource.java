package io.tierline.grading.referrals.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.grading.referrals.application.Referrals;
import io.tierline.grading.referrals.rest.ReferralsView.ReferrerPage;
import io.tierline.grading.referrals.rest.ReferralsView.ReferrerView;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
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
import org.jboss.resteasy.reactive.RestQuery;

/** Who brings most, over REST. */
@Path("/v1/referrals")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Referrals")
public class ReferrersResource {

    private final Referrals referrals;
    private final Caller caller;

    ReferrersResource(Referrals referrals, Caller caller) {
        this.referrals = referrals;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead
    @Operation(
            operationId = "listReferrers",
            summary = "List who has brought most",
            description =
                    "Customers that have brought others themselves: those with the most won first, then with the most"
                            + " brought.")
    @APIResponse(
            responseCode = "200",
            description = "A page of customers.",
            content = @Content(schema = @Schema(implementation = ReferrerPage.class)))
    public Uni<Page<ReferrerView>> list(
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        return referrals
                .ranking(caller.tenant(), items == null ? Page.DEFAULT_LIMIT : items, cursor)
                .map(page -> page.map(ReferrerView::of));
    }
}
