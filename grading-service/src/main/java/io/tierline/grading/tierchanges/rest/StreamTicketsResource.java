package io.tierline.grading.tierchanges.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.rest.BodyLimit;
import io.tierline.kit.security.StreamTickets;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Gives tickets for the streams to those who can send no header with them: browsers. */
@Path("/v1/stream-tickets")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tier changes")
public class StreamTicketsResource {

    private static final int LARGEST_BODY = 1024;

    /** A ticket as it is sent. */
    @Schema(name = "StreamTicket")
    record TicketView(
            @Schema(
                    description =
                            "For ?ticket= of the streams. A secret: it stands in addresses, so keep those out of logs.",
                    examples = "q0mN3r0bW8y5Zk1cU7e2hT9vXfA4sJdL6gPiRoKuEwY")
            String ticket,

            @Schema(description = "Until when the first stream has to be opened with it.")
            Instant expiresAt) {}

    private final StreamTickets tickets;

    StreamTicketsResource(StreamTickets tickets) {
        this.tickets = tickets;
    }

    @POST
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "issueStreamTicket",
            summary = "Get a ticket for the streams",
            description = "EventSource and WebSocket of a browser send no Authorization header; they give the ticket as"
                    + " ?ticket= instead. It is good for the streams alone, for two minutes, as long as a stream is open with"
                    + " it and two minutes more, and never longer than the token that asks for it.")
    @RequestBody(
            description = "Nothing, or an empty object.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = @ExampleObject(name = "nothing", value = "{}")))
    @APIResponse(
            responseCode = "201",
            description = "The ticket.",
            content = @Content(schema = @Schema(implementation = TicketView.class)))
    public Uni<RestResponse<TicketView>> issue(byte[] body) {
        if (body != null && body.length > 0) {
            BodyLimit.check(body, LARGEST_BODY);
            List<Fault> faults = new ArrayList<>();
            JsonInput.of(Json.read(body), "", faults).refuseUnknown();
            if (!faults.isEmpty()) {
                throw Problem.invalid(faults);
            }
        }
        return tickets.issue("rep")
                .map(issued -> RestResponse.ResponseBuilder.create(
                                RestResponse.Status.CREATED, new TicketView(issued.ticket(), issued.expiresAt()))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }
}
