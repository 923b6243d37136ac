package io.tierline.grading.standards.rest;

import io.tierline.grading.standards.domain.CelExpressions;
import io.tierline.grading.standards.domain.Language;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.grading.standards.domain.Variable;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an expression of a standard can read and use. */
@Schema(name = "StandardVariables")
record VariablesView(List<VariableView> variables, List<String> functions, LimitsView limits) {

    static VariablesView in(Language language) {
        return new VariablesView(
                Arrays.stream(Variable.values())
                        .map(variable -> VariableView.of(variable, language))
                        .toList(),
                CelExpressions.FUNCTIONS,
                new LimitsView(CelExpressions.MAX_LENGTH, CelExpressions.MAX_COST, Standard.MAX_COST));
    }

    /** One of them. */
    @Schema(name = "StandardVariable")
    record VariableView(
            String name,

            @Schema(description = "Its type in CEL.", examples = "list(string)")
            String type,

            String label,
            String meaning,

            @Schema(
                    description =
                            "The words that it is about: values of a text, items of a list, keys of a map; empty if any value goes.")
            List<String> words) {

        static VariableView of(Variable variable, Language language) {
            return new VariableView(
                    variable.code(),
                    variable.type().inCel(),
                    variable.label().in(language),
                    variable.meaning().in(language),
                    variable.words());
        }
    }

    /** How much an expression may be. */
    @Schema(name = "ExpressionLimits")
    record LimitsView(
            @Schema(description = "Characters of one expression.")
            int length,

            @Schema(description = "Steps that one expression may take at worst.")
            int steps,

            @Schema(description = "Steps that all expressions of a standard may take at worst.")
            int stepsTogether) {}
}
