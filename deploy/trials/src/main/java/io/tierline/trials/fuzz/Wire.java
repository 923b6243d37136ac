package io.tierline.trials.fuzz;

import io.tierline.trials.fuzz.Request.Framing;
import io.tierline.trials.fuzz.Request.Header;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** Sends requests byte by byte over connections of their own, so that also what no HTTP client would send can be sent. */
final class Wire implements AutoCloseable {
    private static final int STREAM_MILLIS = 150;
    private static final int MOST = 64 << 20;

    private final Duration patience;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1, work -> {
        Thread thread = new Thread(work, "deadlines");
        thread.setDaemon(true);
        return thread;
    });

    Wire(Duration patience) {
        this.patience = patience;
    }

    /**
     * What came back.
     *
     * @param status 0 when the connection was closed without a response, -1 when none came in time
     * @param headers by their names in lower case
     */
    record Response(int status, Map<String, List<String>> headers, byte[] body) {
        String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String shown() {
            StringBuilder text = new StringBuilder("  " + status + "\n");
            headers.forEach((name, values) -> text.append("  " + name + ": " + String.join(", ", values) + "\n"));
            return text + "  " + Request.printable(Request.of(body, 2048), 2048) + "\n";
        }
    }

    static byte[] bytes(Request request, String target, String authorization) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder(request.method() + " " + target + " " + request.version() + "\r\n");
        for (Header header : request.headers()) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        if (authorization != null) {
            head.append("Authorization: ").append(authorization).append("\r\n");
        }
        if (!request.operation().isSocket()) {
            head.append("Connection: close\r\n");
        }
        int length = request.body().length;
        Framing framing = request.framing();
        List<String> lines = switch (framing) {
            case LENGTH ->
                length == 0 && request.operation().bodies().isEmpty()
                        ? List.of()
                        : List.of("Content-Length: " + length);
            case CHUNKED, BROKEN_CHUNKS -> List.of("Transfer-Encoding: chunked");
            case TOO_SHORT -> List.of("Content-Length: " + length / 2);
            case TOO_LONG -> List.of("Content-Length: " + (length + 10));
            case TWICE -> List.of("Content-Length: " + length, "Content-Length: " + (length + 1));
            case LENGTH_AND_CHUNKED -> List.of("Content-Length: " + length, "Transfer-Encoding: chunked");
            case ODD_LENGTH -> List.of("Content-Length: -" + length + "x");
            case ODD_CODING -> List.of("Transfer-Encoding: gzip, nonsense");
        };
        lines.forEach(line -> head.append(line).append("\r\n"));
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        boolean chunked = lines.toString().contains("chunked");
        if (chunked && length > 0) {
            bytes.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        bytes.writeBytes(request.body());
        if (chunked) {
            String end = length > 0 ? "\r\n0\r\n\r\n" : "0\r\n\r\n";
            bytes.writeBytes(
                    (framing == Framing.BROKEN_CHUNKS ? "\r\nxyz\r\n" : end).getBytes(StandardCharsets.US_ASCII));
        }
        return bytes.toByteArray();
    }

    /** Sends a request and waits for the response; of what may be a stream only the beginning is read. */
    Response exchange(URI base, Request request, byte[] bytes) {
        try (Socket socket = new Socket()) {
            Future<?> deadline = clock.schedule(() -> close(socket), patience.toMillis(), TimeUnit.MILLISECONDS);
            long begin = System.nanoTime();
            try {
                socket.connect(new InetSocketAddress(base.getHost(), base.getPort()), 5000);
                CompletableFuture<Void> sent =
                        CompletableFuture.runAsync(() -> send(socket, request, bytes), this::start);
                InputStream in = new BufferedInputStream(socket.getInputStream());
                Response response = read(socket, in, request);
                if (response.status() == 101) {
                    sent.join();
                    response = talk(socket, in, response);
                }
                return response;
            } catch (IOException e) {
                boolean late =
                        System.nanoTime() - begin > patience.minusMillis(50).toNanos();
                return new Response(late ? -1 : 0, Map.of(), String.valueOf(e).getBytes(StandardCharsets.UTF_8));
            } finally {
                deadline.cancel(false);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e); // closing a socket does not fail
        }
    }

    private void start(Runnable sending) {
        Thread thread = new Thread(sending, "sending");
        thread.setDaemon(true);
        thread.start();
    }

    private static void send(Socket socket, Request request, byte[] bytes) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
            if (request.framing() == Framing.TOO_LONG || request.framing() == Framing.BROKEN_CHUNKS) {
                socket.shutdownOutput(); // nothing more comes; the service would wait for it otherwise
            }
        } catch (IOException e) {
            // The service has seen enough; its response, if there is one, says why.
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Response read(Socket socket, InputStream in, Request request) throws IOException {
        String line = line(in);
        if (!line.matches("HTTP/1\\.[01] \\d{3}.*")) {
            return new Response(0, Map.of(), line.getBytes(StandardCharsets.UTF_8));
        }
        int status = Integer.parseInt(line.substring(9, 12));
        Map<String, List<String>> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.computeIfAbsent(header.substring(0, colon).toLowerCase(Locale.ROOT), none -> new ArrayList<>())
                    .add(header.substring(colon + 1).strip());
        }
        if (status == 100) {
            return read(socket, in, request);
        }
        Response head = new Response(status, headers, new byte[0]);
        if (request.method().equals("HEAD") || status == 101 || status == 204 || status == 304) {
            return head;
        }
        if (head.header("content-type").startsWith("text/event-stream")) {
            return new Response(status, headers, beginning(socket, in));
        }
        String length = head.header("content-length");
        byte[] body = head.header("transfer-encoding").equals("chunked")
                ? chunks(in)
                : in.readNBytes(length.isEmpty() ? MOST : Integer.parseInt(length));
        return new Response(status, headers, head.header("content-encoding").equals("gzip") ? unpacked(body) : body);
    }

    private static byte[] unpacked(byte[] body) throws IOException {
        try (InputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return unpacking.readAllBytes();
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("closed after " + line);
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            all.writeBytes(in.readNBytes(size));
            line(in);
        }
        return all.toByteArray();
    }

    /** What comes within a moment. */
    private static byte[] beginning(Socket socket, InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[8192];
        socket.setSoTimeout(STREAM_MILLIS);
        try {
            for (int read = in.read(some); read >= 0 && all.size() < 1 << 20; read = in.read(some)) {
                all.write(some, 0, read);
            }
        } catch (SocketTimeoutException enough) {
            // The stream goes on, without us.
        }
        return all.toByteArray();
    }

    /** Sends a WebSocket frames that it does not expect, and takes what it says. */
    private static Response talk(Socket socket, InputStream in, Response opened) throws IOException {
        byte[] said = beginning(socket, in);
        OutputStream out = socket.getOutputStream();
        out.write(new byte[] {(byte) 0x81, (byte) 0x82, 1, 2, 3, 4, 'h' ^ 1, 'i' ^ 2}); // a masked text
        out.write(new byte[] {(byte) 0x82, 0x7f, 0x7f, 0, 0, 0, 0, 0, 0, 0}); // neither masked nor of a possible length
        out.flush();
        return new Response(opened.status(), opened.headers(), said);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
