package io.tierline.kit.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.security.StreamTickets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;

/** A ticket for streams as it is sent. */
@Schema(name = "StreamTicket")
public record StreamTicketBody(
        @Schema(
                description =
                        "For ?ticket= of the streams. A secret: it stands in addresses, so keep those out of logs.",
                examples = "q0mN3r0bW8y5Zk1cU7e2hT9vXfA4sJdL6gPiRoKuEwY")
        String ticket,

        @Schema(description = "Until when the first stream has to be opened with it.")
        Instant expiresAt) {

    /** What to say of an endpoint that answers this, to those who call it. */
    public static final String DESCRIPTION =
            "EventSource and WebSocket of a browser send no Authorization header; they give the ticket as ?ticket= instead."
                    + " It is good for the streams alone, for two minutes, as long as a stream is open with it and two"
                    + " minutes more, and never longer than the token that asks for it.";

    /** The largest body of a request for a ticket, in bytes: {@link LargestBody} of its endpoints. */
    public static final int LARGEST = 1024;

    /**
     * A new ticket for the caller as a response, 201.
     *
     * @param body what was sent: nothing, or an empty object
     * @param furtherClaims as {@link StreamTickets#issue} takes them
     * @throws Problem 400 or 422 when the body is anything else
     */
    public static Uni<RestResponse<StreamTicketBody>> issue(
            StreamTickets tickets, byte[] body, String... furtherClaims) {
        if (body != null && body.length > 0) {
            List<Fault> faults = new ArrayList<>();
            JsonInput.of(Json.read(body), "", faults).refuseUnknown();
            if (!faults.isEmpty()) {
                throw Problem.invalid(faults);
            }
        }
        return tickets.issue(furtherClaims)
                .map(issued -> RestResponse.ResponseBuilder.create(
                                RestResponse.Status.CREATED, new StreamTicketBody(issued.ticket(), issued.expiresAt()))
                        .build());
    }
}
