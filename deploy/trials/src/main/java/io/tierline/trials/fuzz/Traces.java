package io.tierline.trials.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.trials.fuzz.Wire.Response;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers by their marks what was sent, what may have been stored of it, and what was refused. */
final class Traces {
    private final Set<String> sentByA = ConcurrentHashMap.newKeySet();
    private final Set<String> sentByB = ConcurrentHashMap.newKeySet();
    private final Set<String> maybeStored = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    void sending(Request request) {
        sentBy(request.tenant()).addAll(request.marks());
    }

    /** The marks that a tenant has sent so far. */
    Set<String> sentBy(char tenant) {
        return tenant == 'a' ? sentByA : sentByB;
    }

    void answered(Request request, Response response) {
        if (!request.writes()) {
            return;
        }
        if (response.status() >= 400 && response.status() < 500) {
            refused.addAll(request.marks());
            return;
        }
        Set<String> stored = new HashSet<>(request.marks());
        Set<String> rejected = rejected(request, response);
        stored.removeIf(mark -> rejected.stream().anyMatch(one -> Marks.siblings(one, mark)));
        maybeStored.addAll(stored);
        refused.addAll(request.marks());
    }

    /** The marks of items of a batch of this request that were rejected, as far as its report names all items. */
    private static Set<String> rejected(Request request, Response response) {
        JsonNode report = response.status() == 200 ? Judge.json(response) : null;
        if (report == null || !report.path("rejected").isInt()) {
            return Set.of();
        }
        Set<String> rejected = new HashSet<>();
        Set<String> others = new HashSet<>();
        for (JsonNode item : report.path("items")) {
            (item.path("result").asText().equals("rejected") ? rejected : others).addAll(Marks.in(item.toString()));
        }
        int all = 0;
        for (JsonNode member : report) {
            all += member.asInt();
        }
        rejected.removeIf(mark ->
                !Marks.isOf(request.number(), mark) || others.stream().anyMatch(other -> Marks.siblings(other, mark)));
        return report.path("items").size() < all ? Set.of() : rejected;
    }

    /** What of this nothing may be found anywhere: it was refused, and never sent in anything else. */
    Set<String> notToBeFound(Collection<String> marks) {
        Set<String> traces = new TreeSet<>(marks);
        traces.removeIf(mark -> maybeStored.contains(mark) || !refused.contains(mark));
        return traces;
    }

    /** All marks of which nothing may be found. */
    Set<String> notToBeFound() {
        return notToBeFound(refused);
    }
}
