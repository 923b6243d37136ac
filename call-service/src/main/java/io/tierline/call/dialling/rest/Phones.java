package io.tierline.call.dialling.rest;

import io.tierline.call.contacts.domain.Phone;
import io.tierline.call.policies.application.CompanyPolicy;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.time.Duration;
import java.util.List;

/** Reads phone numbers. */
final class Phones {

    static final String NOT_ONE = "is no phone number; write it as +8613800138000";

    private static final int LONGEST = 64;

    /** Longer than any statement may take. */
    private static final Duration POLICY_WAIT = Duration.ofSeconds(20);

    private Phones() {}

    /** The region of numbers without country code; for those who are on a worker thread and may wait. */
    static String regionOf(CompanyPolicy companies, String tenant) {
        return companies.of(tenant).await().atMost(POLICY_WAIT).defaultRegion();
    }

    /** The number in E.164, or null when it is none. */
    static String e164(String text, String region) {
        return text.length() > LONGEST ? null : Phone.e164(text, region).orElse(null);
    }

    /**
     * The number in a path, in E.164.
     *
     * @throws Problem 422 when it is none
     */
    static String inPath(String text, String region) {
        String phone = e164(text, region);
        if (phone == null) {
            throw problem("/phone");
        }
        return phone;
    }

    static Problem problem(String pointer) {
        return Problem.invalid(List.of(new Fault(pointer, NOT_ONE)));
    }
}
