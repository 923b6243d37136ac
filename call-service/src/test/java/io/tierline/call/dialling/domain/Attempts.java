package io.tierline.call.dialling.domain;

import io.tierline.call.calls.domain.CallStatus;
import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.Outcome;
import io.tierline.call.calls.domain.TelephonyResult;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Calls of one number, at local times of the company in Shanghai. */
final class Attempts {

    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static final AtomicInteger IDS = new AtomicInteger();

    private Attempts() {}

    /** A moment by the clocks of Shanghai, such as {@code 2026-11-23T09:30}. */
    static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
    }

    /** A call that the rep has summarised. */
    static Attempt given(String local, Outcome outcome) {
        return given(at(local), outcome, null);
    }

    static Attempt given(Instant at, Outcome outcome, TelephonyResult result) {
        return new Attempt(
                id(), at, Direction.OUTBOUND, CallStatus.SUMMARISED, outcome, outcome, result, "gw-1", false);
    }

    /** A call of which only the telephony says what became of it. */
    static Attempt telephony(String local, TelephonyResult result) {
        return telephony(at(local), result, "gw-1");
    }

    static Attempt telephony(Instant at, TelephonyResult result, String trunk) {
        Outcome outcome = switch (result) {
            case NO_ANSWER, BUSY, POWERED_OFF, UNREACHABLE, REJECTED, VOICEMAIL, CALLER_CANCEL -> Outcome.NA;
            case NUMBER_DOES_NOT_EXIST, NUMBER_CHANGED, BAD_FORMAT, SUSPENDED -> Outcome.WN;
            default -> null;
        };
        CallStatus status = switch (result) {
            case ANSWERED, UNKNOWN -> CallStatus.PENDING;
            case NO_ROUTE, SYSTEM_FAILURE, CALLER_ID_BLOCKED, SUPPRESSED_BY_CALLEE -> CallStatus.FAILED;
            default -> CallStatus.SUMMARISED;
        };
        return new Attempt(id(), at, Direction.OUTBOUND, status, outcome, null, result, trunk, false);
    }

    /** The same call, but by the customer. */
    static Attempt inbound(Attempt call) {
        return new Attempt(
                call.callId(),
                call.startedAt(),
                Direction.INBOUND,
                call.status(),
                call.outcome(),
                call.givenOutcome(),
                call.telephonyResult(),
                call.trunk(),
                call.doNotCall());
    }

    /** The same call, with the wish for no more of them. */
    static Attempt unwanted(Attempt call) {
        return new Attempt(
                call.callId(),
                call.startedAt(),
                call.direction(),
                call.status(),
                call.outcome(),
                call.givenOutcome(),
                call.telephonyResult(),
                call.trunk(),
                true);
    }

    /** Nobody answered at these times. */
    static List<Attempt> unanswered(String... local) {
        List<Attempt> calls = new ArrayList<>();
        for (String time : local) {
            calls.add(telephony(time, TelephonyResult.NO_ANSWER));
        }
        return calls;
    }

    private static String id() {
        return "pbx-" + IDS.incrementAndGet();
    }
}
