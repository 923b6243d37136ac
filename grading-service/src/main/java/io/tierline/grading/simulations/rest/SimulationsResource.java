package io.tierline.grading.simulations.rest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.grading.simulations.application.SimulateStandard;
import io.tierline.grading.simulations.application.SimulateStandard.Finished;
import io.tierline.grading.simulations.application.SimulateStandard.Progress;
import io.tierline.grading.simulations.application.SimulateStandard.Step;
import io.tierline.grading.standards.application.FindStandard;
import io.tierline.grading.standards.application.KeepDrafts;
import io.tierline.grading.standards.domain.Language;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.kit.input.Texts;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.rest.ProblemMappers;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestPath;

/** Trying a standard out on all customers, over REST: the result alone, or with progress as server-sent events. */
@Path("/v1/standards")
@Tag(name = "Standards")
public class SimulationsResource {

    private static final String DESCRIPTION =
            "Grades all customers of the company by it and by the active version, and changes nothing: who would move, from"
                    + " where to where, with examples and reasons, and how well each standard would have told won deals from lost"
                    + " ones. Accept: text/event-stream gets progress events on the way and a result event at the end, or a failed"
                    + " event with a problem. One simulation of a company runs at a time.";

    private static final String RUNNING = "Another simulation is running (simulation-running).";

    private final SimulateStandard simulateStandard;
    private final FindStandard findStandard;
    private final KeepDrafts keepDrafts;
    private final Caller caller;

    SimulationsResource(
            SimulateStandard simulateStandard, FindStandard findStandard, KeepDrafts keepDrafts, Caller caller) {
        this.simulateStandard = simulateStandard;
        this.findStandard = findStandard;
        this.keepDrafts = keepDrafts;
        this.caller = caller;
    }

    @POST
    @Path("/{version:[1-9][0-9]{0,8}}/simulation")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "simulateStandard",
            summary = "Try a version of the standard out",
            description = DESCRIPTION)
    @APIResponse(
            responseCode = "200",
            description = "What would happen.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = SimulationView.class)),
                @Content(mediaType = MediaType.SERVER_SENT_EVENTS)
            })
    @APIResponse(responseCode = "404", description = "There is no such version (no-such-standard).")
    @APIResponse(responseCode = "503", description = RUNNING)
    public Uni<SimulationView> simulate(
            @Parameter(description = "The version.", example = "2") @RestPath int version,
            @Context HttpHeaders headers) {
        String tenant = caller.tenant();
        Language language = language(headers);
        return findStandard.compiled(tenant, version).chain(standard -> result(tenant, standard, language));
    }

    @POST
    @Path("/{version:[1-9][0-9]{0,8}}/simulation")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "Cache-Control", value = "no-cache")
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> watch(@RestPath int version, @Context HttpHeaders headers, @Context Sse sse) {
        String tenant = caller.tenant();
        Language language = language(headers);
        return findStandard
                .compiled(tenant, version)
                .onItem()
                .transformToMulti(standard -> events(tenant, standard, language, sse));
    }

    @POST
    @Path("/drafts/{name}/simulation")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "simulateStandardDraft", summary = "Try a draft out", description = DESCRIPTION)
    @APIResponse(
            responseCode = "200",
            description = "What would happen.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = SimulationView.class)),
                @Content(mediaType = MediaType.SERVER_SENT_EVENTS)
            })
    @APIResponse(responseCode = "404", description = "There is no such draft (no-such-draft).")
    @APIResponse(responseCode = "422", description = "The draft has faults; errors names every one.")
    @APIResponse(responseCode = "503", description = RUNNING)
    public Uni<SimulationView> simulateDraft(
            @Parameter(description = "Its name.", example = "spring") @RestPath String name,
            @Context HttpHeaders headers) {
        String tenant = caller.tenant();
        Language language = language(headers);
        return keepDrafts.compiled(tenant, checked(name)).chain(standard -> result(tenant, standard, language));
    }

    @POST
    @Path("/drafts/{name}/simulation")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "Cache-Control", value = "no-cache")
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> watchDraft(@RestPath String name, @Context HttpHeaders headers, @Context Sse sse) {
        String tenant = caller.tenant();
        Language language = language(headers);
        return keepDrafts
                .compiled(tenant, checked(name))
                .onItem()
                .transformToMulti(standard -> events(tenant, standard, language, sse));
    }

    private Uni<SimulationView> result(String tenant, Standard standard, Language language) {
        return simulateStandard
                .simulate(tenant, standard)
                .collect()
                .last()
                .map(step -> SimulationView.of(((Finished) step).simulation(), standard, language));
    }

    private Multi<OutboundSseEvent> events(String tenant, Standard standard, Language language, Sse sse) {
        return simulateStandard
                .simulate(tenant, standard)
                .map(step -> event(step, standard, language, sse))
                .onFailure()
                // Whoever reads a stream has its 200 already: the problem has to come as an event.
                .recoverWithItem(failure ->
                        event("failed", ProblemMappers.problemOf(failure).body(), sse));
    }

    private static OutboundSseEvent event(Step step, Standard standard, Language language, Sse sse) {
        return step instanceof Finished finished
                ? event("result", SimulationView.of(finished.simulation(), standard, language), sse)
                : event("progress", (Progress) step, sse);
    }

    private static OutboundSseEvent event(String name, Object data, Sse sse) {
        return sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(data)
                .build();
    }

    private static Language language(HttpHeaders headers) {
        return Language.preferred(headers.getAcceptableLanguages());
    }

    private static String checked(String name) {
        if (!Texts.ID.matcher(name).matches()) {
            throw Problem.notFound("no-such-draft", "No draft can have this name.");
        }
        return name;
    }
}
