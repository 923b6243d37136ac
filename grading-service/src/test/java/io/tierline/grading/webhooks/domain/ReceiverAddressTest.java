package io.tierline.grading.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiverAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://example.com, true, example.com, 443, /",
        "HTTPS://example.com:8443/a/b?c=d&e=%20f, true, example.com, 8443, /a/b?c=d&e=%20f",
        "http://example.com?x, false, example.com, 80, /?x",
        "https://[2400:3200::1]:99/, true, 2400:3200::1, 99, /",
        "https://192.0.2.7/x, true, 192.0.2.7, 443, /x"
    })
    void partsAreRead(String url, boolean encrypted, String host, int port, String target) {
        assertThat(ReceiverAddress.faults(url, true)).isEmpty();
        assertThat(ReceiverAddress.of(url)).isEqualTo(new ReceiverAddress(encrypted, host, port, target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "//example.com/",
                "ftp://example.com/",
                "file:///etc/passwd",
                "https:///path",
                "https:example.com",
                "https://user@example.com/",
                "https://user:secret@example.com/",
                "https://@example.com/",
                "https://example.com/#part",
                "https://example.com:0/",
                "https://example.com:65536/",
                "https://example.com/a b",
                "https://例え.jp/",
                "https://exa_mple.com\\@10.0.0.1/",
                "https://example.com/\r\nHost: other"
            })
    void addressIsRefused_whenMessagesCannotOrMustNotGoThere(String url) {
        assertThat(ReceiverAddress.faults(url, true)).isNotEmpty();
    }

    @Test
    void httpIsRefused_unlessConfigured() {
        assertThat(ReceiverAddress.faults("http://example.com/", false)).hasSize(1);
        assertThat(ReceiverAddress.faults("http://example.com/", true)).isEmpty();
    }

    @Test
    void everyFaultIsToldAtOnce() {
        assertThat(ReceiverAddress.faults("ftp://me@example.com:70000/#x", true))
                .hasSize(4);
    }

    @Test
    void lengthIsLimited() {
        String longest = "https://example.com/" + "x".repeat(1_980);

        assertThat(ReceiverAddress.faults(longest, false)).isEmpty();
        assertThat(ReceiverAddress.faults(longest + "x", false)).isNotEmpty();
    }
}
