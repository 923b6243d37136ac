package io.tierline.call.contacts.application;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;

/** Ids of customers of whom no more than a number is known. */
public final class MadeUpCustomers {

    private static final String PREFIX = "lead-";

    private MadeUpCustomers() {}

    /** An id that no customer has yet: {@code lead-} and a ULID. */
    public static String next() {
        return PREFIX + UlidCreator.getMonotonicUlid();
    }

    /** Whether nobody has named this customer: a company's own ids may begin alike, but have no ULID behind that. */
    public static boolean isOne(String customerId) {
        return customerId.startsWith(PREFIX) && Ulid.isValid(customerId.substring(PREFIX.length()));
    }
}
