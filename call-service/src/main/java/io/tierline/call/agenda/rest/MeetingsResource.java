package io.tierline.call.agenda.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.agenda.application.Asked;
import io.tierline.call.agenda.application.By;
import io.tierline.call.agenda.application.ReadMeetings;
import io.tierline.call.agenda.domain.Meeting;
import io.tierline.call.agenda.domain.Meeting.State;
import io.tierline.call.agenda.domain.Period;
import io.tierline.call.agenda.rest.MeetingView.MeetingChange;
import io.tierline.call.agenda.rest.MeetingView.MeetingPage;
import io.tierline.call.agenda.rest.MeetingView.MeetingSummary;
import io.tierline.call.calls.application.Calls.Key;
import io.tierline.call.calls.application.ReviseCall;
import io.tierline.call.calls.domain.Agenda;
import io.tierline.call.calls.domain.Call;
import io.tierline.call.calls.domain.MeetingResult;
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

/** Meetings over REST. */
@Path("/v1/meetings")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
@Tag(name = "Agenda")
public class MeetingsResource {

    /** What can be reported. */
    private enum Report {
        HELD,
        MISSED,
        MOVED
    }

    private static final Map<String, State> STATES =
            Map.of("open", State.OPEN, "held", State.HELD, "missed", State.MISSED);
    private static final Map<String, Report> REPORTS =
            Map.of("held", Report.HELD, "missed", Report.MISSED, "moved", Report.MOVED);

    private final ReadMeetings meetings;
    private final ReviseCall reviseCall;
    private final Caller caller;

    MeetingsResource(ReadMeetings meetings, ReviseCall reviseCall, Caller caller) {
        this.meetings = meetings;
        this.reviseCall = reviseCall;
        this.caller = caller;
    }

    @GET
    @ExpensiveRead(when = "limit>100")
    @Operation(
            operationId = "listMeetings",
            summary = "List the meetings that were booked",
            description =
                    "A call with the outcome C and a meetingAt books one; it is open until somebody has said what became of it."
                            + " With due=today, tomorrow or week, or with from, they come in the order of time, otherwise the latest"
                            + " first. A page may have fewer items than its limit and not be the last: go on until next is null.")
    @APIResponse(
            responseCode = "200",
            description = "A page of meetings.",
            content = @Content(schema = @Schema(implementation = MeetingPage.class)))
    public Uni<Page<MeetingView>> list(
            @Parameter(description = "Who booked it.") @RestQuery String rep,
            @Parameter(description = "The team of the rep at that time.") @RestQuery String team,
            @Parameter(description = "Customer id.") @RestQuery String customer,
            @Parameter(description = "open, held or missed.") @RestQuery String result,
            @Parameter(
                            description =
                                    "By the company's days: overdue (open, and the day is over), today, tomorrow, or week (today"
                                            + " and the six days after).",
                            example = "today")
                    @RestQuery
                    String due,
            @Parameter(description = "At or after this time; instead of due.") @RestQuery String from,
            @Parameter(description = "Before this time; instead of due.") @RestQuery String to,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        AgendaQuery query = new AgendaQuery();
        Asked asked = query.asked(rep, team, customer, due, from, to);
        State wanted = query.state("result", result, STATES, State.OPEN, asked);
        int items = query.limit(limit);
        query.refuseFaults();
        return meetings.page(caller.tenant(), asked, wanted, items, cursor).map(page -> page.map(MeetingView::of));
    }

    @GET
    @Path("/summary")
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @ExpensiveRead
    @Operation(
            operationId = "countMeetings",
            summary = "See what became of the meetings",
            description =
                    "How many of the meetings in the period were held, missed or moved, are open, or are past with nothing"
                            + " said of them, per rep or team; also as CSV (Accept: text/csv or ?format=csv).")
    @APIResponse(
            responseCode = "200",
            description = "The counts.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = MeetingSummary.class)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Uni<Response> count(
            @Parameter(description = "rep, the default, or team.") @RestQuery String by,
            @Parameter(description = "At or after this time.", required = true) @RestQuery String from,
            @Parameter(description = "Before this time; at most 366 days after from.", required = true) @RestQuery
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
        return meetings.count(caller.tenant(), group, period, ofRep, ofTeam)
                .map(MeetingSummary::of)
                .map(summary -> AgendaQuery.answer(csv, summary, MeetingSummary::csv));
    }

    @PUT
    @Path("/{callId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "putMeeting",
            summary = "Say what became of a meeting",
            description =
                    "held or missed, each of which can be corrected to the other; moved with a meetingAt: it is open at this time."
                            + " Moved to the time that it has anyway, it is merely open again. A revision of the call, which keeps its"
                            + " summary; the same again changes nothing. A missed meeting takes away the tier that its call alone gave"
                            + " the customer. A later summary with another meetingAt, none, or another outcome begins anew. With If-Match"
                            + " it is refused (412) when the call has changed meanwhile, unless it is so already.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = MeetingChange.class),
                            examples = {
                                @ExampleObject(name = "held", value = MeetingChange.EXAMPLE),
                                @ExampleObject(name = "moved", value = MeetingChange.MOVED)
                            }))
    @APIResponse(
            responseCode = "200",
            description = "The meeting; its ETag is the call's revision.",
            content = @Content(schema = @Schema(implementation = MeetingView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The call booked none (no-meeting), or was posted by mistake (call-voided).")
    @APIResponse(responseCode = "412", description = "The call has changed since the revision in If-Match.")
    public Uni<Response> put(@RestPath String callId, byte[] body, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        Key key = AgendaTarget.key(caller.tenant(), callId);
        Function<Call, Agenda> change = AgendaTarget.read(body, MeetingsResource::change);
        return reviseCall
                .changeMeeting(key, caller.subject(), IfMatch.accepted(ifMatch), change)
                .map(call -> Response.ok(MeetingView.of(Meeting.of(call)))
                        .tag(String.valueOf(call.revision().number()))
                        .build());
    }

    private static Function<Call, Agenda> change(JsonInput input) {
        input.require("result");
        Report report = input.oneOf("result", REPORTS);
        Instant meetingAt = input.instant("meetingAt");
        if (report == Report.MOVED) {
            input.require("meetingAt");
            return call -> call.agenda().meetingAt(meetingAt, call.summary());
        }
        if (report != null && input.raw("meetingAt") != null) {
            input.fault("meetingAt", "is for moved alone");
        }
        MeetingResult result = report == Report.HELD ? MeetingResult.HELD : MeetingResult.MISSED;
        return call -> call.agenda().meetingWas(result);
    }
}
