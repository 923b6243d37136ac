package io.tierline.call.telephony.domain;

import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.EndedBy;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.telephony.domain.LegRecord.Side;
import io.tierline.call.telephony.domain.LegRecord.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records of one call that began at half past nine. */
final class LegRecords {

    static final Instant START = Instant.parse("2026-11-23T01:30:00Z");

    static final CodeMapping MAPPING = new CodeMapping(Map.of(
            "NORMAL_CLEARING", TelephonyResult.ANSWERED,
            "NORMAL_UNSPECIFIED", TelephonyResult.UNKNOWN,
            "USER_BUSY", TelephonyResult.BUSY,
            "NO_ANSWER", TelephonyResult.NO_ANSWER,
            "ORIGINATOR_CANCEL", TelephonyResult.CALLER_CANCEL,
            "486", TelephonyResult.BUSY));

    private LegRecords() {}

    /** The leg to the customer: rang for 12 seconds, then talk of so many; without talk it was over after the ringing. */
    static LegRecord toCustomer(int talkSeconds, String... codes) {
        return leg("b", Side.CUSTOMER, Stage.FINAL, 0, talkSeconds, null, codes);
    }

    /** As {@link #toCustomer}, with who ended it. */
    static LegRecord endedBy(EndedBy endedBy, int talkSeconds, String... codes) {
        return leg("b", Side.CUSTOMER, Stage.FINAL, 0, talkSeconds, endedBy, codes);
    }

    /** The leg to the rep, which the call began with. */
    static LegRecord toRep(int talkSeconds, String... codes) {
        return leg("a", Side.REP, Stage.FINAL, 0, talkSeconds, null, codes);
    }

    static LegRecord leg(
            String name,
            Side side,
            Stage stage,
            int startsAfterSeconds,
            int talkSeconds,
            EndedBy endedBy,
            String... codes) {
        Instant start = START.plusSeconds(startsAfterSeconds);
        Instant answer = start.plusSeconds(12);
        boolean over = stage == Stage.FINAL;
        return new LegRecord(
                "freeswitch",
                "fs:a",
                name,
                0,
                name,
                name.equals("a"),
                side,
                stage,
                side == Side.CUSTOMER ? "+8613800138000" : null,
                Direction.OUTBOUND,
                side == Side.REP ? "li.wei" : null,
                null,
                null,
                null,
                side == Side.CUSTOMER ? "gw-" + name : null,
                start,
                start,
                talkSeconds > 0 ? answer : null,
                over ? answer.plusSeconds(talkSeconds) : null,
                null,
                false,
                List.of(codes),
                endedBy,
                null);
    }

    static LegRecord inbound(LegRecord record) {
        return with(record, Direction.INBOUND, record.machine(), record.version(), record.talkSeconds());
    }

    static LegRecord answeredByMachine(LegRecord record) {
        return with(record, record.direction(), true, record.version(), record.talkSeconds());
    }

    /** Another version of the record, with so much talk. */
    static LegRecord version(LegRecord record, long version, int talkSeconds) {
        return with(record, record.direction(), record.machine(), version, talkSeconds);
    }

    private static LegRecord with(
            LegRecord record, Direction direction, boolean machine, long version, Integer talkSeconds) {
        return new LegRecord(
                record.source(),
                record.callId(),
                record.recordId(),
                version,
                record.leg(),
                record.root(),
                record.side(),
                record.stage(),
                record.phone(),
                direction,
                record.rep(),
                record.customerId(),
                record.contactRole(),
                record.campaign(),
                record.trunk(),
                record.startedAt(),
                record.ringingAt(),
                record.answeredAt(),
                record.endedAt(),
                talkSeconds,
                machine,
                record.codes(),
                record.endedBy(),
                record.recordingUrl());
    }
}
