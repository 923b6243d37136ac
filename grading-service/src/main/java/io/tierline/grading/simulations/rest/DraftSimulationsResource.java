package io.tierline.grading.simulations.rest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.grading.standards.application.KeepDrafts;
import io.tierline.kit.input.Texts;
import io.tierline.kit.problem.Problem;
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

/** Trying a draft out on all customers, over REST. */
@Path("/v1/standards/drafts/{name}/simulation")
@Tag(name = "Standards")
public class DraftSimulationsResource {

    private final SimulationAnswers answers;
    private final KeepDrafts keepDrafts;

    DraftSimulationsResource(SimulationAnswers answers, KeepDrafts keepDrafts) {
        this.answers = answers;
        this.keepDrafts = keepDrafts;
    }

    @POST
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "simulateStandardDraft",
            summary = "Try a draft out",
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
    @APIResponse(responseCode = "404", description = "There is no such draft (no-such-draft).")
    @APIResponse(responseCode = "422", description = "The draft has faults; errors names every one.")
    @APIResponse(responseCode = "429", description = SimulationAnswers.RUNNING)
    @APIResponse(responseCode = "503", description = SimulationAnswers.OVERLOADED)
    public Uni<SimulationView> simulate(
            @Parameter(description = "Its name.", example = "spring") @RestPath String name,
            @Context HttpHeaders headers) {
        return answers.result(tenant -> keepDrafts.compiled(tenant, checked(name)), headers);
    }

    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> watch(@RestPath String name, @Context HttpHeaders headers, @Context Sse sse) {
        return answers.events(tenant -> keepDrafts.compiled(tenant, checked(name)), headers, sse);
    }

    private static String checked(String name) {
        if (!Texts.ID.matcher(name).matches()) {
            throw Problem.notFound("no-such-draft", "No draft can have this name.");
        }
        return name;
    }
}
