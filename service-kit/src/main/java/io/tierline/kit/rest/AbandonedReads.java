package io.tierline.kit.rest;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Ends a read whose client has hung up before it began. The framework cancels what is running when a connection closes, but
 * it learns nothing of one that has closed before. Writes go on: a call that was sent is recorded.
 */
public class AbandonedReads {

    /** After everything that a request may wait for. */
    private static final int LAST = Priorities.USER + 2000;

    /** For the metrics alone: no client receives it. */
    static final int CLIENT_CLOSED_REQUEST = 499;

    @ServerRequestFilter(priority = LAST)
    public Response end(ContainerRequestContext request, RoutingContext http) {
        return request.getMethod().equals("GET") && http.response().closed()
                ? Response.status(CLIENT_CLOSED_REQUEST).build()
                : null;
    }
}
