package io.tierline.analytics.console.rest;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the console's page asks before anybody has signed in; of no tenant, and no part of the API. */
@Path("/console/config")
@Produces(MediaType.APPLICATION_JSON)
public class ConsoleResource {

    private final GradingAddress grading;

    ConsoleResource(GradingAddress grading) {
        this.grading = grading;
    }

    /** @param grading where the browser reaches grading-service, without a slash at the end */
    record ConfigBody(String grading) {}

    @GET
    @PermitAll
    @Operation(hidden = true)
    public ConfigBody config() {
        return new ConfigBody(grading.url());
    }
}
