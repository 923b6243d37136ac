package io.tierline.analytics.rates.rest;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.tierline.analytics.CallsQuery;
import io.tierline.analytics.Roles;
import io.tierline.analytics.rates.application.RatesFeed;
import io.tierline.analytics.rates.application.RatesFeed.Changed;
import io.tierline.analytics.rates.application.RatesFeed.Current;
import io.tierline.analytics.rates.application.RatesFeed.Signal;
import io.tierline.analytics.rates.application.RatesQuestion;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.security.Caller;
import io.tierline.kit.security.StreamTickets;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code GET /v1/rates/stream}. */
@Path("/v1/rates/stream")
@Tag(name = "Rates")
public class RatesStreamResource {

    private final RatesFeed feed;
    private final StreamTickets tickets;
    private final Caller caller;

    RatesStreamResource(RatesFeed feed, StreamTickets tickets, Caller caller) {
        this.feed = feed;
        this.tickets = tickets;
        this.caller = caller;
    }

    /** On a worker, which may wait: the head of a stream is sent at once, and what is refused has to be refused before. */
    @GET
    @Blocking
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @RolesAllowed({Roles.BI, Roles.MANAGER, Roles.REP, Roles.ADMIN})
    @Operation(operationId = "streamRates", summary = "Watch rates as they change", description = """
                    Server-sent events; the parameters are those of `GET /v1/rates` but `format`, and with \
                    `per=customer` the period may be 366 days long, as there.

                    | event | when | data |
                    |---|---|---|
                    | `rates` | first | all rows: the very answer of `GET /v1/rates` |
                    | `changes` | when numbers, rates or names have changed | `rows`: those that are new or different, whole; \
                    `gone`: the ids of those that are there no more; period and version of the metrics as of now |
                    | `heartbeat` | at least every 15 s | `from` and `to` of the rows |

                    A row is told by its id: `rep`, `team` or `campaign`, whichever the rows are by; null is an id too, and by \
                    company the only one. New, late, corrected and voided calls change rows, and so do a window that moves on, \
                    changed metrics and changed names. The first change is told at once, what follows it at most once a second, \
                    always as of then: what was between is skipped. Nothing is sent when nothing has changed.

                    There is nothing to resume: connect again, as `EventSource` does by itself, and `rates` has all rows as they \
                    are now. The stream ends when the token expires.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "The stream; the schema is that of the data of `changes`.",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = RatesChanges.class)))
    @APIResponse(responseCode = "401", description = "No valid token, and no valid ticket.")
    @APIResponse(
            responseCode = "403",
            description = "The token has none of the roles bi, manager, rep, admin, or no tenant.")
    @APIResponse(responseCode = "406", description = "Server-sent events are not accepted.")
    @APIResponse(responseCode = "422", description = "Something is wrong with the parameters; `errors` has all of it.")
    @APIResponse(
            responseCode = "429",
            description = "The company watches 200 different questions already (code too-many-streams); any number of"
                    + " streams may ask the same. Retry-After says when to try again.")
    @APIResponse(
            responseCode = "503",
            description =
                    "The rates cannot be read just now (code rates-not-read). Retry-After says when to try again.")
    public Multi<OutboundSseEvent> stream(
            @Context Sse sse,
            @BeanParam RatesQuery asked,
            @BeanParam CallsQuery calls,
            @Parameter(
                            description = "Instead of a token, where no header can be sent: from POST"
                                    + " /v1/stream-tickets.",
                            schema = @Schema(type = SchemaType.STRING),
                            example = "q0mN3r0bW8y5Zk1cU7e2hT9vXfA4sJdL6gPiRoKuEwY")
                    @RestQuery
                    String ticket) {
        QueryInput input = new QueryInput();
        RatesQuestion question = asked.question(input, calls);
        input.refuseFaults();
        String tenant = caller.tenant();
        feed.open(tenant, question).await().indefinitely();
        return tickets.keepWhileOpen(feed.watch(tenant, question, caller.expiresAt()))
                .map(signal -> event(sse, signal));
    }

    private static OutboundSseEvent event(Sse sse, Signal signal) {
        if (signal instanceof Current current) {
            return event(sse, "rates", RatesAnswer.of(current.table()));
        }
        return signal instanceof Changed changed
                ? event(sse, "changes", RatesChanges.of(changed.changes()))
                : event(sse, "heartbeat", ((RatesFeed.Heartbeat) signal).period());
    }

    private static OutboundSseEvent event(Sse sse, String name, Object data) {
        return sse.newEventBuilder()
                .name(name)
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(data)
                .build();
    }
}
