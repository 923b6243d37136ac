package io.tierline.kit.input;

import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads query parameters and collects everything that is wrong with them. A parameter that is absent or at fault reads
 * as null; an empty one is at fault.
 */
public final class QueryInput {

    /** Nothing else that Java would take for a number: no plus, no other scripts' digits. */
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,20}");

    private final List<Fault> faults = new ArrayList<>();

    /** An id, or null. */
    public String id(String name, String value) {
        return value == null ? null : Texts.id(value, at(name), faults);
    }

    /** A time with offset, or null. A {@code +} that arrived as a blank, a common slip in URLs, is taken as meant. */
    public Instant instant(String name, String value) {
        return value == null ? null : Texts.instant(value.replace(' ', '+'), at(name), faults);
    }

    /** A whole number within the bounds, both inclusive, or null. */
    public Integer wholeNumber(String name, String value, int atLeast, int atMost) {
        Long number = longNumber(name, value, atLeast, atMost);
        return number == null ? null : number.intValue();
    }

    /** A whole number within the bounds, both inclusive, or null. */
    public Long longNumber(String name, String value, long atLeast, long atMost) {
        if (value == null) {
            return null;
        }
        if (NUMBER.matcher(value).matches()) {
            BigInteger number = new BigInteger(value);
            if (number.compareTo(BigInteger.valueOf(atLeast)) >= 0
                    && number.compareTo(BigInteger.valueOf(atMost)) <= 0) {
                return number.longValue();
            }
        }
        return fault(name, "must be a whole number from " + atLeast + " to " + atMost);
    }

    /** One of the words that the map knows, or null. */
    public <E> E oneOf(String name, String value, Map<String, E> words) {
        if (value == null) {
            return null;
        }
        E meaning = words.get(value);
        return meaning != null
                ? meaning
                : fault(
                        name,
                        "must be one of " + words.keySet().stream().sorted().collect(Collectors.joining(", ")));
    }

    /** {@code true}, {@code false} or null. */
    public Boolean flag(String name, String value) {
        return oneOf(name, value, Map.of("true", true, "false", false));
    }

    /**
     * An ISO 8601 duration of days (24 h each) and time, longer than nothing, or null. Months and years have no fixed
     * length and are refused.
     */
    public Duration duration(String name, String value, Duration atMost) {
        if (value == null) {
            return null;
        }
        try {
            Duration duration = Duration.parse(value);
            if (duration.compareTo(Duration.ZERO) > 0 && duration.compareTo(atMost) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // The same fault as a duration out of bounds.
        }
        return fault(name, "must be an ISO 8601 duration such as PT15M, PT24H or P7D, at most " + inWords(atMost));
    }

    /** A time zone of the IANA database, or null. A {@code +} that arrived as a blank is taken as meant. */
    public ZoneId zone(String name, String value) {
        if (value == null) {
            return null;
        }
        String id = value.replace(' ', '+');
        return ZoneId.getAvailableZoneIds().contains(id)
                ? ZoneId.of(id)
                : fault(name, "must be a time zone of the IANA database, such as Asia/Shanghai");
    }

    /** Adds a fault at the parameter; answers null for the reader to return. */
    public <E> E fault(String name, String message) {
        faults.add(new Fault(at(name), message));
        return null;
    }

    /** @throws Problem 422 with every fault, when there is any */
    public void refuseFaults() {
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }

    private static String inWords(Duration duration) {
        return duration.equals(Duration.ofDays(duration.toDays()))
                ? "P" + duration.toDays() + "D"
                : duration.toString();
    }

    private static String at(String name) {
        return "?" + name;
    }
}
