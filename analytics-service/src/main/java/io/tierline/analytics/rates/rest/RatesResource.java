package io.tierline.analytics.rates.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.AnswerForm;
import io.tierline.analytics.CallsQuery;
import io.tierline.analytics.Roles;
import io.tierline.analytics.rates.application.RatesQuestion;
import io.tierline.analytics.rates.application.ReadRates;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code GET /v1/rates}. */
@Path("/v1/rates")
@Tag(name = "Rates", description = "How well the calls go: per rep, team, campaign and for the company.")
public class RatesResource {

    private final ReadRates rates;
    private final Caller caller;

    RatesResource(ReadRates rates, Caller caller) {
        this.rates = rates;
        this.caller = caller;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.BI, Roles.MANAGER, Roles.REP, Roles.ADMIN})
    @ExpensiveRead(when = "per=customer")
    @Operation(
            operationId = "rates",
            summary = "Rates of reps, teams, campaigns or the company over a period",
            description = """
                    Counts the calls that started in the period and answers, per group, the counts and the rates made from \
                    them, each with its 95 % confidence interval. Say for when with either `window` or `from` and `to`.

                    A call counts once, by its latest state: corrections and late calls move the numbers of the period in \
                    which the call started. Voided calls count nowhere. Rates are of summarised calls alone; calls that \
                    wait for their summary (`pending`) and that the network failed (`failed`) are shown beside them.

                    The rows' counts add up: the reps of a team to the team, the teams to the company. A team's rate is \
                    made from the sums, it is not the mean of its reps' rates. `per=customer` counts every customer once in \
                    each row, by the best outcome that it had there (in the order C, D, NO_NEED, FOLLOW_UP, RJ, CUT, BL, NA, \
                    WN); such rows do not add up, for a customer that two reps called is in both of theirs and once in the \
                    team's. It reads every call of the period, so `to` is at most 366 days after `from` then.

                    With `prior=true` each row has the counts and rates of the preceding period of the same length, and each \
                    rate the change: its value minus the value before. Groups that had calls only then have a row too.

                    The rates are the company's metrics (`/v1/metrics`); `metrics` in the answer says in which version. Built \
                    in are:

                    | rate | what of what |
                    |---|---|
                    | `contact` | reached of dials |
                    | `validContact` | reached of dials without bad numbers (WN) |
                    | `invalid` | bad numbers (WN) of dials |
                    | `hangUp` | hung up (CUT) of reached |
                    | `engagement` | needs probed and product introduced (NO_NEED, D, C) of reached |
                    | `conversion` | meeting booked (C) of reached |
                    | `lead` | meeting booked or follow-up agreed (C, D) of reached |

                    As CSV (`Accept: text/csv` or `?format=csv`) there is one line per row and rate, with the columns \
                    from, to, by, rep, team, campaign, rate, value, numerator, denominator, low, high, dials, reached, \
                    engaged, pending, failed, talkSeconds, per, metrics, repName, teamName, priorValue, priorNumerator, \
                    priorDenominator, priorLow, priorHigh, change. Names and order are stable; new columns come last. What has no \
                    value is an empty cell. The counts stand on each line of their row: do not add them up over rates.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "The rates.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = RatesAnswer.class),
                        examples = @ExampleObject(name = "The day of one rep", value = RatesExample.JSON)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "401", description = "No valid token.")
    @APIResponse(
            responseCode = "403",
            description = "The token has none of the roles bi, manager, rep, admin, or no tenant.")
    @APIResponse(responseCode = "406", description = "Neither JSON nor CSV is accepted.")
    @APIResponse(responseCode = "422", description = "Something is wrong with the parameters; `errors` has all of it.")
    public Uni<Response> rates(
            @BeanParam RatesQuery asked,
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
        RatesQuestion question = asked.question(input, calls);
        AnswerForm form = AnswerForm.of(input, format, request);
        input.refuseFaults();
        return rates.read(caller.tenant(), question).map(table -> {
            RatesAnswer answer = RatesAnswer.of(table);
            return form.answer(answer, RatesCsv.COLUMNS, () -> RatesCsv.lines(answer))
                    .build();
        });
    }
}
