package io.tierline.call.telephony.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.TelephonyResult;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a code means does not hang on how it is written. */
class CodeMappingTest {

    @ParameterizedTest
    @ValueSource(strings = {"NO ANSWER", "NOANSWER", "no-answer", "NO_ANSWER", " No Answer "})
    void wordsAreOneCode_howeverTheyAreParted(String code) {
        assertThat(new CodeMapping(Map.of("NO ANSWER", TelephonyResult.NO_ANSWER)).resultOf(code))
                .isEqualTo(TelephonyResult.NO_ANSWER);
        assertThat(new CodeMapping(Map.of(code, TelephonyResult.NO_ANSWER)).resultOf("noanswer"))
                .isEqualTo(TelephonyResult.NO_ANSWER);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-1, UNKNOWN",
                "1, ANSWERED",
                "01, -",
                "486, BUSY",
                "sip:486, BUSY",
                "SIP:486, BUSY",
                "503, SYSTEM_FAILURE",
                "sip:599, SYSTEM_FAILURE",
                "5030, -",
                "499, -",
                "'', -",
                "-, -"
            })
    void numbersAreTakenAsTheyAre_andAClassStandsForAllOfIt(String code, TelephonyResult result) {
        // Given
        CodeMapping mapping = new CodeMapping(Map.of(
                "-1", TelephonyResult.UNKNOWN,
                "1", TelephonyResult.ANSWERED,
                "486", TelephonyResult.BUSY,
                "5xx", TelephonyResult.SYSTEM_FAILURE));

        // Then
        assertThat(mapping.resultOf(code)).isEqualTo(result);
    }

    @Test
    void tenantsWordIsLaidOverTheBuiltInOne_howeverItIsWritten() {
        // Given
        CodeMapping builtIn =
                new CodeMapping(Map.of("NO ANSWER", TelephonyResult.NO_ANSWER, "BUSY", TelephonyResult.BUSY));

        // When
        CodeMapping mapping = builtIn.with(new CodeMapping(Map.of("no-answer", TelephonyResult.UNREACHABLE)));

        // Then
        assertThat(mapping.resultOf("NOANSWER")).isEqualTo(TelephonyResult.UNREACHABLE);
        assertThat(mapping.codes())
                .containsOnly(
                        Map.entry("no-answer", TelephonyResult.UNREACHABLE), Map.entry("BUSY", TelephonyResult.BUSY));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "16, -, -, ANSWERED",
                "16, 1, -, ANSWERED",
                "16, 0, -, UNKNOWN",
                "17, 0, -, BUSY",
                "17, -, -, BUSY",
                "17, 1, -, ANSWERED",
                "46, 45, -, VOICEMAIL",
                "87, 0, -, CALLER_CANCEL",
                "87, 0, OUTBOUND, CALLER_CANCEL",
                "87, 0, INBOUND, NO_ANSWER",
                "99, -, -, UNKNOWN",
                "99, 0, -, UNKNOWN",
                "99, 1, -, ANSWERED"
            })
    void talkSaysThatACallWasAnswered_andOnlyWithoutItTheCodeSaysWhyNot(
            String code, Integer talkSeconds, Direction direction, TelephonyResult result) {
        // Given
        CodeMapping mapping = new CodeMapping(Map.of(
                "16", TelephonyResult.ANSWERED,
                "17", TelephonyResult.BUSY,
                "46", TelephonyResult.VOICEMAIL,
                "87", TelephonyResult.CALLER_CANCEL));

        // Then
        assertThat(mapping.meaningOf(code, talkSeconds, direction)).isEqualTo(result);
    }
}
