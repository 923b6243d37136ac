package io.tierline.analytics.rates.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.directory.domain.Names;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Per;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.analytics.rates.domain.Timespan.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class WatchedRatesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Readings that end when the test says so. */
    private final List<CompletableFuture<RateTable>> readings = new CopyOnWriteArrayList<>();

    private final WatchedRates watched = new WatchedRates(() -> {
        CompletableFuture<RateTable> reading = new CompletableFuture<>();
        readings.add(reading);
        return Uni.createFrom().completionStage(reading);
    });

    @Test
    void nothingIsRead_whenNobodyWatches() {
        watched.refresh();
        watched.watched();
        watched.left();
        watched.refresh();

        assertThat(readings).isEmpty();
    }

    @Test
    void oneReadingFollowsASecondLater_whenMuchMayHaveChangedMeanwhile() {
        // Given
        watched.watched();
        watched.refresh();

        // When: before the reading ends, and after it
        watched.refresh();
        watched.refresh();
        long end = System.nanoTime();
        readings.get(0).complete(someTable());
        watched.refresh();

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(readings).hasSize(2));
        assertThat(Duration.ofNanos(System.nanoTime() - end)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void changeIsReadAtOnce_whenNothingHappenedForASecond() {
        // Given
        watched.watched();
        watched.refresh();
        readings.get(0).complete(someTable());

        // When
        await().atMost(PATIENCE).until(() -> {
            watched.refresh();
            return readings.size() == 2;
        });
        RateTable table = someTable();
        readings.get(1).complete(table);

        // Then
        assertThat(watched.latest()).isSameAs(table);
    }

    @Test
    void watchersAreToldOfTheFailure_whenTheFirstReadingFails_andTheNextReadsAnew() {
        // Given
        watched.watched();
        Uni<Void> waiting = watched.wakeUp(Instant.MAX);
        watched.begin();
        watched.begin();
        assertThat(readings).hasSize(1);

        // When
        readings.get(0).completeExceptionally(new IllegalStateException("out of reach"));

        // Then
        assertThatThrownBy(() -> waiting.await().atMost(PATIENCE)).hasMessage("out of reach");
        watched.begin();
        assertThat(readings).hasSize(2);
    }

    @Test
    void readingIsTriedAgain_whenALaterOneFails_andNobodyIsTold() {
        // Given
        watched.watched();
        watched.refresh();
        RateTable first = someTable();
        readings.get(0).complete(first);
        await().atMost(PATIENCE).until(() -> {
            watched.refresh();
            return readings.size() == 2;
        });

        // When
        readings.get(1).completeExceptionally(new IllegalStateException("out of reach"));

        // Then
        assertThat(watched.latest()).isSameAs(first);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(readings).hasSize(3));
    }

    private static RateTable someTable() {
        return new RateTable(
                new Period(Instant.parse("2026-11-23T00:00:00Z"), Instant.parse("2026-11-24T00:00:00Z")),
                null,
                Grouping.COMPANY,
                Per.CALL,
                RateCatalogue.BUILT_IN,
                new Names(Map.of(), Map.of()),
                List.of());
    }
}
