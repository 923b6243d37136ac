package io.tierline.call.agenda.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.agenda.application.Asked;
import io.tierline.call.agenda.application.By;
import io.tierline.call.agenda.application.ReadFollowUps;
import io.tierline.call.agenda.domain.FollowUp.Status;
import io.tierline.call.agenda.domain.Period;
import io.tierline.call.agenda.rest.FollowUpView.FollowUpChange;
import io.tierline.call.agenda.rest.FollowUpView.FollowUpPage;
import io.tierline.call.agenda.rest.FollowUpView.FollowUpSummary;
import io.tierline.call.calls.application.Calls.Key;
import io.tierline.call.calls.application.FindCalls;
import io.tierline.call.calls.application.ReviseCall;
import io.tierline.call.calls.domain.Agenda;
import io.tierline.call.calls.domain.Call;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.rest.IfMatch;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Follow-ups over REST. */
@Path("/v1/follow-ups")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
@Tag(name = "Agenda", description = "What calls agreed to happen later: follow-ups and meetings.")
public class FollowUpsResource {

    private static final Map<String, Status> STATUSES =
            Map.of("open", Status.OPEN, "done", Status.DONE, "cancelled", Status.CANCELLED);
    private static final int LONGEST_REASON = 500;

    private final ReadFollowUps followUps;
    private final ReviseCall reviseCall;
    private final Caller caller;

    FollowUpsResource(ReadFollowUps followUps, ReviseCall reviseCall, Caller caller) {
        this.followUps = followUps;
        this.reviseCall = reviseCall;
        this.caller = caller;
    }

    @GET
    @ExpensiveRead(when = "limit>100")
    @Operation(
            operationId = "listFollowUps",
            summary = "List the calls that were promised",
            description =
                    "A call whose summary has a followUpAt promises one. It is done by the first later call to the same contact"
                            + " that reached it, other than CUT: to any number of the same person; where one of the calls has no number,"
                            + " to the same role; to anybody at the customer when the promise names neither. It is kept when the contact"
                            + " was called by the end of the due day in the company's time zone, in vain or not. All of it is made from"
                            + " the calls as they stand now; when the call that promised it is erased it stays as it is, and is"
                            + " cancelled if it was open. With due=today, tomorrow or week, or with from, they come in the order of"
                            + " time, otherwise the latest first. A page may have fewer items than its limit and not be the last: go on"
                            + " until next is null.")
    @APIResponse(
            responseCode = "200",
            description = "A page of follow-ups.",
            content = @Content(schema = @Schema(implementation = FollowUpPage.class)))
    public Uni<Page<FollowUpView>> list(
            @Parameter(description = "Who promised it.") @RestQuery String rep,
            @Parameter(description = "The team of the rep at that time.") @RestQuery String team,
            @Parameter(description = "Customer id.") @RestQuery String customer,
            @Parameter(description = "open, done or cancelled.") @RestQuery String status,
            @Parameter(
                            description =
                                    "By the company's days: overdue (open, and the day is over), today, tomorrow, or week (today"
                                            + " and the six days after).",
                            example = "overdue")
                    @RestQuery
                    String due,
            @Parameter(description = "Due at or after this time; instead of due.") @RestQuery String from,
            @Parameter(description = "Due before this time; instead of due.") @RestQuery String to,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        AgendaQuery query = new AgendaQuery();
        Asked asked = query.asked(rep, team, customer, due, from, to);
        Status wanted = query.state("status", status, STATUSES, Status.OPEN, asked);
        int items = query.limit(limit);
        query.refuseFaults();
        return followUps.page(caller.tenant(), asked, wanted, items, cursor).map(page -> page.map(FollowUpView::of));
    }

    @GET
    @Path("/summary")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @ExpensiveRead
    @Operation(
            operationId = "countFollowUps",
            summary = "See who keeps what was promised",
            description =
                    "How many of the follow-ups that are due in the period were done, kept, broken, cancelled or moved,"
                            + " and how many are overdue, per rep or team; also as CSV (Accept: text/csv or ?format=csv).")
    @APIResponse(
            responseCode = "200",
            description = "The counts.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = FollowUpSummary.class)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<Response> count(
            @Parameter(description = "rep, the default, or team.") @RestQuery String by,
            @Parameter(description = "Due at or after this time.", required = true) @RestQuery String from,
            @Parameter(description = "Due before this time; at most 366 days after from.", required = true) @RestQuery
                    String to,
            @RestQuery String rep,
            @RestQuery String team,
            @Parameter(description = "json or csv; wins over the Accept header.") @RestQuery String format,
            @Context Request request) {
        AgendaQuery query = new AgendaQuery();
        By group = query.by(by);
        Period period = query.counted(from, to);
        String ofRep = query.id("rep", rep);
        String ofTeam = query.id("team", team);
        boolean csv = query.csv(format, request);
        query.refuseFaults();
        return followUps
                .count(caller.tenant(), group, period, ofRep, ofTeam)
                .map(FollowUpSummary::of)
                .map(summary -> AgendaQuery.answer(csv, summary, FollowUpSummary::csv));
    }

    @PUT
    @Path("/{callId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putFollowUp",
            summary = "Reschedule or cancel a follow-up",
            description =
                    "Either followUpAt: it is to be done at this time. It opens one that was cancelled; one that is done already"
                            + " stays done, and one of an erased call that was not stays cancelled. Or cancelled, true, with a reason"
                            + " if you like. A revision of the call, which keeps its summary; the same again changes nothing. A later"
                            + " summary with another followUpAt, or none, begins anew. With If-Match it is refused (412) when the call has"
                            + " changed meanwhile, unless it is so already.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = FollowUpChange.class),
                            examples = {
                                @ExampleObject(name = "rescheduled", value = FollowUpChange.EXAMPLE),
                                @ExampleObject(name = "cancelled", value = FollowUpChange.CANCELLED)
                            }))
    @APIResponse(
            responseCode = "200",
            description = "The follow-up; its ETag is the call's revision.",
            content = @Content(schema = @Schema(implementation = FollowUpView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The call promised none (no-follow-up), or was posted by mistake (call-voided).")
    @APIResponse(responseCode = "412", description = "The call has changed since the revision in If-Match.")
    public Uni<Response> put(@RestPath String callId, byte[] body, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        Key key = AgendaTarget.key(caller.tenant(), callId);
        Function<Call, Agenda> change = AgendaTarget.read(body, FollowUpsResource::change);
        return reviseCall
                .changeFollowUp(key, caller.subject(), IfMatch.accepted(ifMatch), change)
                .chain(call -> followUps.of(key.tenant(), key.callId()))
                // Taken out by somebody else in between.
                .onItem()
                .ifNull()
                .failWith(() -> FindCalls.unknown(key))
                .map(seen -> Response.ok(FollowUpView.of(seen))
                        .tag(String.valueOf(seen.followUp().agreed().revision()))
                        .build());
    }

    private static Function<Call, Agenda> change(JsonInput input) {
        Instant followUpAt = input.instant("followUpAt");
        Boolean cancelled = input.flag("cancelled");
        String reason = input.text("reason", LONGEST_REASON);
        boolean reschedules = input.raw("followUpAt") != null;
        if (Boolean.FALSE.equals(cancelled)) {
            input.fault("cancelled", "can only be true; a followUpAt opens it again");
        }
        if (reschedules && input.raw("cancelled") != null) {
            input.fault("followUpAt", "cannot be given together with cancelled");
        }
        if (!reschedules && input.raw("cancelled") == null) {
            input.fault("followUpAt", "is required, unless cancelled is true");
        }
        if (reschedules && input.raw("reason") != null) {
            input.fault("reason", "is for cancelling alone");
        }
        return reschedules
                ? call -> call.agenda().followUpAt(followUpAt, call.summary())
                : call -> call.agenda().followUpCancelled(reason);
    }
}
