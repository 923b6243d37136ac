package io.tierline.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One of Tierline's services, as it comes out of the build, in a JVM of its own. */
final class Service implements Program {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final DataDirectory data;
    private final String name;
    private final int port;
    private final Path jar;
    private final Map<String, String> environment;

    Service(DataDirectory data, String name, int port, Path jar, Map<String, String> environment) {
        this.data = data;
        this.name = name;
        this.port = port;
        this.jar = jar;
        this.environment = environment;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void prepare() throws IOException {
        if (!Files.isReadable(jar)) {
            throw new IOException(jar + " is missing: build it with ./mvnw package");
        }
    }

    @Override
    public ProcessBuilder command() {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                // Out of memory is a crash: then the supervision can help.
                Java.EXECUTABLE, data.mark(), "-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-jar", jar.toString()));
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(UpOptions.managementPort(port)));
        return builder;
    }

    @Override
    public boolean isReady() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + UpOptions.managementPort(port) + "/q/health/ready"))
                .timeout(Duration.ofSeconds(3))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    }
}
