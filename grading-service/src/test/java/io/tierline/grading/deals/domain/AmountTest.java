package io.tierline.grading.deals.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTest {

    private static final Currency CNY = Currency.getInstance("CNY");

    @ParameterizedTest
    @CsvSource({
        "0, true",
        "-0.01, false",
        "0.0001, true",
        "0.00001, false",
        "1.00000000, true",
        "999999999999999.9999, true",
        "1000000000000000, false",
        "1E+14, true",
        "1E+15, false",
        "1E+999999999, false",
        "1E-999999999, false"
    })
    void valueIsBounded(String value, boolean isOne) {
        assertThat(Amount.isOne(new BigDecimal(value))).isEqualTo(isOne);
    }

    @ParameterizedTest
    @CsvSource({"100", "100.0", "1E+2", "100.0000"})
    void sameAmountIsEqual_howeverItIsWritten(String value) {
        Amount amount = new Amount(new BigDecimal(value), CNY);

        assertThat(amount).isEqualTo(new Amount(BigDecimal.valueOf(100), CNY));
        assertThat(amount.value()).hasToString("100");
    }

    @Test
    void valueOutOfBoundsIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Amount(new BigDecimal("-1"), CNY));
    }
}
