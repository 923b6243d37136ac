package io.tierline.grading.fit.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.grading.fit.application.BestFit;
import io.tierline.grading.fit.rest.FitView.FittingPage;
import io.tierline.grading.fit.rest.FitView.FittingView;
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

/** Whom to call first, over REST. */
@Path("/v1/best-fit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Fit")
public class BestFitResource {

    private final BestFit bestFit;
    private final Caller caller;

    BestFitResource(BestFit bestFit, Caller caller) {
        this.bestFit = bestFit;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead
    @Operation(
            operationId = "listBestFit",
            summary = "List whom to call first",
            description =
                    "Open customers that nobody has called yet (voided calls do not count), the best fit first. Who misses a"
                            + " must-have (a fit of 0) is among them only with minFit=0.")
    @APIResponse(
            responseCode = "200",
            description = "A page of customers.",
            content = @Content(schema = @Schema(implementation = FittingPage.class)))
    public Uni<Page<FittingView>> best(
            @Parameter(description = "Whose customers; none for those that are nobody's.", example = "li.wei")
                    @RestQuery
                    String rep,
            @Parameter(description = "The lowest fit: 0 to 100, 1 by default.", example = "60") @RestQuery
                    String minFit,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        String whose = query.id("rep", rep);
        Integer lowest = query.wholeNumber("minFit", minFit, 0, 100);
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        BestFit.Filter filter = new BestFit.Filter(whose, lowest == null ? 1 : lowest);
        return bestFit.of(caller.tenant(), filter, items == null ? Page.DEFAULT_LIMIT : items, cursor)
                .map(page -> page.map(FittingView::of));
    }
}
