package io.tierline.kit.security;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.Claims;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtContext;

/**
 * Checks what the library does not check of a token: its type, that it was not issued in the future, and how long it is
 * valid. The library has checked signature, algorithm, issuer, audience, {@code exp} and {@code nbf} before, and that
 * {@code exp} and {@code iat} are there.
 *
 * <p>Every refusal that is about the content of a token has an {@link InvalidJwtException} as its cause, whose error codes
 * ({@link ErrorCodes}) say why.
 */
@ApplicationScoped
@Alternative
@Priority(1)
class CheckedTokens extends JWTCallerPrincipalFactory {

    /** The header {@code typ} of a token for access, as RFC 7519 and RFC 9068 spell it; media types know no case. */
    private static final Pattern TYPE = Pattern.compile("(application/)?(at\\+)?jwt", Pattern.CASE_INSENSITIVE);

    private final DefaultJWTTokenParser parser = new DefaultJWTTokenParser();
    private final long longestLifetime;

    CheckedTokens(@ConfigProperty(name = "tierline.tokens.longest-lifetime") Duration longestLifetime) {
        this.longestLifetime = longestLifetime.toSeconds();
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo settings) throws ParseException {
        try {
            JwtContext context = parser.parse(token, settings);
            ErrorCodeValidator.Error error = error(context, settings.getClockSkew());
            if (error != null) {
                throw new ParseException(
                        error.getErrorMessage(), new InvalidJwtException("JWT rejected", error, null, context));
            }
            return new Principal(context.getJwtClaims());
        } catch (MalformedClaimException | RuntimeException e) {
            // A header or claim of another JSON type than the library expects, which it casts without a look.
            throw new ParseException("The token cannot be read", e);
        }
    }

    private ErrorCodeValidator.Error error(JwtContext context, int clockSkew) throws MalformedClaimException {
        Object type = context.getJoseObjects().get(0).getHeaders().getObjectHeaderValue("typ");
        if (type != null && !TYPE.matcher(type.toString()).matches()) {
            return new ErrorCodeValidator.Error(ErrorCodes.TYPE_INVALID, "The header typ is neither JWT nor at+jwt");
        }
        JwtClaims claims = context.getJwtClaims();
        long issued = claims.getIssuedAt().getValue();
        if (issued - clockSkew > Instant.now().getEpochSecond()) {
            return new ErrorCodeValidator.Error(ErrorCodes.ISSUED_AT_INVALID_FUTURE, "The claim iat is in the future");
        }
        if (Math.subtractExact(claims.getExpirationTime().getValue(), issued) > longestLifetime) {
            return new ErrorCodeValidator.Error(
                    ErrorCodes.EXPIRATION_TOO_FAR_IN_FUTURE,
                    "From iat to exp it is more than " + longestLifetime + " seconds");
        }
        return null;
    }

    /** Finds the claims that no standard names without the exception that the library throws and catches for each. */
    private static final class Principal extends DefaultJWTCallerPrincipal {

        private static final Map<String, Claims> STANDARD =
                Arrays.stream(Claims.values()).collect(Collectors.toMap(Claims::name, Function.identity()));

        Principal(JwtClaims claims) {
            super(claims);
        }

        @Override
        protected Claims getClaimType(String claim) {
            return STANDARD.getOrDefault(claim, Claims.UNKNOWN);
        }
    }
}
