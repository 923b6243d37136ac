package io.tierline.grading.grades.domain;

import io.tierline.grading.standards.domain.Role;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a standard may ask of the customer's profile.
 *
 * @param fields value by name, of {@link io.tierline.grading.standards.domain.ProfileFields}: strings, {@code long}s, {@code double}s,
 *     booleans and lists of strings; what is not known is left out
 */
public record Profile(Map<String, Object> fields) {

    /** Nothing is known. */
    public static final Profile UNKNOWN = new Profile(Map.of());

    private static final List<String> ALL =
            Arrays.stream(Role.values()).map(Role::name).toList();

    public Profile {
        Map<String, Object> known = new HashMap<>(fields);
        known.values().removeIf(Objects::isNull);
        fields = Collections.unmodifiableMap(known);
    }

    /** The key persons that the decision takes, such as EB and UB for {@code EB+UB}; all if it is not known. */
    List<String> decisionRoles() {
        return fields.get("decisionProcess") instanceof String process ? List.of(process.split("\\+")) : ALL;
    }
}
