package io.tierline.call.calls.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.calls.application.CheckSummaries;
import io.tierline.call.calls.domain.SummaryCheck;
import io.tierline.call.calls.domain.SummaryCheckPolicy;
import io.tierline.call.policies.application.Policies;
import io.tierline.call.policies.application.Policy;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;

/** What a company takes for a contradiction in a summary. */
@Path("/v1/policies/summary-check")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Policies")
public class SummaryCheckPolicyResource {

    private static final int DAY_SECONDS = 86_400;
    private static final Set<String> FLAGS =
            Arrays.stream(SummaryCheck.values()).map(SummaryCheck::flag).collect(Collectors.toCollection(TreeSet::new));

    /** The policy as it is sent. */
    @Schema(name = "SummaryCheckPolicy")
    record PolicyView(
            @Schema(description = "talked-but-na: NA with at least so many seconds of talk.", examples = "30")
            int talkedButNaSeconds,

            @Schema(description = "no-need-too-short: NO_NEED with less talk than this.", examples = "20")
            int noNeedTooShortSeconds,

            @Schema(description = "cut-too-long: CUT with at least so many seconds of talk.", examples = "180")
            int cutTooLongSeconds,

            @Schema(description = "Flags that are not looked for.", examples = "cut-by-us")
            List<String> off,

            @Schema(
                    description = "CUT is suggested for an answered call that the customer ended after less talk than"
                            + " this; 0 for no suggestion.",
                    examples = "15")
            int suggestCutUnderSeconds) {

        static PolicyView of(SummaryCheckPolicy policy) {
            return new PolicyView(
                    policy.talkedButNaSeconds(),
                    policy.noNeedTooShortSeconds(),
                    policy.cutTooLongSeconds(),
                    policy.off(),
                    policy.suggestCutUnderSeconds());
        }
    }

    private final Policies policies;
    private final Caller caller;

    SummaryCheckPolicyResource(Policies policies, Caller caller) {
        this.policies = policies;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getSummaryCheckPolicy",
            summary = "Read what is flagged in summaries",
            description = "Every threshold, at its default until it is set.")
    @APIResponse(
            responseCode = "200",
            description = "The policy; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = PolicyView.class)))
    public Uni<Response> get() {
        return policies.newest(caller.tenant(), CheckSummaries.POLICY).map(SummaryCheckPolicyResource::answer);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "putSummaryCheckPolicy",
            summary = "Set what is flagged in summaries",
            description =
                    "Replaces the whole policy: a member that is left out is at its default afterwards. It holds for"
                            + " calls that are recorded, summarised or reported from then on; others keep the flags that"
                            + " they have.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = PolicyView.class),
                            examples =
                                    @ExampleObject(
                                            value = "{\"talkedButNaSeconds\":45,\"off\":[\"no-follow-up-date\"]}")))
    @APIResponse(
            responseCode = "200",
            description = "The policy as it is now.",
            content = @Content(schema = @Schema(implementation = PolicyView.class)))
    @APIResponse(responseCode = "412", description = "The policy has changed since the revision in If-Match.")
    public Uni<Response> put(byte[] body, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        SummaryCheckPolicy policy = read(Json.read(body));
        return policies.put(caller.tenant(), CheckSummaries.POLICY, policy, caller.subject(), IfMatch.accepted(ifMatch))
                .map(SummaryCheckPolicyResource::answer);
    }

    private static SummaryCheckPolicy read(JsonNode body) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(body, "", faults);
        SummaryCheckPolicy byDefault = SummaryCheckPolicy.DEFAULT;
        SummaryCheckPolicy policy = new SummaryCheckPolicy(
                seconds(input, "talkedButNaSeconds", 1, byDefault.talkedButNaSeconds()),
                seconds(input, "noNeedTooShortSeconds", 0, byDefault.noNeedTooShortSeconds()),
                seconds(input, "cutTooLongSeconds", 1, byDefault.cutTooLongSeconds()),
                off(input),
                seconds(input, "suggestCutUnderSeconds", 0, byDefault.suggestCutUnderSeconds()));
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return policy;
    }

    private static int seconds(JsonInput input, String name, int atLeast, int byDefault) {
        Integer seconds = input.wholeNumber(name, atLeast, DAY_SECONDS);
        return seconds == null ? byDefault : seconds;
    }

    private static List<String> off(JsonInput input) {
        JsonNode array = input.raw("off");
        if (array == null) {
            return List.of();
        }
        Set<String> off = new TreeSet<>();
        array.forEach(flag -> off.add(flag.asText()));
        if (!array.isArray() || off.size() != array.size() || !FLAGS.containsAll(off)) {
            input.fault("off", "must be a list of flags, each at most once: " + String.join(", ", FLAGS));
            return List.of();
        }
        return List.copyOf(off);
    }

    private static Response answer(Policy<SummaryCheckPolicy> policy) {
        return Response.ok(PolicyView.of(policy.value()))
                .tag(String.valueOf(policy.revision()))
                .build();
    }
}
