package io.tierline.grading.grades.domain;

import io.tierline.grading.standards.domain.Label;
import io.tierline.grading.standards.domain.Language;
import io.tierline.grading.standards.domain.Variable;
import io.tierline.grading.standards.domain.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in words what a criterion has read. */
final class Wording {

    private static final Label NOBODY = new Label("nobody", "无");
    private static final Label NONE = new Label("none", "无");
    private static final Label YES = new Label("yes", "是");
    private static final Label NO = new Label("no", "否");
    private static final Label NOT_KNOWN = new Label("not known", "未知");
    private static final Label ASKS_NOTHING = new Label("asks nothing of the customer", "不涉及客户信息");
    private static final Label FAILED = new Label("could not be evaluated: ", "无法计算：");
    private static final Label COLON = new Label(": ", "：");
    private static final Label COMMA = new Label(", ", "、");
    private static final Label SEMICOLON = new Label("; ", "；");

    private Wording() {}

    static String why(CriterionResult result, Language language) {
        String read = result.read().entrySet().stream()
                .map(each -> each.getKey().label().in(language)
                        + COLON.in(language)
                        + value(each.getKey(), each.getValue(), language))
                .collect(Collectors.joining(SEMICOLON.in(language)));
        if (result.verdict() instanceof Verdict.Failed failed) {
            String reason = FAILED.in(language) + failed.reason();
            return read.isEmpty() ? reason : read + SEMICOLON.in(language) + reason;
        }
        return read.isEmpty() ? ASKS_NOTHING.in(language) : read;
    }

    private static String value(Variable variable, Object value, Language language) {
        return switch (variable.type()) {
            case ROLES -> items((List<?>) value, NOBODY, language);
            case YES_OR_NO -> (value.equals(true) ? YES : NO).in(language);
            case WHOLE_NUMBER -> value.toString();
            case TEXT ->
                Field.valueOf(variable.name())
                        .choice(value.toString())
                        .map(choice -> choice.label().in(language))
                        .orElse(value.toString());
            case COUNTS -> entries((Map<?, ?>) value, NONE, language);
            case PROFILE -> entries((Map<?, ?>) value, NOT_KNOWN, language);
        };
    }

    private static String items(List<?> items, Label empty, Language language) {
        return items.isEmpty()
                ? empty.in(language)
                : items.stream().map(String::valueOf).collect(Collectors.joining(COMMA.in(language)));
    }

    /** Counts of zero are left out. */
    private static String entries(Map<?, ?> entries, Label empty, Language language) {
        List<String> words = entries.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(0L))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .sorted()
                .toList();
        return items(words, empty, language);
    }
}
