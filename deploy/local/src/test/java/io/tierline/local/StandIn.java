package io.tierline.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** In place of a service: answers that it is ready and tells its environment. */
public final class StandIn {
    private StandIn() {}

    public static void main(String[] args) throws Exception {
        System.out.println("stand-in on port " + System.getenv("QUARKUS_HTTP_PORT"));
        HttpServer management = listen("QUARKUS_MANAGEMENT");
        management.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        management.start();
        HttpServer server = listen("QUARKUS_HTTP");
        server.createContext("/environment/", exchange -> {
            String name = exchange.getRequestURI().getPath().substring("/environment/".length());
            byte[] value = String.valueOf(System.getenv(name)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, value.length);
            exchange.getResponseBody().write(value);
            exchange.close();
        });
        server.start();
    }

    private static HttpServer listen(String prefix) throws IOException {
        return HttpServer.create(
                new InetSocketAddress(
                        System.getenv(prefix + "_HOST"), Integer.parseInt(System.getenv(prefix + "_PORT"))),
                0);
    }
}
