package io.tierline.analytics.metrics.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.AnswerForm;
import io.tierline.analytics.Roles;
import io.tierline.analytics.directory.application.ReaderLanguages;
import io.tierline.analytics.metrics.application.ReadMetrics;
import io.tierline.analytics.metrics.application.SetMetrics;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.rest.IfMatch;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code GET|PUT /v1/metrics}. */
@Path("/v1/metrics")
@Tag(name = "Metrics", description = "What the company's rates are.")
public class MetricsResource {

    static final String EXAMPLE = """
            {"metrics": [
              {"id": "hangUp", "numerator": ["CUT", "BL"], "denominator": ["BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C"]},
              {"id": "callBack", "label": {"en": "Call-back", "zh-CN": "待跟进率"},
               "numerator": ["FOLLOW_UP"], "denominator": ["BL", "CUT", "RJ", "NO_NEED", "FOLLOW_UP", "D", "C"]}
            ]}
            """;

    private final ReadMetrics metrics;
    private final SetMetrics setMetrics;
    private final ReaderLanguages languages;
    private final Caller caller;

    MetricsResource(ReadMetrics metrics, SetMetrics setMetrics, ReaderLanguages languages, Caller caller) {
        this.metrics = metrics;
        this.setMetrics = setMetrics;
        this.languages = languages;
        this.caller = caller;
    }

    @GET
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.BI, Roles.MANAGER, Roles.REP, Roles.ADMIN})
    @Operation(operationId = "getMetrics", summary = "What the rates are", description = """
                    Every rate with the outcomes that it is made of: the built-in ones, some of them perhaps replaced by the \
                    company, and the company's own. Every answer with rates has exactly these, in this order.

                    As CSV there is one line per rate with the columns version, id, label (in the language of \
                    Accept-Language), numerator, denominator; outcomes are separated by blanks.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "The rates; the ETag is their version.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = MetricsBody.class)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "401", description = "No valid token.")
    @APIResponse(
            responseCode = "403",
            description = "The token has none of the roles bi, manager, rep, admin, or no tenant.")
    @APIResponse(responseCode = "404", description = "There is no such version.")
    @APIResponse(responseCode = "406", description = "Neither JSON nor CSV is accepted.")
    @APIResponse(responseCode = "422", description = "Something is wrong with the parameters; `errors` has all of it.")
    public Uni<Response> get(
            @Parameter(
                            description = "An older version, from 0 (the built-in rates alone); the newest by default.",
                            example = "1")
                    @RestQuery
                    String version,
            @Parameter(description = AnswerForm.FORMAT, example = "csv") @RestQuery String format,
            @Context Request request,
            @Context HttpHeaders headers) {
        QueryInput input = new QueryInput();
        Integer asked = input.wholeNumber("version", version, 0, Integer.MAX_VALUE);
        AnswerForm form = AnswerForm.of(input, format, request);
        input.refuseFaults();
        return metrics.version(caller.tenant(), asked)
                .chain(catalogue -> languages
                        .of(caller.tenant(), headers.getAcceptableLanguages())
                        .map(language -> form.answerInReadersLanguage(
                                        MetricsBody.of(catalogue),
                                        MetricsBody.COLUMNS,
                                        () -> MetricsBody.lines(catalogue, language))
                                .tag(String.valueOf(catalogue.version()))
                                .build()));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "putMetrics", summary = "Say what the rates are", description = """
                    Replaces the company's own rates, at most 50: one with the id of a built-in rate stands in its place, the \
                    others follow after the built-in ones. A built-in rate that is not in the list is as it was built in \
                    again; it cannot be left out. Nothing is counted anew: all periods, the past ones too, are answered by \
                    the new rates at once, and by the old ones with `?metrics=` and their version.

                    A change is a new version. What makes no difference changes nothing, so that it can be sent again; a \
                    list can be read, changed and sent back. A replaced rate without a label keeps the built-in one.
                    """)
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = MetricsBody.class),
                            examples = @ExampleObject(name = "One replaced, one added", value = EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The rates as they are now; the ETag is their version.",
            content = @Content(schema = @Schema(implementation = MetricsBody.class)))
    @APIResponse(responseCode = "400", description = "The body cannot be read.")
    @APIResponse(responseCode = "401", description = "No valid token.")
    @APIResponse(responseCode = "403", description = "The token has none of the roles manager, admin, or no tenant.")
    @APIResponse(responseCode = "406", description = "JSON is not accepted.")
    @APIResponse(responseCode = "412", description = "The metrics have changed since the version in If-Match.")
    @APIResponse(responseCode = "413", description = "The body is larger than 64 kB.")
    @APIResponse(responseCode = "415", description = "The body's Content-Type is not JSON.")
    @APIResponse(responseCode = "422", description = "Something is wrong with the list; `errors` has all of it.")
    public Uni<Response> put(
            byte[] body,
            @Parameter(description = "The ETag that was read, so that nobody's change is lost.")
                    @RestHeader(HttpHeaders.IF_MATCH)
                    String ifMatch) {
        return setMetrics
                .set(caller.tenant(), MetricsBody.read(Json.read(body)), caller.subject(), IfMatch.accepted(ifMatch))
                .map(MetricsResource::answer);
    }

    private static Response answer(RateCatalogue catalogue) {
        return Response.ok(MetricsBody.of(catalogue))
                .tag(String.valueOf(catalogue.version()))
                .build();
    }
}
