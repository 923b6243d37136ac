package io.tierline.call.telephony.rest;

import static io.tierline.call.telephony.rest.Fixtures.COMPANY;
import static io.tierline.call.telephony.rest.Fixtures.NOW;
import static io.tierline.call.telephony.rest.Fixtures.START;
import static io.tierline.call.telephony.rest.Fixtures.call;
import static io.tierline.call.telephony.rest.Fixtures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.call.calls.domain.CallReport;
import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.telephony.domain.LegRecord;
import io.tierline.call.telephony.domain.TelephonySource;
import io.tierline.kit.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Status callbacks of Twilio. */
class TwilioCallbackTest {

    private static final String QUERY = "rep=li.wei&customer=acme&trunk=tw-1";

    @Test
    void statusesOfACallMakeOneCall_inWhateverOrderTheyCome() {
        // When
        CallReport call = call(
                file("twilio-completed.form"),
                file("twilio-ringing.form"),
                file("twilio-in-progress.form"),
                file("twilio-initiated.form"));

        // Then
        assertThat(call.callId()).isEqualTo("tw:CA00000000000000000000000000000001");
        assertThat(call.phone()).isEqualTo("+8613800138000");
        assertThat(call.direction()).isEqualTo(Direction.OUTBOUND);
        assertThat(call.rep()).isEqualTo("li.wei");
        assertThat(call.customerId()).isEqualTo("acme");
        assertThat(call.startedAt()).isEqualTo(START);
        assertThat(call.ringSeconds()).isEqualTo(14);
        assertThat(call.talkSeconds())
                .as("seconds, not the minutes of Duration")
                .isEqualTo(95);
        assertThat(call.recordingUrl()).startsWith("https://api.twilio.com/");
        assertThat(call.telephony().result()).isEqualTo(TelephonyResult.ANSWERED);
        assertThat(call.telephony().code()).isEqualTo("completed");
        assertThat(call.telephony().trunk()).isEqualTo("tw-1");
    }

    @Test
    void lastCallbackAloneIsEnough() {
        // When
        CallReport call = call(file("twilio-completed.form"));

        // Then
        assertThat(call.startedAt()).isEqualTo("2026-11-23T01:30:14Z");
        assertThat(call.talkSeconds()).isEqualTo(95);
        assertThat(call.ringSeconds()).as("nothing tells it").isNull();
    }

    @Test
    void callIsUnderWay_whileOnlyEarlyStatusesHaveCome() {
        // When
        CallReport call = call(file("twilio-initiated.form"), file("twilio-in-progress.form"));

        // Then
        assertThat(call.telephony().result()).isNull();
        assertThat(call.talkSeconds()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CallStatus=no-answer | NO_ANSWER | no-answer",
                "CallStatus=no-answer&SipResponseCode=487 | NO_ANSWER | no-answer",
                "CallStatus=busy&SipResponseCode=603 | BUSY | busy",
                "CallStatus=canceled | CALLER_CANCEL | canceled",
                "CallStatus=failed&SipResponseCode=404 | NUMBER_DOES_NOT_EXIST | sip:404",
                "CallStatus=failed&SipResponseCode=410 | NUMBER_CHANGED | sip:410",
                "CallStatus=failed&SipResponseCode=480 | NO_ANSWER | sip:480",
                "CallStatus=failed&SipResponseCode=484 | BAD_FORMAT | sip:484",
                "CallStatus=failed&SipResponseCode=503 | SYSTEM_FAILURE | sip:503",
                "CallStatus=failed&SipResponseCode=420 | SYSTEM_FAILURE | failed",
                "CallStatus=failed | SYSTEM_FAILURE | failed",
                "CallStatus=completed&CallDuration=0 | UNKNOWN | completed",
                "CallStatus=completed&CallDuration=1 | ANSWERED | completed",
                "CallStatus=completed&CallDuration=9&AnsweredBy=human | ANSWERED | completed",
                "CallStatus=completed&CallDuration=9&AnsweredBy=machine_start | VOICEMAIL | completed",
                "CallStatus=completed&CallDuration=9&AnsweredBy=machine_end_beep | VOICEMAIL | completed",
                "CallStatus=completed&CallDuration=9&AnsweredBy=fax | VOICEMAIL | completed",
                "CallStatus=something-new | UNKNOWN | something-new"
            })
    void finalStatusSaysWhatBecameOfTheCall(String fields, TelephonyResult result, String code) {
        // When
        CallReport call = call(read("CallSid=CA1&To=%2B8613800138000&Direction=outbound-api&" + fields, QUERY));

        // Then
        assertThat(call.telephony().result()).isEqualTo(result);
        assertThat(call.telephony().code()).isEqualTo(code);
    }

    @Test
    void ringingIsMeasured_whenNobodyAnswered() {
        // When
        CallReport call = call(
                file("twilio-ringing.form"),
                read(
                        "CallSid=CA00000000000000000000000000000001&CallStatus=no-answer&Direction=outbound-api"
                                + "&Timestamp=Mon%2C+23+Nov+2026+01%3A30%3A32+%2B0000",
                        QUERY));

        // Then
        assertThat(call.ringSeconds()).isEqualTo(30);
    }

    @Test
    void customersLegDecides_whenTheRepCallsFromASoftwarePhone() {
        // Given
        LegRecord rep =
                read("CallSid=CA1&From=client%3Ali.wei&To=&Direction=inbound&CallStatus=completed&CallDuration=60", "");
        LegRecord customer = read(
                "CallSid=CA2&ParentCallSid=CA1&From=%2B14155550100&To=%2B8613800138000&Direction=outbound-dial"
                        + "&CallStatus=busy",
                "");

        // When
        CallReport call = call(rep, customer);

        // Then
        assertThat(call.callId()).isEqualTo("tw:CA1");
        assertThat(call.rep()).isEqualTo("li.wei");
        assertThat(call.phone()).isEqualTo("+8613800138000");
        assertThat(call.direction()).isEqualTo(Direction.OUTBOUND);
        assertThat(call.telephony().result()).isEqualTo(TelephonyResult.BUSY);
    }

    @Test
    void customerIsTheCaller_whenTheCallCameIn() {
        // Given
        LegRecord customer = read(
                "CallSid=CA1&From=%2B8613800138000&To=%2B14155550100&Direction=inbound&CallStatus=completed&CallDuration=40",
                "");
        LegRecord rep = read(
                "CallSid=CA2&ParentCallSid=CA1&From=%2B8613800138000&To=client%3Ali.wei&Direction=outbound-dial"
                        + "&CallStatus=completed&CallDuration=35",
                "");

        // When
        CallReport call = call(rep, customer);

        // Then
        assertThat(call.phone()).isEqualTo("+8613800138000");
        assertThat(call.direction()).isEqualTo(Direction.INBOUND);
        assertThat(call.rep()).isEqualTo("li.wei");
        assertThat(rep.direction()).isEqualTo(Direction.INBOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anonymous", "%2B266696687", "Restricted", "12345", ""})
    void withheldNumberIsLeftOut(String number) {
        LegRecord leg = read(
                "CallSid=CA1&CallStatus=completed&CallDuration=5&Direction=inbound&To=%2B14155550100&From=" + number,
                "");
        assertThat(leg.phone()).isNull();
    }

    @Test
    void recordingAndMachineDetectionOnlyAdd_whenTheyComeByThemselves() {
        // Given
        LegRecord recording = read(
                "CallSid=CA00000000000000000000000000000001&RecordingSid=RE2&RecordingUrl=https%3A%2F%2Fexample.com%2Fre2",
                "");
        LegRecord detection = read("CallSid=CA00000000000000000000000000000001&AnsweredBy=machine_start", "");
        LegRecord done = read(
                "CallSid=CA00000000000000000000000000000001&CallStatus=completed&CallDuration=5&Direction=outbound-api"
                        + "&To=%2B8613800138000",
                QUERY);

        // When
        CallReport call = call(detection, done, recording);

        // Then
        assertThat(call.telephony().result()).isEqualTo(TelephonyResult.VOICEMAIL);
        assertThat(call.recordingUrl()).isEqualTo("https://example.com/re2");
        assertThat(call.phone()).isEqualTo("+8613800138000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CallStatus=completed", "CallSid=", "CallSid=a%20b", "CallSid=%00"})
    void callbackWithoutAnId_isRefused(String form) {
        assertThatThrownBy(() -> read(form, "")).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(422);
            assertThat(problem.faults().get(0).pointer()).isEqualTo("/CallSid");
        });
    }

    private static LegRecord file(String name) {
        return read(text(name), QUERY);
    }

    private static LegRecord read(String form, String query) {
        return TwilioCallback.read(
                ForeignBody.form(form), ForeignBody.form(query), TelephonySource.TWILIO.defaults(), COMPANY, NOW);
    }
}
