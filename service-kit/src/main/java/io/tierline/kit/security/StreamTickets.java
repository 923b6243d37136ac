package io.tierline.kit.security;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * Tickets for streams. A browser's {@code EventSource} and {@code WebSocket} send no header, so they show a ticket in the
 * address instead of the token. It stands for the token that asked for it, on the addresses that are set for tickets and
 * nowhere else: for two minutes, for as long as a stream is open with it, and for two minutes after the last one ended, but
 * never beyond the token's own end.
 *
 * <p>The tickets in use are kept in the database, as hashes, so each instance knows all of them, and prolonged by the
 * instances that have a stream open.
 */
@ApplicationScoped
@IfBuildProperty(name = "tierline.stream-tickets", stringValue = "true")
public class StreamTickets {

    /**
     * A ticket.
     *
     * @param ticket 43 characters that go into a URL as they are; a secret
     * @param expiresAt until when a first stream has to be opened with it
     */
    public record Issued(String ticket, Instant expiresAt) {}

    private static final Logger LOG = Logger.getLogger(StreamTickets.class);

    private static final String ATTRIBUTE = "stream-ticket";
    private static final int RANDOM_BYTES = 32;
    private static final Pattern TICKET = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final String ISSUE = "insert into stream_ticket (ticket_hash, claims, expires_at, valid_until)"
            + " select $1, $2, $3, least(now() + interval '2 minutes', $3)"
            + " where $3::timestamptz is null or $3 > now() returning valid_until";

    private static final String FIND =
            "select claims from stream_ticket where ticket_hash = $1 and valid_until > now()";

    /**
     * Two minutes and what may pass until the next time: so no more than two minutes are lost to a crash either. Locked in
     * order, as another instance may prolong the same ones.
     */
    private static final String PROLONG =
            "with used as (select ticket_hash from stream_ticket where ticket_hash = any($1) order by ticket_hash for update)"
                    + " update stream_ticket set valid_until = least(now() + interval '150 seconds', expires_at)"
                    + " from used where used.ticket_hash = stream_ticket.ticket_hash";

    /** Not at once: a stream that outlives an outage of the database prolongs its ticket afterwards. */
    private static final String FORGET =
            "delete from stream_ticket where ticket_hash in (select ticket_hash from stream_ticket"
                    + " where valid_until < now() - interval '10 minutes' order by ticket_hash limit 10000 for update skip locked)";

    private final Database database;
    private final Caller caller;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    StreamTickets(Database database, Caller caller) {
        this.database = database;
        this.caller = caller;
    }

    /**
     * A ticket that stands for the caller's token: for its roles, {@code tenant}, {@code sub} and expiry, and for the further
     * claims that are named.
     *
     * @param furtherClaims names of claims that are texts; what the token does not have is left out
     * @throws AuthenticationFailedException when the token's end has passed: it is let through for a while after it, for
     *     clocks differ, but a ticket would be over at once
     */
    public Uni<Issued> issue(String... furtherClaims) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant end = caller.expiresAt().equals(Instant.MAX) ? null : caller.expiresAt();
        return Database.uncancelled(database.pool()
                        .preparedQuery(ISSUE)
                        .execute(Tuple.of(hash(ticket), claims(end, furtherClaims), Columns.inUtc(end))))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw new AuthenticationFailedException();
                    }
                    return new Issued(ticket, Columns.instant(rows.iterator().next(), "valid_until"));
                });
    }

    /**
     * The same stream, which keeps the ticket valid that it was asked for with, if there was one; to be called while the
     * request is at hand.
     */
    public <T> Multi<T> keepWhileOpen(Multi<T> stream) {
        String hash = caller.identity().getAttribute(ATTRIBUTE);
        if (hash == null) {
            return stream;
        }
        return Multi.createFrom().deferred(() -> {
            open.merge(hash, 1, Integer::sum);
            return prolong(List.of(hash))
                    .onItem()
                    .transformToMulti(done -> stream)
                    .onTermination()
                    .invoke(() -> open.computeIfPresent(hash, (key, count) -> count == 1 ? null : count - 1));
        });
    }

    /** Who holds the ticket; null when it is none, or no longer. */
    Uni<SecurityIdentity> holder(String ticket) {
        if (!TICKET.matcher(ticket).matches()) {
            return Uni.createFrom().nullItem();
        }
        String hash = hash(ticket);
        return database.pool()
                .preparedQuery(FIND)
                .execute(Tuple.of(hash))
                .map(rows -> rows.size() == 0
                        ? null
                        : identity(hash, rows.iterator().next().getString("claims")));
    }

    /** Keeps the tickets valid that have a stream open here, and forgets those that are long over. */
    @Scheduled(
            every = "30s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> keepUp() {
        return prolong(open.keySet())
                .chain(() -> database.pool().query(FORGET).execute())
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("Stream tickets cannot be prolonged: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> prolong(Collection<String> hashes) {
        if (hashes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple used = Tuple.tuple().addArrayOfString(hashes.toArray(String[]::new));
        return database.pool().preparedQuery(PROLONG).execute(used).replaceWithVoid();
    }

    private String claims(Instant end, String... furtherClaims) {
        JwtClaims claims = new JwtClaims();
        claims.setSubject(caller.subject());
        claims.setStringListClaim("groups", List.copyOf(caller.identity().getRoles()));
        claims.setStringClaim("tenant", caller.tenant());
        if (end != null) {
            claims.setExpirationTime(NumericDate.fromSeconds(end.getEpochSecond()));
        }
        for (String name : furtherClaims) {
            if (caller.claim(name) != null) {
                claims.setStringClaim(name, caller.claim(name));
            }
        }
        return claims.toJson();
    }

    private static SecurityIdentity identity(String hash, String json) {
        try {
            DefaultJWTCallerPrincipal principal = new DefaultJWTCallerPrincipal(JwtClaims.parse(json));
            Set<String> roles = principal.getGroups();
            return QuarkusSecurityIdentity.builder()
                    .setPrincipal(principal)
                    .addRoles(roles)
                    .addAttribute(ATTRIBUTE, hash)
                    .build();
        } catch (InvalidJwtException e) {
            throw new IllegalStateException("A stored ticket cannot be read", e);
        }
    }

    private static String hash(String ticket) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(ticket.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
