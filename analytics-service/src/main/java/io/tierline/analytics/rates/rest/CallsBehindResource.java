package io.tierline.analytics.rates.rest;

import io.smallrye.common.annotation.Blocking;
import io.tierline.analytics.AnswerForm;
import io.tierline.analytics.CallsQuery;
import io.tierline.analytics.Roles;
import io.tierline.analytics.rates.application.CallsQuestion;
import io.tierline.analytics.rates.application.FindCalls;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Part;
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
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code GET /v1/rates/calls}. */
@Path("/v1/rates/calls")
@Tag(name = "Rates")
public class CallsBehindResource {

    private static final Map<String, Grouping> UNASSIGNED =
            Map.of("rep", Grouping.REP, "team", Grouping.TEAM, "campaign", Grouping.CAMPAIGN);
    private static final int EXPORTED_AT_ONCE = 5_000;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final FindCalls findCalls;
    private final Caller caller;

    CallsBehindResource(FindCalls findCalls, Caller caller) {
        this.findCalls = findCalls;
        this.caller = caller;
    }

    /** On a worker, which may wait: an export is written as it is read, and is never in memory as a whole. */
    @GET
    @Blocking
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.BI, Roles.MANAGER, Roles.REP, Roles.ADMIN})
    @ExpensiveRead
    @Operation(operationId = "callsBehind", summary = "List the calls behind a number", description = """
                    The very calls that `GET /v1/rates` counts (with `per=call`) for the same period and filters, the newest \
                    first: with `rate`, those in its numerator or denominator; without, all of them, the pending and the failed \
                    ones too. For the calls of one row add its id as `rep`, `team` or `campaign`; for those of the row whose id \
                    is null, `unassigned`.

                    Pass `next` as `cursor`, with the same parameters, to go on. The period of a `window` and the version of the \
                    metrics stay those of the first page. A call that is corrected in between may be missing on the pages that \
                    follow, or be there though the number has not counted it yet.

                    As CSV (`Accept: text/csv` or `?format=csv`) all of them come at once, one line per call, with the columns \
                    callId, customerId, rep, team, campaign, direction, startedAt, status, outcome, talkSeconds, flags \
                    (separated by blanks), revision. Names and order are stable; new columns come last.

                    Phone numbers and notes are not known here: with the id, call-service shows the whole call \
                    (`GET /v1/calls/{id}` there).
                    """)
    @APIResponse(
            responseCode = "200",
            description = "The calls.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = CallsAnswer.class)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "401", description = "No valid token.")
    @APIResponse(
            responseCode = "403",
            description = "The token has none of the roles bi, manager, rep, admin, or no tenant.")
    @APIResponse(responseCode = "406", description = "Neither JSON nor CSV is accepted.")
    @APIResponse(
            responseCode = "422",
            description = "Something is wrong with the parameters; `errors` has all of it. A rate that there is not is"
                    + " answered with those that there are.")
    public Response calls(
            @BeanParam CallsQuery calls,
            @Parameter(
                            description = "Only calls that are counted for this rate, built in or one of the company's"
                                    + " own (/v1/metrics).",
                            example = "hangUp")
                    @RestQuery
                    String rate,
            @Parameter(
                            description = "Those that the rate is about, or those among which they are counted; only"
                                    + " together with rate.",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"numerator", "denominator"},
                                            defaultValue = "numerator"))
                    @RestQuery
                    String part,
            @Parameter(
                            description = "Only calls that have none: with no rep on the line, of no team, or of no"
                                    + " campaign. Not together with the parameter that it names.",
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"rep", "team", "campaign"}),
                            example = "rep")
                    @RestQuery
                    String unassigned,
            @Parameter(
                            description = "The version of the company's metrics that says what the rate is, from 0 (the"
                                    + " built-in rates alone); the newest by default.",
                            example = "1")
                    @RestQuery
                    String metrics,
            @Parameter(
                            description = "Calls on a page; not for CSV.",
                            schema =
                                    @Schema(
                                            type = SchemaType.INTEGER,
                                            minimum = "1",
                                            maximum = "500",
                                            defaultValue = "50"))
                    @RestQuery
                    String limit,
            @Parameter(description = "The next of the page before; not for CSV.", example = "WyIyMDI2LTExLTIyVDE2OjAw")
                    @RestQuery
                    String cursor,
            @Parameter(
                            description = AnswerForm.FORMAT,
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"json", "csv"}))
                    @RestQuery
                    String format,
            @Context Request request) {
        QueryInput input = new QueryInput();
        Part asked = input.oneOf("part", part, Part.WORDS);
        if (part != null && rate == null) {
            input.fault("part", "is only for a rate");
        }
        CallsQuestion question = new CallsQuestion(
                calls.timespan(input),
                calls.filter(input),
                unassigned(input, unassigned, calls),
                input.id("rate", rate),
                asked == null ? Part.NUMERATOR : asked,
                input.wholeNumber("metrics", metrics, 0, Integer.MAX_VALUE));
        Integer items = input.wholeNumber("limit", limit, 1, Page.MOST);
        boolean csv = AnswerForm.of(input, format, request) == AnswerForm.CSV;
        if (csv && limit != null) {
            input.fault("limit", "is not for CSV, which has all of them");
        }
        if (csv && cursor != null) {
            input.fault("cursor", "is not for CSV, which has all of them");
        }
        input.refuseFaults();
        String tenant = caller.tenant();
        if (csv) {
            // Before the answer begins, so that what goes wrong at once can still be said.
            CallsAnswer first = page(tenant, question, EXPORTED_AT_ONCE, null);
            return Response.ok(
                            export(tenant, question, first),
                            MediaType.valueOf(Csv.MEDIA_TYPE).withCharset("UTF-8"))
                    .build();
        }
        CallsAnswer page = page(tenant, question, items == null ? Page.DEFAULT_LIMIT : items, cursor);
        return Response.ok(page, MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static Grouping unassigned(QueryInput input, String unassigned, CallsQuery calls) {
        Grouping none = input.oneOf("unassigned", unassigned, UNASSIGNED);
        String one = none == null
                ? null
                : switch (none) {
                    case REP -> calls.rep;
                    case TEAM -> calls.team;
                    case CAMPAIGN -> calls.campaign;
                    case COMPANY -> null;
                };
        return one == null ? none : input.fault("unassigned", "cannot be given together with " + unassigned);
    }

    private StreamingOutput export(String tenant, CallsQuestion question, CallsAnswer first) {
        return out -> {
            out.write(first.csv().getBytes(StandardCharsets.UTF_8));
            for (String next = first.next(); next != null; ) {
                CallsAnswer page = page(tenant, question, EXPORTED_AT_ONCE, next);
                String csv = page.csv();
                out.write(csv.substring(csv.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8));
                next = page.next();
            }
        };
    }

    private CallsAnswer page(String tenant, CallsQuestion question, int limit, String cursor) {
        return CallsAnswer.of(
                findCalls.page(tenant, question, limit, cursor).await().atMost(LONGEST_WAIT));
    }
}
