package io.tierline.grading.grades.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A call or a patch as a source of facts. */
record Source(String id, Instant observedAt, Map<Field, String> says) {

    private static final Comparator<Source> BY_TIME_THEN_ID =
            Comparator.comparing(Source::observedAt).thenComparing(Source::id, ById.BYTEWISE);

    /** All sources, the one that wins last. Should a call bear the very id of a patch, the patch comes later: the sort is stable. */
    static List<Source> inOrder(History history) {
        List<Source> sources = new ArrayList<>();
        for (CallFacts call : history.calls()) {
            Map<Field, String> facts = call.facts();
            if (!facts.isEmpty()) {
                sources.add(new Source(call.callId(), call.startedAt(), facts));
            }
        }
        for (PatchFacts patch : history.patches()) {
            sources.add(
                    new Source(patch.id(), patch.observedAt(), patch.statement().says()));
        }
        sources.sort(BY_TIME_THEN_ID);
        return sources;
    }

    Fact fact(Field field, String value, Instant since) {
        return new Fact(field, value, observedAt, id, since);
    }
}
