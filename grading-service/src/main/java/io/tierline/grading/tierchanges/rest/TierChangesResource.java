package io.tierline.grading.tierchanges.rest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.grading.tierchanges.application.TierChangeFeed;
import io.tierline.grading.tierchanges.application.TierChangeFeed.Changed;
import io.tierline.grading.tierchanges.application.TierChangeFeed.Reset;
import io.tierline.grading.tierchanges.application.TierChangeFeed.Signal;
import io.tierline.grading.tierchanges.application.TierChangeFilter;
import io.tierline.grading.tierchanges.application.TierChanges;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.paging.Page;
import io.tierline.kit.security.Caller;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;

/** Tier changes over REST and as a stream. */
@Path("/v1/tier-changes")
@Tag(name = "Tier changes", description = "Every change of a customer's tier, numbered per company without holes.")
public class TierChangesResource {

    private static final String POSITION = "The last position that you have seen.";

    private final TierChanges changes;
    private final TierChangeFeed feed;
    private final Caller caller;

    TierChangesResource(TierChanges changes, TierChangeFeed feed, Caller caller) {
        this.changes = changes;
        this.feed = feed;
        this.caller = caller;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
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
    @ResponseHeader(name = "Cache-Control", value = "no-cache")
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "streamTierChanges",
            summary = "Watch tier changes as they happen",
            description =
                    "Server-sent events: tier-changed and tier-overdue with the change as data and its position as id;"
                            + " heartbeat at the start and at least every 15 s, whose id moves on even when a filter lets nothing"
                            + " through. Resume with Last-Event-ID or after: no gap, no repeat. Without either it starts now. A"
                            + " position that was never given is answered with one reset event: read the list anew.")
    public Multi<OutboundSseEvent> stream(
            @Context Sse sse,
            @RestHeader("Last-Event-ID") String lastEventId,
            @Parameter(description = POSITION) @RestQuery String after,
            @Parameter(description = "Only changes to this tier; none for those to no tier.") @RestQuery String tier,
            @RestQuery String team,
            @RestQuery String rep,
            @Parameter(description = "Only this customer's.") @RestQuery String customer) {
        QueryInput query = new QueryInput();
        // A browser that reconnects by itself keeps the address: what it has seen since then is in the header.
        Long from = query.longNumber(
                "after", lastEventId != null && !lastEventId.isBlank() ? lastEventId : after, 0, Long.MAX_VALUE);
        TierChangeFilter filter = new TierChangeFilter(
                query.id("tier", tier), query.id("team", team), query.id("rep", rep), query.id("customer", customer));
        query.refuseFaults();
        return feed.watch(caller.tenant(), from, filter).map(signal -> event(sse, signal));
    }

    private static OutboundSseEvent event(Sse sse, Signal signal) {
        OutboundSseEvent.Builder event = sse.newEventBuilder().id(String.valueOf(signal.position()));
        if (signal instanceof Changed changed) {
            TierChangeView view = TierChangeView.of(changed.change());
            event.name("tier-" + view.kind())
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(view);
        } else {
            event.name(signal instanceof Reset ? "reset" : "heartbeat")
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(Map.of("position", signal.position()));
        }
        return event.build();
    }
}
