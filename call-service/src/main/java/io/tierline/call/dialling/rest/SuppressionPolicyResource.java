package io.tierline.call.dialling.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.dialling.application.CheckNumbers;
import io.tierline.call.dialling.domain.SuppressionPolicy;
import io.tierline.call.policies.application.Policies;
import io.tierline.call.policies.application.Policy;
import io.tierline.kit.input.Json;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;

/** What a company decides about when a number may be dialled. */
@Path("/v1/policies/suppression")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Policies")
public class SuppressionPolicyResource {

    private final Policies policies;
    private final Caller caller;

    SuppressionPolicyResource(Policies policies, Caller caller) {
        this.policies = policies;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.TELEPHONY, Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getSuppressionPolicy",
            summary = "Read when numbers may be dialled",
            description = "Every threshold, at its default until it is set.")
    @APIResponse(
            responseCode = "200",
            description = "The policy; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = SuppressionPolicyView.class)))
    public Uni<Response> get() {
        return policies.newest(caller.tenant(), CheckNumbers.POLICY).map(SuppressionPolicyResource::answer);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "putSuppressionPolicy",
            summary = "Set when numbers may be dialled",
            description =
                    "Replaces the whole policy: a member that is left out is at its default afterwards. It holds for"
                            + " calls of the past too, for nothing is kept but the calls.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = SuppressionPolicyView.class),
                            examples = @ExampleObject(value = SuppressionPolicyView.EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The policy as it is now.",
            content = @Content(schema = @Schema(implementation = SuppressionPolicyView.class)))
    @APIResponse(responseCode = "412", description = "The policy has changed since the revision in If-Match.")
    public Uni<Response> put(byte[] body, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        SuppressionPolicy policy = SuppressionPolicyView.read(Json.read(body));
        return policies.put(caller.tenant(), CheckNumbers.POLICY, policy, caller.subject(), IfMatch.accepted(ifMatch))
                .map(SuppressionPolicyResource::answer);
    }

    private static Response answer(Policy<SuppressionPolicy> policy) {
        return Response.ok(SuppressionPolicyView.of(policy.value()))
                .tag(String.valueOf(policy.revision()))
                .build();
    }
}
