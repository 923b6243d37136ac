package io.tierline.analytics.discipline.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.AnswerForm;
import io.tierline.analytics.CallsQuery;
import io.tierline.analytics.Roles;
import io.tierline.analytics.discipline.application.ReadDiscipline;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.ExpensiveRead;
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
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code GET /v1/discipline}. */
@Path("/v1/discipline")
@Tag(name = "Discipline", description = "Whether calls are summarised, promises to call again kept, and meetings held.")
public class DisciplineResource {

    private static final Map<String, Grouping> GROUPINGS =
            Map.of("rep", Grouping.REP, "team", Grouping.TEAM, "company", Grouping.COMPANY);

    private final ReadDiscipline discipline;
    private final Caller caller;

    DisciplineResource(ReadDiscipline discipline, Caller caller) {
        this.discipline = discipline;
        this.caller = caller;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.BI, Roles.MANAGER, Roles.REP, Roles.ADMIN})
    @ExpensiveRead
    @Operation(
            operationId = "discipline",
            summary = "How reliably calls are summarised, customers called again, meetings held",
            description = """
                    Three things in each row, each of its own calls; a row is there when any of the three has something:

                    - `summaries`: the calls that **started** in the period and that only a rep can tell of, because somebody \
                    answered or a rep has told. How many still wait (`pending`), how many contradict the telephony system \
                    (`flagged`), and how long the summaries took, from the end of the talk (start and talk time) until an \
                    outcome was first given; corrections do not count. A call that is posted together with its summary took \
                    until it was posted.
                    - `followUps`: the promises to call again that were **due** in the period, by when it was agreed last. Kept \
                    is one when the contact was called, in vain or not, by the end of that day in the company's zone; calls \
                    that the network failed are no attempts, nor are a customer's own that nobody answered. The promise is \
                    its rep's and team's, whoever called again.
                    - `meetings`: those whose **time** lies in the period, by when it was agreed last.

                    Shares are of what is decided. That takes in calls that still wait for their summary when their \
                    time is up: `withinFiveMinutes` and `sameDay` hold them against a rep, who is not quick by never \
                    summarising. Other than that, what is still open counts in no share. By rep, `team` is that of the \
                    latest of the row's calls that names one.

                    The period may be 366 days long. `firstCalls` and `includeFlagged` cannot be asked for here and \
                    are refused.

                    Who is called again is told by customer and role (`contactRole`), for phone numbers stay in call-service: a \
                    promise that names no role is kept by any call to the customer. call-service, in `GET /v1/follow-ups`, knows \
                    the person: there a call to somebody else of the same role does not count, one to the same person under \
                    another role does, and the promises of erased people stay as they stood.

                    The lists behind the numbers are call-service's: `GET /v1/calls?status=pending`, `GET /v1/calls?flag=`, \
                    `GET /v1/follow-ups`, `GET /v1/meetings`.

                    As CSV (`Accept: text/csv` or `?format=csv`) there is one line per row and measure, with the columns \
                    from, to, by, rep, team, repName, teamName, part, measure, value, numerator, denominator, low, high. Names \
                    and order are stable; new columns come last. `value` is the number of a count, the seconds of a duration, \
                    the value of a share, whose other members follow it.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "The discipline of each group.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = DisciplineAnswer.class),
                        examples = @ExampleObject(name = "The week of one rep", value = DisciplineExample.JSON)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "401", description = "No valid token.")
    @APIResponse(
            responseCode = "403",
            description = "The token has none of the roles bi, manager, rep, admin, or no tenant.")
    @APIResponse(responseCode = "406", description = "Neither JSON nor CSV is accepted.")
    @APIResponse(responseCode = "422", description = "Something is wrong with the parameters; `errors` has all of it.")
    public Uni<Response> discipline(
            @Parameter(
                            description = "Whose calls are counted together.",
                            required = true,
                            schema =
                                    @Schema(
                                            type = SchemaType.STRING,
                                            enumeration = {"rep", "team", "company"}),
                            example = "rep")
                    @RestQuery
                    String by,
            @BeanParam CallsQuery calls,
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
        if (by == null) {
            input.fault("by", "is required: one of company, rep, team");
        }
        Grouping grouping = input.oneOf("by", by, GROUPINGS);
        // The company's days in the period are reckoned one by one.
        Timespan span = calls.timespanOfAYear(input);
        Filter filter = calls.filter(input);
        if (calls.firstCalls != null) {
            input.fault("firstCalls", "cannot be asked for here");
        }
        if (calls.includeFlagged != null) {
            input.fault("includeFlagged", "cannot be asked for here");
        }
        AnswerForm form = AnswerForm.of(input, format, request);
        input.refuseFaults();
        return discipline
                .read(caller.tenant(), span, grouping, filter)
                .map(DisciplineAnswer::of)
                .map(answer -> form.answer(answer, DisciplineAnswer.COLUMNS, answer::lines)
                        .build());
    }
}
