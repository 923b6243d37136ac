package io.tierline.grading.customers.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.grading.customers.domain.CustomerCard.Owner;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CustomerCardTest {

    private static final Owner LI_WEI = new Owner("li.wei", "east-1");
    private static final Owner WANG_FANG = new Owner("wang.fang", null);

    static Stream<Arguments> changesOfHands() {
        return Stream.of(
                // before, after, of a rep, of a manager
                Arguments.of(null, null, true),
                Arguments.of(null, LI_WEI, true),
                Arguments.of(null, new Owner("li.wei", null), true),
                Arguments.of(null, WANG_FANG, false),
                Arguments.of(LI_WEI, LI_WEI, true),
                Arguments.of(WANG_FANG, WANG_FANG, true),
                Arguments.of(WANG_FANG, LI_WEI, false),
                Arguments.of(WANG_FANG, null, false),
                Arguments.of(LI_WEI, null, false),
                Arguments.of(LI_WEI, WANG_FANG, false),
                Arguments.of(LI_WEI, new Owner("li.wei", "west-1"), false));
    }

    @ParameterizedTest
    @MethodSource("changesOfHands")
    void repTakesFromThePoolForItself_andNothingElse(Owner before, Owner after, boolean allowed) {
        assertThat(new Author("rep@acme", "li.wei", false).mayChange(before, after))
                .isEqualTo(allowed);
        assertThat(new Author("manager@acme", null, true).mayChange(before, after))
                .isTrue();
    }

    @Test
    void repWithoutAnId_takesNothing() {
        assertThat(new Author("rep@acme", null, false).mayChange(null, LI_WEI)).isFalse();
    }

    @Test
    void differencesAreNamed_orderOfTagsIsNone() {
        // Given
        CustomerCard card = new CustomerCard("Acme", LI_WEI, null, List.of("a", "b"), CustomerProfile.UNKNOWN);

        // Then
        assertThat(card.differences(new CustomerCard("Acme", LI_WEI, null, List.of("b", "a"), CustomerProfile.UNKNOWN)))
                .isEmpty();
        assertThat(card.differences(CustomerCard.BLANK)).containsExactly("name", "owner", "tags");
        assertThat(CustomerCard.BLANK
                        .withReferredBy("x")
                        .differences(new CustomerCard(null, null, null, List.of(), Profiles.read(Profiles.full()))))
                .containsExactly("referredBy", "profile");
    }

    @Test
    void gapsAreFilledFromAnother_andTagsAreThoseOfBoth() {
        // Given
        CustomerCard one = new CustomerCard(null, LI_WEI, "x", tags(0, 40), CustomerProfile.UNKNOWN);
        CustomerCard other = new CustomerCard("Acme", WANG_FANG, "y", tags(30, 60), Profiles.read(Profiles.full()));

        // When
        CustomerCard both = one.orElse(other);

        // Then
        assertThat(both).isEqualTo(new CustomerCard("Acme", LI_WEI, "x", tags(0, 50), Profiles.read(Profiles.full())));
    }

    private static List<String> tags(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "tag-" + i).toList();
    }
}
