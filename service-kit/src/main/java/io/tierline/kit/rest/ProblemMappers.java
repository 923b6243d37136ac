package io.tierline.kit.rest;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.tierline.kit.database.DatabaseFaults;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.problem.ProblemBody;
import io.tierline.kit.security.Challenge;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure of a request into a problem body, those of the framework too. */
public class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final Duration DATABASE_PAUSE = Duration.ofSeconds(2);
    private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(5);
    private static final AtomicLong LAST_WARNING = new AtomicLong(System.nanoTime() - BETWEEN_WARNINGS.toNanos());

    @ServerExceptionMapper
    public Response refused(Problem problem) {
        Response.ResponseBuilder response = response(problem.body());
        if (problem.retryAfter() != null) {
            response.header(HttpHeaders.RETRY_AFTER, problem.retryAfter().toSeconds());
        }
        return response.build();
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response notAuthenticated(Throwable failure, RoutingContext request) {
        return response(ProblemBody.of(
                        401,
                        "not-authenticated",
                        "Send a valid token: Authorization: Bearer <token>, or HTTP Basic with the token as the password.",
                        List.of()))
                .header(HttpHeaders.WWW_AUTHENTICATE, Challenge.of(request, failure))
                .build();
    }

    @ServerExceptionMapper
    public Response notAllowed(ForbiddenException forbidden) {
        return response(ProblemBody.of(403, "not-allowed", "The token's roles do not allow this.", List.of()))
                .build();
    }

    @ServerExceptionMapper
    public Response ofTheFramework(WebApplicationException failure, RoutingContext request) {
        Response original = failure.getResponse();
        int status = original.getStatus();
        if (status >= 500) {
            return unexpected(failure, request);
        }
        ProblemBody body = ofStatus(status);
        Response.ResponseBuilder response =
                response(body == null ? ProblemBody.of(status, "refused", failure.getMessage(), List.of()) : body);
        if (status == 405) {
            response.allow(Routes.current().methodsAt(request.normalizedPath()));
        }
        return response.build();
    }

    /** What the framework refuses with this status, or null where a status alone says too little. */
    static ProblemBody ofStatus(int status) {
        return switch (status) {
            case 400 -> ProblemBody.of(400, "unreadable", "The request cannot be read.", List.of());
            case 404 -> ProblemBody.of(404, "not-found", "There is nothing at this address.", List.of());
            case 405 -> ProblemBody.of(405, "method-not-allowed", "This address does not take this method.", List.of());
            case 406 ->
                ProblemBody.of(406, "not-acceptable", "None of the accepted media types is on offer.", List.of());
            case 413 -> ProblemBody.of(413, "too-large", "The body is too large.", List.of());
            case 415 ->
                ProblemBody.of(415, "unsupported-media-type", "The body's Content-Type is not taken here.", List.of());
            default -> null;
        };
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable failure, RoutingContext request) {
        if (request.response().ended()) {
            // The server has answered already, as it does when a body of no announced length grows too large.
            return Response.status(request.response().getStatusCode()).build();
        }
        if (request.response().closed()) {
            LOG.debugf("A request failed after its client had hung up: %s", failure.toString());
            return Response.status(AbandonedReads.CLIENT_CLOSED_REQUEST).build();
        }
        return refused(problemOf(failure));
    }

    /** The problem to answer a failure with; one that nobody foresaw is logged under a reference that is answered. */
    public static Problem problemOf(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (DatabaseFaults.isTrouble(failure)) {
            LOG.logf(
                    isTimeToWarn() ? Logger.Level.WARN : Logger.Level.DEBUG,
                    "A request failed on database trouble: %s",
                    failure.toString());
            return Problem.unavailable(
                    "database-unavailable",
                    "The database cannot be reached right now. Send the same request again.",
                    DATABASE_PAUSE);
        }
        String reference = UUID.randomUUID().toString();
        LOG.errorf(failure, "A request failed unexpectedly, reference %s", reference);
        return Problem.internal("Something went wrong on our side. Reference: " + reference);
    }

    /** Thousands of requests fail on the same trouble: one line in a while says as much. */
    private static boolean isTimeToWarn() {
        long now = System.nanoTime();
        long last = LAST_WARNING.get();
        return now - last > BETWEEN_WARNINGS.toNanos() && LAST_WARNING.compareAndSet(last, now);
    }

    private static Response.ResponseBuilder response(ProblemBody body) {
        return Response.status(body.status()).type(ProblemBody.MEDIA_TYPE).entity(body);
    }
}
