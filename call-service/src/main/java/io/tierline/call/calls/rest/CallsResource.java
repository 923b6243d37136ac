package io.tierline.call.calls.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.calls.application.CallFilter;
import io.tierline.call.calls.application.Calls.Key;
import io.tierline.call.calls.application.FindCalls;
import io.tierline.call.calls.application.RecordCalls;
import io.tierline.call.calls.application.Recorded;
import io.tierline.call.calls.application.ReviseCall;
import io.tierline.call.calls.application.TelephonyCodes;
import io.tierline.call.calls.application.TelephonyCodes.Meanings;
import io.tierline.call.calls.domain.Call;
import io.tierline.call.calls.domain.Summary;
import io.tierline.call.policies.application.CompanyPolicy;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.database.Database;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.MergePatch;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.input.Texts;
import io.tierline.kit.limits.BatchWrite;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.rest.BatchBody;
import io.tierline.kit.rest.IfMatch;
import io.tierline.kit.rest.LargestBody;
import io.tierline.kit.rest.PackedBody;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
import org.jboss.resteasy.reactive.server.Cancellable;

/** Calls over REST. */
@Path("/v1/calls")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Calls", description = "What telephony systems and reps report about calls.")
public class CallsResource {

    /** Whether to report the rejected calls of a batch alone, in the words of the API. */
    private static final Map<String, Boolean> REPORTED_ITEMS = Map.of("all", false, "rejected", true);

    private final RecordCalls recordCalls;
    private final ReviseCall reviseCall;
    private final FindCalls findCalls;
    private final CallBatch callBatch;
    private final CompanyPolicy companyPolicy;
    private final TelephonyCodes telephonyCodes;
    private final Caller caller;
    private final Clock clock;

    CallsResource(
            RecordCalls recordCalls,
            ReviseCall reviseCall,
            FindCalls findCalls,
            CallBatch callBatch,
            CompanyPolicy companyPolicy,
            TelephonyCodes telephonyCodes,
            Caller caller,
            Clock clock) {
        this.recordCalls = recordCalls;
        this.reviseCall = reviseCall;
        this.findCalls = findCalls;
        this.callBatch = callBatch;
        this.companyPolicy = companyPolicy;
        this.telephonyCodes = telephonyCodes;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.TELEPHONY, Roles.ADMIN})
    @Operation(
            operationId = "recordCall",
            summary = "Record a call",
            description =
                    "Stores the call and publishes it. Send it as often as you like: the same call again answers 200"
                            + " with result replayed and changes nothing; another call under the same callId is a 409."
                            + " Needed: callId, startedAt, phone or customerId, and rep unless telephony.result says that"
                            + " nobody answered, or telephony.source and code are given, whose meaning is looked up."
                            + " Without an outcome the telephony result decides: not connected, bad number, failed, or pending"
                            + " until the rep has said how it went.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = CallSubmission.class),
                            examples = @ExampleObject(name = "answered", value = CallSubmission.EXAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "Stored.",
            content = @Content(schema = @Schema(implementation = CallView.RecordedView.class)))
    @APIResponse(
            responseCode = "200",
            description = "Was stored before; nothing changed.",
            content = @Content(schema = @Schema(implementation = CallView.RecordedView.class)))
    @APIResponse(responseCode = "409", description = "Another call has this callId (code call-conflict).")
    @APIResponse(
            responseCode = "422",
            description = "Something in the call cannot be; errors names every fault and where it is.")
    public Uni<Response> record(byte[] body) {
        JsonNode call = Json.read(body);
        String tenant = caller.tenant();
        String by = caller.subject();
        // Whoever hangs up while the policy is read has still posted a call.
        return Database.uncancelled(companyPolicy
                        .of(tenant)
                        .chain(company -> codesFor(tenant, call)
                                .chain(codes -> recordCalls.record(
                                        tenant,
                                        by,
                                        CallReader.submission(call, company.defaultRegion(), codes, clock.instant())))))
                .map(recorded -> switch (recorded.result()) {
                    case CREATED -> answer(Response.created(address(recorded.call())), recorded);
                    case REPLAYED, REVISED -> answer(Response.ok(), recorded);
                    case CONFLICT -> throw conflict(recorded.call().callId());
                });
    }

    /** On a worker: reading 16 MB would hold up everybody else on the event loop. */
    @POST
    @Path("/batch")
    @Blocking
    @Cancellable(false)
    @LargestBody(LargestBody.BATCH)
    @Consumes({MediaType.APPLICATION_JSON, BatchBody.NDJSON, "application/ndjson", Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.TELEPHONY, Roles.ADMIN})
    @BatchWrite
    @Operation(
            operationId = "recordCalls",
            summary = "Record many calls",
            description =
                    "1 to 5,000 calls as a JSON array, as NDJSON (one call a line) or as CSV, at most 16 MB, also gzipped"
                            + " (Content-Encoding: gzip). Each call stands alone: one that is wrong is rejected with its problem, the"
                            + " others are stored. Send the whole batch again after a 429, a 503 or a time-out: what was stored is replayed."
                            + " The columns of the CSV are the members of a call, those of telephony with their path"
                            + " (telephony.result), qualification as JSON; an empty cell says nothing.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = CallSubmission[].class)),
                @Content(mediaType = BatchBody.NDJSON, schema = @Schema(implementation = CallSubmission.class)),
                @Content(
                        mediaType = Csv.MEDIA_TYPE,
                        schema = @Schema(implementation = String.class),
                        examples = @ExampleObject(value = CallCsv.EXAMPLE))
            })
    @APIResponse(
            responseCode = "200",
            description = "What became of each call.",
            content = @Content(schema = @Schema(implementation = BatchReport.class)))
    @APIResponse(responseCode = "408", description = LargestBody.TOO_SLOW)
    @APIResponse(responseCode = "413", description = LargestBody.TOO_LARGE)
    @APIResponse(responseCode = "422", description = "It holds no call, more than 5,000, or is no list of them.")
    @APIResponse(responseCode = "429", description = LargestBody.TENANT_OVERLOADED)
    @APIResponse(responseCode = "503", description = LargestBody.OVERLOADED)
    public Uni<BatchReport> recordBatch(
            InputStream body,
            @RestHeader(HttpHeaders.CONTENT_TYPE) MediaType type,
            @RestHeader(HttpHeaders.CONTENT_ENCODING) String encoding,
            @Parameter(description = "Which items to report: all, or rejected to keep the answer short.") @RestQuery
                    String items) {
        QueryInput query = new QueryInput();
        boolean rejectedOnly = Boolean.TRUE.equals(query.oneOf("items", items, REPORTED_ITEMS));
        query.refuseFaults();
        return callBatch
                .record(caller.tenant(), caller.subject(), PackedBody.unpacked(body, encoding, LargestBody.BATCH), type)
                .map(report -> rejectedOnly ? report.rejectedOnly() : report);
    }

    @GET
    @RolesAllowed({Roles.TELEPHONY, Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead(when = "limit>100")
    @Operation(
            operationId = "listCalls",
            summary = "List calls",
            description = "The calls that match all filters, latest first; voided ones are left out.")
    @APIResponse(
            responseCode = "200",
            description = "A page of calls.",
            content = @Content(schema = @Schema(implementation = CallView.CallPage.class)))
    public Uni<Page<CallView>> list(
            @Parameter(description = "Customer id.") @RestQuery String customer,
            @RestQuery String rep,
            @RestQuery String team,
            @RestQuery String campaign,
            @Parameter(description = "One of the nine outcomes.") @RestQuery String outcome,
            @Parameter(description = "summarised, pending or failed.") @RestQuery String status,
            @Parameter(description = "outbound or inbound; both by default.") @RestQuery String direction,
            @Parameter(description = "Started at or after this time.") @RestQuery String from,
            @Parameter(description = "Started before this time.") @RestQuery String to,
            @Parameter(description = "Has this flag, such as talked-but-na.") @RestQuery String flag,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        CallFilter filter = new CallFilter(
                query.id("customer", customer),
                query.id("rep", rep),
                query.id("team", team),
                query.id("campaign", campaign),
                query.oneOf("outcome", outcome, Words.OUTCOMES),
                query.oneOf("status", status, Words.STATUSES),
                query.oneOf("direction", direction, Words.DIRECTIONS),
                query.instant("from", from),
                query.instant("to", to),
                query.id("flag", flag));
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        return findCalls
                .list(caller.tenant(), filter, items == null ? Page.DEFAULT_LIMIT : items, cursor)
                .map(page -> page.map(CallView::of));
    }

    @GET
    @Path("/{callId}")
    @RolesAllowed({Roles.TELEPHONY, Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "getCall", summary = "Read a call")
    @APIResponse(
            responseCode = "200",
            description = "The call; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = CallView.class)))
    public Uni<Response> get(@RestPath String callId) {
        return findCalls.byId(key(callId)).map(CallsResource::answer);
    }

    @GET
    @Path("/{callId}/revisions")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "listRevisions",
            summary = "See who changed what",
            description = "Every revision of the call, the first first.")
    @APIResponse(
            responseCode = "200",
            description = "All revisions.",
            content = @Content(schema = @Schema(implementation = CallView.RevisionPage.class)))
    public Uni<Page<CallView.RevisionView>> revisions(@RestPath String callId) {
        return findCalls
                .revisionsOf(key(callId))
                .map(calls ->
                        new Page<>(calls.stream().map(CallView.RevisionView::of).toList(), null));
    }

    @PUT
    @Path("/{callId}/outcome")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "putSummary",
            summary = "Set or correct the summary",
            description = "Replaces the whole summary: what you leave out is empty afterwards. A null outcome takes the"
                    + " outcome back, and the telephony decides again. The grade is derived anew and the rates move in the"
                    + " window where the call was. With If-Match it is refused (412) when somebody else has changed the"
                    + " call meanwhile, unless the summary already says the same.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = CallSubmission.SummarySubmission.class),
                            examples = @ExampleObject(name = "a meeting", value = CallSubmission.SUMMARY_EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The call with this summary.",
            content = @Content(schema = @Schema(implementation = CallView.class)))
    @APIResponse(responseCode = "412", description = "The call has changed since the revision in If-Match.")
    public Uni<Response> putSummary(
            @RestPath String callId, byte[] body, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        Summary summary = CallReader.summary(Json.read(body), true);
        return summarise(callId, ifMatch, call -> summary);
    }

    @PATCH
    @Path("/{callId}/outcome")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "patchSummary",
            summary = "Change parts of the summary",
            description = "A JSON merge patch: members that are left out stay, null empties one.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = CallSubmission.SummarySubmission.class),
                            examples = @ExampleObject(value = "{\"notes\":\"asked for the manual\"}")))
    @APIResponse(
            responseCode = "200",
            description = "The call with the changed summary.",
            content = @Content(schema = @Schema(implementation = CallView.class)))
    public Uni<Response> patchSummary(
            @RestPath String callId, byte[] body, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        JsonNode patch = Json.read(body);
        // Before it is applied, for a misspelt member that is null would vanish in that.
        CallReader.summary(patch, false);
        return summarise(callId, ifMatch, call -> CallReader.patched(call.summary(), patch));
    }

    @PATCH
    @Path("/{callId}/attribution")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "patchAttribution",
            summary = "Say whose call it was",
            description =
                    "A JSON merge patch of rep, team, customerId, contactRole and startedAt. The call moves to where"
                            + " it belongs: rates to the rep, team and hour, the grade to the customer. With another rep and no"
                            + " team the call gets the rep's team at its time, if the directory knows one.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = CallSubmission.AttributionSubmission.class),
                            examples = @ExampleObject(value = "{\"customerId\":\"acme\",\"contactRole\":\"EB\"}")))
    @APIResponse(
            responseCode = "200",
            description = "The call as attributed.",
            content = @Content(schema = @Schema(implementation = CallView.class)))
    public Uni<Response> patchAttribution(
            @RestPath String callId, byte[] body, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        JsonNode patch = Json.read(body);
        return reviseCall
                .attribute(
                        key(callId),
                        caller.subject(),
                        IfMatch.accepted(ifMatch),
                        call -> CallReader.attribution(call, patch, clock.instant()),
                        patch.has("team"))
                .map(CallsResource::answer);
    }

    @POST
    @Path("/{callId}/flags/{flag}/dismissal")
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "dismissFlag",
            summary = "Let a contradiction stand",
            description =
                    "For a flag that you have looked at and that is all right: it leaves flags, and the rates without"
                            + " flagged calls count the call again. When the summary or the telephony changes, the call is checked"
                            + " anew.")
    @APIResponse(
            responseCode = "200",
            description = "The call; the flag stands among dismissedFlags.",
            content = @Content(schema = @Schema(implementation = CallView.class)))
    @APIResponse(responseCode = "404", description = "No such call, or it does not have this flag (no-such-flag).")
    public Uni<Response> dismissFlag(
            @RestPath String callId,
            @Parameter(description = "Such as talked-but-na.") @RestPath String flag,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return reviseCall
                .dismissFlag(key(callId), caller.subject(), IfMatch.accepted(ifMatch), flag)
                .map(CallsResource::answer);
    }

    @DELETE
    @Path("/{callId}")
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "voidCall",
            summary = "Take out a call that was posted by mistake",
            description = "The call stays readable by its id, and counts for nothing from now on. For good.")
    @APIResponse(responseCode = "204", description = "It counts for nothing.")
    public Uni<Response> makeVoid(@RestPath String callId, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        return reviseCall
                .makeVoid(key(callId), caller.subject(), IfMatch.accepted(ifMatch))
                .map(call -> Response.noContent().build());
    }

    static Problem conflict(String callId) {
        return Problem.conflict(
                "call-conflict",
                "Another call was posted under the id " + callId
                        + ". Correct that one, or give this one an id of its own.");
    }

    private Uni<Response> summarise(String callId, String ifMatch, Function<Call, Summary> summary) {
        return reviseCall
                .summarise(key(callId), caller.subject(), IfMatch.accepted(ifMatch), summary)
                .map(CallsResource::answer);
    }

    /** What can be no id is nobody's id: the database would not even take every text. */
    private Key key(String callId) {
        Key key = new Key(caller.tenant(), callId);
        if (!Texts.ID.matcher(callId).matches()) {
            throw FindCalls.unknown(key);
        }
        return key;
    }

    private Uni<Meanings> codesFor(String tenant, JsonNode call) {
        String system = CallReader.systemToAsk(call);
        return system == null ? Uni.createFrom().nullItem() : telephonyCodes.of(tenant, system);
    }

    private static URI address(Call call) {
        return URI.create("/v1/calls/" + URLEncoder.encode(call.callId(), StandardCharsets.UTF_8));
    }

    private static Response answer(Call call) {
        return Response.ok(CallView.of(call))
                .tag(String.valueOf(call.revision().number()))
                .build();
    }

    private static Response answer(Response.ResponseBuilder response, Recorded recorded) {
        return response.entity(CallView.RecordedView.of(recorded))
                .tag(String.valueOf(recorded.call().revision().number()))
                .build();
    }
}
