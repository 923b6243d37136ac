package io.tierline.grading.grades.rest;

import io.tierline.grading.grades.application.Customers.Customer;
import io.tierline.grading.grades.application.Customers.Listed;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A customer in a list. */
@Schema(name = "Customer")
record CustomerView(
        String customerId,

        @Schema(description = "The tier's code; null for ungraded.")
        String tier,

        @Schema(enumeration = {"criteria", "outcome"}) String basis,
        Instant progress,
        Instant due,
        boolean overdue,

        @Schema(description = "Whose customer it is: the last caller's.")
        String rep,

        String team,

        @Schema(description = "How many tier changes it has had.")
        int version) {

    static CustomerView of(Customer customer) {
        return new CustomerView(
                customer.key().customerId(),
                customer.tier(),
                customer.basis() == null ? null : customer.basis().name().toLowerCase(Locale.ROOT),
                customer.progress(),
                customer.due(),
                customer.overdue(),
                customer.rep(),
                customer.team(),
                customer.version());
    }

    /** A page of customers, and the tier change up to which it is true. */
    @Schema(name = "CustomerPage")
    record PageView(
            List<CustomerView> items,
            String next,

            @Schema(
                    description =
                            "Pass it as after to the stream of tier changes: list and stream together have no gap.")
            long position) {

        static PageView of(Listed listed) {
            return new PageView(
                    listed.page().items().stream().map(CustomerView::of).toList(),
                    listed.page().next(),
                    listed.position());
        }
    }
}
