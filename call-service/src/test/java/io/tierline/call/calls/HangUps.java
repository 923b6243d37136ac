package io.tierline.call.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** Clients that do not wait for their answers. */
public final class HangUps {

    private static final ObjectMapper JSON = new ObjectMapper();

    private HangUps() {}

    /** Sends a complete request and closes the connection, at once or with a reset. */
    public static void send(URI service, String method, String path, String token, Object content, boolean reset) {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            byte[] body = JSON.writeValueAsBytes(content);
            socket.getOutputStream()
                    .write(("%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n")
                            .formatted(method, path, token, body.length)
                            .getBytes(UTF_8));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            if (reset) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
