package io.tierline.call.telephony.rest;

import io.tierline.call.calls.domain.Direction;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.call.contacts.domain.Phone;
import io.tierline.call.policies.domain.Company;
import io.tierline.call.telephony.domain.AdapterSettings;
import io.tierline.call.telephony.domain.TelephonySource;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.Texts;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * What every adapter does with the texts of a record: whatever does not fit reads as null, for a switch cannot mend what
 * it has sent. Only a call that has no usable id is refused.
 *
 * @param fields the record's fields by name; null where there is none
 * @param settings where the tenant's system says what we need to know
 * @param now the time at which it was received
 */
record Reading(UnaryOperator<String> fields, AdapterSettings settings, Company company, Instant now) {

    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int LONGEST_TEXT = 128;
    private static final int LONGEST_URL = 2_048;
    private static final int FEWEST_DIGITS_OF_ANOTHER_COUNTRY = 10;
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9][0-9 ().-]*");
    private static final Pattern SCHEME = Pattern.compile("(?i)^(sips?|tel):");
    private static final Pattern WHOLE_SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final Pattern EPOCH = Pattern.compile("([0-9]{1,11})(\\.[0-9]+)?");

    /** The first of the fields (names separated by commas) that has a value, without blanks around it. */
    String text(String names) {
        if (names == null) {
            return null;
        }
        for (String name : names.split(",")) {
            String text = fields.apply(name.strip());
            if (text != null && !text.isBlank() && Json.isWholeText(text)) {
                return text.strip();
            }
        }
        return null;
    }

    /** The field as an id, or null when it can be none. */
    String id(String names) {
        String text = text(names);
        return text != null && Texts.ID.matcher(text).matches() ? text : null;
    }

    /** The field as what a call's id is made of, or null when it cannot be. */
    String callOf(String names, TelephonySource source) {
        String text = text(names);
        return text != null && Texts.ID.matcher(source.prefix() + text).matches() ? text : null;
    }

    /** The field, cut where it is too long to be kept. */
    String label(String names) {
        String text = text(names);
        return text == null ? null : cut(text);
    }

    /**
     * A field that has to be there.
     *
     * @throws Problem 422 when it is not, or cannot be part of a call's id
     */
    String required(String name, String pointer, TelephonySource source) {
        String text = callOf(name, source);
        if (text == null) {
            throw Problem.invalid(List.of(
                    new Fault(pointer, "is required: the id of the call, of the characters A-Z a-z 0-9 . _ : @ + -")));
        }
        return text;
    }

    /** The field as a number of seconds, or null. */
    Integer seconds(String name) {
        String text = text(name);
        return text != null && WHOLE_SECONDS.matcher(text).matches()
                ? (Integer) Math.min(Integer.parseInt(text), 86_400)
                : null;
    }

    /** The field as a time in seconds since 1970; null when there is none, or 0. */
    Instant epoch(String name) {
        return epochOf(text(name));
    }

    /** As {@link #epoch}. */
    static Instant epochOf(String text) {
        if (text == null || !EPOCH.matcher(text).matches()) {
            return null;
        }
        int point = text.indexOf('.');
        long seconds = Long.parseLong(point < 0 ? text : text.substring(0, point));
        return seconds == 0 ? null : Instant.ofEpochSecond(seconds);
    }

    /** A time with offset between 1970 and 9999, or null. */
    static Instant timeOf(String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return time.isBefore(Instant.EPOCH) || time.isAfter(LATEST) ? null : time;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** When the call started: not ahead of now, and now when nothing is known. */
    Instant started(Instant at) {
        if (at == null || at.isAfter(now.plus(CLOCK_TOLERANCE)) || at.isBefore(Instant.EPOCH)) {
            return now.truncatedTo(ChronoUnit.MICROS);
        }
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    /** The number in E.164; null when it is withheld, short, or no number at all. */
    String phone(String text) {
        if (text == null) {
            return null;
        }
        String bare = SCHEME.matcher(text.strip()).replaceFirst("");
        int at = bare.indexOf('@');
        String number = at < 0 ? bare : bare.substring(0, at);
        if (!NUMBER.matcher(number).matches()) {
            return null;
        }
        return Phone.e164(number, company.defaultRegion())
                // Switches often leave out the plus.
                .or(() -> number.length() >= FEWEST_DIGITS_OF_ANOTHER_COUNTRY
                                && !number.startsWith("+")
                                && !number.startsWith("0")
                        ? Phone.e164("+" + number, company.defaultRegion())
                        : Optional.empty())
                .orElse(null);
    }

    /** The first of the texts that is an outside number, or null. */
    String firstPhone(String... texts) {
        for (String text : texts) {
            String phone = phone(text);
            if (phone != null) {
                return phone;
            }
        }
        return null;
    }

    String rep() {
        return id(settings.repField());
    }

    String customer() {
        return id(settings.customerField());
    }

    String campaign() {
        return id(settings.campaignField());
    }

    String trunk() {
        return label(settings.trunkField());
    }

    ContactRole contactRole() {
        String text = text(settings.contactRoleField());
        for (ContactRole role : ContactRole.values()) {
            if (role.name().equalsIgnoreCase(text)) {
                return role;
            }
        }
        return null;
    }

    /** The direction that the record was told, or null. */
    Direction direction() {
        String text = text(settings.directionField());
        for (Direction direction : Direction.values()) {
            if (direction.name().equalsIgnoreCase(text)) {
                return direction;
            }
        }
        return null;
    }

    /** An http or https address, or null. */
    String recordingUrl() {
        String text = text(settings.recordingField());
        if (text == null || text.length() > LONGEST_URL) {
            return null;
        }
        try {
            String scheme = new URI(text).getScheme();
            return "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme) ? text : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The zone of times that come without one. */
    ZoneId zone() {
        try {
            return settings.timeZone() == null ? company.timeZone() : ZoneId.of(settings.timeZone());
        } catch (DateTimeException e) {
            return company.timeZone();
        }
    }

    /** The texts that are there, each once, in their order, cut where too long. */
    static List<String> codes(String... texts) {
        Set<String> codes = new LinkedHashSet<>();
        for (String text : texts) {
            if (text != null) {
                codes.add(cut(text));
            }
        }
        return new ArrayList<>(codes);
    }

    /** The text in small letters, of the characters that an id may have. */
    static String word(String text) {
        String word = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        return word.length() > 32 ? word.substring(0, 32) : word;
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT));
    }
}
