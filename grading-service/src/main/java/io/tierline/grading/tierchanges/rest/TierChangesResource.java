package io.tierline.grading.tierchanges.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.grading.tierchanges.application.TierChangeFeed;
import io.tierline.grading.tierchanges.application.TierChangeFeed.Signal;
import io.tierline.grading.tierchanges.application.TierChangeFilter;
import io.tierline.grading.tierchanges.application.TierChanges;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.rest.WebSockets;
import io.tierline.kit.security.Caller;
import io.tierline.kit.security.StreamTickets;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;

/** Tier changes over REST and as a stream. */
@Path("/v1/tier-changes")
@Tag(name = "Tier changes", description = "Every change of a customer's tier, numbered per company without holes.")
public class TierChangesResource {

    private static final String POSITION = "The last position that you have seen.";
    private static final String TIER = "Only changes to this tier; none for those to no tier.";
    private static final String TEAM = "Only this team's.";
    private static final String REP = "Only this rep's.";
    private static final String CUSTOMER = "Only this customer's.";
    private static final String TICKET =
            "Instead of a token, where no header can be sent: from POST /v1/stream-tickets.";

    private final TierChanges changes;
    private final TierChangeFeed feed;
    private final StreamTickets tickets;
    private final WebSockets sockets;
    private final ObjectMapper json;
    private final Caller caller;

    TierChangesResource(
            TierChanges changes,
            TierChangeFeed feed,
            StreamTickets tickets,
            WebSockets sockets,
            ObjectMapper json,
            Caller caller) {
        this.changes = changes;
        this.feed = feed;
        this.tickets = tickets;
        this.sockets = sockets;
        this.json = json;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead(when = "limit>100")
    @Operation(
            operationId = "listTierChanges",
            summary = "Page through tier changes",
            description = "In their order, after a position; all of them are kept. Pass next as after to go on.")
    public Uni<Page<TierChangeView>> list(
            @Parameter(description = POSITION + " 0, the default, starts at the first.") @RestQuery String after,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit) {
        QueryInput query = new QueryInput();
        Long from = query.longNumber("after", after, 0, Long.MAX_VALUE);
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        int size = items == null ? Page.DEFAULT_LIMIT : items;
        return changes.after(caller.tenant(), from == null ? 0 : from, size + 1)
                .map(rows -> Page.of(rows, size, last -> String.valueOf(last.position()))
                        .map(TierChangeView::of));
    }

    @GET
    @Path("/stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "streamTierChanges",
            summary = "Watch tier changes as they happen",
            description =
                    "Server-sent events: tier-changed and tier-overdue with the change as data and its position as id;"
                            + " heartbeat at the start and at least every 15 s, whose id moves on even when a filter lets nothing"
                            + " through. Resume with Last-Event-ID or after: no gap, no repeat. Without either it starts now. A"
                            + " position that was never given is answered with one reset event: read the list anew. It ends"
                            + " when the token expires.")
    public Multi<OutboundSseEvent> stream(
            @Context Sse sse,
            @Parameter(description = "As after, and before it; browsers send it when they connect again.")
                    @RestHeader("Last-Event-ID")
                    String lastEventId,
            @Parameter(description = POSITION) @RestQuery String after,
            @Parameter(description = TIER) @RestQuery String tier,
            @Parameter(description = TEAM) @RestQuery String team,
            @Parameter(description = REP) @RestQuery String rep,
            @Parameter(description = CUSTOMER) @RestQuery String customer,
            @Parameter(description = TICKET) @RestQuery String ticket) {
        // A browser that reconnects by itself keeps the address: what it has seen since then is in the header.
        String from = lastEventId != null && !lastEventId.isBlank() ? lastEventId : after;
        return signals(from, tier, team, rep, customer).map(signal -> event(sse, signal));
    }

    @GET
    @Path("/socket")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "connectToTierChanges",
            summary = "Watch tier changes over WebSocket",
            description = "The same as the stream, as text messages: {\"event\":\"tier-changed\",\"position\":17,"
                    + "\"change\":{…}}; event is tier-changed, tier-overdue, heartbeat or reset, change is null for the last"
                    + " two. To resume, connect again with the last position as after. What the client sends is not listened"
                    + " to. Close code 4401: the token has expired.")
    @APIResponse(responseCode = "101", description = "The connection is a WebSocket now.")
    public Uni<Void> socket(
            @Context RoutingContext request,
            @Parameter(description = POSITION) @RestQuery String after,
            @Parameter(description = TIER) @RestQuery String tier,
            @Parameter(description = TEAM) @RestQuery String team,
            @Parameter(description = REP) @RestQuery String rep,
            @Parameter(description = CUSTOMER) @RestQuery String customer,
            @Parameter(description = TICKET) @RestQuery String ticket) {
        return sockets.send(
                request, signals(after, tier, team, rep, customer).map(this::message), "The token has expired.");
    }

    private Multi<Signal> signals(String after, String tier, String team, String rep, String customer) {
        QueryInput query = new QueryInput();
        Long from = query.longNumber("after", after, 0, Long.MAX_VALUE);
        TierChangeFilter filter = new TierChangeFilter(
                query.id("tier", tier), query.id("team", team), query.id("rep", rep), query.id("customer", customer));
        query.refuseFaults();
        return tickets.keepWhileOpen(feed.watch(caller.tenant(), from, filter, caller.expiresAt()));
    }

    private String message(Signal signal) {
        try {
            return json.writeValueAsString(SignalView.of(signal));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OutboundSseEvent event(Sse sse, Signal signal) {
        SignalView view = SignalView.of(signal);
        return sse.newEventBuilder()
                .id(String.valueOf(view.position()))
                .name(view.event())
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(view.change() != null ? view.change() : Map.of("position", view.position()))
                .build();
    }
}
