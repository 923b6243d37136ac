package io.tierline.local;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;

/** In place of a service: answers that it is ready and tells its environment. */
public final class StandIn {
    private StandIn() {}

    public static void main(String[] args) throws Exception {
        System.out.println("stand-in on port " + System.getenv("QUARKUS_HTTP_PORT"));
        HttpServer server = HttpServer.create(
                new InetSocketAddress(
                        System.getenv("QUARKUS_HTTP_HOST"), Integer.parseInt(System.getenv("QUARKUS_HTTP_PORT"))),
                0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/environment/", exchange -> {
            String name = exchange.getRequestURI().getPath().substring("/environment/".length());
            byte[] value = String.valueOf(System.getenv(name)).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, value.length);
            exchange.getResponseBody().write(value);
            exchange.close();
        });
        server.start();
    }
}
