package io.tierline.call.contacts.application;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MadeUpCustomersTest {

    @Test
    void madeUpIdIsKnownAsOne() {
        assertThat(MadeUpCustomers.isOne(MadeUpCustomers.next())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"lead-4711", "lead-", "acme", "01M84JS0N4FP143KTNMA5VKJAN", "lead-01M84JS0N4FP143KTNMA5VKJA"})
    void companysOwnIdIsNot_howeverItBegins(String id) {
        assertThat(MadeUpCustomers.isOne(id)).isFalse();
    }
}
