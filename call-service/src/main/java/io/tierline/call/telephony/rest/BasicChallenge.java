package io.tierline.call.telephony.rest;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Asks telephony systems for HTTP Basic. Twilio sends its password only when it is asked for it, and does not know what
 * a bearer token is.
 */
public class BasicChallenge {

    @ServerResponseFilter
    public void ask(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getStatus() == 401 && request.getUriInfo().getPath().startsWith("/v1/telephony/")) {
            response.getHeaders()
                    .putSingle(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"tierline\", charset=\"UTF-8\"");
        }
    }
}
