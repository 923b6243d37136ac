package io.tierline.call.calls.rest;

import io.tierline.kit.problem.ProblemBody;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What became of the calls of a batch. */
@Schema(name = "BatchReport")
record BatchReport(int created, int replayed, int rejected, List<Item> items) {

    /** What became of one of them. */
    @Schema(name = "BatchItem")
    record Item(
            @Schema(description = "Its place in the batch, from 0.")
            int index,

            @Schema(description = "Null when it could not be read.")
            String callId,

            @Schema(enumeration = {"created", "replayed", "rejected"})
            String result,

            @Schema(description = "Why it was rejected; null otherwise.")
            ProblemBody problem) {}

    /** The report with the items that were rejected alone; the numbers stay. */
    BatchReport rejectedOnly() {
        return new BatchReport(
                created,
                replayed,
                rejected,
                items.stream().filter(item -> item.problem() != null).toList());
    }

    static BatchReport of(List<Item> items) {
        return new BatchReport(count(items, "created"), count(items, "replayed"), count(items, "rejected"), items);
    }

    private static int count(List<Item> items, String result) {
        return (int) items.stream().filter(item -> item.result().equals(result)).count();
    }
}
