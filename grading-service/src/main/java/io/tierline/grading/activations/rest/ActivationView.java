package io.tierline.grading.activations.rest;

import io.tierline.grading.activations.domain.Activation;
import io.tierline.kit.paging.Page;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A switch to a version of the standard and how far it is. */
@Schema(name = "Activation")
record ActivationView(
        int version,

        @Schema(description = "The version that was active until then; activate it to undo this.")
        Integer previous,

        Instant activatedAt,
        @Schema(description = "Who did it.") String by,

        @Schema(
                description =
                        "Customers to be graded anew; null as long as the first version is the only one ever active.")
        Long customers,

        @Schema(description = "How many of them have been, so far.")
        Long regraded,

        @Schema(description = "When all of them had been; null until then.")
        Instant finishedAt) {

    static ActivationView of(Activation activation) {
        return new ActivationView(
                activation.version(),
                activation.previous(),
                activation.at(),
                activation.by(),
                activation.customers(),
                activation.regraded(),
                activation.finishedAt().orElse(null));
    }

    /** The first version, which nobody had to activate. */
    static ActivationView fromTheStart(int version) {
        return new ActivationView(version, null, null, null, null, null, null);
    }

    /** A page of switches. */
    @Schema(name = "ActivationPage")
    record PageView(List<ActivationView> items, String next) {

        static PageView of(Page<Activation> page) {
            return new PageView(page.items().stream().map(ActivationView::of).toList(), page.next());
        }
    }
}
