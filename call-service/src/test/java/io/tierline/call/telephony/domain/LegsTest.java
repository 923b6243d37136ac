package io.tierline.call.telephony.domain;

import static io.tierline.call.telephony.domain.LegRecords.MAPPING;
import static io.tierline.call.telephony.domain.LegRecords.START;
import static io.tierline.call.telephony.domain.LegRecords.answeredByMachine;
import static io.tierline.call.telephony.domain.LegRecords.endedBy;
import static io.tierline.call.telephony.domain.LegRecords.inbound;
import static io.tierline.call.telephony.domain.LegRecords.leg;
import static io.tierline.call.telephony.domain.LegRecords.toCustomer;
import static io.tierline.call.telephony.domain.LegRecords.toRep;
import static io.tierline.call.telephony.domain.LegRecords.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.tierline.call.calls.domain.CallReport;
import io.tierline.call.calls.domain.EndedBy;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.telephony.domain.LegRecord.Side;
import io.tierline.call.telephony.domain.LegRecord.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All that is known of a call makes one report of it. */
class LegsTest {

    @Test
    void callIsWhatTheCustomersLegSays_withWhatTheRepsLegKnows() {
        // When
        CallReport call = merged(toRep(107, "NORMAL_CLEARING"), endedBy(EndedBy.CUSTOMER, 95, "NORMAL_CLEARING"));

        // Then
        assertThat(call.callId()).isEqualTo("fs:a");
        assertThat(call.phone()).isEqualTo("+8613800138000");
        assertThat(call.rep()).isEqualTo("li.wei");
        assertThat(call.startedAt()).isEqualTo(START);
        assertThat(call.ringSeconds()).isEqualTo(12);
        assertThat(call.talkSeconds()).isEqualTo(95);
        assertThat(call.telephony().result()).isEqualTo(TelephonyResult.ANSWERED);
        assertThat(call.telephony().code()).isEqualTo("NORMAL_CLEARING");
        assertThat(call.telephony().trunk()).isEqualTo("gw-b");
        assertThat(call.telephony().endedBy()).isEqualTo(EndedBy.CUSTOMER);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // codes | talk | who ended it | result | code that is kept
                "NORMAL_CLEARING | 1 | - | ANSWERED | NORMAL_CLEARING",
                "NORMAL_CLEARING | 0 | - | UNKNOWN | NORMAL_CLEARING",
                "NORMAL_CLEARING | 0 | CUSTOMER | UNKNOWN | NORMAL_CLEARING",
                "NORMAL_CLEARING | 0 | REP | CALLER_CANCEL | NORMAL_CLEARING",
                "NORMAL_CLEARING sip:486 | 0 | REP | BUSY | sip:486",
                "NORMAL_CLEARING NO_ANSWER | 0 | - | NO_ANSWER | NO_ANSWER",
                "NORMAL_UNSPECIFIED | 0 | - | UNKNOWN | NORMAL_UNSPECIFIED",
                "NORMAL_UNSPECIFIED | 1 | - | ANSWERED | NORMAL_UNSPECIFIED",
                "USER_BUSY | 0 | REP | BUSY | USER_BUSY",
                "USER_BUSY | 5 | - | ANSWERED | USER_BUSY",
                "ORIGINATOR_CANCEL | 0 | REP | CALLER_CANCEL | ORIGINATOR_CANCEL",
                "NEVER_HEARD_OF | 0 | REP | UNKNOWN | NEVER_HEARD_OF",
                "NEVER_HEARD_OF USER_BUSY | 0 | - | BUSY | USER_BUSY",
                "NEVER_HEARD_OF | 3 | - | ANSWERED | NEVER_HEARD_OF"
            },
            delimiter = '|')
    void talkSaysThatItWasAnswered_andTheFirstTellingCodeWhyNot(
            String codes, int talkSeconds, EndedBy endedBy, TelephonyResult result, String code) {
        // When
        CallReport call = merged(endedBy(endedBy, talkSeconds, codes.split(" ")));

        // Then
        assertThat(call.talkSeconds()).isEqualTo(talkSeconds);
        assertThat(call.telephony().result()).isEqualTo(result);
        assertThat(call.telephony().code()).isEqualTo(code);
    }

    @Test
    void callIsVoicemail_whenAMachineAnswered() {
        assertThat(merged(answeredByMachine(toCustomer(20, "NORMAL_CLEARING")))
                        .telephony()
                        .result())
                .isEqualTo(TelephonyResult.VOICEMAIL);
        assertThat(merged(answeredByMachine(toCustomer(0, "USER_BUSY")))
                        .telephony()
                        .result())
                .isEqualTo(TelephonyResult.BUSY);
    }

    @ParameterizedTest
    @CsvSource({
        "ORIGINATOR_CANCEL, NO_ANSWER",
        "NORMAL_CLEARING, NO_ANSWER",
        "USER_BUSY, BUSY",
        "NEVER_HEARD_OF, UNKNOWN"
    })
    void customerWhoCalledAndGaveUp_wasNotAnswered(String code, TelephonyResult result) {
        assertThat(merged(inbound(toCustomer(0, code))).telephony().result()).isEqualTo(result);
    }

    @Test
    void callIsUnderWay_untilTheCustomersLegIsOver() {
        // When
        CallReport call = merged(leg("b", Side.CUSTOMER, Stage.UNDER_WAY, 0, 1, null), toRep(0, "NORMAL_CLEARING"));

        // Then
        assertThat(call.telephony().result()).isNull();
        assertThat(call.telephony().code()).isNull();
        assertThat(call.talkSeconds()).isNull();
        assertThat(call.ringSeconds()).isEqualTo(12);
    }

    @Test
    void lastTrunkDecides_whenSeveralWereTried() {
        // Given
        LegRecord first = leg("x", Side.CUSTOMER, Stage.FINAL, 0, 0, null, "NORMAL_UNSPECIFIED");
        LegRecord second = leg("c", Side.CUSTOMER, Stage.FINAL, 3, 0, null, "USER_BUSY");

        // When
        CallReport call = merged(first, second);

        // Then
        assertThat(call.telephony().result()).isEqualTo(TelephonyResult.BUSY);
        assertThat(call.telephony().trunk()).isEqualTo("gw-c");
        assertThat(call.startedAt()).isEqualTo(START);
    }

    @Test
    void trunkThatWasAnsweredDecides_whenAnotherRangLonger() {
        // Given
        LegRecord answered = leg("x", Side.CUSTOMER, Stage.FINAL, 0, 7, null, "NORMAL_CLEARING");
        LegRecord other = leg("y", Side.CUSTOMER, Stage.FINAL, 3, 0, null, "NO_ANSWER");

        // Then
        assertThat(merged(answered, other).telephony().result()).isEqualTo(TelephonyResult.ANSWERED);
        assertThat(merged(other, answered).telephony().trunk()).isEqualTo("gw-x");
    }

    @Test
    void newestVersionOfARecordCounts_inWhicheverOrderTheyAre() {
        // Given
        LegRecord first = version(toCustomer(95, "NORMAL_CLEARING"), 1, 10);
        LegRecord second = version(first, 2, 20);

        // Then
        assertThat(merged(first, second).talkSeconds()).isEqualTo(20);
        assertThat(merged(second, first).talkSeconds()).isEqualTo(20);
    }

    @Test
    void reportIsTheSame_inWhateverOrderAndHoweverOftenTheRecordsCame() {
        Random random = new Random(20261123);
        for (int round = 0; round < 500; round++) {
            // Given
            List<LegRecord> records = someRecords(random);
            List<LegRecord> shuffled = new ArrayList<>(records);
            records.forEach(record -> {
                if (random.nextBoolean()) {
                    shuffled.add(record);
                }
            });
            Collections.shuffle(shuffled, random);

            // Then
            assertThat(Legs.merged(shuffled, MAPPING)).as("round " + round).isEqualTo(Legs.merged(records, MAPPING));
        }
    }

    private static List<LegRecord> someRecords(Random random) {
        List<LegRecord> records = new ArrayList<>();
        String[] codes = {"NORMAL_CLEARING", "USER_BUSY", "NO_ANSWER", "NEVER_HEARD_OF", "NORMAL_UNSPECIFIED"};
        for (String name : List.of("a", "b", "c")) {
            for (int version = 1; version <= 1 + random.nextInt(3); version++) {
                LegRecord record = leg(
                        name,
                        random.nextBoolean() ? Side.CUSTOMER : Side.REP,
                        random.nextInt(3) > 0 ? Stage.FINAL : Stage.UNDER_WAY,
                        random.nextInt(3),
                        random.nextInt(3),
                        random.nextBoolean() ? EndedBy.REP : null,
                        codes[random.nextInt(codes.length)]);
                records.add(version(record, version, random.nextInt(3)));
            }
        }
        return records;
    }

    private static CallReport merged(LegRecord... records) {
        return Legs.merged(List.of(records), MAPPING);
    }
}
