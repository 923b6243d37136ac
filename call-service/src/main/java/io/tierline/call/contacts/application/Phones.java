package io.tierline.call.contacts.application;

import io.tierline.call.contacts.domain.Phone;
import io.tierline.call.policies.application.CompanyPolicy;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.time.Duration;
import java.util.List;

/** Reads phone numbers as callers of the API write them. */
public final class Phones {

    /** What is wrong with a text that is none. */
    public static final String NOT_ONE = "is no phone number; write it as +8613800138000";

    private static final int LONGEST = 64;

    /** Longer than any statement may take. */
    private static final Duration POLICY_WAIT = Duration.ofSeconds(20);

    private Phones() {}

    /** The region of numbers without country code; for those who are on a worker thread and may wait. */
    public static String regionOf(CompanyPolicy companies, String tenant) {
        return companies.of(tenant).await().atMost(POLICY_WAIT).defaultRegion();
    }

    /** The number in E.164, or null when it is none. */
    public static String e164(String text, String region) {
        return text.length() > LONGEST ? null : Phone.e164(text, region).orElse(null);
    }

    /**
     * The number in a path, in E.164.
     *
     * @throws Problem 422 when it is none
     */
    public static String inPath(String text, String region) {
        String phone = e164(text, region);
        if (phone == null) {
            throw problem("/phone");
        }
        return phone;
    }

    /**
     * The number in a JSON member, in E.164; null when it is absent or at fault.
     *
     * @param input where it stands, and what is told its fault
     */
    public static String in(JsonInput input, String name, String region) {
        String text = input.text(name, LONGEST);
        if (text == null) {
            return null;
        }
        String phone = e164(text, region);
        return phone != null ? phone : input.fault(name, NOT_ONE);
    }

    /**
     * The number in a table's cell as it was meant: our own exports put an apostrophe in front of the plus, lest a
     * spreadsheet take it for a sum.
     */
    public static String inCell(String cell) {
        return cell.startsWith("'+") ? cell.substring(1) : cell;
    }

    /** The problem of a text that is no number. */
    public static Problem problem(String pointer) {
        return Problem.invalid(List.of(new Fault(pointer, NOT_ONE)));
    }
}
