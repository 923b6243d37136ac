package io.tierline.call.contacts.domain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.kit.testing.Seeds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Whatever text arrives as a phone number: it has one form, which stays what it is, or it is none. */
public class PhoneFuzzTest {

    /** Where the fuzzer enters. */
    public static void fuzzerTestOneInput(byte[] input) {
        PhoneFuzzTest test = new PhoneFuzzTest();
        test.textHasOneFormThatStays_orIsNoNumber(input);
    }

    @ParameterizedTest
    @ArgumentsSource(Seeds.class)
    void textHasOneFormThatStays_orIsNoNumber(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        for (String region : new String[] {"CN", "US", "DE", "IT", "AR"}) {
            Phone.e164(text, region).ifPresent(number -> {
                assertThat(number).matches("\\+[1-9][0-9]{4,18}");
                assertThat(Phone.e164(number, "CN")).contains(number);
                assertThat(Phone.e164(number, "US")).contains(number);
                assertThat(Phone.isNumberAsId(number, null)).isTrue();
                assertThat(Phone.isNumberAsId(number.substring(1), number)).isTrue();
                Phone.isNumberAsId(text, number);
            });
        }
        if (Phone.isNumberAsId(text, null)) {
            assertThat(text).startsWith("+");
        }
    }
}
