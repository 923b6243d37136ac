package io.tierline.call.calls.rest;

import io.tierline.call.calls.domain.CallStatus;
import io.tierline.call.calls.domain.Direction;
import io.tierline.call.calls.domain.EndedBy;
import io.tierline.call.calls.domain.Outcome;
import io.tierline.call.calls.domain.TelephonyResult;
import io.tierline.call.contacts.domain.ContactRole;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The words of the API and what they mean. */
final class Words {

    static final Map<String, Outcome> OUTCOMES = of(Outcome.values(), Enum::name);
    static final Map<String, ContactRole> CONTACT_ROLES = of(ContactRole.values(), Enum::name);
    static final Map<String, TelephonyResult> TELEPHONY_RESULTS = of(TelephonyResult.values(), Enum::name);
    static final Map<String, Direction> DIRECTIONS = of(Direction.values(), Words::lower);
    static final Map<String, CallStatus> STATUSES = of(CallStatus.values(), Words::lower);
    static final Map<String, EndedBy> ENDED_BY = of(EndedBy.values(), Words::lower);

    private Words() {}

    /** The word of a constant that the API writes in lower case; null for null. */
    static String lower(Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> Map<String, E> of(E[] constants, Function<E, String> word) {
        return Arrays.stream(constants).collect(Collectors.toUnmodifiableMap(word, Function.identity()));
    }
}
