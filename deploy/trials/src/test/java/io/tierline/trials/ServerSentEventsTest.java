package io.tierline.trials;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.trials.ServerSentEvents.Event;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {

    @Test
    void eventIsWhole_whenAnEmptyLineEndsIt() {
        assertThat(events("id: 7", "event:heartbeat", "data: {\"position\":", "data: 7}", ""))
                .containsExactly(new Event("7", "heartbeat", "{\"position\":7}"));
        assertThat(events("id: 7", "data: {}")).isEmpty();
    }

    @Test
    void nothingIsCarriedOver_whenTheNextEventHasNoIdAndName() {
        assertThat(events("id: 7", "event: rates", "data: {}", "", "data: []", ""))
                .containsExactly(new Event("7", "rates", "{}"), new Event(null, null, "[]"));
    }

    @Test
    void commentsAndEmptyLinesAreNoEvents() {
        assertThat(events("", ": open", "", "retry: 100", "")).isEmpty();
    }

    private static List<Event> events(String... lines) {
        ServerSentEvents parser = new ServerSentEvents();
        return Stream.of(lines).map(parser::read).filter(Objects::nonNull).toList();
    }
}
