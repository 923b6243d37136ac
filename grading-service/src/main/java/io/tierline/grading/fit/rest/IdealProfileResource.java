package io.tierline.grading.fit.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.grading.fit.application.IdealProfiles.Kept;
import io.tierline.grading.fit.application.KeepIdealProfile;
import io.tierline.grading.fit.rest.FitView.IdealProfileSubmission;
import io.tierline.grading.fit.rest.FitView.IdealProfileView;
import io.tierline.kit.input.Json;
import io.tierline.kit.rest.IfMatch;
import io.tierline.kit.rest.LargestBody;
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

/** A company's ideal profile over REST. */
@Path("/v1/ideal-profile")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Fit", description = "What customers the company looks for, and how well each fits.")
public class IdealProfileResource {

    private static final int LARGEST_BODY = 256 * 1024;

    private final KeepIdealProfile idealProfile;
    private final Caller caller;
    private final ObjectMapper json;

    IdealProfileResource(KeepIdealProfile idealProfile, Caller caller, ObjectMapper json) {
        this.idealProfile = idealProfile;
        this.caller = caller;
        this.json = json;
    }

    @GET
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getIdealProfile",
            summary = "Read the ideal profile",
            description = "Without conditions and at revision 0 as long as nobody has written one.")
    @APIResponse(
            responseCode = "200",
            description = "The ideal profile; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = IdealProfileView.class)))
    public Uni<Response> get() {
        return idealProfile.find(caller.tenant()).map(IdealProfileResource::answer);
    }

    @PUT
    @LargestBody(LARGEST_BODY)
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "putIdealProfile",
            summary = "Write the ideal profile",
            description =
                    "Replaces it whole; empty lists take it away. Conditions are CEL over profile, whose fields are"
                            + " those of the customers' profiles; what a profile does not say counts as not met. The fit of all"
                            + " customers follows within seconds. The same again changes nothing.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = IdealProfileSubmission.class),
                            examples = @ExampleObject(value = IdealProfileSubmission.EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The ideal profile as it is now; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = IdealProfileView.class)))
    @APIResponse(responseCode = "412", description = "It has changed since the revision in If-Match.")
    @APIResponse(
            responseCode = "422",
            description = "Something in it cannot be; errors names every fault, in a condition with line and column.")
    public Uni<Response> put(byte[] body, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        Object tree = json.convertValue(Json.read(body), Object.class);
        return idealProfile
                .put(caller.tenant(), tree, caller.subject(), IfMatch.accepted(ifMatch))
                .map(IdealProfileResource::answer);
    }

    private static Response answer(Kept kept) {
        return Response.ok(IdealProfileView.of(kept))
                .tag(String.valueOf(kept.revision()))
                .build();
    }
}
