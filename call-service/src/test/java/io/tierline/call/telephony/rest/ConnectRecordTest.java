package io.tierline.call.telephony.rest;

import static io.tierline.call.telephony.rest.Fixtures.COMPANY;
import static io.tierline.call.telephony.rest.Fixtures.NOW;
import static io.tierline.call.telephony.rest.Fixtures.START;
import static io.tierline.call.telephony.rest.Fixtures.bytes;
import static io.tierline.call.telephony.rest.Fixtures.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.call.calls.domain.CallReport;
import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.EndedBy;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.telephony.domain.LegRecord;
import io.tierline.call.telephony.domain.TelephonySource;
import io.tierline.kit.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contact records of Amazon Connect. */
class ConnectRecordTest {

    @Test
    void answeredCallIsRead() {
        // When
        CallReport call = call(leg(json("amazon-connect-answered.json")));

        // Then
        assertThat(call.callId()).isEqualTo("ac:ee0a8fcc-9cf8-4b9c-9fcf-e86ebe989486");
        assertThat(call.phone()).isEqualTo("+8613800138000");
        assertThat(call.rep()).isEqualTo("li.wei");
        assertThat(call.customerId()).isEqualTo("acme");
        assertThat(call.campaign()).isEqualTo("expo-2026");
        assertThat(call.direction()).isEqualTo(Direction.OUTBOUND);
        assertThat(call.startedAt()).isEqualTo(START);
        assertThat(call.ringSeconds()).isEqualTo(14);
        assertThat(call.talkSeconds()).isEqualTo(95);
        assertThat(call.telephony().result()).isEqualTo(TelephonyResult.ANSWERED);
        assertThat(call.telephony().code()).isEqualTo("CUSTOMER_DISCONNECT");
        assertThat(call.telephony().endedBy()).isEqualTo(EndedBy.CUSTOMER);
    }

    @Test
    void callThatNobodyAnsweredIsRead() {
        // When
        CallReport call = call(leg(json("amazon-connect-unanswered.json")));

        // Then
        assertThat(call.talkSeconds()).isZero();
        assertThat(call.ringSeconds()).isEqualTo(40);
        assertThat(call.telephony().result()).isEqualTo(TelephonyResult.NO_ANSWER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | TELECOM_BUSY | BUSY | TELECOM_BUSY",
                "- | TELECOM_NUMBER_INVALID | NUMBER_DOES_NOT_EXIST | TELECOM_NUMBER_INVALID",
                "- | TELECOM_POTENTIAL_BLOCKING | CALLER_ID_BLOCKED | TELECOM_POTENTIAL_BLOCKING",
                "- | OUTBOUND_DESTINATION_ENDPOINT_ERROR | BAD_FORMAT | OUTBOUND_DESTINATION_ENDPOINT_ERROR",
                "- | TELECOM_ORIGINATOR_CANCEL | CALLER_CANCEL | TELECOM_ORIGINATOR_CANCEL",
                "- | AGENT_DISCONNECT | CALLER_CANCEL | AGENT_DISCONNECT",
                "- | CUSTOMER_DISCONNECT | UNKNOWN | CUSTOMER_DISCONNECT",
                "AMD_UNANSWERED | OTHER | NO_ANSWER | AMD_UNANSWERED",
                "SIT_TONE_INVALID_NUMBER | CUSTOMER_DISCONNECT | NUMBER_DOES_NOT_EXIST | SIT_TONE_INVALID_NUMBER",
                "VOICEMAIL_NO_BEEP | OTHER | VOICEMAIL | VOICEMAIL_NO_BEEP",
                "- | SOMETHING_NEW | UNKNOWN | SOMETHING_NEW"
            })
    void recordSaysWhyNobodyAnswered(String detected, String reason, TelephonyResult result, String code) {
        // Given
        ObjectNode contact = json("amazon-connect-unanswered.json");
        contact.put("AnsweringMachineDetectionStatus", detected).put("DisconnectReason", reason);

        // When
        CallReport call = call(leg(contact));

        // Then
        assertThat(call.telephony().result()).isEqualTo(result);
        assertThat(call.telephony().code()).isEqualTo(code);
    }

    @Test
    void answeringMachineIsVoicemail_andAnAnnouncementNoAnswer() {
        // Given
        ObjectNode contact = json("amazon-connect-answered.json");

        // Then
        contact.put("AnsweringMachineDetectionStatus", "VOICEMAIL_BEEP");
        assertThat(call(leg(contact)).telephony().result()).isEqualTo(TelephonyResult.VOICEMAIL);
        contact.put("AnsweringMachineDetectionStatus", "HUMAN_ANSWERED");
        assertThat(call(leg(contact)).telephony().result()).isEqualTo(TelephonyResult.ANSWERED);
        contact.put("AnsweringMachineDetectionStatus", "SIT_TONE_BUSY");
        assertThat(call(leg(contact)).telephony().result()).isEqualTo(TelephonyResult.BUSY);
    }

    @Test
    void newestUpdateCounts() {
        // Given
        ObjectNode early = json("amazon-connect-answered.json");
        early.put("LastUpdateTimestamp", "2026-11-23T01:31:50Z").remove("Agent");
        LegRecord newest = leg(json("amazon-connect-answered.json"));

        // Then
        assertThat(call(newest, leg(early)).rep()).isEqualTo("li.wei");
        assertThat(call(leg(early), newest).rep()).isEqualTo("li.wei");
        assertThat(call(leg(early)).rep()).isNull();
    }

    @Test
    void timeReadsAsNone_whenNoCalendarReachesIt() {
        // Given
        ObjectNode contact = json("amazon-connect-answered.json");

        // When
        LegRecord leg = leg(contact.put("LastUpdateTimestamp", "+999999999-12-31T23:59:59Z"));

        // Then
        assertThat(leg.version()).isZero();
    }

    @Test
    void contactIsACallOfItsOwn_whenTheFirstOnesIdIsTooLong() {
        // Given
        ObjectNode contact = json("amazon-connect-answered.json");
        contact.put("InitiationMethod", "TRANSFER").put("ContactId", "b");

        // Then
        assertThat(leg(contact.put("InitialContactId", "a".repeat(125))).callId())
                .isEqualTo("ac:" + "a".repeat(125));
        assertThat(leg(contact.put("InitialContactId", "a".repeat(126))).callId())
                .isEqualTo("ac:b");
    }

    @Test
    void customerWhoCalled_talksOnceAnAgentIsThere() {
        // Given
        ObjectNode contact = json("amazon-connect-answered.json");
        contact.put("InitiationMethod", "INBOUND").put("ConnectedToSystemTimestamp", "2026-11-23T01:30:00Z");

        // Then
        assertThat(call(leg(contact)).direction()).isEqualTo(Direction.INBOUND);
        assertThat(call(leg(contact)).talkSeconds()).isEqualTo(95);
        contact.remove("Agent");
        assertThat(call(leg(contact)).talkSeconds()).isZero();
        assertThat(call(leg(contact)).telephony().result()).isEqualTo(TelephonyResult.NO_ANSWER);
    }

    @Test
    void transferBelongsToTheFirstContactsCall_andACallbackDoesNot() {
        // Given
        ObjectNode transfer = json("amazon-connect-answered.json");
        transfer.put("ContactId", "second").put("InitialContactId", "ee0a8fcc-9cf8-4b9c-9fcf-e86ebe989486");

        // Then
        transfer.put("InitiationMethod", "TRANSFER").put("InitiationTimestamp", "2026-11-23T01:31:00Z");
        LegRecord second = leg(transfer);
        CallReport call = call(second, leg(json("amazon-connect-answered.json")));
        assertThat(call.callId()).isEqualTo("ac:ee0a8fcc-9cf8-4b9c-9fcf-e86ebe989486");
        assertThat(call.direction()).isEqualTo(Direction.OUTBOUND);
        assertThat(call.startedAt()).isEqualTo(START);
        transfer.put("InitiationMethod", "CALLBACK");
        assertThat(leg(transfer).callId()).isEqualTo("ac:second");
    }

    @Test
    void contactThatIsNoCall_isLeftAside() {
        // Given
        ObjectNode chat = json("amazon-connect-answered.json");
        chat.put("Channel", "CHAT");

        // Then
        assertThat(ConnectRecord.read(chat, TelephonySource.AMAZON_CONNECT.defaults(), COMPANY, NOW))
                .isEmpty();
    }

    @Test
    void recordWithoutAnId_isRefused() {
        // Given
        ObjectNode contact = json("amazon-connect-answered.json");
        contact.remove("ContactId");

        // Then
        assertThatThrownBy(() -> leg(contact))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(422));
    }

    private static ObjectNode json(String name) {
        return (ObjectNode) ForeignBody.object(bytes(name));
    }

    private static LegRecord leg(JsonNode contact) {
        return ConnectRecord.read(contact, TelephonySource.AMAZON_CONNECT.defaults(), COMPANY, NOW)
                .orElseThrow();
    }
}
