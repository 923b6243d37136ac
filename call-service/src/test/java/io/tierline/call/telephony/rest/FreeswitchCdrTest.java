package io.tierline.call.telephony.rest;

import static io.tierline.call.telephony.rest.Fixtures.COMPANY;
import static io.tierline.call.telephony.rest.Fixtures.NOW;
import static io.tierline.call.telephony.rest.Fixtures.START;
import static io.tierline.call.telephony.rest.Fixtures.bytes;
import static io.tierline.call.telephony.rest.Fixtures.call;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.call.calls.domain.CallReport;
import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.EndedBy;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.call.telephony.domain.LegRecord;
import io.tierline.call.telephony.domain.TelephonySource;
import io.tierline.kit.problem.Problem;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CDRs of FreeSWITCH, as mod_json_cdr posts them. */
class FreeswitchCdrTest {

    private static final String A_LEG = "fs:e3133bf7-dcde-4daf-9663-9a79ffcef5ad";

    static Stream<byte[]> encodings() {
        byte[] json = bytes("freeswitch-a-leg.json");
        return Stream.of(
                json,
                ("cdr=" + URLEncoder.encode(new String(json, UTF_8), UTF_8)).getBytes(UTF_8),
                ("cdr=" + URLEncoder.encode(new String(json, UTF_8), UTF_8).replace("+", "%20")).getBytes(UTF_8),
                ("cdr=" + Base64.getEncoder().encodeToString(json)).getBytes(UTF_8),
                ("cdr=" + Base64.getMimeEncoder().encodeToString(json)).getBytes(UTF_8),
                bytes("freeswitch-older-release.json"));
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void legOfTheRepIsRead_inEveryEncoding(byte[] body) {
        // When
        CallReport call = call(read(FreeswitchCdr.json(body)));

        // Then
        assertThat(call.callId()).isEqualTo(A_LEG);
        assertThat(call.phone()).isEqualTo("+8613800138000");
        assertThat(call.direction()).isEqualTo(Direction.OUTBOUND);
        assertThat(call.rep()).isEqualTo("li.wei");
        assertThat(call.customerId()).isEqualTo("acme");
        assertThat(call.contactRole()).isEqualTo(ContactRole.EB);
        assertThat(call.campaign()).isEqualTo("expo-2026");
        assertThat(call.startedAt()).isEqualTo(START);
        assertThat(call.ringSeconds()).isEqualTo(12);
        assertThat(call.talkSeconds()).isEqualTo(95);
        assertThat(call.telephony().result()).isEqualTo(TelephonyResult.ANSWERED);
        assertThat(call.telephony().code()).isEqualTo("NORMAL_CLEARING");
        assertThat(call.telephony().endedBy()).isEqualTo(EndedBy.CUSTOMER);
    }

    @Test
    void legsBelongToOneCall_andTheCustomersOneSaysWhoHungUp() {
        // When
        CallReport call = call(file("freeswitch-b-leg.json"), file("freeswitch-a-leg.json"));

        // Then
        assertThat(call.callId()).isEqualTo(A_LEG);
        assertThat(call.rep()).isEqualTo("li.wei");
        assertThat(call.telephony().trunk()).isEqualTo("gw-1");
        // The same hang-up: sent on the leg to the rep, received on the leg to the customer.
        assertThat(call.telephony().endedBy()).isEqualTo(EndedBy.CUSTOMER);
        assertThat(call.startedAt()).isEqualTo(START);
    }

    @Test
    void customerWasBusy_thoughOnlyTheRepsLegWasPosted() {
        // When
        CallReport call = call(file("freeswitch-a-leg-busy.json"));

        // Then
        assertThat(call.talkSeconds()).isZero();
        assertThat(call.telephony().result()).isEqualTo(TelephonyResult.BUSY);
        assertThat(call.telephony().code()).isEqualTo("USER_BUSY");
    }

    @Test
    void customerWhoCalled_talkedFromTheBridgeOn() {
        // When
        CallReport call = call(file("freeswitch-inbound.json"));

        // Then
        assertThat(call.direction()).isEqualTo(Direction.INBOUND);
        assertThat(call.phone()).isEqualTo("+8613800138000");
        assertThat(call.rep()).isEqualTo("li.wei");
        assertThat(call.talkSeconds()).isEqualTo(40);
        assertThat(call.telephony().endedBy()).isEqualTo(EndedBy.CUSTOMER);
    }

    @Test
    void customerWhoGaveUpInTheQueue_wasNotAnswered() {
        // When
        CallReport call = call(read(changed("freeswitch-inbound.json", "bridge_epoch=0")));

        // Then
        assertThat(call.talkSeconds()).isZero();
        assertThat(call.telephony().result()).isEqualTo(TelephonyResult.NO_ANSWER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "hangup_cause=NORMAL_CLEARING,sip_hangup_disposition=send_cancel | CALLER_CANCEL | NORMAL_CLEARING",
                "hangup_cause=NORMAL_CLEARING,sip_hangup_disposition=recv_refuse | UNKNOWN | NORMAL_CLEARING",
                "hangup_cause=NORMAL_CLEARING,sip_invite_failure_status=486 | BUSY | sip:486",
                "hangup_cause=NORMAL_CLEARING,last_bridge_hangup_cause=NO_ANSWER | NO_ANSWER | NO_ANSWER",
                "hangup_cause=NORMAL_UNSPECIFIED,sip_hangup_disposition=- | UNKNOWN | NORMAL_UNSPECIFIED",
                "hangup_cause=NORMAL_UNSPECIFIED,hangup_cause_q850=31,sip_hangup_disposition=- | UNKNOWN | NORMAL_UNSPECIFIED",
                "hangup_cause=UNALLOCATED_NUMBER | NUMBER_DOES_NOT_EXIST | UNALLOCATED_NUMBER",
                "hangup_cause=CALL_REJECTED | REJECTED | CALL_REJECTED",
                "hangup_cause=SOMETHING_NEW,hangup_cause_q850=- | UNKNOWN | SOMETHING_NEW"
            })
    void callThatWasNotAnswered_isWhatItsCausesSay(String changes, TelephonyResult result, String code) {
        // Given
        String notAnswered = "answer_epoch=0,bridge_epoch=0,billsec=0,sip_term_status=-,proto_specific_hangup_cause=-,";

        // When
        CallReport call = call(read(changed("freeswitch-b-leg.json", notAnswered + changes)));

        // Then
        assertThat(call.talkSeconds()).isZero();
        assertThat(call.telephony().result()).isEqualTo(result);
        assertThat(call.telephony().code()).isEqualTo(code);
    }

    @Test
    void whoHungUp_dependsOnTheLeg() {
        // Given
        LegRecord onTheRepsLeg = read(changed("freeswitch-a-leg.json", "sip_hangup_disposition=recv_bye"));
        LegRecord onTheCustomersLeg = read(changed("freeswitch-b-leg.json", "sip_hangup_disposition=recv_bye"));

        // Then
        assertThat(onTheRepsLeg.endedBy()).isEqualTo(EndedBy.REP);
        assertThat(onTheCustomersLeg.endedBy()).isEqualTo(EndedBy.CUSTOMER);
    }

    @Test
    void repWhoWaitedWhileTheCustomerWasCalled_talkedToNobody() {
        // When
        CallReport call = call(read(changed(
                "freeswitch-a-leg.json",
                "bridge_epoch=0,originate_disposition=NO_ANSWER,last_bridge_hangup_cause=NO_ANSWER")));

        // Then
        assertThat(call.talkSeconds()).isZero();
        assertThat(call.telephony().result()).isEqualTo(TelephonyResult.NO_ANSWER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"anonymous", "110", "", "Restricted", "*67"})
    void numberThatIsNone_isLeftOut(String number) {
        // Given
        ObjectNode cdr = changed("freeswitch-b-leg.json", "sip_to_user=-");
        ((ObjectNode) cdr.path("callflow").path(0).path("caller_profile")).put("destination_number", number);

        // Then
        assertThat(read(cdr).phone()).isNull();
    }

    @Test
    void voicemailIsFound_whenTheSwitchDetectedIt() {
        assertThat(call(read(changed("freeswitch-b-leg.json", "amd_status=machine")))
                        .telephony()
                        .result())
                .isEqualTo(TelephonyResult.VOICEMAIL);
    }

    @Test
    void valuesAreTakenAsTheyAre_whenTheyAreNotEncoded() {
        // When
        LegRecord leg = read(changed("freeswitch-b-leg.json", "tierline_rep=li+wei@x,tierline_trunk=100%"));

        // Then
        assertThat(leg.rep()).isEqualTo("li+wei@x");
        assertThat(leg.trunk()).isEqualTo("100%");
    }

    @Test
    void callStartsNow_whenTheSwitchIsFarAheadOrSaysNothing() {
        assertThat(read(changed("freeswitch-b-leg.json", "start_epoch=1795420500"))
                        .startedAt())
                .as("exactly five minutes ahead")
                .isEqualTo("2026-11-23T07:55:00Z");
        assertThat(read(changed("freeswitch-b-leg.json", "start_epoch=1795421100"))
                        .startedAt())
                .isEqualTo("2026-11-23T08:05:00Z");
        assertThat(read(changed("freeswitch-b-leg.json", "start_epoch=1795421101"))
                        .startedAt())
                .isEqualTo(NOW);
        assertThat(read(changed("freeswitch-b-leg.json", "start_epoch=0")).startedAt())
                .isEqualTo(NOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "nonsense", "cdr=", "cdr=%7B", "cdr=!!!", "cdr=bm9uZQ==", "12"})
    void bodyThatHoldsNoRecord_isRefused(String body) {
        assertThatThrownBy(() -> FreeswitchCdr.json(body.getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"variables\":{}}",
                "{\"variables\":{\"uuid\":\"\"}}",
                "{\"variables\":{\"uuid\":\"a b\"}}",
                "{\"variables\":[]}"
            })
    void recordWithoutAnId_isRefused(String body) {
        assertThatThrownBy(() -> read(FreeswitchCdr.json(body.getBytes(UTF_8))))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(422);
                    assertThat(problem.faults().get(0).pointer()).isEqualTo("/variables/uuid");
                });
    }

    private static LegRecord file(String name) {
        return read(FreeswitchCdr.json(bytes(name)));
    }

    private static LegRecord read(JsonNode cdr) {
        return FreeswitchCdr.read(cdr, TelephonySource.FREESWITCH.defaults(), COMPANY, NOW);
    }

    /** The file with other variables, {@code name=value} each; {@code -} takes one away. */
    private static ObjectNode changed(String name, String changes) {
        ObjectNode cdr = (ObjectNode) FreeswitchCdr.json(bytes(name));
        ObjectNode variables = (ObjectNode) cdr.path("variables");
        for (String change : changes.split(",")) {
            String[] parts = change.split("=", 2);
            if (parts[1].equals("-")) {
                variables.remove(parts[0]);
            } else {
                variables.put(parts[0], parts[1]);
            }
        }
        return cdr;
    }
}
