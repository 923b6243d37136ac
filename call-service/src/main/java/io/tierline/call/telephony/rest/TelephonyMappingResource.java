package io.tierline.call.telephony.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.policies.application.Policy;
import io.tierline.call.telephony.application.MappingOverride;
import io.tierline.call.telephony.application.TelephonyMappings;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.input.Texts;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** What the codes of a telephony system mean, over REST. */
@Path("/v1/policies/telephony-mapping/{source}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Policies", description = "What a company decides for itself.")
public class TelephonyMappingResource {

    private static final int MOST_CODES = 1_000;
    private static final int LONGEST_CODE = 128;
    private static final Map<String, TelephonyResult> RESULTS =
            Arrays.stream(TelephonyResult.values()).collect(Collectors.toMap(Enum::name, Function.identity()));

    /** The mapping as it is shown. */
    @Schema(name = "TelephonyMapping")
    record MappingView(
            @Schema(examples = "tencent") String source,

            @Schema(description = "What holds: each code and the result that it means.")
            Map<String, TelephonyResult> codes,

            @Schema(description = "What the company itself has said; it is laid over what is built in.")
            Map<String, TelephonyResult> own) {}

    /** The mapping as it is sent. */
    @Schema(name = "TelephonyMappingSubmission")
    record MappingSubmission(
            @Schema(
                    description =
                            "Each code and the result that it means; built-in codes that are left out keep theirs.")
            Map<String, TelephonyResult> codes) {}

    private final TelephonyMappings mappings;
    private final Caller caller;

    TelephonyMappingResource(TelephonyMappings mappings, Caller caller) {
        this.mappings = mappings;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.TELEPHONY, Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getTelephonyMapping",
            summary = "Read what a source's codes mean",
            description =
                    "What is built in, with the company's own word over it. A source that nobody knows has an empty"
                            + " mapping.")
    @APIResponse(
            responseCode = "200",
            description = "The mapping; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = MappingView.class)))
    public Uni<Response> get(@RestPath String source) {
        return mappings.override(caller.tenant(), known(source)).map(policy -> answer(source, policy));
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "putTelephonyMapping",
            summary = "Say what a source's codes mean",
            description =
                    "Replaces the company's own word on the source, any source, and holds for calls from then on.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = MappingSubmission.class),
                            examples = @ExampleObject(value = "{\"codes\":{\"207\":\"SUSPENDED\"}}")))
    @APIResponse(
            responseCode = "200",
            description = "The mapping as it is now.",
            content = @Content(schema = @Schema(implementation = MappingView.class)))
    @APIResponse(responseCode = "412", description = "The mapping has changed since the revision in If-Match.")
    public Uni<Response> put(@RestPath String source, byte[] body, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        String tenant = caller.tenant();
        Map<String, TelephonyResult> codes = codes(Json.read(body));
        return mappings.put(tenant, known(source), codes, caller.subject(), IfMatch.accepted(ifMatch))
                .map(policy -> answer(source, policy));
    }

    private static Map<String, TelephonyResult> codes(JsonNode body) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(body, "", faults);
        input.require("codes");
        JsonInput members = input.object("codes");
        Map<String, TelephonyResult> codes = new TreeMap<>();
        if (members != null) {
            JsonNode tree = input.raw("codes");
            if (tree.size() > MOST_CODES) {
                input.fault("codes", "must have at most " + MOST_CODES + " codes");
            }
            tree.fieldNames().forEachRemaining(code -> {
                if (code.isBlank() || code.length() > LONGEST_CODE) {
                    members.fault(code, "a code has 1 to " + LONGEST_CODE + " characters");
                }
                members.require(code);
                TelephonyResult result = members.oneOf(code, RESULTS);
                if (result != null) {
                    codes.put(code, result);
                }
            });
        }
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return codes;
    }

    /** What can be no source is nobody's. */
    private static String known(String source) {
        if (!Texts.ID.matcher(source).matches()) {
            throw Problem.notFound("no-such-source", "There is no such source.");
        }
        return source;
    }

    private Response answer(String source, Policy<MappingOverride> policy) {
        return Response.ok(new MappingView(
                        source,
                        mappings.over(source, policy.value()).codes(),
                        policy.value().codes()))
                .tag(String.valueOf(policy.revision()))
                .build();
    }
}
