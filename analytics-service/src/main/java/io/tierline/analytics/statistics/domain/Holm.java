package io.tierline.analytics.statistics.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Corrects for asking several questions at once: of six stages, one would look weak by chance in every fourth diagnosis; of
 * a hundred values of a profile, five would look good. S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979)
 * 65–70: the i-th smallest of m p-values times m − i + 1, never less than the one before it, at most 1.
 */
public final class Holm {

    private Holm() {}

    /** The corrected p-values, by the same keys. */
    public static <K> Map<K, Double> adjust(Map<K, Double> pValues) {
        List<Map.Entry<K, Double>> ascending = new ArrayList<>(pValues.entrySet());
        ascending.sort(Comparator.comparingDouble(Map.Entry::getValue));
        Map<K, Double> adjusted = new LinkedHashMap<>();
        double before = 0;
        for (int i = 0; i < ascending.size(); i++) {
            before = Math.min(1, Math.max(before, ascending.get(i).getValue() * (ascending.size() - i)));
            adjusted.put(ascending.get(i).getKey(), before);
        }
        return adjusted;
    }
}
