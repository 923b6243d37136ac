package io.tierline.kit.input;

import io.tierline.kit.problem.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What texts from outside have to look like; each reader adds a fault and answers null where they do not. */
public final class Texts {

    /** An id as callers choose them; not {@code .} or {@code ..}, which vanish from an address. */
    public static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._:@+-]{1,128}");

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private static final String BYTE_ORDER_MARK = "\ufeff";

    private Texts() {}

    /** The body as text, without a byte order mark; of no body the empty text; empty when it is not UTF-8. */
    public static Optional<String> utf8(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body == null ? new byte[0] : body))
                    .toString();
            return Optional.of(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    static String id(String text, String pointer, List<Fault> faults) {
        if (!ID.matcher(text).matches()) {
            faults.add(new Fault(pointer, "must be 1 to 128 of the characters A-Z a-z 0-9 . _ : @ + -"));
            return null;
        }
        return text;
    }

    static Instant instant(String text, String pointer, List<Fault> faults) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant();
            if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
                faults.add(new Fault(pointer, "must be a time between 1970 and 9999"));
                return null;
            }
            // PostgreSQL keeps microseconds: what is compared later must be what was stored.
            return instant.truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeParseException e) {
            faults.add(new Fault(pointer, "must be a time with offset, such as 2026-11-23T09:30:00+08:00"));
            return null;
        }
    }
}
