package io.tierline.trials.fuzz;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Marks in ids, texts and phone numbers that say whose they are and which request made them, so that they can be found in
 * any response. A mark in a text is never sent for another tenant; one in an id or a number may be.
 */
final class Marks {
    private static final Pattern MARK =
            Pattern.compile("zq[ab]\\d+[it]\\d+z|(?<![0-9])(?:86)?1381[01]\\d{6}(?![0-9])", Pattern.CASE_INSENSITIVE);
    private static final int ITEMS = 50;
    private static final int NUMBERS = 1_000_000 / ITEMS;

    private Marks() {}

    /** The mark in ids of an item of a request. */
    static String id(char tenant, int request, int item) {
        return "zq" + tenant + request + "i" + item + "z";
    }

    /** The mark in texts of an item of a request. */
    static String text(char tenant, int request, int item) {
        return "zq" + tenant + request + "t" + item + "z";
    }

    /** A phone number that is its own mark. */
    static String phone(char tenant, int request, int item) {
        return "+861381%d%06d".formatted(tenant - 'a', request % NUMBERS * ITEMS + item % ITEMS);
    }

    /** All marks in a text. */
    static Set<String> in(String text) {
        Set<String> marks = new TreeSet<>();
        for (Matcher found = MARK.matcher(text); found.find(); ) {
            String mark = found.group().toLowerCase(Locale.ROOT);
            marks.add(mark.startsWith("z") ? mark : mark.substring(mark.length() - 11));
        }
        return marks;
    }

    /** Whose it is, {@code a} or {@code b}. */
    static char tenant(String mark) {
        return mark.startsWith("z") ? mark.charAt(2) : (char) ('a' + mark.charAt(4) - '0');
    }

    static boolean isId(String mark) {
        return mark.startsWith("z") && mark.contains("i");
    }

    static boolean isPhone(String mark) {
        return !mark.startsWith("z");
    }

    /** Whether both are of the same item of the same request. */
    static boolean siblings(String one, String other) {
        return key(one).equals(key(other));
    }

    /** Whether a request of this number has made it. */
    static boolean isOf(int request, String mark) {
        return key(mark).startsWith(id(tenant(mark), request % NUMBERS, 0).replace("0z", ""))
                || key(mark).startsWith(id(tenant(mark), request, 0).replace("0z", ""));
    }

    private static String key(String mark) {
        if (!isPhone(mark)) {
            return mark.replace('t', 'i');
        }
        int digits = Integer.parseInt(mark.substring(5));
        return id(tenant(mark), digits / ITEMS, digits % ITEMS);
    }
}
