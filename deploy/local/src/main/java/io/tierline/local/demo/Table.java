package io.tierline.local.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Rows under headings, for a terminal: columns of numbers to the right, of words to the left. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... headings) {
        rows.add(List.of(headings));
    }

    void add(List<String> row) {
        rows.add(row);
    }

    void print(Consumer<String> say) {
        int columns = rows.get(0).size();
        List<Integer> widths = new ArrayList<>(Collections.nCopies(columns, 0));
        List<Boolean> numbers = new ArrayList<>(Collections.nCopies(columns, rows.size() > 1));
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths.set(i, Math.max(widths.get(i), row.get(i).length()));
                if (row != rows.get(0) && !row.get(i).matches("[\\d.]+%?|–")) {
                    numbers.set(i, false);
                }
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String sign = numbers.get(i) ? "" : "-";
                line.append("  ").append(String.format("%" + sign + widths.get(i) + "s", row.get(i)));
            }
            say.accept(line.toString().stripTrailing());
        }
    }
}
