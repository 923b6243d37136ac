package io.tierline.grading.standards.domain;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Conditions written in CEL, the Common Expression Language (https://cel.dev), checked when they are written and safe to run.
 *
 * <p>Companies write these, so none may slow grading down, let alone hang it. CEL has no loops but macros over lists, and what is left is
 * bounded here before an expression ever runs: nothing can build a value that is larger than what it was given (no {@code map}, no joining
 * of texts and lists, literals of constants only), and the steps of the worst evaluation are counted from the syntax tree. The limits of
 * the library stand behind that as a second net.
 *
 * <p>The only class that knows the CEL library.
 */
public final class CelExpressions {

    /** Longest expression, in Unicode code points. */
    public static final int MAX_LENGTH = 1_000;

    /** Steps that one evaluation may take at worst; a step is one node of the syntax tree, some 20–50 ns. */
    public static final int MAX_COST = 2_000;

    /** Assumed length of a list whose length the standard cannot know, such as one in a profile. */
    private static final int LENGTH_OF_PROFILE_LIST = 50;

    /** Items that one evaluation may look at, whatever was assumed before: beyond that it ends with an error, which counts as not met. */
    private static final int MOST_ITERATIONS = 1_000;
    /** A regular expression is matched in linear time, but not in one step. */
    private static final int COST_OF_MATCHING = 50;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(32)
            .maxParseErrorRecoveryLimit(10)
            .comprehensionMaxIterations(MOST_ITERATIONS)
            .maxRegexProgramSize(200)
            .enableRegexPartialMatch(true)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private static final Set<StandardFunction> FUNCTIONS = EnumSet.of(
            StandardFunction.CONDITIONAL,
            StandardFunction.LOGICAL_AND,
            StandardFunction.LOGICAL_OR,
            StandardFunction.LOGICAL_NOT,
            StandardFunction.NOT_STRICTLY_FALSE,
            StandardFunction.IN,
            StandardFunction.EQUALS,
            StandardFunction.NOT_EQUALS,
            StandardFunction.LESS,
            StandardFunction.LESS_EQUALS,
            StandardFunction.GREATER,
            StandardFunction.GREATER_EQUALS,
            StandardFunction.ADD,
            StandardFunction.SUBTRACT,
            StandardFunction.MULTIPLY,
            StandardFunction.DIVIDE,
            StandardFunction.MODULO,
            StandardFunction.NEGATE,
            StandardFunction.INDEX,
            StandardFunction.SIZE,
            StandardFunction.INT,
            StandardFunction.DOUBLE,
            StandardFunction.MATCHES,
            StandardFunction.CONTAINS,
            StandardFunction.STARTS_WITH,
            StandardFunction.ENDS_WITH);

    private static final String FUNCTION_NAMES =
            "size, contains, startsWith, endsWith, matches, int, double, has, all, exists, exists_one, filter";

    private static final Set<String> GROWING = Set.of("add_string", "add_list", "add_bytes");

    private static final CelCompiler COMPILER = compiler();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();
    /** Tries a pattern out, so that one that is no regular expression, or a too large one, is found before a customer is graded by it. */
    private static final Program MATCHING = matching();

    private CelExpressions() {}

    /**
     * Checks and compiles a condition.
     *
     * @param pointer where the condition stands in the document that the faults are about
     * @param faults where every fault is added, with its position
     * @return the condition, or empty if there was any fault
     */
    public static Optional<Expression> compile(String source, String pointer, List<Fault> faults) {
        return compile(source, JsonTree.at(pointer, source, faults));
    }

    static Optional<Expression> compile(String source, JsonTree place) {
        CelValidationResult result = COMPILER.compile(source);
        if (refused(result, source, place)) {
            return Optional.empty();
        }
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            Inspection inspection = new Inspection(tree, place);
            int cost = inspection.inspect();
            return inspection.faultless
                    ? Optional.of(
                            new Compiled(source, Variable.inOrder(inspection.reads), cost, RUNTIME.createProgram(tree)))
                    : Optional.empty();
        } catch (CelValidationException | CelEvaluationException e) {
            place.fault(e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean refused(CelValidationResult result, String source, JsonTree place) {
        for (CelIssue issue : result.getErrors()) {
            Fault.Position position = position(issue.getSourceLocation());
            place.fault(position, inWords(issue, source, position));
        }
        return result.hasError();
    }

    /** Compiles a condition that the program itself has written. */
    static Expression compile(String source) {
        List<Fault> faults = new ArrayList<>();
        return compile(source, "", faults).orElseThrow(() -> new IllegalArgumentException(source + ": " + faults));
    }

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .includeFunctions(FUNCTIONS)
                        .build())
                .setStandardMacros(
                        CelStandardMacro.HAS,
                        CelStandardMacro.ALL,
                        CelStandardMacro.EXISTS,
                        CelStandardMacro.EXISTS_ONE,
                        CelStandardMacro.FILTER)
                .setResultType(SimpleType.BOOL);
        for (Variable variable : Variable.values()) {
            builder.addVar(variable.code(), celType(variable.type()));
        }
        return builder.build();
    }

    private static Program matching() {
        try {
            return RUNTIME.createProgram(CelCompilerFactory.standardCelCompilerBuilder()
                    .setOptions(OPTIONS)
                    .addVar("pattern", SimpleType.STRING)
                    .build()
                    .compile("''.matches(pattern)")
                    .getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CelType celType(Variable.Type type) {
        return switch (type) {
            case ROLES -> ListType.create(SimpleType.STRING);
            case TEXT -> SimpleType.STRING;
            case YES_OR_NO -> SimpleType.BOOL;
            case WHOLE_NUMBER -> SimpleType.INT;
            case COUNTS -> MapType.create(SimpleType.STRING, SimpleType.INT);
            case PROFILE -> MapType.create(SimpleType.STRING, SimpleType.DYN);
        };
    }

    private static String inWords(CelIssue issue, String source, Fault.Position position) {
        String message = issue.getMessage().replace(" (in container '')", "");
        if (!message.startsWith("undeclared reference")) {
            return message;
        }
        String line = source.split("\\R", -1)[position.line() - 1];
        // The library reports an unknown function at its opening parenthesis.
        boolean function = line.startsWith("(", line.offsetByCodePoints(0, position.column() - 1));
        return message + "; known here: " + (function ? FUNCTION_NAMES : Variable.allCodes());
    }

    private static Fault.Position position(CelSourceLocation location) {
        return new Fault.Position(Math.max(1, location.getLine()), Math.max(0, location.getColumn()) + 1);
    }

    private static String reason(Exception e) {
        return String.valueOf(e.getMessage())
                .replaceFirst("^evaluation error( at <input>:\\d+)?: ", "")
                .replaceFirst("^key '(.*)' is not present in map\\.$", "'$1' is not known");
    }

    /** A checked expression and its program; equal to another of the same text. */
    private static final class Compiled implements Expression {

        private final String source;
        private final Set<Variable> reads;
        private final int cost;
        private final Program program;

        Compiled(String source, Set<Variable> reads, int cost, Program program) {
            this.source = source;
            this.reads = reads;
            this.cost = cost;
            this.program = program;
        }

        @Override
        public String source() {
            return source;
        }

        @Override
        public Set<Variable> reads() {
            return reads;
        }

        @Override
        public int cost() {
            return cost;
        }

        @Override
        public Verdict evaluate(Map<String, Object> values) {
            try {
                Object result = program.eval(values);
                if (result instanceof Boolean met) {
                    return met ? MET : UNMET;
                }
                return new Verdict.Failed("the result is neither true nor false but " + result);
            } catch (CelEvaluationException | RuntimeException e) {
                return new Verdict.Failed(reason(e));
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Compiled that && that.source.equals(source);
        }

        @Override
        public int hashCode() {
            return source.hashCode();
        }

        @Override
        public String toString() {
            return source;
        }
    }

    private static final Verdict MET = new Verdict.Met();
    private static final Verdict UNMET = new Verdict.Unmet();

    /** One walk over a type-checked syntax tree: what it reads, what the types cannot forbid, and how many steps it takes at worst. */
    private static final class Inspection {

        private final CelAbstractSyntaxTree tree;
        private final JsonTree place;
        private final Set<Variable> reads = EnumSet.noneOf(Variable.class);
        private boolean faultless = true;

        Inspection(CelAbstractSyntaxTree tree, JsonTree place) {
            this.tree = tree;
            this.place = place;
        }

        int inspect() {
            long cost = cost(tree.getExpr());
            if (cost > MAX_COST) {
                fault(tree.getExpr(), "takes " + cost + " steps at worst; at most " + MAX_COST + " are allowed");
            }
            return (int) Math.min(cost, Integer.MAX_VALUE);
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
                            variable.code() + " has no '" + key + "'; known here: "
                                    + String.join(", ", variable.words())));
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
            try {
                MATCHING.eval(Map.of("pattern", pattern));
            } catch (CelEvaluationException e) {
                fault(at, reason(e));
            }
        }

        private static Optional<Variable> variable(CelExpr expr) {
            return expr.getKind() == ExprKind.Kind.IDENT
                    ? Variable.withCode(expr.ident().name())
                    : Optional.empty();
        }

        private static Optional<String> text(CelExpr expr) {
            return expr.getKind() == ExprKind.Kind.CONSTANT
                            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                    ? Optional.of(expr.constant().stringValue())
                    : Optional.empty();
        }

        private void fault(CelExpr at, String message) {
            faultless = false;
            CelSourceLocation location = Optional.ofNullable(
                            tree.getSource().getPositionsMap().get(at.id()))
                    .flatMap(tree.getSource()::getOffsetLocation)
                    .orElse(CelSourceLocation.of(1, 0));
            place.fault(position(location), message);
        }
    }
}
