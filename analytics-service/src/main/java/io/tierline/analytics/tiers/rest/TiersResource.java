package io.tierline.analytics.tiers.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.AnswerForm;
import io.tierline.analytics.Roles;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.analytics.tiers.application.StockFilter;
import io.tierline.analytics.tiers.application.TakeStock;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code GET /v1/tiers/…}. */
@Path("/v1/tiers")
@Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
@RolesAllowed({Roles.BI, Roles.MANAGER, Roles.REP, Roles.ADMIN})
@Tag(
        name = "Tiers",
        description =
                "Stock-taking: which customers are in which tier, how they move, how long they stay, who is overdue.")
@APIResponse(responseCode = "401", description = "No valid token.")
@APIResponse(
        responseCode = "403",
        description = "The token has none of the roles bi, manager, rep, admin, or no tenant.")
@APIResponse(responseCode = "406", description = "Neither JSON nor CSV is accepted.")
@APIResponse(responseCode = "422", description = "Something is wrong with the parameters; `errors` has all of it.")
public class TiersResource {

    private static final Pattern TIER = Pattern.compile("[A-Za-z0-9_-]{1,16}");

    private final TakeStock takeStock;
    private final Caller caller;

    TiersResource(TakeStock takeStock, Caller caller) {
        this.takeStock = takeStock;
        this.caller = caller;
    }

    @GET
    @Path("/inventory")
    @ExpensiveRead
    @Operation(
            operationId = "tierInventory",
            summary = "How many customers are in each tier at a moment",
            description = """
                    Counts the customers that have ever had a tier by where they stand at the moment: in a tier, \
                    without one though their deal is open (`ungraded`), or without one because the deal was won, lost \
                    or disqualified (`closed`). Beside it how many of them are overdue, and for how long they have \
                    stood so: more time that was given to a customer is not seen in `overdue` until its tier changes. \
                    The tiers are those of the company's own standard, by their codes. Customers that have never had a \
                    tier are not in.

                    Without `at` it is the stock of today: a customer is its present owner's, and those that were merged into \
                    others are left out. With `at` it is the stock as it was: a customer is the rep's and team's whose it was \
                    when it came to stand so, for owners alone change no tier. That a deal was closed, or opened again, while the \
                    customer had no tier is not known of a moment in the past: only today's stock tells it. A customer that \
                    turned out to be another one stays in, as `ungraded`. Such an inventory is what the rows and columns \
                    of `/v1/tiers/transitions` add up to.

                    As CSV (`Accept: text/csv` or `?format=csv`) there is one line per row, with the columns at, by, rep, \
                    team, repName, teamName, standing, tier, customers, overdue, meanSeconds, medianSeconds.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "The stock.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = InventoryAnswer.class),
                        examples = @ExampleObject(name = "The stock of a team", value = InventoryAnswer.EXAMPLE)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<Response> inventory(
            @Parameter(
                            description = "The moment, RFC 3339 with offset; now by default. What changed at that very"
                                    + " moment has changed.",
                            example = "2026-11-30T00:00:00Z")
                    @RestQuery
                    String at,
            @BeanParam StockQuery stock,
            @Parameter(description = AnswerForm.FORMAT, example = "csv") @RestQuery String format,
            @Context Request request) {
        QueryInput input = new QueryInput();
        Instant moment = input.instant("at", at);
        StockFilter filter = stock.filter(input);
        AnswerForm form = AnswerForm.of(input, format, request);
        input.refuseFaults();
        return takeStock.inventory(caller.tenant(), filter, moment).map(inventory -> {
            InventoryAnswer answer = InventoryAnswer.of(inventory, filter.by());
            return form.answer(answer, InventoryAnswer.COLUMNS, answer::lines).build();
        });
    }

    @GET
    @Path("/transitions")
    @ExpensiveRead
    @Operation(operationId = "tierTransitions", summary = "How customers moved between the tiers", description = """
                    The customers by where they stood at `from` and where they stand at `to`: a matrix that adds up. All \
                    cells with the same beginning are the inventory at `from`, all with the same end the inventory at `to` \
                    (`/v1/tiers/inventory?at=`); those that had never had a tier begin as `new`. By rep or team, and with the \
                    filters `rep` and `team`, a customer that changed hands is `elsewhere` on the other side.

                    Beside the customers each cell has the `changes` in between: how many times a customer went directly \
                    from the one to the other. Whoever went from D to C to B is one customer from D to B, and a change in \
                    each of the cells D to C and C to B. Changes after `from` and until `to` are in.

                    As CSV there is one line per cell, with the columns from, to, by, rep, team, repName, teamName, \
                    fromStanding, fromTier, toStanding, toTier, customers, changes.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "The matrix of each group.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = TransitionsAnswer.class)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<Response> transitions(
            @BeanParam PeriodQuery period,
            @BeanParam StockQuery stock,
            @Parameter(description = AnswerForm.FORMAT, example = "csv") @RestQuery String format,
            @Context Request request) {
        QueryInput input = new QueryInput();
        Timespan span = period.timespan(input);
        StockFilter filter = stock.filter(input);
        AnswerForm form = AnswerForm.of(input, format, request);
        input.refuseFaults();
        return takeStock.transitions(caller.tenant(), filter, span).map(transitions -> {
            TransitionsAnswer answer = TransitionsAnswer.of(transitions, filter.by());
            return form.answer(answer, TransitionsAnswer.COLUMNS, answer::lines).build();
        });
    }

    @GET
    @Path("/durations")
    @ExpensiveRead
    @Operation(operationId = "tierDurations", summary = "How long customers stay in the tiers", description = """
                    For each tier the stays that ended after `from` and until `to`: how many, how long they were, and where \
                    the customers went; and the stays that had not ended at `to`, as old as they were then. Look at both: \
                    what has ended tells nothing of those that are stuck. A stay is the rep's and team's whose customer it \
                    was when the stay began.

                    As CSV there is one line per row and next standing, one line with none where no stay ended, with the \
                    columns from, to, by, rep, team, repName, teamName, tier, endedStays, endedMeanSeconds, \
                    endedMedianSeconds, endedP90Seconds, lastingStays, lastingMeanSeconds, lastingMedianSeconds, \
                    lastingP90Seconds, nextStanding, nextTier, nextStays. All but the last three belong to the row and \
                    stand on each of its lines: do not add them up.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "The stays in each tier.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = DurationsAnswer.class)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<Response> durations(
            @BeanParam PeriodQuery period,
            @BeanParam StockQuery stock,
            @Parameter(description = AnswerForm.FORMAT, example = "csv") @RestQuery String format,
            @Context Request request) {
        QueryInput input = new QueryInput();
        Timespan span = period.timespan(input);
        StockFilter filter = stock.filter(input);
        AnswerForm form = AnswerForm.of(input, format, request);
        input.refuseFaults();
        return takeStock.durations(caller.tenant(), filter, span).map(durations -> {
            DurationsAnswer answer = DurationsAnswer.of(durations, filter.by());
            return form.answer(answer, DurationsAnswer.COLUMNS, answer::lines).build();
        });
    }

    @GET
    @Path("/overdue")
    @ExpensiveRead
    @Operation(operationId = "tierOverdue", summary = "Which customers are overdue now", description = """
                    The customers that have become overdue in the tier that they are in: its time was up, or the decision \
                    date had passed. The longest overdue come first; each is its present owner's. What ends it here is the \
                    next change of the tier: a customer that was only given more time stays on the list until then, its \
                    grade in grading-service says how it is at this minute.

                    As CSV all of them come at once, with the columns customerId, tier, since, overdueSince, rep, team, \
                    repName, teamName.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "A page of customers.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = OverdueAnswer.class)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<Response> overdue(
            @Parameter(description = "Only customers in this tier, by the company's code.", example = "B") @RestQuery
                    String tier,
            @Parameter(description = "Only customers that are this rep's now.", example = "li.wei") @RestQuery
                    String rep,
            @Parameter(description = "Only customers that are this team's now.", example = "east-1") @RestQuery
                    String team,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default. Not for CSV.", example = "100")
                    @RestQuery
                    String limit,
            @Parameter(description = "The next of the page before. Not for CSV.") @RestQuery String cursor,
            @Parameter(description = AnswerForm.FORMAT, example = "csv") @RestQuery String format,
            @Context Request request) {
        QueryInput input = new QueryInput();
        if (tier != null && !TIER.matcher(tier).matches()) {
            input.fault("tier", "must be a tier's code: 1 to 16 of A-Z a-z 0-9 _ -");
        }
        StockFilter filter = new StockFilter(Grouping.COMPANY, input.id("rep", rep), input.id("team", team));
        Integer items = input.wholeNumber("limit", limit == null ? "" + Page.DEFAULT_LIMIT : limit, 1, Page.MOST);
        AnswerForm form = AnswerForm.of(input, format, request);
        if (form == AnswerForm.CSV) {
            refuseOnCsv(input, "limit", limit);
            refuseOnCsv(input, "cursor", cursor);
        }
        input.refuseFaults();
        return takeStock
                .overdue(caller.tenant(), filter, tier, form == AnswerForm.CSV ? null : items, cursor)
                .map(overdue -> {
                    OverdueAnswer answer = OverdueAnswer.of(overdue);
                    return form.answer(answer, OverdueAnswer.COLUMNS, answer::lines)
                            .build();
                });
    }

    private static void refuseOnCsv(QueryInput input, String name, String value) {
        if (value != null) {
            input.fault(name, "is for JSON; as CSV all customers come at once");
        }
    }
}
