package io.tierline.grading.standards.domain;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.Map;
import java.util.Set;

/** A checked expression and its program; equal to another of the same text. */
final class CelExpression implements Expression {

    private static final Verdict MET = new Verdict.Met();
    private static final Verdict UNMET = new Verdict.Unmet();

    private final String source;
    private final Set<Variable> reads;
    private final int cost;
    private final Program program;

    CelExpression(String source, Set<Variable> reads, int cost, Program program) {
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
            return new Verdict.Failed(CelEnvironment.reason(e));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CelExpression that && that.source.equals(source);
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
