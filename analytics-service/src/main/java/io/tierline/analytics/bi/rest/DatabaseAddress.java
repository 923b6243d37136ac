package io.tierline.analytics.bi.rest;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where BI tools reach PostgreSQL.
 *
 * @param host as they see it
 * @param port as they see it
 */
record DatabaseAddress(String host, int port) {

    private static final int USUAL_PORT = 5432;

    /** What the operator says, else where the service itself reaches it. */
    static class Configuration {

        @Produces
        @Singleton
        DatabaseAddress address(
                @ConfigProperty(name = "tierline.bi.address") Optional<String> address,
                @ConfigProperty(name = "quarkus.datasource.reactive.url") String own) {
            URI uri = URI.create(address.map(hostAndPort -> "postgresql://" + hostAndPort)
                    .orElse(own.replaceFirst("^vertx-reactive:", "")));
            return new DatabaseAddress(uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort());
        }
    }
}
