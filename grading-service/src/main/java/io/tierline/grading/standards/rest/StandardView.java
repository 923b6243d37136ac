package io.tierline.grading.standards.rest;

import io.tierline.grading.standards.application.FindStandard.WithActive;
import io.tierline.grading.standards.application.Standards.Entry;
import io.tierline.grading.standards.application.Standards.Written;
import io.tierline.kit.paging.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A version of the standard as it was written. */
@Schema(name = "StandardVersion")
record StandardView(
        int version,

        @Schema(description = "Whether customers are graded by it at present.")
        boolean active,

        @Schema(description = "Who wrote it; null for version 1, with which every company starts.")
        String author,

        Instant writtenAt,
        @Schema(description = "Why it was written.") String note,

        @Schema(
                description = "As it was sent; send it changed to make another version.",
                implementation = StandardDocument.class)
        Map<String, Object> standard) {

    static StandardView of(WithActive<Written> written) {
        return of(written.found(), written.active());
    }

    static StandardView of(Written written, int active) {
        Entry entry = written.entry();
        return new StandardView(
                entry.version(),
                entry.version() == active,
                entry.author(),
                entry.writtenAt(),
                entry.note(),
                written.document());
    }

    /** A version in a list. */
    @Schema(name = "StandardVersionEntry")
    record EntryView(int version, String name, boolean active, String author, Instant writtenAt, String note) {

        static EntryView of(Entry entry, int active) {
            return new EntryView(
                    entry.version(),
                    entry.name(),
                    entry.version() == active,
                    entry.author(),
                    entry.writtenAt(),
                    entry.note());
        }
    }

    /** A page of versions. */
    @Schema(name = "StandardVersionPage")
    record PageView(List<EntryView> items, String next) {

        static PageView of(WithActive<Page<Entry>> listed) {
            return new PageView(
                    listed.found().items().stream()
                            .map(entry -> EntryView.of(entry, listed.active()))
                            .toList(),
                    listed.found().next());
        }
    }
}
