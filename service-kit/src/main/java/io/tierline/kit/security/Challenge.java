package io.tierline.kit.security;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.stream.Stream;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * {@code WWW-Authenticate} of a 401 (RFC 6750, 3): {@code Bearer} alone when no token was sent, and otherwise what is
 * wrong with the token. It names the kind of fault and nothing of the token, the keys or the configuration.
 */
public final class Challenge {

    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(ErrorCodes.SIGNATURE_INVALID, "The signature is not one of a key that is trusted here."),
            Map.entry(ErrorCodes.SIGNATURE_MISSING, "The token is not signed."),
            Map.entry(ErrorCodes.INTEGRITY_MISSING, "The token is not signed."),
            Map.entry(ErrorCodes.TYPE_INVALID, "The token is of a type that is not for access."),
            Map.entry(ErrorCodes.EXPIRED, "The token has expired."),
            Map.entry(ErrorCodes.NOT_YET_VALID, "The token is not yet valid (nbf)."),
            Map.entry(ErrorCodes.ISSUED_AT_INVALID_FUTURE, "The token was issued in the future (iat)."),
            Map.entry(ErrorCodes.EXPIRATION_TOO_FAR_IN_FUTURE, "The token is valid for longer than is allowed here."),
            Map.entry(ErrorCodes.EXPIRATION_MISSING, "The token has no expiry (exp)."),
            Map.entry(ErrorCodes.ISSUED_AT_MISSING, "The token has no time of issue (iat)."),
            Map.entry(ErrorCodes.ISSUER_INVALID, "The issuer (iss) is not trusted here."),
            Map.entry(ErrorCodes.ISSUER_MISSING, "The token has no issuer (iss)."),
            Map.entry(ErrorCodes.AUDIENCE_INVALID, "The token is for another audience (aud)."),
            Map.entry(ErrorCodes.AUDIENCE_MISSING, "The token has no audience (aud)."));

    private static final String UNREADABLE = "The token cannot be read.";
    private static final String TICKET = "The ticket is unknown or has expired.";

    private Challenge() {}

    /**
     * The value of the header.
     *
     * @param request the request that is refused
     * @param failure why it is refused
     */
    public static String of(RoutingContext request, Throwable failure) {
        boolean token = request.request().headers().contains(HttpHeaders.AUTHORIZATION);
        if (!token && request.request().getParam("ticket") == null) {
            return "Bearer";
        }
        return "Bearer error=\"invalid_token\", error_description=\"" + (token ? reason(failure) : TICKET) + "\"";
    }

    /** The first fault that has a name here: a token may have several. */
    private static String reason(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .filter(InvalidJwtException.class::isInstance)
                .flatMap(invalid -> ((InvalidJwtException) invalid).getErrorDetails().stream())
                .map(error -> REASONS.get(error.getErrorCode()))
                .filter(reason -> reason != null)
                .findFirst()
                .orElse(UNREADABLE);
    }
}
