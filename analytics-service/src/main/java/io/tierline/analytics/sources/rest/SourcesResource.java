package io.tierline.analytics.sources.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.AnswerForm;
import io.tierline.analytics.CallsQuery;
import io.tierline.analytics.Roles;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.analytics.sources.application.ReadSources;
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

/** {@code GET /v1/sources}. */
@Path("/v1/sources")
@Tag(name = "Sources", description = "Which sources of addresses are worth their calls.")
public class SourcesResource {

    private final ReadSources sources;
    private final Caller caller;

    SourcesResource(ReadSources sources, Caller caller) {
        this.sources = sources;
        this.caller = caller;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.BI, Roles.MANAGER, Roles.REP, Roles.ADMIN})
    @ExpensiveRead
    @Operation(
            operationId = "sources",
            summary = "Which sources of addresses yield dead numbers, and which yield meetings",
            description = """
                    Takes the customers that were called in the period, by the source that their profile names (`sourceKind` and \
                    `sourceName` in grading-service; customers without one are the row of nulls), and counts each of them once \
                    per source, by the best outcome that it had in these calls: a customer is `dead` when none of its calls \
                    came to anything but WN, `reached`, `engaged` and with a meeting when one of them did. Shares are of the \
                    customers with an outcome, each with its 95 % confidence interval.

                    `dials` are all calls to them: what the source has cost. `won` is how many of these customers are \
                    won as it stands now; their deals may be older or younger than the period. A customer that was \
                    merged into another one counts as that one. `firstCalls` cannot be asked for here and is refused, \
                    and so is a period of more than 366 days.

                    As CSV (`Accept: text/csv` or `?format=csv`) there is one line per source and measure, with the columns \
                    from, to, sourceKind, sourceName, measure, value, numerator, denominator, low, high. Names and order are \
                    stable; new columns come last. `value` is the number of a count or the value of a share, whose other \
                    members follow it.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "What came of each source.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = SourcesAnswer.class),
                        examples = @ExampleObject(name = "A register and an exhibition", value = SourcesExample.JSON)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "401", description = "No valid token.")
    @APIResponse(
            responseCode = "403",
            description = "The token has none of the roles bi, manager, rep, admin, or no tenant.")
    @APIResponse(responseCode = "406", description = "Neither JSON nor CSV is accepted.")
    @APIResponse(responseCode = "422", description = "Something is wrong with the parameters; `errors` has all of it.")
    public Uni<Response> sources(
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
        Timespan span = calls.timespanOfAYear(input);
        Filter filter = calls.filter(input);
        if (calls.firstCalls != null) {
            input.fault("firstCalls", "cannot be asked for here");
        }
        AnswerForm form = AnswerForm.of(input, format, request);
        input.refuseFaults();
        return sources.read(caller.tenant(), span, filter)
                .map(SourcesAnswer::of)
                .map(answer -> form.answer(answer, SourcesAnswer.COLUMNS, answer::lines)
                        .build());
    }
}
