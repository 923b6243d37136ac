package io.tierline.kit.trial;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.kit.rest.WebSockets;
import io.tierline.kit.security.Caller;
import io.tierline.kit.security.StreamTickets;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestQuery;

/** A stream that tells who listens, again and again. */
@Path("/v1/ticks")
public class TicksResource {

    private final StreamTickets tickets;
    private final WebSockets sockets;
    private final Caller caller;

    TicksResource(StreamTickets tickets, WebSockets sockets, Caller caller) {
        this.tickets = tickets;
        this.sockets = sockets;
        this.caller = caller;
    }

    @POST
    @Path("/tickets")
    @Produces("application/json")
    @RolesAllowed("reader")
    public Uni<StreamTickets.Issued> issue() {
        return tickets.issue("rep");
    }

    @GET
    @Path("/stream")
    @Produces("text/event-stream")
    @RolesAllowed("reader")
    public Multi<String> stream(@RestQuery String ticket) {
        return tickets.keepWhileOpen(ticks());
    }

    @GET
    @Path("/socket")
    @RolesAllowed("reader")
    public Uni<Void> socket(@Context RoutingContext request, @RestQuery Integer atMost, @RestQuery String ticket) {
        Multi<String> ticks = tickets.keepWhileOpen(ticks());
        return sockets.send(request, atMost == null ? ticks : ticks.select().first(atMost), "That was all.");
    }

    @GET
    @Path("/closed")
    @RolesAllowed("reader")
    public String closed(@RestQuery String ticket) {
        return caller.tenant();
    }

    private Multi<String> ticks() {
        String who = caller.tenant() + " " + caller.subject() + " " + caller.claim("rep") + " " + caller.has("writer");
        return Multi.createFrom()
                .ticks()
                .every(Duration.ofMillis(100))
                .onOverflow()
                .drop()
                .map(tick -> who);
    }
}
