package io.tierline.grading.standards.rest;

import io.tierline.grading.standards.application.Drafts.Entry;
import io.tierline.grading.standards.application.Faults;
import io.tierline.grading.standards.application.KeepDrafts.Reviewed;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A draft and what is wrong with it. */
@Schema(name = "StandardDraft")
record DraftView(
        String name,

        @Schema(description = "1, then one more with each change; also the ETag.")
        int revision,

        @Schema(description = "Who changed it last.") String author,

        Instant changedAt,

        @Schema(description = "Everything that keeps it from becoming a version; empty when it is ready.")
        List<Fault> problems,

        @Schema(description = "What it says so far.", implementation = StandardDocument.class)
        Map<String, Object> standard) {

    static DraftView of(Reviewed reviewed) {
        Entry entry = reviewed.draft().entry();
        return new DraftView(
                entry.name(),
                entry.revision(),
                entry.author(),
                entry.changedAt(),
                Faults.inProblem(reviewed.checked().faults()),
                reviewed.draft().document());
    }

    /** A draft in a list. */
    @Schema(name = "StandardDraftEntry")
    record EntryView(String name, int revision, String author, Instant changedAt) {

        static EntryView of(Entry entry) {
            return new EntryView(entry.name(), entry.revision(), entry.author(), entry.changedAt());
        }
    }

    /** A page of drafts. */
    @Schema(name = "StandardDraftPage")
    record PageView(List<EntryView> items, String next) {

        static PageView of(Page<Entry> page) {
            return new PageView(page.items().stream().map(EntryView::of).toList(), page.next());
        }
    }
}
