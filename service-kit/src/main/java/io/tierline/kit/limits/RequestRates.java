package io.tierline.kit.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.tierline.kit.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Limits the requests per second of one tenant and with one token, on one instance. A bucket holds one second's requests and
 * is refilled steadily. What is not authenticated has no bucket, so it cannot fill the memory with them.
 */
public class RequestRates {

    /** After who it is has been found out and before anything is done for it. */
    private static final int FIRST = Priorities.AUTHORIZATION;

    private static final int MOST_BUCKETS = 10_000;

    private final int ofTenant;
    private final int ofToken;

    /** A bucket that is not used for a second is full again, so it may go. */
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(MOST_BUCKETS)
            .expireAfterAccess(Duration.ofMinutes(1))
            .build();

    RequestRates(
            @ConfigProperty(name = "tierline.requests-per-second.tenant") int ofTenant,
            @ConfigProperty(name = "tierline.requests-per-second.token") int ofToken) {
        this.ofTenant = ofTenant;
        this.ofToken = ofToken;
    }

    /**
     * Counts the request.
     *
     * @throws Problem 429 {@code too-many-requests} beyond either limit
     */
    @ServerRequestFilter(nonBlocking = true, priority = FIRST)
    public void count(RoutingContext request) {
        if (request.user() instanceof QuarkusHttpUser user
                && user.getSecurityIdentity().getPrincipal() instanceof JsonWebToken token
                && token.getClaim("tenant") instanceof String tenant) {
            // The smaller limit first: what it refuses takes nothing from the other one. A token's limit that is no
            // smaller than the tenant's can never be reached.
            if (ofToken < ofTenant) {
                consume("token", tenant + " " + idOf(token), ofToken, request);
            }
            consume("tenant", tenant, ofTenant, request);
        }
    }

    /** What has a bucket, such as {@code tenant acme}. */
    Set<String> counted() {
        return Set.copyOf(buckets.asMap().keySet());
    }

    private void consume(String policy, String owner, int perSecond, RoutingContext request) {
        ConsumptionProbe probe =
                buckets.get(policy + " " + owner, key -> bucket(perSecond)).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            return;
        }
        long seconds =
                TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill() + TimeUnit.SECONDS.toNanos(1) - 1);
        request.response()
                .putHeader("RateLimit-Policy", "\"" + policy + "\";q=" + perSecond + ";w=1")
                .putHeader("RateLimit", "\"" + policy + "\";r=0;t=" + seconds);
        throw Problem.tooMany(
                "too-many-requests",
                "More than " + perSecond + " requests a second come "
                        + (policy.equals("token") ? "with this token" : "from your company")
                        + ". Send the same request again.",
                Duration.ofSeconds(seconds));
    }

    private static Bucket bucket(int perSecond) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }

    /** What identifies the token; never the token itself, which must not be found in a dump of the memory. */
    private static String idOf(JsonWebToken token) {
        if (token.getTokenID() != null) {
            return token.getTokenID();
        }
        if (token.getRawToken() == null) {
            return token.getSubject(); // A stream's ticket stands for a token.
        }
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(token.getRawToken().getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has this algorithm", e);
        }
    }
}
