package io.tierline.trials.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.trials.Api;
import io.tierline.trials.Api.Answer;
import io.tierline.trials.model.Violation;
import io.tierline.trials.watch.Connection.Event;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A screen that follows tier changes and hops from instance to instance: whenever its connection ends, falls silent, or
 * has brought as much as the seed wants. Each connection is by server-sent events or by WebSocket, with a token or with a
 * ticket, and goes on behind the last position that the one before has named, in a change or in a heartbeat.
 */
public final class Subscriber implements AutoCloseable {
    private static final String PROMISE = "a stream has no gap and no repeat";
    private static final int LONGEST_SILENCE = 25_000; // a heartbeat comes every 15 s
    private static final int SHORT_STAY = 8_000;
    private static final int LONG_STAY = 40_000; // a filtered stream's position comes with its heartbeats
    private static final int MOST_EVENTS = 30;
    private static final int PAUSE = 200;
    private static final int TICKET_REFUSED = 401;

    private final List<URI> instances;
    private final String authorization;
    private final Filter filter;
    private final Random random;
    private final List<JsonNode> received = Collections.synchronizedList(new ArrayList<>());
    private final List<Violation> violations = Collections.synchronizedList(new ArrayList<>());
    private final Thread reader = new Thread(this::run, "subscriber");
    private volatile long start;
    private volatile long position;
    private volatile int connections;
    private volatile boolean settled;
    private volatile boolean closed;
    private String ticket;

    Subscriber(List<URI> instances, String authorization, Filter filter, long after, long seed) {
        this.instances = instances;
        this.authorization = authorization;
        this.filter = filter;
        this.random = new Random(seed);
        this.start = after;
        this.position = after;
    }

    /**
     * Follows everything behind a position that matches the filter.
     *
     * @param instances base addresses of the service's instances
     * @param authorization the header of that name
     * @param after the position to start behind; negative to start with the present
     */
    public static Subscriber follow(List<URI> instances, String authorization, Filter filter, long after, long seed) {
        Subscriber subscriber = new Subscriber(instances, authorization, filter, after, seed);
        subscriber.reader.setDaemon(true);
        subscriber.reader.start();
        return subscriber;
    }

    private void run() {
        while (!closed) {
            URI instance = instances.get(random.nextInt(instances.size()));
            boolean bySocket = random.nextBoolean();
            boolean byTicket = random.nextBoolean();
            boolean byHeader = random.nextBoolean();
            boolean newTicket = random.nextInt(4) == 0;
            long stay = random.nextInt(random.nextInt(5) == 0 ? LONG_STAY : SHORT_STAY);
            int most = 1 + random.nextInt(MOST_EVENTS);
            try (Connection connection = connect(instance, bySocket, byTicket, byHeader, newTicket)) {
                read(connection, stay, most);
                if (connection.refused() != 0 && connection.refused() != 429 && connection.refused() != 503) {
                    violations.add(Violation.of(
                            "a subscriber is let in", instance + filter.query(), "200", connection.refused()));
                    ticket = connection.refused() == TICKET_REFUSED ? null : ticket;
                }
                if (connection.hasEnded()) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE);
                }
            } catch (IOException notNow) {
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Connection connect(URI instance, boolean bySocket, boolean byTicket, boolean byHeader, boolean newTicket)
            throws IOException {
        List<String> headers = new ArrayList<>();
        String query = filter.query();
        if (byTicket) {
            if (ticket == null || newTicket) {
                ticket = ticket(instance);
            }
            query += "&ticket=" + ticket;
        } else {
            headers.addAll(List.of("Authorization", authorization));
        }
        if (position >= 0 && byHeader && !bySocket) {
            headers.addAll(List.of("Last-Event-ID", String.valueOf(position)));
        } else if (position >= 0) {
            query += "&after=" + position;
        }
        String path = "/v1/tier-changes/" + (bySocket ? "socket" : "stream") + "?" + query.replaceFirst("^&", "");
        connections++;
        String[] all = headers.toArray(String[]::new);
        return bySocket
                ? Connection.socket(URI.create(instance.resolve(path).toString().replaceFirst("^http", "ws")), all)
                : Connection.events(instance.resolve(path), all);
    }

    private String ticket(URI instance) throws IOException {
        Answer answer = new Api(instance, authorization).send("POST", "/v1/stream-tickets", "{}");
        if (answer.status() != 201) {
            throw new IOException("no ticket: " + answer.status());
        }
        return answer.json().path("ticket").asText();
    }

    private void read(Connection connection, long stay, int most) throws InterruptedException {
        long opened = System.nanoTime();
        long last = opened;
        for (int count = 0; (count < most || settled) && !connection.hasEnded(); ) {
            long now = System.nanoTime();
            Event event = connection.next(50);
            if (event != null) {
                take(event);
                count++;
                last = now;
            } else if (TimeUnit.NANOSECONDS.toMillis(now - last) > LONGEST_SILENCE
                    || count > 0 && !settled && TimeUnit.NANOSECONDS.toMillis(now - opened) > stay) {
                return;
            }
        }
    }

    void take(Event event) {
        if (event.change() == null) {
            if (!event.name().equals("heartbeat") || position >= 0 && event.position() < position) {
                violations.add(Violation.of(
                        PROMISE, "stream" + filter.query(), "a heartbeat at " + position + " or behind it", event));
            }
            start = position < 0 ? event.position() : start;
        } else {
            received.add(event.change());
            boolean named = event.name()
                            .equals("tier-" + event.change().path("kind").asText())
                    && event.position() == event.change().path("position").asLong();
            if (!named || event.position() <= position) {
                violations.add(Violation.of(PROMISE, "stream" + filter.query(), "a change behind " + position, event));
            }
        }
        position = Math.max(position, event.position());
    }

    /** From now on it stays where it is while the connection lasts. */
    public void settle() {
        settled = true;
    }

    /** The last position that it knows of, by a change or a heartbeat; negative before there was any. */
    public long position() {
        return position;
    }

    /** How often it has connected. */
    public int connections() {
        return connections;
    }

    /** The changes that it has received, in the order of arrival. */
    public List<JsonNode> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /**
     * Whether it has seen every change that matches, once and in order, and has come to the last position. A filtered
     * stream comes there with a heartbeat, up to 15 s after it has settled.
     *
     * @param changes all tier changes of the tenant by position
     */
    public List<Violation> check(List<JsonNode> changes) {
        List<Violation> found = new ArrayList<>(violations);
        String subject = "stream" + filter.query() + " behind " + start;
        List<JsonNode> expected =
                filter.of(changes.subList((int) Math.max(0, Math.min(start, changes.size())), changes.size()));
        List<JsonNode> seen = received();
        for (int i = 0; i < Math.max(expected.size(), seen.size()); i++) {
            JsonNode must = i < expected.size() ? expected.get(i) : null;
            JsonNode is = i < seen.size() ? seen.get(i) : null;
            if (must == null || !must.equals(is)) {
                found.add(Violation.of(PROMISE, subject + ", event " + i, must, is));
                break;
            }
        }
        if (position != changes.size()) {
            found.add(Violation.of("a stream comes to the last position", subject, changes.size(), position));
        }
        return found;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
    }
}
