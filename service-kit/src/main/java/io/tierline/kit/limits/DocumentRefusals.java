package io.tierline.kit.limits;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Adds the refusals that any operation may answer with to the OpenAPI document. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class DocumentRefusals implements OASFilter {

    private static final String TOO_MANY = "Too much at a time; send the same request again after Retry-After seconds."
            + " Either more requests a second come from the tenant or with the token than may (too-many-requests, with the"
            + " headers RateLimit and RateLimit-Policy), or too many of those are under way that take long"
            + " (too-many-expensive-reads, too-many-batches), or wait to be stored (tenant-overloaded).";

    @Override
    public Operation filterOperation(Operation operation) {
        if (operation.getResponses() != null) {
            APIResponse declared = operation.getResponses().getAPIResponse("429");
            operation
                    .getResponses()
                    .addAPIResponse(
                            "429",
                            declared == null
                                    ? OASFactory.createAPIResponse().description(TOO_MANY)
                                    : declared.description(declared.getDescription() + " " + TOO_MANY));
        }
        return operation;
    }
}
