package io.tierline.grading.grades.domain;

import static io.tierline.grading.grades.domain.Field.BUDGET;
import static io.tierline.grading.grades.domain.Field.COMPETITORS;
import static io.tierline.grading.grades.domain.Field.DECISION_DATE;
import static io.tierline.grading.grades.domain.Field.EB_NEED;
import static io.tierline.grading.grades.domain.Field.EB_OBJECTIONS;
import static io.tierline.grading.grades.domain.Field.EB_STANCE;
import static io.tierline.grading.grades.domain.Field.FOLLOW_UP_AGREED;
import static io.tierline.grading.grades.domain.Field.PROCUREMENT;
import static io.tierline.grading.grades.domain.Field.QUOTE;
import static io.tierline.grading.grades.domain.Field.TB_NEED;
import static io.tierline.grading.grades.domain.Field.TB_OBJECTIONS;
import static io.tierline.grading.grades.domain.Field.TB_STANCE;
import static io.tierline.grading.grades.domain.Field.UB_NEED;
import static io.tierline.grading.grades.domain.Field.UB_OBJECTIONS;
import static io.tierline.grading.grades.domain.Field.UB_STANCE;

import io.tierline.grading.standards.domain.Standard;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Customers of the example world, and what was learned of them. */
final class Customers {

    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    /** The day of the example world on which most of it happens, a Monday. */
    static final String TODAY = "2026-11-23T09:30:00";

    private final List<CallFacts> calls = new ArrayList<>();
    private final List<PatchFacts> patches = new ArrayList<>();
    private final List<Extension> extensions = new ArrayList<>();
    private CustomerStatus status = CustomerStatus.OPEN;
    private Profile profile = Profile.UNKNOWN;

    private Customers() {}

    /** Acme, of which nothing is known yet. */
    static Customers acme() {
        return new Customers();
    }

    /** Acme with one call at {@link #TODAY} that says all this. */
    static Customers acmeKnownFor(Map<Field, String> says) {
        return acme().with(Calls.saying("pbx-1", TODAY, says));
    }

    Customers with(CallFacts... more) {
        calls.addAll(List.of(more));
        return this;
    }

    Customers patched(String id, String observedAt, Map<Field, String> says) {
        patches.add(new PatchFacts("patch:" + id, Calls.at(observedAt), "li.wei", new Statement(says)));
        return this;
    }

    Customers extended(String recordedAt, int days) {
        extensions.add(new Extension(Calls.at(recordedAt), days, "zhao.min", "fair in Hannover"));
        return this;
    }

    Customers now(CustomerStatus.State state) {
        status = new CustomerStatus(state, status.roundStart());
        return this;
    }

    Customers inRoundFrom(String start) {
        status = new CustomerStatus(status.state(), Optional.of(Calls.at(start)));
        return this;
    }

    Customers of(Profile known) {
        profile = known;
        return this;
    }

    History history() {
        return new History(calls, patches, extensions, status, profile);
    }

    Grade gradedAt(String now, Standard standard) {
        return gradedAt(now, standard, SHANGHAI);
    }

    Grade gradedAt(String now, Standard standard, ZoneId zone) {
        return Grader.grade(history(), standard, Calls.at(now), zone);
    }

    /** Just enough for tier A of the default standard, with the decision agreed for the seventh day from {@link #TODAY}. */
    static Map<Field, String> enoughForA() {
        Map<Field, String> says = new EnumMap<>(enoughForB());
        says.putAll(Map.of(
                TB_STANCE, "reached",
                TB_NEED, "confirmed",
                TB_OBJECTIONS, "settled",
                COMPETITORS, "ruled-out",
                PROCUREMENT, "started",
                QUOTE, "confirmed",
                DECISION_DATE, "2026-11-30",
                FOLLOW_UP_AGREED, "true"));
        return says;
    }

    /** Just enough for tier B: two key persons. */
    static Map<Field, String> enoughForB() {
        Map<Field, String> says = new EnumMap<>(enoughForC());
        says.putAll(Map.of(
                UB_STANCE, "approves",
                UB_NEED, "confirmed",
                UB_OBJECTIONS, "settled",
                PROCUREMENT, "clear"));
        return says;
    }

    /** Just enough for tier C: one key person and the budget. */
    static Map<Field, String> enoughForC() {
        Map<Field, String> says = new EnumMap<>(enoughForD());
        says.putAll(Map.of(
                EB_STANCE, "approves",
                EB_NEED, "confirmed",
                EB_OBJECTIONS, "settled",
                BUDGET, "confirmed"));
        return says;
    }

    /** Just enough for tier D: a first contact that goes on. */
    static Map<Field, String> enoughForD() {
        return new EnumMap<>(Map.of(
                EB_STANCE, "reached",
                EB_NEED, "known",
                EB_OBJECTIONS, "handled",
                FOLLOW_UP_AGREED, "true"));
    }
}
