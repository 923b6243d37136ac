package io.tierline.call.telephony.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Twilio's signature, by the example of Twilio's own documentation. */
class TwilioSignatureTest {

    private static final String TOKEN = "12345";
    private static final URI ADDRESS = URI.create("https://mycompany.com/myapp.php?foo=1&bar=2");
    private static final String SIGNATURE = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
    private static final Map<String, List<String>> FORM = ForeignBody.form(
            "To=%2B18005551212&CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309");

    @Test
    void signatureIsRight_whenNothingWasChanged() {
        assertThat(isRight(SIGNATURE, ADDRESS, null, null)).isTrue();
    }

    @Test
    void signatureIsWrong_whenAnythingWasChanged() {
        assertThat(isRight("RSOYDt4T1cUTdK1PDd93/VVr8B9=", ADDRESS, null, null)).isFalse();
        assertThat(isRight("", ADDRESS, null, null)).isFalse();
        assertThat(isRight(null, ADDRESS, null, null)).isFalse();
        assertThat(isRight(SIGNATURE, URI.create("https://mycompany.com/myapp.php?foo=1&bar=3"), null, null))
                .isFalse();
        assertThat(isRight(SIGNATURE, URI.create("http://mycompany.com/myapp.php?foo=1&bar=2"), null, null))
                .isFalse();
        assertThat(TwilioSignature.isRight(SIGNATURE, "54321", TwilioSignature.addresses(ADDRESS, null, null), FORM))
                .isFalse();
        assertThat(TwilioSignature.isRight(
                        SIGNATURE, TOKEN, TwilioSignature.addresses(ADDRESS, null, null), ForeignBody.form("Digits=1")))
                .isFalse();
    }

    @Test
    void publicAddressCounts_whenAProxyChangedIt() {
        URI behindTheProxy = URI.create("http://10.0.0.7:8081/v1/telephony/twilio?foo=1&bar=2");
        assertThat(isRight(SIGNATURE, behindTheProxy, "https://mycompany.com/myapp.php", null))
                .isTrue();
        assertThat(isRight(SIGNATURE, behindTheProxy, null, null)).isFalse();
    }

    @Test
    void standardPortMayBeWrittenOrNot() {
        assertThat(isRight(SIGNATURE, URI.create("https://mycompany.com:443/myapp.php?foo=1&bar=2"), null, null))
                .isTrue();
        String withPort = TwilioSignature.signatureOf(TOKEN, "https://mycompany.com:443/myapp.php?foo=1&bar=2", FORM);
        assertThat(isRight(withPort, ADDRESS, null, null)).isTrue();
    }

    @Test
    void userAndPasswordMayBePartOfTheAddress() {
        String withUser =
                TwilioSignature.signatureOf(TOKEN, "https://pbx:secret@mycompany.com/myapp.php?foo=1&bar=2", FORM);
        assertThat(isRight(withUser, ADDRESS, null, "Basic cGJ4OnNlY3JldA==")).isTrue();
        assertThat(isRight(withUser, ADDRESS, null, null)).isFalse();
    }

    private static boolean isRight(String signature, URI requested, String publicUrl, String authorization) {
        return TwilioSignature.isRight(
                signature, TOKEN, TwilioSignature.addresses(requested, publicUrl, authorization), FORM);
    }
}
