package io.tierline.kit.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.tierline.kit.trial.Outages;
import io.vertx.mutiny.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A migration that the kit got later reaches databases that a service has long filled. */
@QuarkusTest
class MigrationsTest {

    @Inject
    Vertx vertx;

    @Inject
    Outages outages;

    @Test
    void kitsLaterMigrationIsApplied_behindTheServicesOwn(@TempDir Path asItWas) throws IOException {
        // Given: a database from when the kit had but one migration
        copy("/db/outbox/V0_1__outbox.sql", asItWas);
        copy("/db/trial/V1__trial.sql", asItWas);
        String name = "migrated_later";
        Databases.empty(vertx, outages.well(), name);
        flyway(name).locations("filesystem:" + asItWas).load().migrate();

        // When
        flyway(name)
                .locations(ConfigProvider.getConfig()
                        .getValue("quarkus.flyway.locations", String.class)
                        .split(","))
                .outOfOrder(ConfigProvider.getConfig().getValue("quarkus.flyway.out-of-order", Boolean.class))
                .load()
                .migrate();

        // Then
        assertThat(flyway(name).locations("db/outbox", "db/trial").load().info().pending())
                .isEmpty();
    }

    private FluentConfiguration flyway(String database) {
        PgConnectOptions server = outages.well();
        return Flyway.configure()
                .dataSource(
                        "jdbc:postgresql://" + server.getHost() + ":" + server.getPort() + "/" + database,
                        server.getUser(),
                        server.getPassword());
    }

    private static void copy(String resource, Path folder) throws IOException {
        try (InputStream script = MigrationsTest.class.getResourceAsStream(resource)) {
            Files.copy(script, folder.resolve(resource.substring(resource.lastIndexOf('/') + 1)));
        }
    }
}
