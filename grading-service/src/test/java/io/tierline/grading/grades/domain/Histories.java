package io.tierline.grading.grades.domain;

import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.standards.domain.Outcome;
import io.tierline.grading.standards.domain.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Random histories, the same ones for the same seed: close together in time, so that ties, runs and refusals happen often. */
final class Histories {

    private static final Instant START = Calls.at("2026-10-01T00:00:00");
    private static final int DAYS = 90;

    private final Random random;

    Histories(long seed) {
        random = new Random(seed);
    }

    History any() {
        List<CallFacts> calls = new ArrayList<>();
        for (int n = random.nextInt(12); n > 0; n--) {
            calls.add(call("pbx-" + n));
        }
        List<PatchFacts> patches = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            patches.add(new PatchFacts("patch:" + n, moment(), "li.wei", statement()));
        }
        if (random.nextInt(3) == 0) {
            // Chance alone would hardly ever fulfil all that the best tiers ask for.
            patches.add(new PatchFacts("patch:all", moment(), "li.wei", new Statement(Customers.enoughForA())));
        }
        List<Extension> extensions = new ArrayList<>();
        for (int n = random.nextInt(3); n > 0; n--) {
            extensions.add(new Extension(moment(), 1 + random.nextInt(20), "zhao.min", "fair"));
        }
        CustomerStatus status = new CustomerStatus(
                random.nextInt(10) == 0 ? any(State.values()) : State.OPEN,
                random.nextInt(5) == 0 ? Optional.of(moment()) : Optional.empty());
        return new History(calls, patches, extensions, status, Profile.UNKNOWN);
    }

    /** The same set in another order, with some of it twice. */
    History shuffled(History history) {
        return new History(
                shuffled(history.calls()),
                shuffled(history.patches()),
                shuffled(history.extensions()),
                history.status(),
                history.profile());
    }

    /** Any time from the start of the histories until long after their end. */
    Instant moment() {
        // Few different days and hours: many things happen at the very same moment.
        return START.plus(Duration.ofDays(random.nextInt(DAYS))).plus(Duration.ofHours(random.nextInt(3)));
    }

    Instant between(Instant from, Instant before) {
        long micros = Math.max(1, Duration.between(from, before).toNanos() / 1_000);
        return from.plusNanos(Math.floorMod(random.nextLong(), micros) * 1_000);
    }

    private CallFacts call(String id) {
        return new CallFacts(
                id,
                moment(),
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(any(Role.values())),
                random.nextInt(5) == 0 ? Optional.empty() : Optional.of(any(Outcome.values())),
                random.nextInt(4) == 0 ? Optional.of(moment()) : Optional.empty(),
                Optional.of("li.wei"),
                Optional.of("east-1"),
                random.nextInt(10) == 0,
                statement());
    }

    private Statement statement() {
        Map<Field, String> says = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            if (random.nextInt(3) == 0) {
                says.put(field, value(field));
            }
        }
        return new Statement(says);
    }

    /** Mostly good news, so that all tiers occur. */
    private String value(Field field) {
        if (field == Field.DECISION_DATE && random.nextInt(4) > 0) {
            return START.atZone(Customers.SHANGHAI)
                    .toLocalDate()
                    .plusDays(random.nextInt(DAYS))
                    .toString();
        }
        List<String> codes = field.codes();
        return random.nextInt(3) > 0 ? codes.get(codes.size() - 1) : codes.get(random.nextInt(codes.size()));
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> List<T> shuffled(Iterable<T> all) {
        List<T> list = new ArrayList<>();
        for (T each : all) {
            list.add(each);
            if (random.nextInt(3) == 0) {
                list.add(each);
            }
        }
        Collections.shuffle(list, random);
        return list;
    }
}
