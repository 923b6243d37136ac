package io.tierline.grading.tierchanges;

import static io.restassured.RestAssured.given;

import io.restassured.path.json.JsonPath;
import io.tierline.grading.grades.GradingApi;
import io.tierline.kit.testing.Tokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Streams of tier changes as a browser reads them. */
final class Streams {

    /** One server-sent event. */
    record Event(String name, String id, String data) {

        JsonPath json() {
            return JsonPath.from(data);
        }
    }

    /** An open stream; reading waits for the next event. */
    static final class Stream implements AutoCloseable {

        private final HttpURLConnection connection;
        private final BufferedReader lines;

        private Stream(HttpURLConnection connection) throws IOException {
            this.connection = connection;
            this.lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        }

        /** The next event, heartbeats too. */
        Event next() {
            String name = null;
            String id = null;
            StringBuilder data = new StringBuilder();
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.isEmpty() && name != null) {
                        return new Event(name, id, data.toString());
                    }
                    String value = line.substring(line.indexOf(':') + 1).strip();
                    if (line.startsWith("event:")) {
                        name = value;
                    } else if (line.startsWith("id:")) {
                        id = value;
                    } else if (line.startsWith("data:")) {
                        data.append(value);
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new IllegalStateException("The stream has ended");
        }

        /** Whether the stream ends, whatever comes before. */
        boolean ends() {
            try {
                while (lines.readLine() != null) {
                    // Heartbeats.
                }
                return true;
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The next event that is no heartbeat. */
        Event nextChange() {
            Event event = next();
            return event.name().equals("heartbeat") ? nextChange() : event;
        }

        @Override
        public void close() {
            connection.disconnect();
        }
    }

    private Streams() {}

    /** Opens a stream as a rep of the tenant. */
    static Stream open(URI address, String tenant, String query, String lastEventId) {
        return open(address + query, Tokens.of(tenant, "rep"), lastEventId);
    }

    /** Opens a stream with a token, or none. */
    static Stream open(String address, String token, String lastEventId) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(address).toURL().openConnection();
            if (token != null) {
                connection.setRequestProperty("Authorization", "Bearer " + token);
            }
            connection.setRequestProperty("Accept", "text/event-stream");
            connection.setReadTimeout((int) GradingApi.PATIENCE.toMillis());
            if (lastEventId != null) {
                connection.setRequestProperty("Last-Event-ID", lastEventId);
            }
            return new Stream(connection);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A ticket for streams, as somebody with the token gets it. */
    static String ticket(String token) {
        return given().auth()
                .oauth2(token)
                .post("/v1/stream-tickets")
                .then()
                .statusCode(201)
                .extract()
                .path("ticket");
    }
}
