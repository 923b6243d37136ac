package io.tierline.call.dialling.domain;

import io.tierline.call.calls.domain.TelephonyResult;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Bursts, to be asked what they are to blame for. */
public final class Bursts {

    /** No trunk is to blame for anything. */
    public static final Bursts NONE = new Bursts(Set.of());

    /**
     * Failures that a broken trunk can give for any number. No answer and a busy or powered-off telephone are none: they
     * are common, and it takes a network that works to tell them.
     */
    public static final Set<TelephonyResult> BLAMABLE = Set.copyOf(EnumSet.of(
            TelephonyResult.NUMBER_DOES_NOT_EXIST,
            TelephonyResult.NUMBER_CHANGED,
            TelephonyResult.BAD_FORMAT,
            TelephonyResult.SUSPENDED,
            TelephonyResult.UNREACHABLE,
            TelephonyResult.REJECTED,
            TelephonyResult.NO_ROUTE,
            TelephonyResult.SYSTEM_FAILURE));

    private record Kind(String trunk, TelephonyResult result) {}

    private final Map<Kind, NavigableMap<Long, Burst>> byFirstMinute = new HashMap<>();

    /** @param bursts those of one trunk and result do not overlap */
    public Bursts(Collection<Burst> bursts) {
        bursts.forEach(burst -> byFirstMinute
                .computeIfAbsent(new Kind(burst.trunk(), burst.result()), kind -> new TreeMap<>())
                .put(burst.span().from(), burst));
    }

    /**
     * Whether a trunk can be to blame for how the call went: the telephony alone says it, and it is a failure that is not
     * always the number's.
     */
    public static boolean couldBlame(Attempt call) {
        return call.outbound()
                && call.trunk() != null
                && call.isByTelephonyAlone()
                && call.telephonyResult() != null
                && BLAMABLE.contains(call.telephonyResult());
    }

    /** Whether a trunk and not the number is to blame for how the call went; never for what a rep has said. */
    boolean blame(Attempt call) {
        if (byFirstMinute.isEmpty() || !couldBlame(call)) {
            return false;
        }
        NavigableMap<Long, Burst> ofKind = byFirstMinute.get(new Kind(call.trunk(), call.telephonyResult()));
        if (ofKind == null) {
            return false;
        }
        long minute = Burst.minuteOf(call.startedAt());
        Map.Entry<Long, Burst> begun = ofKind.floorEntry(minute);
        return begun != null && begun.getValue().span().holds(minute);
    }
}
