package io.tierline.grading.grades.domain;

import io.tierline.grading.grades.domain.Field.Aspect;
import io.tierline.grading.standards.domain.Label;
import io.tierline.grading.standards.domain.Outcome;
import io.tierline.grading.standards.domain.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One thing that a rep can bring about at a customer: a field gets a better value, or a call ends well.
 *
 * @param slot what it changes; two moves of the same slot exclude each other
 * @param to what it comes to be
 * @param effort how many rungs it is up; at least 1
 */
record Move(String slot, String to, int effort, Label words) {

    static final String DATE = "/decisionDate";
    static final String MEETING = "outcomes";

    /** From the bottom up. What is on no ladder stands below it. */
    private static final Map<Aspect, List<String>> LADDERS = Map.of(
            Aspect.STANCE, List.of("reached", "approves"),
            Aspect.NEED, List.of("known", "confirmed"),
            Aspect.OBJECTIONS, List.of("handled", "settled"));

    private static final Map<String, Label> WORDS = Map.ofEntries(
            Map.entry("/competitors:known", new Label("Learn who competes", "了解竞争对手")),
            Map.entry("/competitors:ruled-out", new Label("Rule the competitors out", "排除竞争对手")),
            Map.entry("/budget:confirmed", new Label("Get the budget confirmed", "确认预算")),
            Map.entry("/procurement:clear", new Label("Get the procurement process clear", "弄清采购流程")),
            Map.entry("/procurement:started", new Label("Get the procurement started", "推动采购流程启动")),
            Map.entry("/quote:offered", new Label("Make an offer", "提交报价")),
            Map.entry("/quote:negotiating", new Label("Negotiate the quote", "就报价展开谈判")),
            Map.entry("/quote:confirmed", new Label("Get the quote confirmed", "确认报价")),
            Map.entry("/followUpAgreed:true", new Label("Agree on a follow-up", "约定跟进")));

    /** All that would be better than what is known, but for dates. */
    static List<Move> from(Qualification known) {
        List<Move> moves = new ArrayList<>();
        for (Field field : Field.values()) {
            if (field != Field.DECISION_DATE) {
                moves.addAll(of(field, known.value(field)));
            }
        }
        moves.add(new Move(MEETING, Outcome.C.name(), 2, new Label("Book a meeting", "约定面谈")));
        return moves;
    }

    private static List<Move> of(Field field, String value) {
        List<Move> moves = new ArrayList<>();
        // That there are no objections is as good as having settled them.
        if (field.aspect().filter(Aspect.OBJECTIONS::equals).isPresent() && value.equals("none")) {
            return moves;
        }
        List<String> ladder = field.aspect()
                .map(LADDERS::get)
                .orElseGet(() -> field.codes().subList(1, field.codes().size()));
        int at = ladder.indexOf(value);
        for (int rung = at + 1; rung < ladder.size(); rung++) {
            moves.add(new Move(field.pointer(), ladder.get(rung), rung - at, words(field, value, ladder.get(rung))));
        }
        return moves;
    }

    private static Label words(Field field, String from, String to) {
        if (field.role().isEmpty()) {
            return WORDS.get(field.pointer() + ":" + to);
        }
        Role role = field.role().get();
        return switch (to) {
            case "reached" ->
                from.equals("opposes")
                        ? new Label("Overcome the " + role + "'s opposition", "化解" + role + "的反对")
                        : new Label("Reach the " + role, "联系到" + role);
            case "approves" -> new Label("Win the " + role + "'s approval", "争取" + role + "认可");
            case "known" -> new Label("Learn the " + role + "'s needs", "了解" + role + "的需求");
            case "confirmed" -> new Label("Confirm the " + role + "'s needs", "确认" + role + "的需求");
            case "handled" -> new Label("Handle the " + role + "'s objections", "处理" + role + "的异议");
            case "settled" -> new Label("Settle the " + role + "'s objections", "就" + role + "的异议达成共识");
            default -> throw new IllegalArgumentException(to);
        };
    }
}
