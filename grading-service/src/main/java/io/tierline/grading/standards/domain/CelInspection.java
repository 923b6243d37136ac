package io.tierline.grading.standards.domain;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.ast.CelReference;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One walk over a type-checked syntax tree: what it reads, what the types cannot forbid, and how many steps it takes at worst. */
final class CelInspection {

    /** Assumed length of a list whose length the standard cannot know, such as one in a profile. */
    private static final int LENGTH_OF_PROFILE_LIST = 50;

    /** A regular expression is matched in linear time, but not in one step. */
    private static final int COST_OF_MATCHING = 50;

    private static final Set<String> GROWING = Set.of("add_string", "add_list", "add_bytes");

    private final CelAbstractSyntaxTree tree;
    private final JsonTree place;
    private final Set<Variable> reads = EnumSet.noneOf(Variable.class);
    private boolean faultless = true;

    CelInspection(CelAbstractSyntaxTree tree, JsonTree place) {
        this.tree = tree;
        this.place = place;
    }

    /** Walks the tree once; answers its steps at worst. Faults are added to the place. */
    int inspect() {
        long cost = cost(tree.getExpr());
        if (cost > CelExpressions.MAX_COST) {
            fault(
                    tree.getExpr(),
                    "takes " + cost + " steps at worst; at most " + CelExpressions.MAX_COST + " are allowed");
        }
        return (int) Math.min(cost, Integer.MAX_VALUE);
    }

    /** Whether the walk has found no fault. */
    boolean isFaultless() {
        return faultless;
    }

    /** The variables that the expression reads, in the order of their declaration. */
    Set<Variable> reads() {
        return Variable.inOrder(reads);
    }

    private long cost(CelExpr expr) {
        return switch (expr.getKind()) {
            case CONSTANT, NOT_SET -> 1;
            case IDENT -> {
                Variable.withCode(expr.ident().name()).ifPresent(reads::add);
                yield 1;
            }
            case SELECT -> {
                checkKey(expr, expr.select().operand(), expr.select().field());
                yield 1 + cost(expr.select().operand());
            }
            case CALL -> costOfCall(expr, expr.call());
            case LIST -> costOfLiteral(expr, expr.list().elements());
            case COMPREHENSION -> costOfComprehension(expr, expr.comprehension());
            case MAP, STRUCT -> {
                fault(expr, "maps and messages cannot be written here");
                yield 1;
            }
        };
    }

    private long costOfCall(CelExpr expr, CelCall call) {
        String function = call.function();
        List<CelExpr> operands = new ArrayList<>();
        call.target().ifPresent(operands::add);
        operands.addAll(call.args());
        if (function.equals("_+_") && mayGrow(expr)) {
            fault(expr, "+ adds numbers; texts and lists cannot be joined here");
        }
        if (function.equals("matches")) {
            text(operands.get(1))
                    .ifPresentOrElse(
                            pattern -> checkPattern(operands.get(1), pattern),
                            () -> fault(expr, "the pattern of matches has to be written out"));
        }
        switch (function) {
            case "_[_]" -> text(operands.get(1)).ifPresent(key -> checkKey(operands.get(1), operands.get(0), key));
            case "_==_", "_!=_" -> {
                checkWord(operands.get(0), operands.get(1));
                checkWord(operands.get(1), operands.get(0));
            }
            case "@in" -> {
                checkWord(operands.get(1), operands.get(0));
                if (operands.get(1).getKind() == ExprKind.Kind.LIST) {
                    operands.get(1).list().elements().forEach(word -> checkWord(operands.get(0), word));
                }
            }
            default -> {}
        }
        long cost = function.equals("matches") ? COST_OF_MATCHING : 1;
        for (CelExpr operand : operands) {
            cost += cost(operand);
        }
        return cost;
    }

    private long costOfLiteral(CelExpr list, List<CelExpr> elements) {
        for (CelExpr element : elements) {
            if (element.getKind() != ExprKind.Kind.CONSTANT) {
                fault(element, "a list that is written out may hold only constants");
            }
        }
        return 1 + elements.size();
    }

    private long costOfComprehension(CelExpr expr, CelComprehension macro) {
        if (Variable.withCode(macro.iterVar()).isPresent()) {
            fault(expr, "'" + macro.iterVar() + "' is a variable; name the item otherwise");
        }
        long everyItem = 2 + cost(macro.loopCondition()) + costOfStep(macro);
        return cost(macro.iterRange()) + length(macro.iterRange()) * everyItem + cost(macro.result());
    }

    /** Sees through the one thing that a macro may do and its author may not: {@code filter} adds the items that it keeps to its result. */
    private long costOfStep(CelComprehension macro) {
        CelExpr step = macro.loopStep();
        if (step.getKind() == ExprKind.Kind.CALL && step.call().function().equals("_?_:_")) {
            List<CelExpr> args = step.call().args();
            return isKeeping(args.get(1), macro) ? 3 + cost(args.get(0)) : cost(step);
        }
        return cost(step);
    }

    private static boolean isKeeping(CelExpr expr, CelComprehension macro) {
        return expr.getKind() == ExprKind.Kind.CALL
                && expr.call().function().equals("_+_")
                && expr.call().args().get(0).getKind() == ExprKind.Kind.IDENT
                && expr.call().args().get(0).ident().name().equals(macro.accuVar())
                && expr.call().args().get(1).getKind() == ExprKind.Kind.LIST;
    }

    /** How many items a list has at most. */
    private long length(CelExpr range) {
        return switch (range.getKind()) {
            case LIST -> range.list().elements().size();
            case COMPREHENSION -> length(range.comprehension().iterRange());
            case IDENT ->
                Variable.withCode(range.ident().name())
                        .map(variable -> (long) variable.words().size())
                        .orElse((long) LENGTH_OF_PROFILE_LIST);
            default -> LENGTH_OF_PROFILE_LIST;
        };
    }

    private boolean mayGrow(CelExpr call) {
        return tree.getReference(call.id()).map(CelReference::overloadIds).orElseThrow().stream()
                .anyMatch(GROWING::contains);
    }

    /** A key of a map whose keys are known. */
    private void checkKey(CelExpr at, CelExpr operand, String key) {
        variable(operand)
                .filter(variable ->
                        !variable.words().isEmpty() && !variable.words().contains(key))
                .ifPresent(variable -> fault(
                        at,
                        variable.code() + " has no '" + key + "'; known here: " + String.join(", ", variable.words())));
    }

    /** A constant that is compared with a variable whose words are known: a slip of the pen would never be true. */
    private void checkWord(CelExpr operand, CelExpr word) {
        Optional<Variable> variable = variable(operand);
        Optional<String> text = text(word);
        if (variable.isPresent() && text.isPresent()) {
            checkKey(word, operand, text.get());
        }
    }

    private void checkPattern(CelExpr at, String pattern) {
        CelEnvironment.faultOfPattern(pattern).ifPresent(fault -> fault(at, fault));
    }

    private static Optional<Variable> variable(CelExpr expr) {
        return expr.getKind() == ExprKind.Kind.IDENT
                ? Variable.withCode(expr.ident().name())
                : Optional.empty();
    }

    private static Optional<String> text(CelExpr expr) {
        return expr.getKind() == ExprKind.Kind.CONSTANT && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(expr.constant().stringValue())
                : Optional.empty();
    }

    private void fault(CelExpr at, String message) {
        faultless = false;
        CelSourceLocation location = Optional.ofNullable(
                        tree.getSource().getPositionsMap().get(at.id()))
                .flatMap(tree.getSource()::getOffsetLocation)
                .orElse(CelSourceLocation.of(1, 0));
        place.fault(CelEnvironment.position(location), message);
    }
}
