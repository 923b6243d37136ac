package io.tierline.grading.simulations.rest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.grading.standards.application.FindStandard;
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

/** Trying a version of the standard out on all customers, over REST. */
@Path("/v1/standards/{version:[1-9][0-9]{0,8}}/simulation")
@Tag(name = "Standards")
public class SimulationsResource {

    private final SimulationAnswers answers;
    private final FindStandard findStandard;

    SimulationsResource(SimulationAnswers answers, FindStandard findStandard) {
        this.answers = answers;
        this.findStandard = findStandard;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "simulateStandard",
            summary = "Try a version of the standard out",
            description = SimulationAnswers.DESCRIPTION)
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
    @APIResponse(responseCode = "429", description = SimulationAnswers.RUNNING)
    @APIResponse(responseCode = "503", description = SimulationAnswers.OVERLOADED)
    public Uni<SimulationView> simulate(
            @Parameter(description = "The version.", example = "2") @RestPath int version,
            @Context HttpHeaders headers) {
        return answers.result(tenant -> findStandard.compiled(tenant, version), headers);
    }

    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> watch(@RestPath int version, @Context HttpHeaders headers, @Context Sse sse) {
        return answers.events(tenant -> findStandard.compiled(tenant, version), headers, sse);
    }
}
