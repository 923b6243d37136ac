package io.tierline.grading.tierchanges.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.kit.rest.LargestBody;
import io.tierline.kit.rest.StreamTicketBody;
import io.tierline.kit.security.StreamTickets;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
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

    private final StreamTickets tickets;

    StreamTicketsResource(StreamTickets tickets) {
        this.tickets = tickets;
    }

    @POST
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "issueStreamTicket",
            summary = "Get a ticket for the streams",
            description = StreamTicketBody.DESCRIPTION)
    @RequestBody(
            description = "Nothing, or an empty object.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            examples = @ExampleObject(name = "nothing", value = "{}")))
    @APIResponse(
            responseCode = "201",
            description = "The ticket.",
            content = @Content(schema = @Schema(implementation = StreamTicketBody.class)))
    @LargestBody(StreamTicketBody.LARGEST)
    public Uni<RestResponse<StreamTicketBody>> issue(byte[] body) {
        return StreamTicketBody.issue(tickets, body, "rep");
    }
}
