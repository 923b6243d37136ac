package io.tierline.kit.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.problem.ProblemBody;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Answers a body that announces itself as larger than the server takes with a problem, before it is read; the server
 * itself would answer with nothing but the status.
 */
@ApplicationScoped
public class OversizedBodies {

    private static final int BEFORE_EVERYTHING_ELSE = 1000;

    private static final Duration LINGER = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final long most;
    private final ObjectMapper json;

    OversizedBodies(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most,
            ObjectMapper json) {
        this.vertx = vertx;
        this.most = most.asLongValue();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::refuse, BEFORE_EVERYTHING_ELSE);
    }

    private void refuse(RoutingContext request) {
        if (announcedLength(request) <= most) {
            request.next();
            return;
        }
        Problem problem = Problem.tooLarge("The body is larger than the " + most + " bytes that are taken.");
        hangUpSoon(request.request());
        try {
            request.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE)
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .end(json.writeValueAsString(problem.body()));
        } catch (JsonProcessingException e) {
            request.fail(e);
        }
    }

    /** At once would cost a client that is still sending the answer: what it sends is thrown away for a moment. */
    private void hangUpSoon(HttpServerRequest request) {
        request.endHandler(sent -> request.connection().close());
        request.resume();
        vertx.setTimer(LINGER.toMillis(), late -> request.connection().close());
    }

    private static long announcedLength(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
