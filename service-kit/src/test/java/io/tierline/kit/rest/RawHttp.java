package io.tierline.kit.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** HTTP as it goes over the wire, also such that no client library would send. */
final class RawHttp {

    /** Everything that came back until the server closed the connection. */
    record Answer(String text) {

        /** 0 when the connection was closed without an answer. */
        int status() {
            return text.matches("(?s)HTTP/\\d\\.\\d \\d{3} .*") ? Integer.parseInt(text.substring(9, 12)) : 0;
        }

        List<String> headers(String name) {
            return head().lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        String body() {
            return text.substring(Math.min(text.length(), head().length() + 4));
        }

        /** How many responses came back. */
        long responses() {
            return text.split("HTTP/\\d\\.\\d \\d{3} ", -1).length - 1L;
        }

        private String head() {
            int end = text.indexOf("\r\n\r\n");
            return end < 0 ? text : text.substring(0, end);
        }
    }

    private final URI server;

    RawHttp(URI server) {
        this.server = server;
    }

    /** Sends the request as it is and reads until the server closes the connection, as it does after Connection: close. */
    Answer send(String request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new Answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The request line and headers, each given as a whole line, with Host and Connection: close, and an empty line. */
    static String head(String requestLine, String... headers) {
        StringBuilder head = new StringBuilder(requestLine).append("\r\nHost: localhost\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }
}
