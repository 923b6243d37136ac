package io.tierline.kit.testing;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.time.Duration;
import java.util.Set;

/** Tokens as an identity provider would issue them, signed by the key that the services under test trust. */
public final class Tokens {

    /** The issuer that the services under test trust. */
    public static final String ISSUER = "https://tierline.local";

    /** The audience that the services under test expect. */
    public static final String AUDIENCE = "tierline";

    private Tokens() {}

    /**
     * A token of the tenant with the roles; its subject is {@code <first role>@<tenant>}. With the role {@code rep} it is the
     * rep {@code a.rep}'s.
     */
    public static String of(String tenant, String... roles) {
        return builder(tenant, roles).sign();
    }

    /** The same without the rep's id. */
    public static String withoutRep(String tenant, String... roles) {
        return builder(tenant, roles).remove("rep").sign();
    }

    /** A token of a rep, with the rep's id. */
    public static String ofRep(String tenant, String rep) {
        return with("rep", rep, tenant, "rep");
    }

    /** A token with one more claim. */
    public static String with(String claim, String value, String tenant, String... roles) {
        return builder(tenant, roles).claim(claim, value).sign();
    }

    /** A token that expires so soon. */
    public static String expiringIn(Duration time, String tenant, String... roles) {
        return builder(tenant, roles).expiresIn(time).sign();
    }

    /** A token that expired an hour ago. */
    public static String expired(String tenant, String... roles) {
        long now = System.currentTimeMillis() / 1000;
        return builder(tenant, roles).issuedAt(now - 7200).expiresAt(now - 3600).sign();
    }

    /** A token with no tenant. */
    public static String withoutTenant(String... roles) {
        return Jwt.issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("nobody")
                .groups(Set.of(roles))
                .sign();
    }

    private static JwtClaimsBuilder builder(String tenant, String... roles) {
        JwtClaimsBuilder claims = Jwt.issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(roles[0] + "@" + tenant)
                .groups(Set.of(roles))
                .claim("tenant", tenant)
                .expiresIn(Duration.ofHours(1));
        return Set.of(roles).contains("rep") ? claims.claim("rep", "a.rep") : claims;
    }
}
