package io.tierline.kit.rest;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiSubscriber;
import io.tierline.kit.problem.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Flow;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Answers a request with a WebSocket that sends a stream of messages. The endpoint is one like any other: roles, parameters
 * and problems are dealt with before the connection becomes a WebSocket.
 */
@ApplicationScoped
public class WebSockets implements HttpServerOptionsCustomizer {

    /** The close code after a stream that has come to its end: that of its caller's token. */
    public static final int ENDED = 4401;

    private static final int FAILED = 1011;
    private static final Logger LOG = Logger.getLogger(WebSockets.class);
    private static final Map<String, String> DEFAULT_PORTS = Map.of("http", ":80", "https", ":443");

    private final boolean originsAreChecked;

    WebSockets(@ConfigProperty(name = "quarkus.http.cors.enabled") boolean originsAreChecked) {
        this.originsAreChecked = originsAreChecked;
    }

    /**
     * Makes the connection a WebSocket and sends the messages, each when the one before is on its way: of a client that does
     * not read, one message waits, and the server's idle time-out ends it. What the client says is not listened to. When the
     * stream ends, the socket is closed with {@link #ENDED} and the reason.
     *
     * @return never an item, as nothing is left to be answered
     * @throws Problem 400 when the client does not ask for a WebSocket, 403 when a page of a foreign origin does
     */
    public <T> Uni<T> send(RoutingContext request, Multi<String> messages, String endReason) {
        HttpServerRequest http = request.request();
        if (!http.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)) {
            throw Problem.unreadable("This address speaks WebSocket alone: send Upgrade: websocket.");
        }
        // With CORS configured, a foreign origin gets here only when it is one of those; without it none is welcome,
        // and of
        // WebSockets, unlike of other requests, the browser does not keep them out.
        String origin = http.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !originsAreChecked && !isSame(origin, http.getHeader(HttpHeaders.HOST))) {
            throw Problem.forbidden("origin-not-allowed", "Pages of the origin " + origin + " may not connect.");
        }
        return Uni.createFrom()
                .emitter(emitter -> http.toWebSocket()
                        .onSuccess(socket -> messages.subscribe().withSubscriber(new Sending(socket, endReason)))
                        .onFailure(failure -> {
                            // The server has answered a handshake that is faulty.
                            LOG.debugf("No WebSocket: %s", failure.toString());
                        }));
    }

    /** Compression would cost each connection some 300 kB, for messages too short to gain by it. */
    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        options.setPerMessageWebSocketCompressionSupported(false).setPerFrameWebSocketCompressionSupported(false);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        customizeHttpServer(options);
    }

    /**
     * Whether a page of the origin comes from the server under this host name. The scheme is not looked at: a proxy in front
     * may speak another one.
     */
    static boolean isSame(String origin, String host) {
        int end = origin.indexOf("://");
        if (end < 0 || host == null) {
            return false;
        }
        String port = DEFAULT_PORTS.getOrDefault(origin.substring(0, end).toLowerCase(Locale.ROOT), ":");
        return withoutPort(origin.substring(end + 3), port).equalsIgnoreCase(withoutPort(host, port));
    }

    private static String withoutPort(String host, String port) {
        return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
    }

    /** Asks for the next message when the last one is written. */
    private static final class Sending implements MultiSubscriber<String> {

        private final ServerWebSocket socket;
        private final String endReason;
        private Flow.Subscription subscription;

        Sending(ServerWebSocket socket, String endReason) {
            this.socket = socket;
            this.endReason = endReason;
        }

        @Override
        public void onSubscribe(Flow.Subscription messages) {
            subscription = messages;
            socket.closeHandler(closed -> messages.cancel());
            socket.exceptionHandler(failure -> messages.cancel());
            if (socket.isClosed()) {
                messages.cancel();
            } else {
                messages.request(1);
            }
        }

        @Override
        public void onItem(String message) {
            try {
                socket.writeTextMessage(message)
                        .onSuccess(written -> subscription.request(1))
                        .onFailure(failure -> subscription.cancel());
            } catch (IllegalStateException e) {
                // Closed in this very moment.
                subscription.cancel();
            }
        }

        @Override
        public void onCompletion() {
            close(ENDED, endReason);
        }

        @Override
        public void onFailure(Throwable failure) {
            close((short) FAILED, ProblemMappers.problemOf(failure).code());
        }

        private void close(int code, String reason) {
            if (!socket.isClosed()) {
                socket.close((short) code, reason);
            }
        }
    }
}
