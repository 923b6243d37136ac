package io.tierline.trials.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.tierline.trials.Api;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A service that gives the answers that a test has thought of; an empty list to anything else. */
final class Answers implements AutoCloseable {
    static {
        // Else the second packet of each answer waits for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final Map<String, Function<URI, String>> answers = new HashMap<>();

    Answers() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            URI asked = exchange.getRequestURI();
            byte[] answer = answers.getOrDefault(asked.getPath(), uri -> "{\"items\":[],\"next\":null}")
                    .apply(asked)
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    Api api() {
        return new Api(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), null);
    }

    Answers on(String path, Function<URI, String> answer) {
        answers.put(path, answer);
        return this;
    }

    Answers list(String path, Iterable<ObjectNode> items) {
        ObjectNode page = Api.JSON.createObjectNode().putNull("next");
        ArrayNode array = page.putArray("items");
        items.forEach(array::add);
        return on(path, uri -> page.toString());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
