package io.tierline.grading.webhooks.messaging;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.tierline.grading.webhooks.application.Receivers;
import io.tierline.grading.webhooks.domain.Answer;
import io.tierline.grading.webhooks.domain.ReceiverAddress;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Receivers over HTTP/1.1, connected to by the IP address that was checked. */
@ApplicationScoped
class HttpReceivers implements Receivers {

    private static final int CONNECT_MILLIS = 5_000;

    /** Of an answer's body no more is read; nothing in it matters, it is read to use the connection again. */
    private static final int MOST_READ = 4_096;

    /** Beyond the slots that there are, so that no receiver waits for a connection of another. */
    private static final int MOST_CONNECTIONS = 256;

    private static final int KEPT_OPEN_SECONDS = 10;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private final Vertx vertx;
    private final HttpClient client;
    private final Clock clock;

    @Inject
    HttpReceivers(Vertx vertx, Clock clock) {
        this(vertx, clock, new HttpClientOptions());
    }

    HttpReceivers(Vertx vertx, Clock clock, HttpClientOptions options) {
        this.vertx = vertx;
        this.clock = clock;
        this.client = vertx.createHttpClient(
                options.setConnectTimeout(CONNECT_MILLIS)
                        .setSslHandshakeTimeout(CONNECT_MILLIS)
                        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setKeepAliveTimeout(KEPT_OPEN_SECONDS)
                        .setIdleTimeout(60),
                new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS));
    }

    @PreDestroy
    void close() {
        client.close();
    }

    @Override
    public Uni<Answer> post(ReceiverAddress receiver, InetAddress at, Map<String, String> headers, String body) {
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                // Where the connection goes; host and port below are the receiver's name, for Host, SNI and
                // certificate.
                .setServer(SocketAddress.inetSocketAddress(receiver.port(), at.getHostAddress()))
                .setHost(receiver.host())
                .setPort(receiver.port())
                .setSsl(receiver.encrypted())
                .setURI(receiver.target())
                .setFollowRedirects(false)
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "Tierline-Webhooks/1");
        headers.forEach(options::putHeader);
        return Uni.createFrom().emitter(emitter -> new Attempt(emitter).begin(options, body));
    }

    /** One request on its way. */
    private final class Attempt {

        private final UniEmitter<? super Answer> emitter;
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicReference<HttpClientRequest> request = new AtomicReference<>();
        private int read;

        Attempt(UniEmitter<? super Answer> emitter) {
            this.emitter = emitter;
        }

        void begin(RequestOptions options, String body) {
            emitter.onTermination(this::abandon);
            client.request(options)
                    .compose(connected -> {
                        request.set(connected);
                        if (over.get()) {
                            // Nobody waits any more; who gave up could not yet reach this request.
                            connected.reset();
                        }
                        return connected.send(body);
                    })
                    .onSuccess(this::answered)
                    .onFailure(failure -> end(Answer.none(reason(failure))));
        }

        private void answered(HttpClientResponse response) {
            end(Answer.of(response.statusCode(), retryAfter(response.getHeader("retry-after"))));
            long limit = vertx.setTimer(CONNECT_MILLIS, id -> response.request().reset());
            try {
                response.exceptionHandler(failure -> vertx.cancelTimer(limit));
                response.endHandler(end -> vertx.cancelTimer(limit));
                response.handler(part -> {
                    read += part.length();
                    if (read > MOST_READ) {
                        response.request().reset();
                    }
                });
            } catch (IllegalStateException ended) {
                // All of the answer was there before this ran.
                vertx.cancelTimer(limit);
            }
        }

        private void end(Answer answer) {
            if (over.compareAndSet(false, true)) {
                emitter.complete(answer);
            }
        }

        /** Called at the end, too; then there is nothing to give up. */
        private void abandon() {
            if (over.compareAndSet(false, true) && request.get() != null) {
                request.get().reset();
            }
        }
    }

    /** Seconds or a date (RFC 9110, 10.2.3); null when it is neither. */
    private Duration retryAfter(String header) {
        if (header == null) {
            return null;
        }
        if (SECONDS.matcher(header).matches()) {
            return Duration.ofSeconds(Long.parseLong(header));
        }
        try {
            Instant until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(clock.instant(), until);
            return left.isNegative() ? null : left;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** Never the failure's own words: they may repeat what the other side has sent, or tell of our network. */
    private static String reason(Throwable failure) {
        if (failure instanceof SSLException || failure.getCause() instanceof SSLException) {
            return "No encrypted connection: the certificate is not trusted or not of this host, or the protocol is old";
        }
        if (failure instanceof ConnectException) {
            return "No connection";
        }
        return "The connection broke before an answer came";
    }
}
