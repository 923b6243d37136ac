package io.tierline.call.calls.domain;

/**
 * What the telephony system reported; every part may be null.
 *
 * @param source the system, such as {@code freeswitch}
 * @param result what became of the call
 * @param code the system's own code, kept as it came
 * @param trunk the line that carried the call
 * @param endedBy who ended it
 */
public record Telephony(String source, TelephonyResult result, String code, String trunk, EndedBy endedBy) {

    /** Nothing was reported. */
    public static final Telephony NONE = new Telephony(null, null, null, null, null);
}
