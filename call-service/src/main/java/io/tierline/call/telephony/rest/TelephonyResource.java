package io.tierline.call.telephony.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.calls.application.Recorded;
import io.tierline.call.policies.application.CompanyPolicy;
import io.tierline.call.policies.domain.Company;
import io.tierline.call.telephony.application.TakeTelephonyRecord;
import io.tierline.call.telephony.application.TelephonySettings;
import io.tierline.call.telephony.application.UnmappedCodes;
import io.tierline.call.telephony.application.UnmappedCodes.UnmappedCode;
import io.tierline.call.telephony.domain.AdapterSettings;
import io.tierline.call.telephony.domain.LegRecord;
import io.tierline.call.telephony.domain.TelephonySource;
import io.tierline.kit.database.Database;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.rest.AnyParameters;
import io.tierline.kit.rest.LargestBody;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
import org.jboss.resteasy.reactive.RestQuery;

/** What telephony systems post in their own words, and what of it nobody understood. */
@Path("/v1/telephony")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Telephony", description = "Takes what telephony systems send as it is.")
public class TelephonyResource {

    private static final int LARGEST_BODY = 1024 * 1024;
    private static final String BASE64_FORM = "application/x-www-form-base64-encoded";

    /** What became of a posted record. */
    @Schema(name = "TelephonyReceipt")
    record Receipt(
            @Schema(description = "The call that it belongs to; null when it is about no call.", examples = "fs:7f3a")
            String callId,

            @Schema(
                    description = "created: the call is new. revised: it says something else than before. replayed:"
                            + " nothing changed. ignored: it is about no call.",
                    enumeration = {"created", "revised", "replayed", "ignored"})
            String result,

            @Schema(description = "The call's revision; null when it is about no call.", examples = "1")
            Integer revision) {

        static final Receipt IGNORED = new Receipt(null, "ignored", null);

        static Receipt of(Recorded recorded) {
            return new Receipt(
                    recorded.call().callId(),
                    recorded.result().name().toLowerCase(Locale.ROOT),
                    recorded.call().revision().number());
        }
    }

    /** A page of unmapped codes, for the description of the API. */
    @Schema(name = "UnmappedCodePage")
    record UnmappedCodePage(List<UnmappedCode> items, String next) {}

    private final TakeTelephonyRecord takeTelephonyRecord;
    private final TelephonySettings settings;
    private final CompanyPolicy companyPolicy;
    private final UnmappedCodes unmappedCodes;
    private final Caller caller;
    private final Clock clock;

    TelephonyResource(
            TakeTelephonyRecord takeTelephonyRecord,
            TelephonySettings settings,
            CompanyPolicy companyPolicy,
            UnmappedCodes unmappedCodes,
            Caller caller,
            Clock clock) {
        this.takeTelephonyRecord = takeTelephonyRecord;
        this.settings = settings;
        this.companyPolicy = companyPolicy;
        this.unmappedCodes = unmappedCodes;
        this.caller = caller;
        this.clock = clock;
    }

    @POST
    @LargestBody(LARGEST_BODY)
    @Path("/freeswitch")
    @AnyParameters
    @Consumes({
        MediaType.APPLICATION_JSON,
        MediaType.APPLICATION_FORM_URLENCODED,
        BASE64_FORM,
        MediaType.TEXT_PLAIN,
        MediaType.APPLICATION_OCTET_STREAM
    })
    @RolesAllowed({Roles.TELEPHONY, Roles.ADMIN})
    @Operation(
            operationId = "takeFreeswitchCdr",
            summary = "Take a FreeSWITCH CDR",
            description = "The record of one leg as mod_json_cdr posts it, in any of its three encodings. A and B leg"
                    + " become one call with the id fs: and the A leg's uuid. The same record again changes nothing.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(type = SchemaType.OBJECT),
                        examples = @ExampleObject(name = "busy", value = FREESWITCH_EXAMPLE)),
                @Content(mediaType = MediaType.APPLICATION_FORM_URLENCODED, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = BASE64_FORM, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(
            responseCode = "201",
            description = "A new call.",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    @APIResponse(
            responseCode = "200",
            description = "A call that was there before.",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    @APIResponse(responseCode = "422", description = "It has no uuid.")
    public Uni<Response> freeswitch(byte[] body) {
        return take(
                TelephonySource.FREESWITCH,
                (settings, company, now) ->
                        Optional.of(FreeswitchCdr.read(FreeswitchCdr.json(body), settings, company, now)));
    }

    @POST
    @LargestBody(LARGEST_BODY)
    @Path("/twilio")
    @AnyParameters
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed({Roles.TELEPHONY, Roles.ADMIN})
    @Operation(
            operationId = "takeTwilioCallback",
            summary = "Take a Twilio status callback",
            description = "The form that Twilio posts to a StatusCallback. What you put into the callback's query (rep,"
                    + " customer, contactRole, campaign, trunk, direction, leg) comes with it. When the tenant has set an authToken,"
                    + " X-Twilio-Signature has to be right. An early status that arrives after a final one changes"
                    + " nothing.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                            schema = @Schema(type = SchemaType.STRING),
                            examples = @ExampleObject(name = "completed", value = TWILIO_EXAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "A new call.",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    @APIResponse(
            responseCode = "200",
            description = "A call that was there before.",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    @APIResponse(responseCode = "403", description = "The signature is missing or wrong (code wrong-signature).")
    @APIResponse(responseCode = "422", description = "It has no CallSid.")
    public Uni<Response> twilio(
            byte[] body,
            @Context UriInfo address,
            @RestHeader("X-Twilio-Signature") String signature,
            @RestHeader(HttpHeaders.AUTHORIZATION) String authorization) {
        Map<String, List<String>> form = ForeignBody.form(body);
        URI requested = address.getRequestUri();
        return take(TelephonySource.TWILIO, (settings, company, now) -> {
            if (settings.authToken() != null
                    && !TwilioSignature.isRight(
                            signature,
                            settings.authToken(),
                            TwilioSignature.addresses(requested, settings.publicUrl(), authorization),
                            form)) {
                throw Problem.forbidden("wrong-signature", "X-Twilio-Signature is missing or not right.");
            }
            return Optional.of(
                    TwilioCallback.read(form, ForeignBody.form(requested.getRawQuery()), settings, company, now));
        });
    }

    @POST
    @LargestBody(LARGEST_BODY)
    @Path("/asterisk")
    @AnyParameters
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.APPLICATION_JSON})
    @RolesAllowed({Roles.TELEPHONY, Roles.ADMIN})
    @Operation(
            operationId = "takeAsteriskCdr",
            summary = "Take an Asterisk CDR",
            description =
                    "The fields of a CDR as a form or as JSON, with the names of the CDR or of the manager event."
                            + " hangupcause, dialstatus, amdstatus and hangupsource may be added. Records with one linkedid become one call.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "answered", value = ASTERISK_EXAMPLE)),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.OBJECT))
            })
    @APIResponse(
            responseCode = "201",
            description = "A new call.",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    @APIResponse(
            responseCode = "200",
            description = "A call that was there before.",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    @APIResponse(responseCode = "422", description = "It has no uniqueid.")
    public Uni<Response> asterisk(byte[] body, @RestHeader(HttpHeaders.CONTENT_TYPE) MediaType type) {
        Map<String, String> record = MediaType.APPLICATION_JSON_TYPE.isCompatible(type)
                ? AsteriskCdr.ofJson(ForeignBody.object(body))
                : AsteriskCdr.ofForm(ForeignBody.form(body));
        return take(
                TelephonySource.ASTERISK,
                (settings, company, now) -> Optional.of(AsteriskCdr.read(record, settings, company, now)));
    }

    @POST
    @LargestBody(LARGEST_BODY)
    @Path("/amazon-connect")
    @AnyParameters
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.TELEPHONY, Roles.ADMIN})
    @Operation(
            operationId = "takeConnectRecord",
            summary = "Take an Amazon Connect contact record",
            description = "A contact record as it comes out of the stream. Of several of one contact the newest"
                    + " LastUpdateTimestamp counts. Chats, tasks and mails are ignored.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.OBJECT),
                            examples = @ExampleObject(name = "answered", value = CONNECT_EXAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "A new call.",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    @APIResponse(
            responseCode = "200",
            description = "A call that was there before, or no call.",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    @APIResponse(responseCode = "422", description = "It has no ContactId.")
    public Uni<Response> amazonConnect(byte[] body) {
        return take(
                TelephonySource.AMAZON_CONNECT,
                (settings, company, now) -> ConnectRecord.read(
                        ForeignBody.object(body == null ? new byte[0] : body), settings, company, now));
    }

    @GET
    @Path("/unmapped")
    @RolesAllowed({Roles.TELEPHONY, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead(when = "limit>100")
    @Operation(
            operationId = "listUnmappedCodes",
            summary = "List codes that left it open what became of a call",
            description = "By source and code. Give a code a meaning with PUT /v1/policies/telephony-mapping/{source};"
                    + " it holds for calls from then on.")
    @APIResponse(
            responseCode = "200",
            description = "A page of codes.",
            content = @Content(schema = @Schema(implementation = UnmappedCodePage.class)))
    public Uni<Page<UnmappedCode>> unmapped(
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        return unmappedCodes.list(caller.tenant(), items == null ? Page.DEFAULT_LIMIT : items, cursor);
    }

    /** How a system's record is read. */
    private interface Reader {

        Optional<LegRecord> read(AdapterSettings settings, Company company, Instant now);
    }

    private Uni<Response> take(TelephonySource source, Reader reader) {
        String tenant = caller.tenant();
        String by = caller.subject();
        // A switch that gives up waiting may never send its record again.
        return Database.uncancelled(settings.of(tenant, source)
                .chain(set -> companyPolicy
                        .of(tenant)
                        .chain(company -> reader.read(set, company, clock.instant())
                                .map(record -> takeTelephonyRecord
                                        .take(tenant, by, record)
                                        .map(TelephonyResource::answer))
                                .orElseGet(() -> Uni.createFrom()
                                        .item(Response.ok(Receipt.IGNORED).build())))));
    }

    private static Response answer(Recorded recorded) {
        Response.ResponseBuilder answer = recorded.result() == Recorded.Result.CREATED
                ? Response.created(URI.create(
                        "/v1/calls/" + URLEncoder.encode(recorded.call().callId(), StandardCharsets.UTF_8)))
                : Response.ok();
        return answer.entity(Receipt.of(recorded)).build();
    }

    private static final String FREESWITCH_EXAMPLE = """
            {"core-uuid":"651a8db2-4f67-4cf8-b622-169e8a482e50","variables":{"uuid":"e3133bf7-dcde-4daf-9663-9a79ffcef5ad",\
            "direction":"inbound","user_name":"1001","tierline_rep":"li.wei","hangup_cause":"USER_BUSY",\
            "start_epoch":"1795397400","answer_epoch":"0","end_epoch":"1795397403"},\
            "callflow":[{"caller_profile":{"caller_id_number":"1001","destination_number":"13800138000"}}]}""";

    private static final String TWILIO_EXAMPLE = "CallSid=CA5ef8732a3c49700934481addd5ce1659&From=%2B14155550100"
            + "&To=%2B8613800138000&CallStatus=completed&Direction=outbound-api&CallDuration=95&SequenceNumber=2"
            + "&Timestamp=Mon%2C+23+Nov+2026+01%3A32%3A00+%2B0000";

    private static final String ASTERISK_EXAMPLE = "src=1001&dst=13800138000&channel=PJSIP%2F1001-0000001a"
            + "&dstchannel=PJSIP%2Fgw-1-0000001b&start=2026-11-23+09%3A30%3A00&answer=2026-11-23+09%3A30%3A12"
            + "&end=2026-11-23+09%3A31%3A47&billsec=95&disposition=ANSWERED&uniqueid=1795397400.12"
            + "&linkedid=1795397400.12&sequence=7&userfield=rep%3Dli.wei%3Bcustomer%3Dacme";

    private static final String CONNECT_EXAMPLE = """
            {"ContactId":"ee0a8fcc-9cf8-4b9c-9fcf-e86ebe989486","Channel":"VOICE","InitiationMethod":"OUTBOUND",\
            "InitiationTimestamp":"2026-11-23T01:30:00Z","ConnectedToSystemTimestamp":"2026-11-23T01:30:12Z",\
            "DisconnectTimestamp":"2026-11-23T01:31:47Z","LastUpdateTimestamp":"2026-11-23T01:33:00Z",\
            "DisconnectReason":"CUSTOMER_DISCONNECT","CustomerEndpoint":{"Address":"+8613800138000","Type":"TELEPHONE_NUMBER"},\
            "Agent":{"Username":"li.wei"},"Attributes":{"tierline_customer":"acme"}}""";
}
