package io.tierline.call.dialling.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.dialling.domain.Burst;
import io.tierline.call.dialling.domain.SuppressionPolicy.TrunkBurst;
import io.tierline.call.dialling.domain.TrunkBursts;
import io.tierline.call.dialling.domain.TrunkBursts.Traffic;
import io.tierline.call.policies.application.Policies;
import io.tierline.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells which trunks fail with many numbers alike, so that the trunk and not the numbers is to blame. */
@ApplicationScoped
public class WatchTrunks {

    /** How long ago the last failure of a burst may be for its trunk to be suspect. */
    private static final Duration RECENT = Duration.ofHours(1);

    /**
     * A trunk in a period.
     *
     * @param calls how many we made over it
     * @param suspect whether a burst reaches into the last hour
     * @param bursts those that reach into the period, the latest first
     */
    public record Trunk(String name, int calls, boolean suspect, List<Burst> bursts) {}

    private final Database database;
    private final NumberHistory history;
    private final Policies policies;
    private final Clock clock;

    WatchTrunks(Database database, NumberHistory history, Policies policies, Clock clock) {
        this.database = database;
        this.history = history;
        this.policies = policies;
        this.clock = clock;
    }

    /** The trunks over which we called from the one moment, at a full minute, to before the other; by name. */
    public Uni<List<Trunk>> list(String tenant, Instant from, Instant to) {
        return policies.of(tenant, CheckNumbers.POLICY).chain(policy -> {
            TrunkBurst burst = policy.value().trunkBurst();
            // What is around the period can make a burst of what is at its edges.
            Instant first = from.minus(Duration.ofMinutes(burst.minutes()));
            Instant last = earlier(to.plus(Duration.ofMinutes(burst.minutes())), nextMinute());
            return history.failures(database.pool(), tenant, first, last)
                    .chain(failures -> history.traffic(database.pool(), tenant, first, last)
                            .map(traffic -> trunks(traffic, TrunkBursts.find(failures, traffic, burst), from, to)));
        });
    }

    /** The end of the minute that it is now. */
    public Instant nextMinute() {
        return Instant.ofEpochSecond((Burst.minuteOf(clock.instant()) + 1) * 60);
    }

    private List<Trunk> trunks(List<Traffic> traffic, List<Burst> bursts, Instant from, Instant to) {
        Map<String, Integer> calls = new TreeMap<>();
        for (Traffic minute : traffic) {
            if (minute.minute() >= Burst.minuteOf(from) && minute.minute() < Burst.minuteOf(to)) {
                calls.merge(minute.trunk(), minute.calls(), Integer::sum);
            }
        }
        Map<String, List<Burst>> byTrunk = new TreeMap<>();
        for (Burst burst : bursts) {
            if (burst.since().isBefore(to) && burst.until().isAfter(from)) {
                byTrunk.computeIfAbsent(burst.trunk(), trunk -> new ArrayList<>())
                        .add(burst);
                calls.putIfAbsent(burst.trunk(), 0);
            }
        }
        Instant recently = clock.instant().minus(RECENT);
        return calls.entrySet().stream()
                .map(trunk -> {
                    List<Burst> ofTrunk = byTrunk.getOrDefault(trunk.getKey(), List.of()).stream()
                            .sorted(Comparator.comparing(Burst::until)
                                    .reversed()
                                    .thenComparing(Burst::result))
                            .toList();
                    boolean suspect =
                            ofTrunk.stream().anyMatch(burst -> burst.until().isAfter(recently));
                    return new Trunk(trunk.getKey(), trunk.getValue(), suspect, ofTrunk);
                })
                .toList();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
