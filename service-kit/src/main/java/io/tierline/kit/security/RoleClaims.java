package io.tierline.kit.security;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import io.tierline.kit.input.Texts;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Refuses a token with a role that stands for one person of many, but without the claim of the same name that says which
 * one; unless another role of the token permits more anyway. The service configures these roles. A stream ticket needs no
 * check of its own: only a token that has passed gets one.
 */
@ApplicationScoped
class RoleClaims implements SecurityIdentityAugmentor {

    private final List<String> rolesWithClaim;
    private final List<String> sufficientRoles;

    RoleClaims(
            @ConfigProperty(name = "tierline.tokens.roles-with-claim") Optional<List<String>> rolesWithClaim,
            @ConfigProperty(name = "tierline.tokens.roles-without-claim") Optional<List<String>> sufficientRoles) {
        this.rolesWithClaim = rolesWithClaim.orElse(List.of());
        this.sufficientRoles = sufficientRoles.orElse(List.of());
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        for (String role : rolesWithClaim) {
            if (identity.hasRole(role)
                    && !hasId(identity, role)
                    && sufficientRoles.stream().noneMatch(identity::hasRole)) {
                return Uni.createFrom()
                        .failure(Problem.forbidden(
                                role + "-missing",
                                "The token has the role " + role + ", but no claim " + role
                                        + " with 1 to 128 of the characters A-Z a-z 0-9 . _ : @ + -."));
            }
        }
        return Uni.createFrom().item(identity);
    }

    private static boolean hasId(SecurityIdentity identity, String claim) {
        return identity.getPrincipal() instanceof JsonWebToken token
                && token.getClaim(claim) instanceof String id
                && Texts.ID.matcher(id).matches();
    }
}
