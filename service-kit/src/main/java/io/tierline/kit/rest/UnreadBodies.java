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
 * Bodies that are not read. One that announces itself as larger than the server takes is answered with a problem; the server
 * itself would answer with nothing but the status. A large one whose request is refused before it is read, because of its
 * token for example, is not read on either: the connection is closed.
 */
@ApplicationScoped
public class UnreadBodies {

    private static final int BEFORE_EVERYTHING_ELSE = 1000;

    private static final Duration LINGER = Duration.ofSeconds(2);

    private final long most;
    private final ObjectMapper json;

    UnreadBodies(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most, ObjectMapper json) {
        this.most = most.asLongValue();
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::refuse, BEFORE_EVERYTHING_ELSE);
    }

    private void refuse(RoutingContext request) {
        long announced = announcedLength(request);
        if (announced > LargestBody.DEFAULT || request.request().headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            closeUnlessRead(request);
        }
        if (announced <= most) {
            request.next();
            return;
        }
        Problem problem = Problem.tooLarge("The body is larger than the " + most + " bytes that are taken.");
        try {
            request.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE)
                    .end(json.writeValueAsString(problem.body()));
        } catch (JsonProcessingException e) {
            request.fail(e);
        }
    }

    /** Closes the connection after the answer, unless the body has been read as a whole when the answer begins. */
    static void closeUnlessRead(RoutingContext request) {
        HttpServerRequest http = request.request();
        request.addHeadersEndHandler(answering -> {
            if (!http.isEnded()) {
                request.response().putHeader(HttpHeaders.CONNECTION, "close");
                request.addBodyEndHandler(
                        answered -> request.vertx().runOnContext(written -> hangUpSoon(request.vertx(), http)));
            }
        });
    }

    /** At once would cost a client that is still sending the answer: what it sends is thrown away for a moment. */
    private static void hangUpSoon(Vertx vertx, HttpServerRequest http) {
        if (http.isEnded()) {
            http.connection().close();
        } else {
            http.endHandler(sent -> http.connection().close());
            http.resume();
            vertx.setTimer(LINGER.toMillis(), late -> http.connection().close());
        }
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
