package io.tierline.local.history;

import java.util.List;

/**
 * A row of the file.
 *
 * @param line where it begins in the file, 1 is the header's
 * @param csv what it says, as a line of CSV without its end
 */
record Row(long line, String csv) {

    /** Cells as a line of CSV; quoted where they have to be. */
    static String csv(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                line.append(',');
            }
            String cell = cells.get(i);
            // A line with nothing in it would be a blank one and no row.
            if (hasToBeQuoted(cell) || cell.isEmpty() && cells.size() == 1) {
                line.append('"').append(cell.replace("\"", "\"\"")).append('"');
            } else {
                line.append(cell);
            }
        }
        return line.toString();
    }

    private static boolean hasToBeQuoted(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == '"' || c == ',' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }
}
