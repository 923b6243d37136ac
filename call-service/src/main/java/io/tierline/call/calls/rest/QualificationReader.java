package io.tierline.call.calls.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks what was learned in a call against the words that exist for it. The meaning is grading's business; here it is
 * only kept and sent on.
 */
final class QualificationReader {

    private static final Map<String, String> STANCES = words("unknown", "reached", "approves", "opposes");
    private static final Map<String, String> NEEDS = words("unknown", "known", "confirmed");
    private static final Map<String, String> OBJECTIONS = words("unknown", "none", "open", "handled", "settled");
    private static final Map<String, String> COMPETITORS = words("unknown", "known", "ruled-out");
    private static final Map<String, String> BUDGETS = words("unknown", "confirmed");
    private static final Map<String, String> PROCUREMENTS = words("unknown", "clear", "started");
    private static final Map<String, String> QUOTES = words("none", "offered", "negotiating", "confirmed");

    private QualificationReader() {}

    /** The qualification as canonical JSON, or null when there is none; faults are added to the reader's. */
    static String canonical(JsonInput qualification, JsonNode asWritten) {
        if (qualification == null) {
            return null;
        }
        JsonInput keyPersons = qualification.object("keyPersons");
        if (keyPersons != null) {
            for (String role : List.of("EB", "UB", "TB")) {
                JsonInput keyPerson = keyPersons.object(role);
                if (keyPerson != null) {
                    keyPerson.oneOf("stance", STANCES);
                    keyPerson.oneOf("need", NEEDS);
                    keyPerson.oneOf("objections", OBJECTIONS);
                    keyPerson.refuseUnknown();
                }
            }
            keyPersons.refuseUnknown();
        }
        qualification.oneOf("competitors", COMPETITORS);
        qualification.oneOf("budget", BUDGETS);
        qualification.oneOf("procurement", PROCUREMENTS);
        qualification.oneOf("quote", QUOTES);
        date(qualification, "decisionDate");
        qualification.flag("followUpAgreed");
        qualification.refuseUnknown();
        return Json.canonical(asWritten);
    }

    private static void date(JsonInput from, String name) {
        String text = from.text(name, 10);
        if (text == null) {
            return;
        }
        try {
            LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            from.fault(name, "must be a date such as 2026-12-01");
        }
    }

    private static Map<String, String> words(String... words) {
        return Arrays.stream(words).collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));
    }
}
