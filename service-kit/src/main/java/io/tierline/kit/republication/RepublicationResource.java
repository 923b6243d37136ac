package io.tierline.kit.republication;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.input.Texts;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.security.Tenant;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Republication over REST, in the services that publish. For the operator alone, who has no tenant and sees no data here,
 * only how much there was of it.
 */
@Path("/v1/republication")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Republication", description = "Publishing again what is stored, when Kafka has lost it.")
@IfBuildProperty(name = "tierline.republication", stringValue = "true")
public class RepublicationResource {

    /** Who runs Tierline: all tenants, nobody's data. */
    public static final String OPERATOR = "operator";

    /** What the request says; here for its documentation. */
    @Schema(name = "RepublicationRequest")
    record Wanted(
            @Schema(description = "Whose events; null or left out: all tenants'.", examples = "acme")
            String tenant,

            @Schema(
                    description =
                            "Only what took place at this time or later; null or left out: from the first. It narrows"
                                    + " what is many, such as calls and tier changes; all else is published whole.")
            Instant from,

            @Schema(
                    description =
                            "Only what took place before this time; null or left out: up to the last. It narrows what"
                                    + " is many, such as calls and tier changes; all else is published whole.")
            Instant to) {}

    /** A job as it is sent. */
    @Schema(name = "Republication")
    record JobView(
            String id,

            @Schema(enumeration = {"running", "done", "failed"})
            String state,

            @Schema(
                    description = "The one topic that is published again because it was made anew; null: all topics.",
                    nullable = true)
            String topic,

            @Schema(description = "null: all tenants.", nullable = true)
            String tenant,

            @Schema(nullable = true) Instant from,

            @Schema(nullable = true) Instant to,

            @Schema(description = "Events handed to the outbox so far.")
            long published,

            Instant startedAt,

            @Schema(nullable = true) Instant finishedAt) {

        static JobView of(Job job) {
            return new JobView(
                    job.id(),
                    job.state().name().toLowerCase(Locale.ROOT),
                    job.topic(),
                    job.scope().tenant(),
                    job.scope().from(),
                    job.scope().to(),
                    job.published(),
                    job.startedAt(),
                    job.finishedAt());
        }
    }

    /** A page of jobs. */
    @Schema(name = "RepublicationPage")
    record JobPage(
            List<JobView> items, @Schema(nullable = true) String next) {}

    private final Jobs jobs;

    RepublicationResource(Jobs jobs) {
        this.jobs = jobs;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(OPERATOR)
    @Operation(
            operationId = "startRepublication",
            summary = "Publish again what is stored",
            description =
                    "Every event of the latest state is published once more, with the id that it had, also of what"
                            + " was voided. Whoever has consumed it already passes it over. from and to narrow"
                            + " what is many and took place at a time, such as calls and tier changes, [from, to); all"
                            + " else is always published whole. What an event tells as of the time of publishing, such as"
                            + " a rep's team, may differ; its memberships are what counts. The service works on it in the background and goes on after a restart; the same request, while it is"
                            + " being done, is answered with the same job.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = Wanted.class),
                            examples =
                                    @ExampleObject(
                                            value =
                                                    "{\"tenant\":\"acme\",\"from\":\"2026-11-01T00:00:00+08:00\",\"to\":null}")))
    @APIResponse(
            responseCode = "202",
            description = "The job; Location says where it can be looked at.",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    public Uni<Response> start(byte[] body) {
        return jobs.ask(scope(Json.read(body)))
                .map(job -> Response.accepted(JobView.of(job))
                        .location(URI.create("/v1/republication/" + job.id()))
                        .build());
    }

    @GET
    @RolesAllowed(OPERATOR)
    @Operation(
            operationId = "listRepublications",
            summary = "List republications",
            description = "The latest first; also those that the service began by itself, when a topic was made anew.")
    @APIResponse(
            responseCode = "200",
            description = "A page of them.",
            content = @Content(schema = @Schema(implementation = JobPage.class)))
    public Uni<Page<JobView>> list(
            @Parameter(description = "1 to 500; 50 by default.", schema = @Schema(type = SchemaType.INTEGER)) @RestQuery
                    String limit,
            @Parameter(description = "The last answer's next.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        Integer most = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        return jobs.list(most == null ? Page.DEFAULT_LIMIT : most, cursor).map(page -> page.map(JobView::of));
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(OPERATOR)
    @Operation(
            operationId = "getRepublication",
            summary = "See how far a republication is",
            description = "How many events have been handed to the outbox so far, and whether these are all.")
    @APIResponse(
            responseCode = "200",
            description = "The job.",
            content = @Content(schema = @Schema(implementation = JobView.class)))
    @APIResponse(responseCode = "404", description = "There is no such job.")
    public Uni<JobView> get(@RestPath String id) {
        Uni<Job> found = Texts.ID.matcher(id).matches()
                ? jobs.find(id)
                : Uni.createFrom().nullItem();
        return found.map(job -> {
            if (job == null) {
                throw Problem.notFound("no-such-republication", "There is no such republication.");
            }
            return JobView.of(job);
        });
    }

    private static Scope scope(JsonNode body) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(body, "", faults);
        String tenant = tenant(input);
        Instant from = input.instant("from");
        Instant to = input.instant("to");
        if (from != null && to != null && !from.isBefore(to)) {
            input.fault("to", "must be after from");
        }
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return new Scope(tenant, from, to);
    }

    private static String tenant(JsonInput input) {
        JsonNode tenant = input.raw("tenant");
        if (tenant == null || tenant.isTextual() && Tenant.isOne(tenant.textValue())) {
            return tenant == null ? null : tenant.textValue();
        }
        return input.fault("tenant", "must be null or 1 to 64 of the characters a-z 0-9 -");
    }
}
