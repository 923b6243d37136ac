package io.tierline.trials.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.trials.Api;
import io.tierline.trials.ServerSentEvents;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One connection to the stream of tier changes, by server-sent events or by WebSocket, until either side ends it. */
abstract class Connection implements AutoCloseable {
    private static final Duration OPENED_WITHIN = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** An event of the stream; the change is null in heartbeats and resets. */
    record Event(String name, long position, JsonNode change) {
        /** The connection has ended or was refused. */
        private static final Event END = new Event("end", 0, null);
    }

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private boolean ended;
    private volatile int refused;

    /** The next event, null when there is none in time. */
    Event next(long milliseconds) throws InterruptedException {
        Event event = ended ? null : events.poll(milliseconds, TimeUnit.MILLISECONDS);
        ended |= event == Event.END;
        return ended ? null : event;
    }

    boolean hasEnded() {
        return ended;
    }

    /** The status of a refusal, 0 when there was none. */
    int refused() {
        return refused;
    }

    @Override
    public abstract void close();

    private void end(int status) {
        refused = status;
        events.add(Event.END);
    }

    /** Watches server-sent events. */
    static Connection events(URI address, String... headers) {
        return new Events(address, headers);
    }

    /** Watches by WebSocket. */
    static Connection socket(URI address, String... headers) {
        return new Socket(address, headers);
    }

    private static final class Events extends Connection implements Flow.Subscriber<String> {
        private volatile Flow.Subscription subscription;
        private volatile int status;
        private final CompletableFuture<?> exchange;
        private final ServerSentEvents parser = new ServerSentEvents();

        Events(URI address, String... headers) {
            HttpRequest.Builder request = HttpRequest.newBuilder(address).setHeader("Accept", "text/event-stream");
            for (int i = 0; i < headers.length; i += 2) {
                request.setHeader(headers[i], headers[i + 1]);
            }
            exchange = HTTP.sendAsync(request.build(), answer -> {
                status = answer.statusCode();
                return BodySubscribers.fromLineSubscriber(this);
            });
            exchange.whenComplete((done, failure) -> {
                if (failure != null) {
                    onError(failure);
                }
            });
        }

        @Override
        public void onSubscribe(Flow.Subscription opened) {
            subscription = opened;
            opened.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            ServerSentEvents.Event event = parser.read(line);
            if (event != null) {
                JsonNode content = json(event.data());
                super.events.add(new Event(
                        event.name(), Long.parseLong(event.id()), content.has("customerId") ? content : null));
            }
        }

        @Override
        public void onError(Throwable failure) {
            super.end(0);
        }

        @Override
        public void onComplete() {
            super.end(status == 200 ? 0 : status);
        }

        @Override
        public void close() {
            if (subscription != null) {
                subscription.cancel();
            }
            exchange.cancel(true);
        }
    }

    private static final class Socket extends Connection implements WebSocket.Listener {
        private final CompletableFuture<WebSocket> opening;
        private final StringBuilder message = new StringBuilder();

        Socket(URI address, String... headers) {
            WebSocket.Builder builder = HTTP.newWebSocketBuilder().connectTimeout(OPENED_WITHIN);
            for (int i = 0; i < headers.length; i += 2) {
                builder.header(headers[i], headers[i + 1]);
            }
            opening = builder.buildAsync(address, this);
            opening.whenComplete((opened, failure) -> {
                if (failure != null) {
                    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
                    super.end(
                            cause instanceof WebSocketHandshakeException
                                    ? ((WebSocketHandshakeException) cause)
                                            .getResponse()
                                            .statusCode()
                                    : 0);
                }
            });
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                JsonNode event = json(message.toString());
                super.events.add(new Event(
                        event.path("event").asText(),
                        event.path("position").asLong(),
                        event.path("change").isObject() ? event.get("change") : null));
                message.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            super.end(0);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            super.end(0);
        }

        @Override
        public void close() {
            opening.thenAccept(WebSocket::abort);
        }
    }

    private static JsonNode json(String text) {
        try {
            return Api.JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON: " + text, e);
        }
    }
}
