package io.tierline.kit.trial;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;

/** Things with an address each. */
@Path("/v1/things")
@Produces("application/json")
public class ThingsResource {

    @GET
    @Path("/{id}")
    @RolesAllowed("reader")
    public Map<String, String> read(@RestPath String id) {
        return Map.of("id", id);
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed("writer")
    public Response make(@RestPath String id) {
        return Response.created(URI.create("/v1/things/" + id)).build();
    }

    @PUT
    @Path("/{id:[0-9]+}/part")
    @RolesAllowed("writer")
    public Map<String, String> part(@RestPath String id) {
        return Map.of("id", id);
    }
}
