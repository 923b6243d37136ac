package io.tierline.kit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BelievedIdsTest {

    private final BelievedIds ids = new BelievedIds();

    @Test
    void everyIdThatIsNewIsBelieved() {
        learn("first");
        learn("second");

        assertThat(answered("second")).isTrue();
        assertThat(answered("third")).isTrue();
        assertThat(ids.latest("things")).isEqualTo("second");
    }

    @Test
    void formerIdIsNotBelieved_noMatterHowOftenBrokersAnswerInTurn() {
        learn("old");
        learn("new");

        for (int look = 0; look < 3 * BelievedIds.MOST_DOUBTS; look++) {
            assertThat(answered("old")).isFalse();
            assertThat(answered("new")).isTrue();
        }
    }

    @Test
    void nothingIsLeft_whenTheSameIdIsLearntAgain() {
        learn("same");
        learn("same");

        assertThat(answered("same")).isTrue();
    }

    @Test
    void formerIdIsOnlyThatOfItsTopic() {
        learn("old");
        learn("new");

        assertThat(ids.of(Map.of("others", "old"))).containsKey("others");
    }

    @Test
    void instanceThatHasBegunRightly_andThenBelievedABrokerThatIsBehind_findsBack() {
        // Given
        learn("true");
        learn("behind");

        // When
        for (int look = 0; look < BelievedIds.MOST_DOUBTS; look++) {
            assertThat(answered("true")).isFalse();
        }

        // Then
        assertThat(answered("true")).isTrue();
        learn("true");
        assertThat(answered("true")).isTrue();
        assertThat(answered("behind")).isFalse();
    }

    private void learn(String id) {
        ids.know(Map.of("things", id));
    }

    private boolean answered(String id) {
        return ids.of(Map.of("things", id)).containsKey("things");
    }
}
