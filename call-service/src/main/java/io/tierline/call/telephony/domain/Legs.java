package io.tierline.call.telephony.domain;

import io.tierline.call.calls.domain.CallReport;
import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.EndedBy;
import io.tierline.call.calls.domain.Telephony;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.call.telephony.domain.LegRecord.Side;
import io.tierline.call.telephony.domain.LegRecord.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The legs of one call, made into one report. What comes out depends on which records there are and not on the order in
 * which they came.
 *
 * <p>The leg to the customer decides what became of the call; of several, as when one trunk after the other was tried,
 * the one with the most talk, else the latest. What was agreed beforehand (rep, customer, campaign) is taken from the leg that the call
 * began with, else from any that knows.
 */
public final class Legs {

    private static final int DAY_SECONDS = 86_400;

    /** Which leg's word counts first: the deciding leg is the greatest. */
    private static final Comparator<Leg> DECIDING = Comparator.comparing((Leg leg) -> leg.side == Side.CUSTOMER)
            .thenComparing(Leg::talked)
            .thenComparing(leg -> leg.talkSeconds() == null ? 0 : leg.talkSeconds())
            .thenComparing(leg -> leg.startedAt)
            .thenComparing(leg -> leg.name);

    /** In which order a leg's records are read: what is later, or final, is known better. */
    private static final Comparator<LegRecord> READING = Comparator.comparing(LegRecord::stage)
            .thenComparing(LegRecord::version)
            .thenComparing(LegRecord::recordId);

    private Legs() {}

    /**
     * The report of a call.
     *
     * @param records all that is known about it, at least one; of several versions of a record the newest counts
     * @param mapping what the source's codes mean
     */
    public static CallReport merged(Collection<LegRecord> records, CodeMapping mapping) {
        List<Leg> legs = legs(records);
        Leg deciding = legs.stream().max(DECIDING).orElseThrow();
        List<Leg> byRank = legs.stream()
                .sorted(Comparator.comparing((Leg leg) -> !leg.root)
                        .thenComparing(leg -> leg.startedAt)
                        .thenComparing(leg -> leg.name))
                .toList();
        return new CallReport(
                deciding.callId,
                deciding.phone != null ? deciding.phone : first(byRank, leg -> leg.phone),
                first(byRank, leg -> leg.customerId),
                first(byRank, leg -> leg.contactRole),
                first(byRank, leg -> leg.rep),
                first(byRank, leg -> leg.campaign),
                deciding.direction,
                legs.stream()
                        .map(leg -> leg.startedAt)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(),
                deciding.ringSeconds(),
                deciding.talkSeconds(),
                deciding.recordingUrl != null ? deciding.recordingUrl : first(byRank, leg -> leg.recordingUrl),
                telephony(
                        deciding, deciding.trunk != null ? deciding.trunk : first(byRank, leg -> leg.trunk), mapping));
    }

    private static Telephony telephony(Leg leg, String trunk, CodeMapping mapping) {
        if (leg.stage != Stage.FINAL) {
            return new Telephony(leg.source, null, null, trunk, null);
        }
        if (leg.talked()) {
            return new Telephony(
                    leg.source,
                    leg.machine ? TelephonyResult.VOICEMAIL : TelephonyResult.ANSWERED,
                    telling(leg, mapping, result -> result == TelephonyResult.ANSWERED),
                    trunk,
                    leg.endedBy);
        }
        String code = telling(leg, mapping, Legs::saysWhyNot);
        return new Telephony(leg.source, whyNot(leg, mapping, mapping.resultOf(code)), code, trunk, leg.endedBy);
    }

    private static TelephonyResult whyNot(Leg leg, CodeMapping mapping, TelephonyResult said) {
        boolean inbound = leg.direction == Direction.INBOUND;
        // When the customer called, the caller who gave up is not us.
        if (saysWhyNot(said) && !(said == TelephonyResult.CALLER_CANCEL && inbound)) {
            return said;
        }
        boolean known = leg.codes.isEmpty() || leg.codes.stream().anyMatch(code -> mapping.resultOf(code) != null);
        if (!known) {
            return TelephonyResult.UNKNOWN;
        }
        if (inbound) {
            return TelephonyResult.NO_ANSWER;
        }
        return leg.endedBy == EndedBy.REP ? TelephonyResult.CALLER_CANCEL : TelephonyResult.UNKNOWN;
    }

    /** The first code that says what is asked for; the first of all when none does. */
    private static String telling(Leg leg, CodeMapping mapping, Predicate<TelephonyResult> says) {
        return leg.codes.stream()
                .filter(code -> says.test(mapping.resultOf(code)))
                .findFirst()
                .orElse(leg.codes.isEmpty() ? null : leg.codes.get(0));
    }

    /** Codes such as normal clearing end calls that were never answered too, and then say nothing. */
    private static boolean saysWhyNot(TelephonyResult result) {
        return result != null && result != TelephonyResult.ANSWERED && result != TelephonyResult.UNKNOWN;
    }

    private static List<Leg> legs(Collection<LegRecord> records) {
        Map<String, LegRecord> newest = new TreeMap<>();
        records.forEach(record ->
                newest.merge(record.recordId(), record, (one, other) -> other.version() > one.version() ? other : one));
        Map<String, List<LegRecord>> byLeg = new TreeMap<>();
        newest.values().stream()
                .sorted(READING)
                .forEach(record -> byLeg.computeIfAbsent(record.leg(), name -> new ArrayList<>())
                        .add(record));
        return byLeg.values().stream().map(Leg::new).toList();
    }

    private static <T> T first(List<Leg> legs, Function<Leg, T> part) {
        return legs.stream().map(part).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** A leg as all its records together tell of it; the last of them knows best. */
    private static final class Leg {

        private final String source;
        private final String callId;
        private final String name;
        private final boolean root;
        private final Side side;
        private final Stage stage;
        private final Direction direction;
        private final String phone;
        private final String rep;
        private final String customerId;
        private final ContactRole contactRole;
        private final String campaign;
        private final String trunk;
        private final Instant startedAt;
        private final Instant ringingAt;
        private final Instant answeredAt;
        private final Instant endedAt;
        private final Integer talk;
        private final boolean machine;
        private final List<String> codes;
        private final EndedBy endedBy;
        private final String recordingUrl;

        Leg(List<LegRecord> records) {
            LegRecord last = records.get(records.size() - 1);
            source = last.source();
            callId = last.callId();
            name = last.leg();
            root = last.root();
            side = last.side();
            stage = last.stage();
            direction = last.direction();
            phone = latest(records, LegRecord::phone);
            rep = latest(records, LegRecord::rep);
            customerId = latest(records, LegRecord::customerId);
            contactRole = latest(records, LegRecord::contactRole);
            campaign = latest(records, LegRecord::campaign);
            trunk = latest(records, LegRecord::trunk);
            startedAt = earliest(records, LegRecord::startedAt);
            ringingAt = earliest(records, LegRecord::ringingAt);
            answeredAt = earliest(records, LegRecord::answeredAt);
            endedAt = latest(records, LegRecord::endedAt);
            talk = latest(records, LegRecord::talkSeconds);
            machine = records.stream().anyMatch(LegRecord::machine);
            codes = last.codes();
            endedBy = latest(records, LegRecord::endedBy);
            recordingUrl = latest(records, LegRecord::recordingUrl);
        }

        /** Null while it is not over. */
        Integer talkSeconds() {
            if (stage != Stage.FINAL) {
                return null;
            }
            return talk != null ? talk : answeredAt == null ? (Integer) 0 : secondsBetween(answeredAt, endedAt);
        }

        /** Until it was answered, or else over; null when nothing tells since when it was ringing. */
        Integer ringSeconds() {
            return secondsBetween(ringingAt, talked() || stage != Stage.FINAL ? answeredAt : endedAt);
        }

        boolean talked() {
            Integer seconds = talkSeconds();
            return seconds != null && seconds > 0;
        }

        private static Integer secondsBetween(Instant from, Instant to) {
            if (from == null || to == null) {
                return null;
            }
            return (int)
                    Math.max(0, Math.min(DAY_SECONDS, Duration.between(from, to).toSeconds()));
        }

        private static <T> T latest(List<LegRecord> records, Function<LegRecord, T> part) {
            return records.stream()
                    .map(part)
                    .filter(Objects::nonNull)
                    .reduce((one, other) -> other)
                    .orElse(null);
        }

        private static Instant earliest(List<LegRecord> records, Function<LegRecord, Instant> part) {
            return records.stream()
                    .flatMap(record -> Stream.ofNullable(part.apply(record)))
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }
    }
}
