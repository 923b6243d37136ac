package io.tierline.call.agenda.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunksTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1_000, 1_001, 2_000, 250_000})
    void allAreHandedOnOnceInTheirOrder_howeverManyPiecesTheyCome(int size) {
        // Given
        List<Integer> all = IntStream.range(0, size).boxed().toList();
        List<Integer> taken = new ArrayList<>();

        // When
        new Chunks<>((position, rows) -> Uni.createFrom().item(piece(all, position, rows)), ChunksTest::position)
                .each(taken::add)
                .await()
                .atMost(Duration.ofMinutes(1));

        // Then
        assertThat(taken).isEqualTo(all);
    }

    private static List<Integer> piece(List<Integer> all, Position after, int rows) {
        int from = after == null ? 0 : (int) after.at().getEpochSecond() + 1;
        return all.subList(from, Math.min(all.size(), from + rows));
    }

    private static Position position(int item) {
        return new Position(Instant.ofEpochSecond(item), "pbx-" + item);
    }
}
