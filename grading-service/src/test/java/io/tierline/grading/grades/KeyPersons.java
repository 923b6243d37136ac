package io.tierline.grading.grades;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is learned of customers in the example world, as patches say it. */
public final class KeyPersons {

    private static final Map<String, Object> WON_OVER =
            Map.of("stance", "approves", "need", "confirmed", "objections", "settled");

    private KeyPersons() {}

    /** Everything that the best tier of the default standard asks for, but of these key persons alone. */
    public static Map<String, Object> wonOver(String... roles) {
        Map<String, Object> persons = new LinkedHashMap<>();
        List.of(roles).forEach(role -> persons.put(role, WON_OVER));
        Map<String, Object> patch = new LinkedHashMap<>();
        patch.put("keyPersons", persons);
        patch.put("competitors", "ruled-out");
        patch.put("budget", "confirmed");
        patch.put("procurement", "started");
        patch.put("quote", "confirmed");
        patch.put("decisionDate", LocalDate.now(ZoneOffset.UTC).plusDays(5).toString());
        return patch;
    }
}
