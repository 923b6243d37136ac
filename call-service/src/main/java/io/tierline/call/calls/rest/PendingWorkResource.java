package io.tierline.call.calls.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.calls.application.Calls.PendingCount;
import io.tierline.call.calls.application.CheckSummaries;
import io.tierline.call.calls.application.FindCalls;
import io.tierline.call.calls.domain.Call;
import io.tierline.call.calls.domain.Outcome;
import io.tierline.call.calls.domain.SummaryCheckPolicy;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** The reps' open work: answered calls of which nobody has said how they went. */
@Path("/v1/pending-work")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Calls")
public class PendingWorkResource {

    /** A call that waits for its summary, and what the summary might be. */
    @Schema(name = "PendingCall")
    record PendingCallView(
            @Schema(
                    description = "CUT when the customer ended the call after a few seconds of talk; else null. A"
                            + " suggestion: it counts for nothing until the rep has said so.",
                    enumeration = {"CUT"},
                    examples = "CUT")
            Outcome suggestedOutcome,

            @JsonUnwrapped CallView call) {

        static PendingCallView of(Call call, SummaryCheckPolicy policy) {
            return new PendingCallView(policy.suggestionFor(call), CallView.of(call));
        }
    }

    /** A page of pending calls, for the OpenAPI document alone. */
    @Schema(name = "PendingCallPage")
    record PendingCallPage(List<PendingCallView> items, String next) {}

    /** The reps' open work in numbers, for the OpenAPI document alone. */
    @Schema(name = "PendingCountPage")
    record PendingCountPage(
            List<PendingCount> items,
            @Schema(description = "Always null.") String next) {}

    private final FindCalls findCalls;
    private final CheckSummaries checkSummaries;
    private final Caller caller;

    PendingWorkResource(FindCalls findCalls, CheckSummaries checkSummaries, Caller caller) {
        this.findCalls = findCalls;
        this.checkSummaries = checkSummaries;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead(when = "limit>100")
    @Operation(
            operationId = "listPendingWork",
            summary = "List calls that wait for a summary",
            description = "The oldest first. Set a summary with PUT /v1/calls/{callId}/outcome.")
    @APIResponse(
            responseCode = "200",
            description = "A page of calls.",
            content = @Content(schema = @Schema(implementation = PendingCallPage.class)))
    public Uni<Page<PendingCallView>> list(
            @Parameter(description = "Only this rep's.") @RestQuery String rep,
            @Parameter(description = "Only this team's.") @RestQuery String team,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        String ofRep = query.id("rep", rep);
        String ofTeam = query.id("team", team);
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        String tenant = caller.tenant();
        return checkSummaries
                .policyOf(tenant)
                .chain(policy -> findCalls
                        .pending(tenant, ofRep, ofTeam, items == null ? Page.DEFAULT_LIMIT : items, cursor)
                        .map(page -> page.map(call -> PendingCallView.of(call, policy))));
    }

    @GET
    @Path("/reps")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead
    @Operation(
            operationId = "countPendingWork",
            summary = "See who has how much open work",
            description = "Each rep with calls that wait for a summary, the most first; rep is null for calls that no"
                    + " rep is named with.")
    @APIResponse(
            responseCode = "200",
            description = "All reps with open work.",
            content = @Content(schema = @Schema(implementation = PendingCountPage.class)))
    public Uni<Page<PendingCount>> reps(@Parameter(description = "Only this team's.") @RestQuery String team) {
        QueryInput query = new QueryInput();
        String ofTeam = query.id("team", team);
        query.refuseFaults();
        return findCalls.pendingByRep(caller.tenant(), ofTeam).map(counts -> new Page<>(counts, null));
    }
}
