package io.tierline.kit.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpMessageDecoderResult;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.tierline.kit.problem.ProblemBody;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Checks of the HTTP layer, before anything else looks at a request: what cannot be read in one way only, or is longer
 * than it may be, is refused with a problem and the connection is closed. Sets the headers that every response has, and
 * answers with a problem what the router itself refuses.
 *
 * <p>The server refuses even longer lines and headers, and requests that cannot be read, before any of this runs; those
 * answers have a status and no body.
 */
@ApplicationScoped
public class RequestChecks {

    /** In bytes. RFC 9110 (4.1) recommends to take at least this much. */
    static final int LONGEST_REQUEST_LINE = 8_192;

    /** In bytes, of all header lines together. */
    static final int LARGEST_HEADERS = 20_480;

    private static final int BEFORE_EVERYTHING_ELSE = 2000;
    private static final int AFTER_EVERYTHING_ELSE = 100_000;

    private static final CharSequence CACHE_CONTROL = HttpHeaders.createOptimized("cache-control");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence CONTENT_TYPE_OPTIONS = HttpHeaders.createOptimized("x-content-type-options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");

    private final ObjectMapper json;

    RequestChecks(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, BEFORE_EVERYTHING_ELSE);
    }

    void register(@Observes Router router) {
        router.route().order(AFTER_EVERYTHING_ELSE).failureHandler(this::failed);
        // What fails while the router looks for a route passes no failure handler.
        router.errorHandler(400, request -> answer(request.response(), ProblemMappers.ofStatus(400)));
    }

    private void check(RoutingContext request) {
        setHeaders(request.response());
        HttpServerRequest http = request.request();
        ProblemBody tooLong = tooLong(http);
        ProblemBody unclear = tooLong == null ? unclear(http) : null;
        if (tooLong != null) {
            http.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            answer(http.response(), tooLong)
                    .onComplete(written -> http.connection().close());
        } else if (unclear != null) {
            answerAndHearNoMore(http, unclear);
        } else {
            request.next();
        }
    }

    /** Nothing that the API answers is for caches or to be guessed at; static files say something else. */
    private static void setHeaders(HttpServerResponse response) {
        response.headers().set(CACHE_CONTROL, NO_STORE).set(CONTENT_TYPE_OPTIONS, NOSNIFF);
    }

    private static ProblemBody tooLong(HttpServerRequest request) {
        if (request.decoderResult() instanceof HttpMessageDecoderResult size) {
            if (size.initialLineLength() > LONGEST_REQUEST_LINE) {
                return ProblemBody.of(
                        414,
                        "address-too-long",
                        "The request line is longer than " + LONGEST_REQUEST_LINE + " bytes.",
                        List.of());
            }
            if (size.headerSize() > LARGEST_HEADERS) {
                return ProblemBody.of(
                        431,
                        "headers-too-large",
                        "The headers are larger than " + LARGEST_HEADERS + " bytes.",
                        List.of());
            }
        }
        return null;
    }

    /** Where the request ends, or how it is to be answered, is not certain. */
    private static ProblemBody unclear(HttpServerRequest request) {
        if (request.version() == null) {
            return ProblemBody.of(
                    505, "http-version-unknown", "Only HTTP/1.1 and HTTP/1.0 are spoken here.", List.of());
        }
        MultiMap headers = request.headers();
        String coding = headers.get(HttpHeaders.TRANSFER_ENCODING);
        if (coding != null
                && (!coding.equalsIgnoreCase("chunked")
                        || headers.getAll(HttpHeaders.TRANSFER_ENCODING).size() > 1)) {
            return ProblemBody.of(
                    501,
                    "transfer-encoding-unknown",
                    "The only Transfer-Encoding that is understood here is chunked.",
                    List.of());
        }
        return null;
    }

    /**
     * Writes all of the response and then closes the connection, without ending the response in between: what follows on
     * the connection must not be taken for the next request.
     */
    private void answerAndHearNoMore(HttpServerRequest http, ProblemBody problem) {
        Buffer body = bytes(problem);
        http.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
                // Compressed, it would have no length that says where it ends.
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .write(body)
                .onComplete(written -> http.connection().close());
    }

    private void failed(RoutingContext request) {
        ProblemBody problem = ProblemMappers.ofStatus(request.statusCode());
        if (problem == null || request.response().headWritten()) {
            request.next();
        } else {
            answer(request.response(), problem);
        }
    }

    private Future<Void> answer(HttpServerResponse response, ProblemBody problem) {
        setHeaders(response);
        return response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemBody.MEDIA_TYPE)
                .end(bytes(problem));
    }

    private Buffer bytes(ProblemBody problem) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
