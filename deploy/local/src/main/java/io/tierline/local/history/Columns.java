package io.tierline.local.history;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which columns the file has, and which of them are sent under which names. */
final class Columns {
    /**
     * What the file of rejected rows says about each, before the row: never sent, so that this file can be imported. They
     * come first because a row may have too many cells or too few.
     */
    static final List<String> OWN = List.of("import.line", "import.code", "import.message");

    private static final String CALL_ID = "callId";

    private final List<String> header;
    private final int[] theirs;
    private final int[] sent;
    private final List<String> sentNames;

    private Columns(List<String> header, int[] theirs, int[] sent, List<String> sentNames) {
        this.header = header;
        this.theirs = theirs;
        this.sent = sent;
        this.sentNames = sentNames;
    }

    /**
     * @throws ImportFailure when a column to be renamed or ignored is not there, or when none is the {@code callId};
     *     whether the others mean anything is the API's to say
     */
    static Columns of(List<String> header, Map<String, String> renamed, Set<String> ignored) throws ImportFailure {
        Set<String> missing = new HashSet<>(renamed.keySet());
        missing.addAll(ignored);
        header.forEach(missing::remove);
        if (!missing.isEmpty()) {
            throw new ImportFailure("--map or --ignore name columns that the file does not have: "
                    + String.join(", ", missing.stream().sorted().toList()) + ". It has: " + String.join(", ", header));
        }
        int[] theirs = IntStream.range(0, header.size())
                .filter(i -> !OWN.contains(header.get(i)))
                .toArray();
        int[] sent = IntStream.of(theirs)
                .filter(i -> !ignored.contains(header.get(i)))
                .toArray();
        List<String> sentNames = IntStream.of(sent)
                .mapToObj(i -> renamed.getOrDefault(header.get(i), header.get(i)))
                .toList();
        if (!sentNames.contains(CALL_ID)) {
            throw new ImportFailure(
                    "No column is the " + CALL_ID + ". It tells a call that is sent again from a new one; without it"
                            + " a repeated import would store every call twice. If the file has such a column under another name, add"
                            + " --map \"THEIR NAME=" + CALL_ID + "\". The file has: " + String.join(", ", header));
        }
        return new Columns(header, theirs, sent, sentNames);
    }

    /** How many cells a row has to have. */
    int width() {
        return header.size();
    }

    /** The first line of what is sent. */
    String sentHeader() {
        return Row.csv(sentNames);
    }

    /** What is sent of a row that has all cells. */
    String sent(List<String> cells) {
        return Row.csv(pick(cells, sent));
    }

    /** {@link #OWN}, then the columns of the file itself, without those that an import before has added. */
    String rejectedHeader() {
        return Row.csv(
                Stream.concat(OWN.stream(), pick(header, theirs).stream()).toList());
    }

    /** A row as it came, with as many cells as it came with, but without what an import before has added. */
    String original(List<String> cells) {
        return Row.csv(
                cells.size() == width()
                        ? pick(cells, theirs)
                        : IntStream.range(0, cells.size())
                                .filter(i -> i >= width() || !OWN.contains(header.get(i)))
                                .mapToObj(cells::get)
                                .toList());
    }

    /** Whether a row goes out as it came. */
    boolean sendsOriginals() {
        return sent.length == theirs.length;
    }

    private static List<String> pick(List<String> cells, int[] indices) {
        List<String> picked = new ArrayList<>(indices.length);
        for (int index : indices) {
            picked.add(cells.get(index));
        }
        return picked;
    }
}
