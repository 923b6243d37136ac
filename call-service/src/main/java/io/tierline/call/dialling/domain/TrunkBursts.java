package io.tierline.call.dialling.domain;

import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.dialling.domain.Burst.Span;
import io.tierline.call.dialling.domain.SuppressionPolicy.TrunkBurst;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds bursts: a window slides over each trunk's calls minute by minute, and where enough numbers fail alike in it, and
 * they are enough of all calls, it belongs to a burst. Windows that meet are one burst. A function of the set of calls.
 */
public final class TrunkBursts {

    /**
     * A call that failed in a way that its trunk may be to blame for.
     *
     * @param minute when, counted from the epoch
     */
    public record Failure(String trunk, TelephonyResult result, long minute, String phone) {}

    /**
     * All calls over a trunk in one minute, failed or not.
     *
     * @param minute counted from the epoch
     */
    public record Traffic(String trunk, long minute, int calls) {}

    private record Kind(String trunk, TelephonyResult result) {}

    private final List<Failure> failures;
    private final NavigableMap<Long, Integer> traffic;
    private final TrunkBurst policy;
    private final List<Burst> found = new ArrayList<>();

    private TrunkBursts(List<Failure> failures, NavigableMap<Long, Integer> traffic, TrunkBurst policy) {
        this.failures = failures.stream()
                .sorted(Comparator.comparingLong(Failure::minute))
                .toList();
        this.traffic = traffic;
        this.policy = policy;
    }

    /** The minutes around a call in which other calls can make it part of a burst. */
    public static Span around(String trunk, Instant call, TrunkBurst policy) {
        long minute = Burst.minuteOf(call);
        return new Span(trunk, minute - policy.minutes() + 1, minute + policy.minutes());
    }

    /** The same minutes in as few spans as can be. */
    public static List<Span> merged(Collection<Span> spans) {
        List<Span> sorted = spans.stream()
                .sorted(Comparator.comparing(Span::trunk).thenComparingLong(Span::from))
                .toList();
        List<Span> merged = new ArrayList<>();
        for (Span span : sorted) {
            Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && last.trunk().equals(span.trunk()) && span.from() <= last.to()) {
                merged.set(merged.size() - 1, new Span(span.trunk(), last.from(), Math.max(last.to(), span.to())));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    /** Where enough numbers fail alike; whether it is a burst depends on the traffic there. */
    public static List<Span> crowded(Collection<Failure> failures, TrunkBurst policy) {
        List<Span> crowded = new ArrayList<>();
        byKind(failures)
                .forEach((kind, alike) -> crowded.addAll(new TrunkBursts(alike, new TreeMap<>(), policy)
                        .slide().stream().map(Burst::span).toList()));
        return merged(crowded);
    }

    /**
     * All bursts, by trunk, failure and time.
     *
     * @param traffic of all minutes of the spans that are crowded
     */
    public static List<Burst> find(Collection<Failure> failures, Collection<Traffic> traffic, TrunkBurst policy) {
        Map<String, NavigableMap<Long, Integer>> byTrunk = new HashMap<>();
        traffic.forEach(minute -> byTrunk.computeIfAbsent(minute.trunk(), trunk -> new TreeMap<>())
                .merge(minute.minute(), minute.calls(), Integer::sum));
        List<Burst> bursts = new ArrayList<>();
        byKind(failures)
                .forEach((kind, alike) -> bursts.addAll(
                        new TrunkBursts(alike, byTrunk.getOrDefault(kind.trunk(), new TreeMap<>()), policy).slide()));
        return bursts;
    }

    private static Map<Kind, List<Failure>> byKind(Collection<Failure> failures) {
        Map<Kind, List<Failure>> byKind =
                new TreeMap<>(Comparator.comparing(Kind::trunk).thenComparing(Kind::result));
        failures.forEach(failure -> byKind.computeIfAbsent(
                        new Kind(failure.trunk(), failure.result()), kind -> new ArrayList<>())
                .add(failure));
        return byKind;
    }

    private List<Burst> slide() {
        Map<String, Integer> callsByNumber = new HashMap<>();
        // The failures in the window are those from the first of these to before the second.
        int left = 0;
        int entered = 0;
        long start = 0;
        int total = 0;
        Run run = null;
        while (left < failures.size()) {
            if (left == entered) {
                start = failures.get(entered).minute() - policy.minutes() + 1;
                total = traffic.subMap(start, start + policy.minutes()).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum();
            } else {
                total += callsIn(start + policy.minutes()) - callsIn(start);
                start++;
            }
            while (entered < failures.size() && failures.get(entered).minute() < start + policy.minutes()) {
                callsByNumber.merge(failures.get(entered++).phone(), 1, Integer::sum);
            }
            while (left < entered && failures.get(left).minute() < start) {
                callsByNumber.computeIfPresent(
                        failures.get(left++).phone(), (phone, calls) -> calls == 1 ? null : calls - 1);
            }
            int failed = entered - left;
            if (callsByNumber.size() >= policy.numbers() && 100L * failed >= (long) policy.percent() * total) {
                if (run == null || start > run.to) {
                    end(run);
                    run = new Run(start, left);
                }
                run.to = start + policy.minutes();
                run.next = entered;
                run.share = Math.max(run.share, total <= failed ? 1 : (double) failed / total);
            }
        }
        end(run);
        return found;
    }

    private int callsIn(long minute) {
        return traffic.getOrDefault(minute, 0);
    }

    private void end(Run run) {
        if (run == null) {
            return;
        }
        List<Failure> blamed = failures.subList(run.first, run.next);
        Failure first = blamed.get(0);
        Failure last = blamed.get(blamed.size() - 1);
        Set<String> numbers = new HashSet<>();
        blamed.forEach(failure -> numbers.add(failure.phone()));
        found.add(new Burst(
                first.trunk(),
                first.result(),
                new Span(first.trunk(), run.from, run.to),
                Instant.ofEpochSecond(first.minute() * 60),
                Instant.ofEpochSecond((last.minute() + 1) * 60),
                blamed.size(),
                numbers.size(),
                run.share));
    }

    /** Windows that meet, each of them a burst by itself. */
    private static final class Run {

        private final long from;
        private final int first;
        private long to;
        private int next;
        private double share;

        Run(long from, int first) {
            this.from = from;
            this.first = first;
        }
    }
}
