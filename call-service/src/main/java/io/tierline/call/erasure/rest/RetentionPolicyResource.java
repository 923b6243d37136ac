package io.tierline.call.erasure.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.erasure.application.ApplyRetention;
import io.tierline.call.erasure.domain.RetentionPolicy;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;

/** What a company decides about for how long it knows whom it has called. */
@Path("/v1/policies/retention")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Policies")
public class RetentionPolicyResource {

    /** The policy as it is sent. */
    @Schema(name = "RetentionPolicy")
    record RetentionView(
            @Schema(
                    description = "1 to 120 calendar months of the company's time zone; null: for ever.",
                    nullable = true,
                    minimum = "1",
                    maximum = "120",
                    examples = "24")
            Integer months) {}

    private final Policies policies;
    private final Caller caller;

    RetentionPolicyResource(Policies policies, Caller caller) {
        this.policies = policies;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getRetentionPolicy",
            summary = "Read for how long persons are known",
            description = "For ever (null) until it is set.")
    @APIResponse(
            responseCode = "200",
            description = "The policy; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = RetentionView.class)))
    public Uni<Response> get() {
        return policies.newest(caller.tenant(), ApplyRetention.POLICY).map(RetentionPolicyResource::answer);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "putRetentionPolicy",
            summary = "Set for how long persons are known",
            description =
                    "Every few minutes, calls that began more than so many months ago lose number, notes, reason and"
                            + " recording, for good; they stay and count. A contact that was neither taken in, changed nor called"
                            + " since then is erased. What suppresses a number for good goes on to do so.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = RetentionView.class),
                            examples = @ExampleObject(value = "{\"months\":24}")))
    @APIResponse(
            responseCode = "200",
            description = "The policy as it is now.",
            content = @Content(schema = @Schema(implementation = RetentionView.class)))
    @APIResponse(responseCode = "412", description = "The policy has changed since the revision in If-Match.")
    public Uni<Response> put(byte[] body, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        RetentionPolicy policy = policy(Json.read(body));
        return policies.put(caller.tenant(), ApplyRetention.POLICY, policy, caller.subject(), IfMatch.accepted(ifMatch))
                .map(RetentionPolicyResource::answer);
    }

    private static RetentionPolicy policy(JsonNode body) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(body, "", faults);
        Integer months = input.wholeNumber("months", 1, RetentionPolicy.MOST_MONTHS);
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return new RetentionPolicy(months);
    }

    private static Response answer(Policy<RetentionPolicy> policy) {
        return Response.ok(new RetentionView(policy.value().months()))
                .tag(String.valueOf(policy.revision()))
                .build();
    }
}
