package io.tierline.grading.standards.domain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One place in a JSON document that somebody wrote, read with care: nothing throws, every fault goes into one list with its pointer.
 *
 * <p>The document is plain Java ({@code Map}, {@code List}, {@code String}, {@code Boolean}, {@code Number}, {@code null}), so that the
 * domain depends on no JSON library. A member that is {@code null} is read like one that is absent, as everywhere in the API.
 */
public final class JsonTree {

    private final Object value;
    private final String pointer;
    private final List<Fault> faults;

    private JsonTree(Object value, String pointer, List<Fault> faults) {
        this.value = value;
        this.pointer = pointer;
        this.faults = faults;
    }

    /**
     * A document, or a part of one.
     *
     * @param pointer where this is in the document that the faults are about
     * @param faults where faults are added
     */
    public static JsonTree at(String pointer, Object value, List<Fault> faults) {
        return new JsonTree(value, Objects.requireNonNull(pointer), Objects.requireNonNull(faults));
    }

    public String pointer() {
        return pointer;
    }

    public void fault(String message) {
        faults.add(Fault.at(pointer, message));
    }

    public void fault(Fault.Position position, String message) {
        faults.add(Fault.at(pointer, position, message));
    }

    public boolean isAbsent() {
        return value == null;
    }

    public boolean isObject() {
        return value instanceof Map;
    }

    public boolean isList() {
        return value instanceof List;
    }

    /** Whether the object names this member, be it with {@code null}. */
    public boolean has(String name) {
        return value instanceof Map<?, ?> map && map.containsKey(name);
    }

    /** A member of this object. If this is no object, that is the one fault to tell: what is then missing in it goes unmentioned. */
    public JsonTree member(String name) {
        return value instanceof Map<?, ?> map
                ? new JsonTree(map.get(name), child(name), faults)
                : new JsonTree(null, child(name), new ArrayList<>());
    }

    /** Requires an object and refuses members beyond those named. */
    public void onlyMembers(String... known) {
        onlyMembers(List.of(known));
    }

    /** Requires an object and refuses members beyond those named. */
    public void onlyMembers(Collection<String> known) {
        for (String name : memberNames()) {
            if (!known.contains(name)) {
                faults.add(Fault.at(child(name), "is not known; known here: " + String.join(", ", known)));
            }
        }
    }

    /** The names of this object's members, in the order written; a fault and none if it is no object. */
    public Set<String> memberNames() {
        if (!(value instanceof Map<?, ?> map)) {
            fault(value == null ? "is needed: an object" : "must be an object, not " + kind());
            return Set.of();
        }
        Set<String> names = new LinkedHashSet<>();
        map.keySet().forEach(key -> names.add(String.valueOf(key)));
        return names;
    }

    /** The items of this list; a fault and none if it is no list. */
    public List<JsonTree> items() {
        if (!(value instanceof List<?> list)) {
            fault(value == null ? "is needed: a list" : "must be a list, not " + kind());
            return List.of();
        }
        List<JsonTree> items = new ArrayList<>();
        for (int index = 0; index < list.size(); index++) {
            items.add(new JsonTree(list.get(index), pointer + "/" + index, faults));
        }
        return items;
    }

    /** A text that is needed. */
    public Optional<String> text(int longest) {
        return needed("a text") ? optionalText(longest) : Optional.empty();
    }

    /** A text that may be missing; blank or too long ones are faults. */
    public Optional<String> optionalText(int longest) {
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            fault("must be a text, not " + kind());
            return Optional.empty();
        }
        if (text.isBlank()) {
            fault("must not be empty");
            return Optional.empty();
        }
        if (text.codePointCount(0, text.length()) > longest) {
            fault("must be at most " + longest + " characters long");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** A text out of a closed list, which may be missing. */
    public Optional<String> optionalChoice(Collection<String> allowed) {
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof String text)) {
            fault("must be one of " + String.join(", ", allowed) + ", not " + kind());
            return Optional.empty();
        }
        if (!allowed.contains(text)) {
            fault("'" + shortened(text) + "' is not allowed; allowed: " + String.join(", ", allowed));
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** True or false, which may be missing. */
    public Optional<Boolean> optionalBoolean() {
        if (value == null || value instanceof Boolean) {
            return Optional.ofNullable((Boolean) value);
        }
        fault("must be true or false, not " + kind());
        return Optional.empty();
    }

    /** A whole number that is needed, within bounds that both count. */
    public Optional<Integer> wholeNumber(int atLeast, int atMost) {
        return needed("a whole number") ? optionalWholeNumber(atLeast, atMost) : Optional.empty();
    }

    /** A whole number that may be missing, within bounds that both count. */
    public Optional<Integer> optionalWholeNumber(int atLeast, int atMost) {
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Integer || value instanceof Long || value instanceof BigInteger)) {
            fault("must be a whole number, not " + kind());
            return Optional.empty();
        }
        BigInteger number = new BigInteger(value.toString());
        if (number.compareTo(BigInteger.valueOf(atLeast)) < 0 || number.compareTo(BigInteger.valueOf(atMost)) > 0) {
            fault("must be from " + atLeast + " to " + atMost);
            return Optional.empty();
        }
        return Optional.of(number.intValue());
    }

    /** A number that may be missing, within bounds that both count. */
    public Optional<Double> optionalNumber(double atLeast, double atMost) {
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Number)) {
            fault("must be a number, not " + kind());
            return Optional.empty();
        }
        // By way of text: a decimal beyond the doubles becomes infinite, which no bound lets pass.
        double number = Double.parseDouble(value.toString());
        if (!(number >= atLeast && number <= atMost)) {
            fault("must be from "
                    + BigDecimal.valueOf(atLeast).stripTrailingZeros().toPlainString() + " to "
                    + BigDecimal.valueOf(atMost).stripTrailingZeros().toPlainString());
            return Optional.empty();
        }
        // Zero has no sign.
        return Optional.of(number + 0.0);
    }

    private boolean needed(String what) {
        if (value == null) {
            fault("is needed: " + what);
        }
        return value != null;
    }

    private String child(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private String kind() {
        if (value instanceof Map) {
            return "an object";
        } else if (value instanceof List) {
            return "a list";
        } else if (value instanceof String) {
            return "a text";
        } else if (value instanceof Boolean) {
            return "true or false";
        } else if (value instanceof Number) {
            return "the number " + value;
        }
        return value == null ? "null" : value.getClass().getSimpleName();
    }

    private static String shortened(String text) {
        int shown = Math.min(40, text.codePointCount(0, text.length()));
        int end = text.offsetByCodePoints(0, shown);
        return end == text.length() ? text : text.substring(0, end) + "…";
    }
}
