package io.tierline.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A POST as bytes on a socket, by a client that may stop half-way, trickle, or go on when it has been answered. */
final class RawRequest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int PIECE = 64 * 1024;

    private final Socket socket;
    private boolean cutOff;

    /** Sends the head of a request whose body will have so many bytes. */
    RawRequest(URI service, String path, String token, String type, long length, String... headers) throws IOException {
        socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        StringBuilder head = new StringBuilder("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + token + "\r\nConnection: close\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\n");
        for (int i = 0; i + 1 < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        send(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Posts a whole body and answers with the status. */
    static int post(URI service, String path, String token, String type, byte[] body, String... headers)
            throws IOException {
        try (RawRequest request = new RawRequest(service, path, token, type, body.length, headers)) {
            request.send(body);
            return request.status();
        }
    }

    /** Sends some of the body, or as much of it as the server takes before it answers or hangs up. */
    void send(byte[] bytes) throws IOException {
        for (int from = 0; from < bytes.length && !isAnswered() && !cutOff; from += PIECE) {
            try {
                socket.getOutputStream().write(bytes, from, Math.min(PIECE, bytes.length - from));
            } catch (IOException e) {
                cutOff = true;
            }
        }
    }

    /** Whether the server has begun to answer. */
    boolean isAnswered() throws IOException {
        return socket.getInputStream().available() > 0;
    }

    /** The status of the answer, once it is there. */
    int status() throws IOException {
        InputStream in = socket.getInputStream();
        String line = new String(in.readNBytes("HTTP/1.1 200".length()), UTF_8);
        return Integer.parseInt(line.substring(line.length() - 3));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
