package io.tierline.call.telephony.domain;

import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.TelephonyResult;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the codes of one telephony system mean. Letter case and what separates words do not matter: {@code NO ANSWER},
 * {@code NOANSWER}, {@code no-answer} and {@code NO_ANSWER} are one code. {@code 5xx} stands for every code of three
 * digits that begins with 5 and has no meaning of its own; {@code sip:} before a code is not looked at.
 */
public final class CodeMapping {

    /** No code has a meaning. */
    public static final CodeMapping EMPTY = new CodeMapping(Map.of());

    private static final Pattern WORD_BREAK = Pattern.compile("(?<=[A-Z])[ _-]+(?=[A-Z])");
    private static final Pattern THREE_DIGITS = Pattern.compile("[0-9]{3}");

    private final Map<String, TelephonyResult> codes;
    private final Map<String, TelephonyResult> meanings = new HashMap<>();

    /** @param codes what each code means; of two ways to write one code the one that sorts last holds */
    public CodeMapping(Map<String, TelephonyResult> codes) {
        this.codes = new TreeMap<>(codes);
        this.codes.forEach((code, result) -> meanings.put(normal(code), result));
    }

    /** What the code means; null when nobody has said. */
    public TelephonyResult resultOf(String code) {
        if (code == null) {
            return null;
        }
        String normal = normal(code);
        TelephonyResult result = meanings.get(normal);
        return result == null && THREE_DIGITS.matcher(normal).matches()
                ? meanings.get(normal.charAt(0) + "XX")
                : result;
    }

    /**
     * What the code says became of a call. Talk says that it was answered, whatever ended it; without talk a code of
     * answered calls says nothing. When the customer called, the caller who gave up is not us.
     *
     * @param talkSeconds null when not known; then the code alone counts
     * @param direction null for outbound
     * @return {@link TelephonyResult#UNKNOWN} when nobody has said
     */
    public TelephonyResult meaningOf(String code, Integer talkSeconds, Direction direction) {
        TelephonyResult result = Objects.requireNonNullElse(resultOf(code), TelephonyResult.UNKNOWN);
        if (talkSeconds != null && talkSeconds > 0) {
            return result == TelephonyResult.VOICEMAIL ? result : TelephonyResult.ANSWERED;
        }
        return switch (result) {
            case ANSWERED -> talkSeconds == null ? result : TelephonyResult.UNKNOWN;
            case CALLER_CANCEL -> direction == Direction.INBOUND ? TelephonyResult.NO_ANSWER : result;
            default -> result;
        };
    }

    /** This mapping with another laid over it: where both know a code, the other holds. */
    public CodeMapping with(CodeMapping over) {
        Map<String, TelephonyResult> both = new TreeMap<>(codes);
        both.keySet().removeIf(code -> over.meanings.containsKey(normal(code)));
        both.putAll(over.codes);
        return new CodeMapping(both);
    }

    /** Every code, as it was written, and what it means; sorted by code. */
    public Map<String, TelephonyResult> codes() {
        return Collections.unmodifiableMap(codes);
    }

    private static String normal(String code) {
        String upper = code.strip().toUpperCase(Locale.ROOT);
        String bare = upper.startsWith("SIP:") ? upper.substring("SIP:".length()) : upper;
        return WORD_BREAK.matcher(bare).replaceAll("");
    }
}
