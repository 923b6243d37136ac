package io.tierline.call.telephony.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.telephony.domain.CodeMapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the codes of each telephony system mean: the table, row by row. */
class MappingFilesTest {

    private static final MappingFiles FILES = new MappingFiles();

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource({
        "q850, 18|19|102, NO_ANSWER",
        "q850, 17, BUSY",
        "q850, 20, UNREACHABLE",
        "q850, 21, REJECTED",
        "q850, 1, NUMBER_DOES_NOT_EXIST",
        "q850, 22, NUMBER_CHANGED",
        "q850, 5|28, BAD_FORMAT",
        "q850, 2|3|27, NO_ROUTE",
        "q850, 25|34|38|41|42|43|44|50|52|54|57|58|63|65|101|103|111|127, SYSTEM_FAILURE",
        "q850, 16, ANSWERED",
        "q850, 31, UNKNOWN",
        "sip, 408|480, NO_ANSWER",
        "sip, 486|600, BUSY",
        "sip, 603|607, REJECTED",
        "sip, 487, CALLER_CANCEL",
        "sip, 404|604, NUMBER_DOES_NOT_EXIST",
        "sip, 410, NUMBER_CHANGED",
        "sip, 484, BAD_FORMAT",
        "sip, 485|502, NO_ROUTE",
        "sip, 401|402|403|407|488|500|503|580|606, SYSTEM_FAILURE",
        "sip, 608, CALLER_ID_BLOCKED",
        "sip, 200, ANSWERED",
        "freeswitch, NO_ANSWER|NO_USER_RESPONSE|RECOVERY_ON_TIMER_EXPIRE|PROGRESS_TIMEOUT|NO_PICKUP|ALLOTTED_TIMEOUT|19, NO_ANSWER",
        "freeswitch, USER_BUSY|BUSY_EVERYWHERE|17|sip:486, BUSY",
        "freeswitch, SUBSCRIBER_ABSENT|20, UNREACHABLE",
        "freeswitch, CALL_REJECTED|DECLINE|UNWANTED|21, REJECTED",
        "freeswitch, ORIGINATOR_CANCEL|487, CALLER_CANCEL",
        "freeswitch, UNALLOCATED_NUMBER|DOES_NOT_EXIST_ANYWHERE|1|sip:404, NUMBER_DOES_NOT_EXIST",
        "freeswitch, NUMBER_CHANGED|22, NUMBER_CHANGED",
        "freeswitch, INVALID_NUMBER_FORMAT|28, BAD_FORMAT",
        "freeswitch, NO_ROUTE_TRANSIT_NET|NO_ROUTE_DESTINATION|DESTINATION_OUT_OF_ORDER, NO_ROUTE",
        "freeswitch, CRASH|SYSTEM_SHUTDOWN|GATEWAY_DOWN|INVALID_GATEWAY|USER_NOT_REGISTERED|NORMAL_TEMPORARY_FAILURE, SYSTEM_FAILURE",
        "freeswitch, NORMAL_CLEARING|16, ANSWERED",
        "freeswitch, NORMAL_UNSPECIFIED|31, UNKNOWN",
        "asterisk, NO ANSWER|NOANSWER|18|19, NO_ANSWER",
        "asterisk, BUSY|17, BUSY",
        "asterisk, 20, UNREACHABLE",
        "asterisk, 21, REJECTED",
        "asterisk, CANCEL, CALLER_CANCEL",
        "asterisk, 1, NUMBER_DOES_NOT_EXIST",
        "asterisk, 22, NUMBER_CHANGED",
        "asterisk, 28, BAD_FORMAT",
        "asterisk, CHANUNAVAIL, NO_ROUTE",
        "asterisk, CONGESTION|FAILED, SYSTEM_FAILURE",
        "asterisk, ANSWERED|ANSWER, ANSWERED",
        "twilio, no-answer|sip:480, NO_ANSWER",
        "twilio, busy, BUSY",
        "twilio, canceled, CALLER_CANCEL",
        "twilio, sip:404, NUMBER_DOES_NOT_EXIST",
        "twilio, sip:410, NUMBER_CHANGED",
        "twilio, sip:484, BAD_FORMAT",
        "twilio, failed, SYSTEM_FAILURE",
        "twilio, completed, ANSWERED",
        "amazon-connect, TELECOM_UNANSWERED|TELECOM_TIMEOUT|AMD_UNANSWERED, NO_ANSWER",
        "amazon-connect, TELECOM_BUSY|SIT_TONE_BUSY, BUSY",
        "amazon-connect, VOICEMAIL_BEEP|VOICEMAIL_NO_BEEP|FAX_MACHINE_DETECTED, VOICEMAIL",
        "amazon-connect, TELECOM_ORIGINATOR_CANCEL, CALLER_CANCEL",
        "amazon-connect, TELECOM_NUMBER_INVALID|SIT_TONE_INVALID_NUMBER, NUMBER_DOES_NOT_EXIST",
        "amazon-connect, OUTBOUND_DESTINATION_ENDPOINT_ERROR, BAD_FORMAT",
        "amazon-connect, TELECOM_PROBLEM|OUTBOUND_RESOURCE_ERROR|OUTBOUND_ATTEMPT_FAILED, SYSTEM_FAILURE",
        "amazon-connect, TELECOM_POTENTIAL_BLOCKING, CALLER_ID_BLOCKED",
        "amazon-connect, CUSTOMER_DISCONNECT|AGENT_DISCONNECT, ANSWERED",
        "amazon-connect, OUTBUND_PREVIEW_DISCARDED|OUTBOUND_PREVIEW_DISCARDED, UNKNOWN",
        "tencent, 202, NO_ANSWER",
        "tencent, 206, BUSY",
        "tencent, 204, POWERED_OFF",
        "tencent, 210, UNREACHABLE",
        "tencent, 203, REJECTED",
        "tencent, 209, CALLER_CANCEL",
        "tencent, 205, NUMBER_DOES_NOT_EXIST",
        "tencent, 207, SUSPENDED",
        "tencent, 208|211, SYSTEM_FAILURE",
        "tencent, 108|109|110|111|212, CALLER_ID_BLOCKED",
        "tencent, 1, ANSWERED",
        "aliyun, 200003|NoAnswer, NO_ANSWER",
        "aliyun, 200002, BUSY",
        "aliyun, 200010, POWERED_OFF",
        "aliyun, 200007, UNREACHABLE",
        "aliyun, 200005|Reject, REJECTED",
        "aliyun, AbandonedInRing, CALLER_CANCEL",
        "aliyun, Voicemail, VOICEMAIL",
        "aliyun, 200004, NUMBER_DOES_NOT_EXIST",
        "aliyun, 200011, SUSPENDED",
        "aliyun, 200012, SYSTEM_FAILURE",
        "aliyun, 200100|Success, ANSWERED",
        "aliyun, 200130, UNKNOWN",
        "volcengine, 7|19|21|22|28, NO_ANSWER",
        "volcengine, 8, BUSY",
        "volcengine, 2, POWERED_OFF",
        "volcengine, 6|10|18, UNREACHABLE",
        "volcengine, 9, REJECTED",
        "volcengine, 5, CALLER_CANCEL",
        "volcengine, 4, NUMBER_DOES_NOT_EXIST",
        "volcengine, 37, BAD_FORMAT",
        "volcengine, 3, SUSPENDED",
        "volcengine, 15, NO_ROUTE",
        "volcengine, 11|12|14|17|20, SYSTEM_FAILURE",
        "volcengine, 27|30, CALLER_ID_BLOCKED",
        "volcengine, 29, SUPPRESSED_BY_CALLEE",
        "volcengine, 1, ANSWERED",
        "volcengine, -1, UNKNOWN",
        "huawei, 00603|01040, NO_ANSWER",
        "huawei, 00537, BUSY",
        "huawei, 00548, POWERED_OFF",
        "huawei, 00549, UNREACHABLE",
        "huawei, 00604, REJECTED",
        "huawei, 00601, CALLER_CANCEL",
        "huawei, 00538, NUMBER_DOES_NOT_EXIST",
        "huawei, 00531, ANSWERED"
    })
    void codesMeanWhatTheTableSays(String source, String codes, TelephonyResult result) {
        for (String code : codes.split("\\|")) {
            assertThat(FILES.of(source).resultOf(code)).as(code).isEqualTo(result);
        }
    }

    @Test
    void everyCauseOfFreeswitchHasAMeaning() {
        String causes = """
                NONE UNALLOCATED_NUMBER NO_ROUTE_TRANSIT_NET NO_ROUTE_DESTINATION CHANNEL_UNACCEPTABLE CALL_AWARDED_DELIVERED \
                NORMAL_CLEARING USER_BUSY NO_USER_RESPONSE NO_ANSWER SUBSCRIBER_ABSENT CALL_REJECTED NUMBER_CHANGED \
                REDIRECTION_TO_NEW_DESTINATION EXCHANGE_ROUTING_ERROR DESTINATION_OUT_OF_ORDER INVALID_NUMBER_FORMAT \
                FACILITY_REJECTED RESPONSE_TO_STATUS_ENQUIRY NORMAL_UNSPECIFIED NORMAL_CIRCUIT_CONGESTION NETWORK_OUT_OF_ORDER \
                NORMAL_TEMPORARY_FAILURE SWITCH_CONGESTION ACCESS_INFO_DISCARDED REQUESTED_CHAN_UNAVAIL PRE_EMPTED \
                FACILITY_NOT_SUBSCRIBED OUTGOING_CALL_BARRED INCOMING_CALL_BARRED BEARERCAPABILITY_NOTAUTH \
                BEARERCAPABILITY_NOTAVAIL SERVICE_UNAVAILABLE BEARERCAPABILITY_NOTIMPL CHAN_NOT_IMPLEMENTED \
                FACILITY_NOT_IMPLEMENTED SERVICE_NOT_IMPLEMENTED INVALID_CALL_REFERENCE INCOMPATIBLE_DESTINATION \
                INVALID_MSG_UNSPECIFIED MANDATORY_IE_MISSING MESSAGE_TYPE_NONEXIST WRONG_MESSAGE IE_NONEXIST \
                INVALID_IE_CONTENTS WRONG_CALL_STATE RECOVERY_ON_TIMER_EXPIRE MANDATORY_IE_LENGTH_ERROR PROTOCOL_ERROR \
                INTERWORKING SUCCESS ORIGINATOR_CANCEL CRASH SYSTEM_SHUTDOWN LOSE_RACE MANAGER_REQUEST BLIND_TRANSFER \
                ATTENDED_TRANSFER ALLOTTED_TIMEOUT USER_CHALLENGE MEDIA_TIMEOUT PICKED_OFF USER_NOT_REGISTERED \
                PROGRESS_TIMEOUT INVALID_GATEWAY GATEWAY_DOWN INVALID_URL INVALID_PROFILE NO_PICKUP SRTP_READ_ERROR BOWOUT \
                BUSY_EVERYWHERE DECLINE DOES_NOT_EXIST_ANYWHERE NOT_ACCEPTABLE UNWANTED NO_IDENTITY BAD_IDENTITY_INFO \
                UNSUPPORTED_CERTIFICATE INVALID_IDENTITY STALE_DATE REJECT_ALL""";
        for (String cause : causes.split(" ")) {
            assertThat(FILES.of("freeswitch").resultOf(cause)).as(cause).isNotNull();
        }
    }

    @Test
    void everySourceHasCodes_andAnUnknownOneHasNone() {
        for (String source : MappingFiles.SOURCES) {
            assertThat(FILES.of(source).codes()).as(source).isNotEmpty();
        }
        assertThat(FILES.of("never-heard-of")).isSameAs(CodeMapping.EMPTY);
    }
}
