package io.tierline.grading.deals.rest;

import io.tierline.grading.deals.domain.Reopening;
import io.tierline.grading.deals.domain.Result;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words of the API and what they mean. */
final class Words {

    static final Map<String, Result> RESULTS = of(Result.values());
    static final Map<String, Reopening.Kind> REOPENINGS = of(Reopening.Kind.values());

    private Words() {}

    /** The word of a constant; null for null. */
    static String of(Enum<?> constant) {
        return constant == null
                ? null
                : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> Map<String, E> of(E[] constants) {
        return Arrays.stream(constants).collect(Collectors.toUnmodifiableMap(Words::of, Function.identity()));
    }
}
