package io.tierline.kit.security;

import io.quarkus.security.identity.SecurityIdentity;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who sends the request, by the token alone. */
@RequestScoped
public class Caller {

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * The tenant whose data the request is about; part of every key.
     *
     * @throws Problem 403 when the token names none
     */
    public String tenant() {
        String tenant = claim("tenant");
        if (!Tenant.isOne(tenant)) {
            throw Problem.forbidden(
                    "no-tenant", "The token has no claim tenant with 1 to 64 of the characters a-z 0-9 -.");
        }
        return tenant;
    }

    /** Who it is, for the record of who changed what: the token's {@code sub}. */
    public String subject() {
        String subject = identity.getPrincipal() instanceof JsonWebToken token ? token.getSubject() : null;
        return subject == null ? identity.getPrincipal().getName() : subject;
    }

    /** Whether the token has the role. */
    public boolean has(String role) {
        return identity.hasRole(role);
    }

    /** A claim of the token that is a text, or null. */
    public String claim(String name) {
        return identity.getPrincipal() instanceof JsonWebToken token && token.getClaim(name) instanceof String text
                ? text
                : null;
    }

    /** When the token expires: an answer that goes on for longer has to end then. {@link Instant#MAX} for never. */
    public Instant expiresAt() {
        return identity.getPrincipal() instanceof JsonWebToken token && token.getExpirationTime() > 0
                ? Instant.ofEpochSecond(token.getExpirationTime())
                : Instant.MAX;
    }

    /** The whole of what is known of the caller. */
    SecurityIdentity identity() {
        return identity;
    }
}
