package io.tierline.call.telephony.rest;

import static io.tierline.call.telephony.rest.Fixtures.COMPANY;
import static io.tierline.call.telephony.rest.Fixtures.NOW;
import static io.tierline.call.telephony.rest.Fixtures.START;
import static io.tierline.call.telephony.rest.Fixtures.bytes;
import static io.tierline.call.telephony.rest.Fixtures.call;
import static io.tierline.call.telephony.rest.Fixtures.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.call.calls.domain.CallReport;
import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.EndedBy;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.call.telephony.domain.LegRecord;
import io.tierline.call.telephony.domain.TelephonySource;
import io.tierline.kit.problem.Problem;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CDRs of Asterisk. */
class AsteriskCdrTest {

    @Test
    void answeredCallIsRead_fromAForm() {
        // When
        CallReport call = call(read(answered()));

        // Then
        assertThat(call.callId()).isEqualTo("as:1795397400.26");
        assertThat(call.phone()).isEqualTo("+8613800138000");
        assertThat(call.rep()).isEqualTo("li.wei");
        assertThat(call.customerId()).isEqualTo("acme");
        assertThat(call.contactRole()).isEqualTo(ContactRole.EB);
        assertThat(call.campaign()).isEqualTo("expo-2026");
        assertThat(call.direction()).isEqualTo(Direction.OUTBOUND);
        assertThat(call.startedAt()).as("half past nine in Shanghai").isEqualTo(START);
        assertThat(call.ringSeconds()).isEqualTo(14);
        assertThat(call.talkSeconds()).as("without the ringing").isEqualTo(95);
        assertThat(call.telephony().result()).isEqualTo(TelephonyResult.ANSWERED);
        assertThat(call.telephony().code()).isEqualTo("ANSWERED");
        assertThat(call.telephony().trunk()).isEqualTo("gw-1");
    }

    @Test
    void callThatNobodyAnsweredIsRead_fromJson() {
        // When
        CallReport call = call(read(AsteriskCdr.ofJson(ForeignBody.object(bytes("asterisk-no-answer.json")))));

        // Then
        assertThat(call.ringSeconds()).isEqualTo(30);
        assertThat(call.talkSeconds()).isZero();
        assertThat(call.telephony().result()).isEqualTo(TelephonyResult.NO_ANSWER);
        assertThat(call.telephony().code()).isEqualTo("NO ANSWER");
    }

    @Test
    void managerEventIsReadLikeARecord() {
        // When
        CallReport call = call(read(AsteriskCdr.ofJson(ForeignBody.object(bytes("asterisk-manager-event.json")))));

        // Then
        assertThat(call.callId()).isEqualTo("as:1795397400.26");
        assertThat(call.phone()).isEqualTo("+8613800138000");
        assertThat(call.rep()).as("by the account code").isEqualTo("li.wei");
        assertThat(call.talkSeconds()).isEqualTo(95);
        assertThat(call.telephony().trunk()).isEqualTo("gw-1");
    }

    @Test
    void recordsWithOneLinkedIdAreOneCall() {
        // Given
        LegRecord failed = read(with(
                "sequence=17",
                "disposition=FAILED",
                "billsec=0",
                "answer=",
                "dialstatus=CHANUNAVAIL",
                "end=2026-11-23 09:30:01"));
        LegRecord answered = read(with("sequence=18", "dstchannel=PJSIP/gw-2-0000001c", "start=2026-11-23 09:30:02"));

        // When
        CallReport call = call(failed, answered);

        // Then
        assertThat(failed.recordId()).isNotEqualTo(answered.recordId());
        assertThat(call.startedAt()).isEqualTo(START);
        assertThat(call.telephony().result()).isEqualTo(TelephonyResult.ANSWERED);
        assertThat(call.telephony().trunk()).isEqualTo("gw-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "disposition=NO ANSWER | NO_ANSWER | NO ANSWER",
                "disposition=NO ANSWER;dialstatus=NOANSWER | NO_ANSWER | NOANSWER",
                "disposition=NO ANSWER;dialstatus=CANCEL;hangupcause=127 | CALLER_CANCEL | CANCEL",
                "disposition=NO ANSWER;hangupcause=20 | UNREACHABLE | 20",
                "disposition=BUSY | BUSY | BUSY",
                "disposition=BUSY;hangupcause=21 | REJECTED | 21",
                "disposition=FAILED | SYSTEM_FAILURE | FAILED",
                "disposition=FAILED;hangupcause=1 | NUMBER_DOES_NOT_EXIST | 1",
                "disposition=FAILED;hangupcause=22 | NUMBER_CHANGED | 22",
                "disposition=FAILED;hangupcause=28 | BAD_FORMAT | 28",
                "disposition=FAILED;dialstatus=CHANUNAVAIL;hangupcause=0 | NO_ROUTE | CHANUNAVAIL",
                "disposition=CONGESTION | SYSTEM_FAILURE | CONGESTION",
                "disposition=SOMETHING NEW | UNKNOWN | SOMETHING NEW",
                "disposition=FAILED;hangupcause=999 | SYSTEM_FAILURE | FAILED"
            })
    void recordSaysWhyNobodyAnswered(String changes, TelephonyResult result, String code) {
        // When
        CallReport call = call(read(with((changes + ";billsec=0;answer=").split(";", -1))));

        // Then
        assertThat(call.talkSeconds()).isZero();
        assertThat(call.telephony().result()).isEqualTo(result);
        assertThat(call.telephony().code()).isEqualTo(code);
    }

    @Test
    void answeredByAMachine_isVoicemail() {
        assertThat(call(read(with("amdstatus=MACHINE"))).telephony().result()).isEqualTo(TelephonyResult.VOICEMAIL);
        assertThat(call(read(with("amdstatus=HUMAN"))).telephony().result()).isEqualTo(TelephonyResult.ANSWERED);
    }

    @Test
    void answeredWithoutTalk_isNoAnsweredCall() {
        assertThat(call(read(with("billsec=0"))).telephony().result()).isEqualTo(TelephonyResult.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "1001, 13800138000, from-internal, OUTBOUND, +8613800138000",
        "13800138000, 1001, from-internal, INBOUND, +8613800138000",
        "13800138000, 02155550100, from-trunk, INBOUND, +8613800138000",
        "02155550100, 13800138000, from-internal, OUTBOUND, +8613800138000"
    })
    void directionFollowsFromTheNumbers(String src, String dst, String context, Direction direction, String phone) {
        // When
        LegRecord leg = read(with("src=" + src, "dst=" + dst, "dcontext=" + context, "lastdata="));

        // Then
        assertThat(leg.direction()).isEqualTo(direction);
        assertThat(leg.phone()).isEqualTo(phone);
    }

    @Test
    void directionIsWhatTheUserFieldSays() {
        assertThat(read(with("userfield=direction=inbound;rep=li.wei")).direction())
                .isEqualTo(Direction.INBOUND);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "PJSIP/gw-1-0000001b, gw-1",
                "SIP/trunk-a-0000001b, trunk-a",
                "IAX2/branch-123, branch",
                "DAHDI/i1/13800138000-1, i1",
                "Local/13800138000@out-0000001b;1, -",
                "SIP/13800138000-0000001b, -",
                "'', -"
            })
    void trunkIsTakenFromTheChannel(String channel, String trunk) {
        assertThat(read(with("dstchannel=" + channel)).trunk()).isEqualTo(trunk);
    }

    @Test
    void whoHungUpIsKnown_whenTheSourceWasPosted() {
        assertThat(read(with("hangupsource=PJSIP/1001-0000001a")).endedBy()).isEqualTo(EndedBy.REP);
        assertThat(read(with("hangupsource=PJSIP/gw-1-0000001b")).endedBy()).isEqualTo(EndedBy.CUSTOMER);
        assertThat(read(with("hangupsource=dialplan/builtin")).endedBy()).isNull();
    }

    @Test
    void timesAreUnderstood_asSecondsAndWithOffset() {
        assertThat(read(with("start=1795397400.123456")).startedAt()).isEqualTo(START);
        assertThat(read(with("start=2026-11-23T02:30:00+01:00")).startedAt()).isEqualTo(START);
        assertThat(read(with("start=yesterday")).startedAt()).isEqualTo(NOW);
        assertThat(read(with("start=2026-02-30 09:30:00")).startedAt()).isEqualTo(NOW);
    }

    @Test
    void dialledNumberIsFound_behindAnExtension() {
        assertThat(read(with("dst=s")).phone()).isEqualTo("+8613800138000");
        assertThat(read(with("dst=110", "lastdata=PJSIP/gw-1")).phone()).isNull();
    }

    @Test
    void recordIsACallOfItsOwn_whenTheLinkedIdIsTooLong() {
        assertThat(read(with("uniqueid=b", "linkedid=" + "a".repeat(125))).callId())
                .isEqualTo("as:" + "a".repeat(125));
        assertThat(read(with("uniqueid=b", "linkedid=" + "a".repeat(126))).callId())
                .isEqualTo("as:b");
    }

    @Test
    void recordWithoutAnId_isRefused() {
        assertThatThrownBy(() -> read(with("uniqueid=", "linkedid=")))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(422));
    }

    private static Map<String, String> answered() {
        return AsteriskCdr.ofForm(ForeignBody.form(text("asterisk-answered.form")));
    }

    private static Map<String, String> with(String... changes) {
        Map<String, String> record = new HashMap<>(answered());
        for (String change : changes) {
            int equals = change.indexOf('=');
            record.put(change.substring(0, equals), change.substring(equals + 1));
        }
        return record;
    }

    private static LegRecord read(Map<String, String> record) {
        return AsteriskCdr.read(record, TelephonySource.ASTERISK.defaults(), COMPANY, NOW);
    }
}
