package io.tierline.kit.trial;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.tierline.kit.rest.BodyLimit;
import io.tierline.kit.rest.LargestBody;
import io.tierline.kit.rest.PackedBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jboss.resteasy.reactive.RestHeader;

/** Takes large bodies. */
@Path("/v1/bodies")
@Produces("application/json")
public class BodiesResource {

    static final int LARGEST = 512 * 1024;

    private static volatile CompletableFuture<Void> released = new CompletableFuture<>();

    /** Lets all be answered that are held, and holds those to come. */
    public static void release() {
        CompletableFuture<Void> held = released;
        released = new CompletableFuture<>();
        held.complete(null);
    }

    /** How many bytes came. */
    @POST
    @Blocking
    @LargestBody(LARGEST)
    @RolesAllowed("writer")
    public Map<String, Integer> take(InputStream body, @RestHeader(HttpHeaders.CONTENT_ENCODING) String encoding) {
        return Map.of("bytes", BodyLimit.read(PackedBody.unpacked(body, encoding, LARGEST), LARGEST).length);
    }

    /** The same, answered when the test says so. */
    @POST
    @Path("/held")
    @LargestBody(LARGEST)
    @RolesAllowed("writer")
    public Uni<Map<String, Integer>> hold(byte[] body) {
        return Uni.createFrom().completionStage(released).replaceWith(Map.of("bytes", body.length));
    }
}
