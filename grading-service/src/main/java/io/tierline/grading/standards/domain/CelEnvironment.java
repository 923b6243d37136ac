package io.tierline.grading.standards.domain;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
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
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the language has here: functions, macros, variables and the library's own limits. */
final class CelEnvironment {

    /** Items that one evaluation may look at, whatever was assumed before: beyond that it ends with an error, which counts as not met. */
    private static final int MOST_ITERATIONS = 1_000;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(CelExpressions.MAX_LENGTH)
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

    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).build();
    /** Tries a pattern out, so that one that is no regular expression, or a too large one, is found before a customer is graded by it. */
    private static final Program MATCHING = matching();

    /** One compiler for each set of variables that expressions are written over; there are a few. */
    private static final Map<Set<Variable>, CelCompiler> COMPILERS = new ConcurrentHashMap<>();

    private CelEnvironment() {}

    /** The compiler of conditions that may read these variables and no others. */
    static CelCompiler compiler(Set<Variable> readable) {
        return COMPILERS.computeIfAbsent(Set.copyOf(readable), CelEnvironment::newCompiler);
    }

    /** A program for a type-checked tree. */
    static Program program(CelAbstractSyntaxTree tree) throws CelEvaluationException {
        return RUNTIME.createProgram(tree);
    }

    /** What is wrong with a regular expression; empty if nothing is. */
    static Optional<String> faultOfPattern(String pattern) {
        try {
            MATCHING.eval(Map.of("pattern", pattern));
            return Optional.empty();
        } catch (CelEvaluationException e) {
            return Optional.of(reason(e));
        }
    }

    /** The library counts lines from 1 and columns from 0. */
    static Fault.Position position(CelSourceLocation location) {
        return new Fault.Position(Math.max(1, location.getLine()), Math.max(0, location.getColumn()) + 1);
    }

    /** Why an evaluation failed, without what the library says of itself. */
    static String reason(Exception e) {
        return String.valueOf(e.getMessage())
                .replaceFirst("^evaluation error( at <input>:\\d+)?: ", "")
                .replaceFirst("^key '(.*)' is not present in map\\.$", "'$1' is not known");
    }

    private static CelCompiler newCompiler(Set<Variable> readable) {
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
        for (Variable variable : readable) {
            builder.addVar(variable.code(), celType(variable.type()));
        }
        return builder.build();
    }

    private static Program matching() {
        try {
            return program(CelCompilerFactory.standardCelCompilerBuilder()
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
}
