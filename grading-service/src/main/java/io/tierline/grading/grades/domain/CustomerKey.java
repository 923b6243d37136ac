package io.tierline.grading.grades.domain;

import java.util.Comparator;

/** A customer of a tenant; in the order in which customers are locked. */
public record CustomerKey(String tenant, String customerId) implements Comparable<CustomerKey> {

    private static final Comparator<CustomerKey> ORDER =
            Comparator.comparing(CustomerKey::tenant).thenComparing(CustomerKey::customerId);

    @Override
    public int compareTo(CustomerKey other) {
        return ORDER.compare(this, other);
    }
}
