package io.tierline.grading.standards.domain;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.runtime.CelEvaluationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Conditions written in CEL, the Common Expression Language (https://cel.dev), checked when they are written and safe to run.
 *
 * <p>Companies write these, so none may slow grading down, let alone hang it. CEL has no loops but macros over lists, and what is left is
 * bounded here before an expression ever runs: nothing can build a value that is larger than what it was given (no {@code map}, no joining
 * of texts and lists, literals of constants only), and the steps of the worst evaluation are counted from the syntax tree
 * ({@link CelInspection}). The limits of the library stand behind that as a second net ({@link CelEnvironment}).
 *
 * <p>The classes {@code Cel…} are the only ones that know the CEL library.
 */
public final class CelExpressions {

    /** Longest expression, in Unicode code points. */
    public static final int MAX_LENGTH = 1_000;

    /** Steps that one evaluation may take at worst; a step is one node of the syntax tree, some 20–50 ns. */
    public static final int MAX_COST = 2_000;

    /** The functions and macros that there are beside the operators. */
    public static final List<String> FUNCTIONS = List.of(
            "size",
            "contains",
            "startsWith",
            "endsWith",
            "matches",
            "int",
            "double",
            "has",
            "all",
            "exists",
            "exists_one",
            "filter");

    private static final Set<Variable> ALL = Set.of(Variable.values());

    private CelExpressions() {}

    /**
     * Checks and compiles a condition over all variables. Takes milliseconds, the first time seconds: not for an event loop.
     *
     * @param pointer where the condition stands in the document that the faults are about
     * @param faults where every fault is added, with its position
     * @return the condition, or empty if there was any fault
     */
    public static Optional<Expression> compile(String source, String pointer, List<Fault> faults) {
        return compile(source, pointer, ALL, faults);
    }

    /**
     * Checks and compiles a condition that may read some of the variables alone: the others are not known to it.
     *
     * @param readable the variables that it may read
     */
    public static Optional<Expression> compile(
            String source, String pointer, Set<Variable> readable, List<Fault> faults) {
        return compile(source, readable, JsonTree.at(pointer, source, faults));
    }

    static Optional<Expression> compile(String source, JsonTree place) {
        return compile(source, ALL, place);
    }

    /** Compiles a condition that the program itself has written. */
    static Expression compile(String source) {
        List<Fault> faults = new ArrayList<>();
        return compile(source, "", faults).orElseThrow(() -> new IllegalArgumentException(source + ": " + faults));
    }

    private static Optional<Expression> compile(String source, Set<Variable> readable, JsonTree place) {
        CelValidationResult result = CelEnvironment.compiler(readable).compile(source);
        for (CelIssue issue : result.getErrors()) {
            Fault.Position position = CelEnvironment.position(issue.getSourceLocation());
            place.fault(position, inWords(issue, source, position, readable));
        }
        if (result.hasError()) {
            return Optional.empty();
        }
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            CelInspection inspection = new CelInspection(tree, place);
            int cost = inspection.inspect();
            return inspection.isFaultless()
                    ? Optional.of(new CelExpression(source, inspection.reads(), cost, CelEnvironment.program(tree)))
                    : Optional.empty();
        } catch (CelValidationException | CelEvaluationException e) {
            place.fault(e.getMessage());
            return Optional.empty();
        }
    }

    private static String inWords(CelIssue issue, String source, Fault.Position position, Set<Variable> readable) {
        String message = issue.getMessage().replace(" (in container '')", "");
        if (!message.startsWith("undeclared reference")) {
            return message;
        }
        // Lines as the library counts them: a carriage return ends none.
        String line = source.split("\n", -1)[position.line() - 1];
        // The library reports an unknown function at its opening parenthesis.
        boolean function = line.startsWith("(", line.offsetByCodePoints(0, position.column() - 1));
        return message + "; known here: " + (function ? String.join(", ", FUNCTIONS) : Variable.codes(readable));
    }
}
