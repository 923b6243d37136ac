package io.tierline.grading.fit.domain;

import io.tierline.grading.grades.domain.Profile;
import io.tierline.grading.standards.domain.Criterion;
import io.tierline.grading.standards.domain.Label;
import io.tierline.grading.standards.domain.Language;
import io.tierline.grading.standards.domain.ProfileFields;
import io.tierline.grading.standards.domain.Verdict;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What came of one condition for one customer.
 *
 * @param weight 0 for a must-have
 * @param profile the customer's
 */
public record Finding(Criterion criterion, int weight, Verdict verdict, Profile profile) {

    private static final Label NOT_KNOWN = new Label("not known", "未知");
    private static final Label ASKS_NOTHING = new Label("asks nothing of the profile", "不涉及客户画像");
    private static final Label FAILED = new Label("could not be evaluated: ", "无法计算：");
    private static final Label COLON = new Label(": ", "：");
    private static final Label COMMA = new Label(", ", "、");
    private static final Label SEMICOLON = new Label("; ", "；");

    public boolean met() {
        return verdict.met();
    }

    /** What the profile says of all that the condition asks about, in words. */
    public String why(Language language) {
        List<String> asked = ProfileFields.NAMES.stream()
                .filter(name -> Pattern.compile("\\b" + name + "\\b")
                        .matcher(criterion.when().source())
                        .find())
                .toList();
        String read = asked.stream()
                .map(name -> name + COLON.in(language) + value(profile.fields().get(name), language))
                .collect(Collectors.joining(SEMICOLON.in(language)));
        // That a field is not known is said already.
        if (verdict instanceof Verdict.Failed failed
                && profile.fields().keySet().containsAll(asked)) {
            return (read.isEmpty() ? "" : read + SEMICOLON.in(language)) + FAILED.in(language) + failed.reason();
        }
        return read.isEmpty() ? ASKS_NOTHING.in(language) : read;
    }

    private static String value(Object value, Language language) {
        if (value instanceof List<?> items) {
            return items.stream().map(String::valueOf).collect(Collectors.joining(COMMA.in(language)));
        }
        return value == null ? NOT_KNOWN.in(language) : value.toString();
    }
}
