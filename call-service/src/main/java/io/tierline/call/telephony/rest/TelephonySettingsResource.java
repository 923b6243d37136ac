package io.tierline.call.telephony.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.policies.application.Policy;
import io.tierline.call.telephony.application.TelephonySettings;
import io.tierline.call.telephony.domain.AdapterSettings;
import io.tierline.call.telephony.domain.TelephonySource;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.rest.IfMatch;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** Where a telephony system says what we need to know, over REST. */
@Path("/v1/policies/telephony/{source}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Policies", description = "What a company decides for itself.")
public class TelephonySettingsResource {

    private static final int LONGEST_FIELD = 256;
    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s?#/]+[^\\s?#]*");

    /** The settings as they are shown. */
    @Schema(name = "TelephonySettings")
    record SettingsView(
            @Schema(examples = "freeswitch") String source,

            @Schema(
                    description =
                            "The system's field with the rep's id; of several, separated by commas, the first that"
                                    + " has a value.",
                    examples = "tierline_rep,cc_agent")
            String repField,

            @Schema(description = "The field with the customer's id.")
            String customerField,

            @Schema(description = "The field with the contact's role: EB, UB or TB.")
            String contactRoleField,

            @Schema(description = "The field with the campaign.")
            String campaignField,

            @Schema(description = "The field with the name of the line.")
            String trunkField,

            @Schema(description = "The field that says outbound or inbound, and is believed before the system itself.")
            String directionField,

            @Schema(description = "The field with the address of the recording.")
            String recordingField,

            @Schema(
                    description = "The zone of times that come without one; null: the company's.",
                    examples = "Asia/Shanghai")
            String timeZone,

            @Schema(
                    description =
                            "The address under which the system reaches us, where a proxy changes it; for signatures.",
                    examples = "https://calls.example.com/v1/telephony/twilio")
            String publicUrl,

            @Schema(description = "Whether there is a secret that the system signs with. The secret is never shown.")
            boolean authTokenSet) {

        static SettingsView of(TelephonySource source, AdapterSettings settings) {
            return new SettingsView(
                    source.word(),
                    settings.repField(),
                    settings.customerField(),
                    settings.contactRoleField(),
                    settings.campaignField(),
                    settings.trunkField(),
                    settings.directionField(),
                    settings.recordingField(),
                    settings.timeZone(),
                    settings.publicUrl(),
                    settings.authToken() != null);
        }
    }

    /** The settings as they are sent. */
    @Schema(name = "TelephonySettingsSubmission")
    record SettingsSubmission(
            String repField,
            String customerField,
            String contactRoleField,
            String campaignField,
            String trunkField,
            String directionField,
            String recordingField,
            String timeZone,
            String publicUrl,

            @Schema(description = "Left out it stays as it is; null takes it away.")
            String authToken) {}

    private final TelephonySettings settings;
    private final Caller caller;

    TelephonySettingsResource(TelephonySettings settings, Caller caller) {
        this.settings = settings;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.TELEPHONY, Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getTelephonySettings",
            summary = "Read where a telephony system says what we need to know",
            description = "Sources are freeswitch, twilio, asterisk and amazon-connect.")
    @APIResponse(
            responseCode = "200",
            description = "The settings; their ETag is their revision.",
            content = @Content(schema = @Schema(implementation = SettingsView.class)))
    public Uni<Response> get(@RestPath String source) {
        TelephonySource known = known(source);
        return settings.newest(caller.tenant(), known).map(policy -> answer(known, policy));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "putTelephonySettings",
            summary = "Say where a telephony system says what we need to know",
            description = "Replaces the settings: a member that is left out is at its default afterwards, only the"
                    + " authToken stays. A null field is not looked for.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = SettingsSubmission.class),
                            examples = @ExampleObject(value = "{\"repField\":\"tierline_rep,user_name\"}")))
    @APIResponse(
            responseCode = "200",
            description = "The settings as they are now.",
            content = @Content(schema = @Schema(implementation = SettingsView.class)))
    @APIResponse(responseCode = "412", description = "The settings have changed since the revision in If-Match.")
    public Uni<Response> put(@RestPath String source, byte[] body, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        String tenant = caller.tenant();
        TelephonySource known = known(source);
        UnaryOperator<AdapterSettings> change = change(Json.read(body), known.defaults());
        return settings.change(tenant, known, change, caller.subject(), IfMatch.accepted(ifMatch))
                .map(policy -> answer(known, policy));
    }

    private static UnaryOperator<AdapterSettings> change(JsonNode body, AdapterSettings defaults) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(body, "", faults);
        boolean newToken = input.has("authToken");
        // As they are shown, so that what was read can be sent back.
        input.raw("source");
        input.raw("authTokenSet");
        AdapterSettings wanted = new AdapterSettings(
                field(input, "repField", defaults, AdapterSettings::repField),
                field(input, "customerField", defaults, AdapterSettings::customerField),
                field(input, "contactRoleField", defaults, AdapterSettings::contactRoleField),
                field(input, "campaignField", defaults, AdapterSettings::campaignField),
                field(input, "trunkField", defaults, AdapterSettings::trunkField),
                field(input, "directionField", defaults, AdapterSettings::directionField),
                field(input, "recordingField", defaults, AdapterSettings::recordingField),
                timeZone(input),
                publicUrl(input),
                input.text("authToken", LONGEST_FIELD));
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return present -> newToken ? wanted : wanted.withAuthToken(present.authToken());
    }

    private static String field(
            JsonInput input, String name, AdapterSettings defaults, Function<AdapterSettings, String> byDefault) {
        return input.has(name) ? input.text(name, LONGEST_FIELD) : byDefault.apply(defaults);
    }

    private static String timeZone(JsonInput input) {
        String zone = input.text("timeZone", 64);
        return zone == null || ZoneId.getAvailableZoneIds().contains(zone)
                ? zone
                : input.fault("timeZone", "is no time zone of the IANA database, such as Asia/Shanghai");
    }

    private static String publicUrl(JsonInput input) {
        String address = input.text("publicUrl", 2_048);
        return address == null || ADDRESS.matcher(address).matches()
                ? address
                : input.fault("publicUrl", "must be an http or https address without a query");
    }

    private static TelephonySource known(String source) {
        return TelephonySource.of(source)
                .orElseThrow(() -> Problem.notFound(
                        "no-such-source", "Sources are freeswitch, twilio, asterisk and amazon-connect."));
    }

    private static Response answer(TelephonySource source, Policy<AdapterSettings> policy) {
        return Response.ok(SettingsView.of(source, policy.value()))
                .tag(String.valueOf(policy.revision()))
                .build();
    }
}
