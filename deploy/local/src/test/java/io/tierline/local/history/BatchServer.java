package io.tierline.local.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;

/** In place of call-service: stores a call under its id once, rejects phones that are none, and fails when it is told to. */
final class BatchServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the server does instead of answering as it should. */
    interface Fault {
        void happen(HttpExchange exchange, Runnable store) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentLinkedDeque<Fault> faults = new ConcurrentLinkedDeque<>();
    private final AtomicInteger underWay = new AtomicInteger();

    final Map<String, List<String>> stored = new ConcurrentHashMap<>();
    final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
    final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
    final AtomicInteger mostUnderWay = new AtomicInteger();

    private BatchServer(HttpServer server) {
        this.server = server;
    }

    static BatchServer start() throws IOException {
        BatchServer batches =
                new BatchServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        batches.server.setExecutor(batches.threads);
        batches.server.createContext("/v1/calls/batch", batches::answer);
        batches.server.start();
        return batches;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next request meets this; of several faults each is met once, in order. */
    BatchServer next(Fault fault) {
        faults.add(fault);
        return this;
    }

    static Fault refusing(int status, String problem, String... headers) {
        return (exchange, store) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            send(exchange, status, problem);
        };
    }

    /** Stores the calls, and dies before it has said so. */
    static Fault losingTheAnswer() {
        return (exchange, store) -> {
            store.run();
            exchange.close();
        };
    }

    private void answer(HttpExchange exchange) throws IOException {
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try {
            authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] packed = exchange.getRequestBody().readAllBytes();
            String body = new String(
                    new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(), StandardCharsets.UTF_8);
            bodies.add(body);
            Fault fault = faults.poll();
            if (fault != null) {
                fault.happen(exchange, () -> report(body));
            } else {
                send(exchange, 200, report(body).toString());
            }
        } finally {
            underWay.decrementAndGet();
        }
    }

    private synchronized ObjectNode report(String body) {
        List<CsvRecord> rows;
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(body)) {
            rows = csv.stream().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        List<String> header = rows.get(0).getFields();
        int created = 0;
        int replayed = 0;
        ArrayNode items = JSON.createArrayNode();
        for (int index = 0; index < rows.size() - 1; index++) {
            List<String> cells = rows.get(index + 1).getFields();
            String callId = cells.get(header.indexOf("callId"));
            List<String> known = stored.get(callId);
            if (cells.get(header.indexOf("phone")).length() < 5) {
                items.add(rejected(index, callId, 422, "invalid"));
            } else if (known == null) {
                stored.put(callId, cells);
                created++;
            } else if (known.equals(cells)) {
                replayed++;
            } else {
                items.add(rejected(index, callId, 409, "call-conflict"));
            }
        }
        return JSON.createObjectNode()
                .put("created", created)
                .put("replayed", replayed)
                .put("rejected", items.size())
                .set("items", items);
    }

    static ObjectNode rejected(int index, String callId, int status, String code) {
        ObjectNode problem = JSON.createObjectNode()
                .put("status", status)
                .put("code", code)
                .put("detail", "The detail of " + code + ".");
        if (code.equals("invalid")) {
            problem.putArray("errors")
                    .addObject()
                    .put("pointer", "/phone")
                    .put("message", "is no phone number; write it as +8613800138000");
        }
        return JSON.createObjectNode()
                .put("index", index)
                .put("callId", callId)
                .put("result", "rejected")
                .set("problem", problem);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
