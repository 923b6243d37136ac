package io.tierline.analytics.rates.domain;

import io.tierline.analytics.rates.domain.Timespan.Middle;
import io.tierline.analytics.rates.domain.Timespan.Period;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A stretch of time, cut at some moments: slice {@code n} is from boundary {@code n} to boundary {@code n + 1}, which is
 * not in it any more. What is counted by hours and days can be added up for the hours and days that lie in a slice whole;
 * of the rest the calls themselves have to be counted.
 *
 * @param boundaries at least two, ascending
 */
public record Slices(List<Instant> boundaries) {

    public Slices {
        boundaries = List.copyOf(boundaries);
        if (boundaries.size() < 2) {
            throw new IllegalArgumentException("a slice has a beginning and an end");
        }
    }

    /** Cut at these moments, in any order; at least two that differ. */
    public static Slices at(Collection<Instant> moments) {
        return new Slices(List.copyOf(new TreeSet<>(moments)));
    }

    /** The days (of UTC) that lie in a slice whole, those that follow each other together. */
    public List<Period> wholeDays() {
        return together(slice -> Stream.of(slice.fullDays()));
    }

    /** The other hours (of UTC) that lie in a slice whole, those that follow each other together. */
    public List<Period> wholeHours() {
        return together(slice -> around(slice.fullDays(), slice.fullHours()));
    }

    /** What is left, together where there is no whole hour between it. */
    public List<Period> rest() {
        return together(slice -> around(slice.fullHours(), new Middle(slice.from(), slice.to())));
    }

    private static Stream<Middle> around(Middle inner, Middle outer) {
        return Stream.of(new Middle(outer.from(), inner.from()), new Middle(inner.to(), outer.to()));
    }

    private List<Period> together(Function<Period, Stream<Middle>> parts) {
        List<Period> runs = new ArrayList<>();
        IntStream.range(1, boundaries.size())
                .mapToObj(end -> new Period(boundaries.get(end - 1), boundaries.get(end)))
                .flatMap(parts)
                .filter(part -> part.from().isBefore(part.to()))
                .forEach(part -> {
                    int last = runs.size() - 1;
                    if (last >= 0 && runs.get(last).to().equals(part.from())) {
                        runs.set(last, new Period(runs.get(last).from(), part.to()));
                    } else {
                        runs.add(new Period(part.from(), part.to()));
                    }
                });
        return runs;
    }
}
