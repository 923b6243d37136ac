package io.tierline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff();

    @Test
    void pauseDoublesUpToFiveSeconds() {
        List<Long> pauses = Stream.generate(() -> afterSeconds(59)).limit(7).toList();

        assertThat(pauses).containsExactly(500L, 1000L, 2000L, 4000L, 5000L, 5000L, 5000L);
    }

    @Test
    void aMinuteOfHealthStartsItAnew() {
        afterSeconds(0);
        afterSeconds(0);

        assertThat(afterSeconds(60)).isEqualTo(500);
        assertThat(afterSeconds(0)).isEqualTo(1000);
    }

    @Test
    void whatOthersDoDoesNotLengthenIt() {
        afterSeconds(0);

        assertThat(backoff.afterOutsideCause().toMillis()).isEqualTo(500);
        assertThat(afterSeconds(0)).isEqualTo(1000);
    }

    private long afterSeconds(long uptime) {
        return backoff.afterRunningFor(Duration.ofSeconds(uptime)).toMillis();
    }
}
