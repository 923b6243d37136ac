package io.tierline.grading.grades.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * All that a grade is derived from, in any order: sets, whatever collections they come in. What is in it twice counts once.
 *
 * @param calls every call that is not voided, in its latest revision
 */
public record History(
        Collection<CallFacts> calls,
        Collection<PatchFacts> patches,
        Collection<Extension> extensions,
        CustomerStatus status,
        Profile profile) {

    /** @throws IllegalArgumentException if two different calls or patches bear the same id: then it is no set of latest revisions */
    public History {
        calls = distinct(calls, CallFacts::callId);
        patches = distinct(patches, PatchFacts::id);
        extensions = extensions.stream().distinct().toList();
        Objects.requireNonNull(status);
        Objects.requireNonNull(profile);
    }

    /**
     * What had been observed by a past moment: what was known of the customer then, corrections since included. The status has to be the
     * one of that moment, too; finding it is up to the caller.
     *
     * @param moment inclusive
     */
    public History asOf(Instant moment, CustomerStatus statusThen) {
        return new History(
                calls.stream().filter(call -> !call.startedAt().isAfter(moment)).toList(),
                patches.stream()
                        .filter(patch -> !patch.observedAt().isAfter(moment))
                        .toList(),
                extensions.stream()
                        .filter(extension -> !extension.recordedAt().isAfter(moment))
                        .toList(),
                statusThen,
                profile);
    }

    /** The latest call that names its rep: whose customer it is as long as it has no owner. */
    public Optional<CallFacts> lastCallOfARep() {
        return calls.stream().filter(call -> call.rep().isPresent()).max(CallFacts.BY_START_THEN_ID);
    }

    /** What counts in the present round. */
    History ofThisRound() {
        if (status.roundStart().isEmpty()) {
            return this;
        }
        Instant start = status.roundStart().get();
        return new History(
                calls.stream().filter(call -> !call.startedAt().isBefore(start)).toList(),
                patches.stream()
                        .filter(patch -> !patch.observedAt().isBefore(start))
                        .toList(),
                extensions.stream()
                        .filter(extension -> !extension.recordedAt().isBefore(start))
                        .toList(),
                status,
                profile);
    }

    private static <T> List<T> distinct(Collection<T> all, Function<T, String> id) {
        Map<String, T> byId = new LinkedHashMap<>();
        for (T each : all) {
            T other = byId.putIfAbsent(id.apply(each), each);
            if (other != null && !other.equals(each)) {
                throw new IllegalArgumentException("two different ones are called " + id.apply(each));
            }
        }
        return List.copyOf(byId.values());
    }
}
