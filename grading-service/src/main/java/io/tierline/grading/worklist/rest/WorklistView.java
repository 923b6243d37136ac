package io.tierline.grading.worklist.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tierline.grading.grades.domain.NextStep;
import io.tierline.grading.standards.domain.Label;
import io.tierline.grading.worklist.application.ReadWorklist.Entry;
import io.tierline.grading.worklist.domain.Candidate;
import io.tierline.grading.worklist.domain.Explained;
import io.tierline.kit.paging.Page;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of the worklist. */
@Schema(name = "Worklist")
record WorklistView(List<EntryView> items, String next) {

    static WorklistView of(Page<Entry> page) {
        return new WorklistView(page.items().stream().map(EntryView::of).toList(), page.next());
    }

    /** A customer with something to do. */
    @Schema(name = "WorklistEntry")
    record EntryView(
            String customerId,

            @Schema(description = "What people call it; null if nobody has said so.")
            String name,

            @Schema(enumeration = {"open", "won"}) String status,

            @Schema(description = "The tier's code; null for ungraded.")
            String tier,

            @Schema(description = "Whose customer it is.") String rep,
            String repName,
            String team,
            String teamName,

            @Schema(description = "Why it is here, the most urgent first; at least one.")
            List<ReasonView> reasons) {

        static EntryView of(Entry entry) {
            Candidate customer = entry.customer();
            return new EntryView(
                    customer.customerId(),
                    customer.name(),
                    customer.state().name().toLowerCase(Locale.ROOT),
                    customer.tier(),
                    customer.rep(),
                    entry.repName(),
                    customer.team(),
                    entry.teamName(),
                    entry.reasons().stream().map(ReasonView::of).toList());
        }
    }

    /** Why, and what to do. */
    @Schema(name = "WorklistReason")
    record ReasonView(
            @Schema(
                    enumeration = {
                        "follow-up",
                        "overdue",
                        "deadline",
                        "cadence",
                        "referral-request",
                        "next-step",
                        "best-fit"
                    })
            String kind,

            @Schema(
                    description =
                            "When it is or was to be done: a promised call at its time, overdue and deadline at the end of"
                                    + " the last day, cadence at the beginning of the first. Null where nothing says when.")
            Instant dueAt,

            WordsView reason,
            WordsView action,

            @Schema(description = "The call that promised a follow-up.")
            String callId,

            @Schema(description = "Of a next step: what each criterion lacks.")
            List<StepView> steps) {

        static ReasonView of(Explained explained) {
            return new ReasonView(
                    explained.kind().code(),
                    explained.dueAt(),
                    WordsView.of(explained.reason()),
                    WordsView.of(explained.action()),
                    explained.callId(),
                    explained.steps().stream().map(StepView::of).toList());
        }
    }

    /** The least that makes a criterion of the next tier true. */
    @Schema(name = "NextStep")
    record StepView(
            @Schema(description = "The criterion's id.") String criterion, WordsView label, WordsView action) {

        static StepView of(NextStep step) {
            return new StepView(
                    step.criterion().id(), WordsView.of(step.criterion().label()), WordsView.of(step.action()));
        }
    }

    /** Words in both languages. */
    @Schema(name = "Words")
    record WordsView(String en, @JsonProperty("zh-CN") String zhCn) {

        static WordsView of(Label label) {
            return new WordsView(label.en(), label.zhCn());
        }
    }
}
