package io.tierline.trials;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A screen that watches a stream of events. Like a browser's EventSource it connects again whenever the connection ends,
 * with the id of the last event, if events have ids, in Last-Event-ID.
 */
public class EventStream implements AutoCloseable {

    /** A server-sent event, and when it arrived by {@link System#nanoTime}. */
    public record Event(String id, String name, JsonNode data, long arrived) {}

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private final Api api;
    private final String path;
    private final Thread reader = new Thread(this::read, "event-stream");
    private volatile String lastEventId;
    private volatile InputStream body;
    private volatile boolean closed;
    private volatile int connections;

    /** Watches the path, after an event of this id, null for none; returns once the stream is open. */
    public EventStream(Api api, String path, String lastEventId) throws InterruptedException {
        this.api = api;
        this.path = path;
        this.lastEventId = lastEventId;
        reader.setDaemon(true);
        reader.start();
        if (!open.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the stream has said nothing for 30 s, not even that it is open");
        }
    }

    private void read() {
        while (!closed) {
            try {
                HttpResponse<InputStream> response =
                        lastEventId == null ? api.open(path) : api.open(path, "Last-Event-ID", lastEventId);
                body = response.body();
                if (response.statusCode() == 200) {
                    connections++;
                    readEvents();
                }
                body.close();
            } catch (IOException disconnected) {
                // Connects again, like a browser.
            }
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void readEvents() throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        ServerSentEvents parser = new ServerSentEvents();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            ServerSentEvents.Event event = parser.read(line);
            if (event != null) {
                JsonNode data = Api.JSON.readTree(event.data());
                events.add(new Event(event.id(), event.name(), data, System.nanoTime()));
                lastEventId = event.id();
                open.countDown();
            }
        }
    }

    /** Everything, heartbeats too, in the order of arrival. */
    public List<Event> events() {
        return events;
    }

    public String lastEventId() {
        return lastEventId;
    }

    /** How often it has been connected. */
    public int connections() {
        return connections;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (body != null) {
            body.close();
        }
        reader.interrupt();
    }
}
