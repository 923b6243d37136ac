package io.tierline.grading.worklist.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.grading.worklist.application.Candidates.Scope;
import io.tierline.grading.worklist.application.ReadWorklist;
import io.tierline.grading.worklist.domain.Kind;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.paging.Page;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** The worklist over REST. */
@Path("/v1/worklist")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Worklist", description = "What to do next, and why.")
public class WorklistResource {

    /** Fewer than elsewhere: for each customer the steps to the next tier are sought. */
    private static final int MOST = 100;

    private static final Map<String, Kind> KINDS =
            Arrays.stream(Kind.values()).collect(Collectors.toMap(Kind::code, Function.identity()));

    private final ReadWorklist readWorklist;
    private final Caller caller;

    WorklistResource(ReadWorklist readWorklist, Caller caller) {
        this.readWorklist = readWorklist;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "readWorklist",
            summary = "See what to do next, and why",
            description =
                    "The customers of a rep, of a team, or of a rep in a team, one entry each, the most urgent first: promised"
                            + " calls that are due today or before; tiers and decisions that are overdue, then those with a deadline"
                            + " within three days; customers that were not talked to for as long as their tier's strategy allows;"
                            + " satisfied ones to be asked for a referral; what the next tier lacks, the best tier first; those that"
                            + " fit best and were never called. Each entry has all its reasons with what to do, in both languages."
                            + " Days are the company's. All pages of one reading are of the moment of its first page.")
    @APIResponse(responseCode = "200", description = "A page of the worklist.")
    @APIResponse(
            responseCode = "422",
            description =
                    "A parameter cannot be; or nothing says whose worklist it is to be; or the cursor is a day old.")
    public Uni<WorklistView> read(
            @Parameter(description = "Whose; the caller's own, by the token's claim rep, unless this or team is given.")
                    @RestQuery
                    String rep,
            @Parameter(description = "Of all reps of this team.") @RestQuery String team,
            @Parameter(
                            description =
                                    "Only customers with this reason, ranked by it: follow-up, overdue, deadline, cadence,"
                                            + " referral-request, next-step or best-fit.",
                            example = "follow-up")
                    @RestQuery
                    String kind,
            @Parameter(description = "Items on a page: 1 to 100, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        String whose = rep == null && team == null ? caller.claim("rep") : rep;
        if (whose == null && team == null) {
            query.fault("rep", "is needed, or team: the token does not say which rep the caller is");
        }
        Scope scope = new Scope(
                caller.tenant(), query.id("rep", whose), query.id("team", team), query.oneOf("kind", kind, KINDS));
        Integer items = query.wholeNumber("limit", limit, 1, MOST);
        query.refuseFaults();
        return readWorklist
                .page(scope, items == null ? Page.DEFAULT_LIMIT : items, cursor)
                .map(WorklistView::of);
    }
}
