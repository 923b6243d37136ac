package io.tierline.grading.grades.rest;

import io.tierline.grading.grades.application.Extensions.Granted;
import io.tierline.kit.paging.Page;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** More time for a customer. */
@Schema(name = "Extension")
record ExtensionView(
        String extensionId,
        String customerId,

        @Schema(description = "By which the due moment moves, until the next progress.")
        int days,

        String reason,
        @Schema(description = "Who granted it.") String author,
        Instant recordedAt) {

    static ExtensionView of(Granted granted) {
        return new ExtensionView(
                granted.id(),
                granted.customer().customerId(),
                granted.extension().days(),
                granted.extension().reason(),
                granted.extension().author(),
                granted.extension().recordedAt());
    }

    /** What callers send. */
    @Schema(name = "ExtensionSubmission")
    record Submission(
            @Schema(description = "Yours, unique in the tenant: sent again it counts once. Left out, each one counts.")
            String extensionId,

            @Schema(minimum = "1", maximum = "365", required = true)
            int days,

            @Schema(description = "1 to 500 characters.", required = true)
            String reason) {

        static final String EXAMPLE =
                "{\"extensionId\":\"acme-fair\",\"days\":7,\"reason\":\"EB is at the fair until Friday\"}";
    }

    /** A page of extensions. */
    @Schema(name = "ExtensionPage")
    record PageView(List<ExtensionView> items, String next) {

        static PageView of(Page<Granted> page) {
            return new PageView(page.items().stream().map(ExtensionView::of).toList(), page.next());
        }
    }
}
