package io.tierline.call.contacts.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One number has one form, however people write it. */
class PhoneTest {

    @ParameterizedTest
    @CsvSource({
        "+8613800138000, +8613800138000", "13800138000, +8613800138000", "138 0013 8000, +8613800138000",
        "138-0013-8000, +8613800138000", "+86 (138) 0013-8000, +8613800138000", "0086 13800138000, +8613800138000",
        "010-6552 9988, +861065529988", "021-62345678, +862162345678", "+1 650-253-0000, +16502530000",
        "＋８６１３８００１３８０００, +8613800138000", "+44 20 7031 3000, +442070313000"
    })
    void numberHasOneForm(String written, String e164) {
        assertThat(Phone.e164(written, "CN")).contains(e164);
    }

    @Test
    void localNumberIsRefused_whenTheAreaCodeIsMissing() {
        assertThat(Phone.e164("253-0000", "US")).isEmpty();
        assertThat(Phone.e164("650-253-0000", "US")).contains("+16502530000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "", "abc", "+", "+86", "110", "+99912345678", "1380013800013800138000"})
    void numberIsRefused_whenItCannotBeDialledFromEverywhere(String written) {
        assertThat(Phone.e164(written, "CN")).isEmpty();
    }
}
