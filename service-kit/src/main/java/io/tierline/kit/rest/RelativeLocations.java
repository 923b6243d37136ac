package io.tierline.kit.rest;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Takes scheme and host off {@code Location}: the framework makes it absolute with the {@code Host} that the client sent,
 * which is nothing to send anybody to. Clients resolve it against the address that they asked (RFC 9110, 10.2.2).
 */
public class RelativeLocations {

    @ServerResponseFilter
    public void makeRelative(ContainerResponseContext response) {
        if (response.getHeaders().getFirst(HttpHeaders.LOCATION) instanceof URI location && location.isAbsolute()) {
            String query = location.getRawQuery();
            response.getHeaders()
                    .putSingle(
                            HttpHeaders.LOCATION,
                            query == null ? location.getRawPath() : location.getRawPath() + "?" + query);
        }
    }
}
