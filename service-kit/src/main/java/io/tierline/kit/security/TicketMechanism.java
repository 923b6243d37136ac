package io.tierline.kit.security;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * {@code ?ticket=} instead of a token, on exactly the addresses that {@code tierline.stream-tickets.paths} names. A request
 * that has an {@code Authorization} header is judged by that.
 */
@ApplicationScoped
@IfBuildProperty(name = "tierline.stream-tickets", stringValue = "true")
public class TicketMechanism implements HttpAuthenticationMechanism {

    private final StreamTickets tickets;
    private final Set<String> paths;

    TicketMechanism(StreamTickets tickets, @ConfigProperty(name = "tierline.stream-tickets.paths") List<String> paths) {
        this.tickets = tickets;
        this.paths = Set.copyOf(paths);
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        // The path as it was sent, letter by letter: whatever else leads to the endpoint, or to another, has no ticket.
        if (!paths.contains(request.request().path())
                || request.request().getHeader(HttpHeaders.AUTHORIZATION) != null) {
            return Uni.createFrom().nullItem();
        }
        List<String> sent = request.queryParam("ticket");
        if (sent.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        return tickets.holder(sent.get(0)).onItem().ifNull().failWith(AuthenticationFailedException::new);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        // The bearer mechanism's challenge is the one we want callers to see.
        return Uni.createFrom().nullItem();
    }
}
