package io.tierline.grading.customers.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.grading.customers.application.KeepCustomers.Answer;
import io.tierline.grading.customers.application.KeepCustomers.Result;
import io.tierline.grading.customers.application.KeepCustomers.Wish;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.problem.ProblemBody;
import io.tierline.kit.rest.BatchBody;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Reads the customers of a batch, each by itself, and reports what became of them. */
final class CustomerBatch {

    private static final BatchBody CUSTOMERS = new BatchBody("customers", 5_000, CardReader.COLUMNS, CardReader::row);

    /** One of them: read, or the reason why not. */
    private record Read(String customerId, Wish wish, ProblemBody problem) {}

    private final List<Read> all;

    private CustomerBatch(List<Read> all) {
        this.all = all;
    }

    /**
     * @param type the body's, JSON when it does not say
     * @throws Problem 400 or 422 when it is at fault as a whole
     */
    static CustomerBatch read(InputStream body, MediaType type) {
        return new CustomerBatch(CUSTOMERS.read(body, type, CustomerBatch::read));
    }

    private static Read read(Supplier<JsonNode> item) {
        String sent = null;
        try {
            JsonNode object = item.get();
            sent = object.path("customerId").textValue();
            String customer = CardReader.customerIn(object);
            Wish wish = new Wish(customer, true, revision -> true, CardReader.patchedByItem(object));
            return new Read(customer, wish, null);
        } catch (Problem problem) {
            return new Read(sent, null, problem.bodyInReport());
        }
    }

    /** Those that could be read, in their order. */
    List<Wish> readable() {
        return all.stream().map(Read::wish).filter(Objects::nonNull).toList();
    }

    /** @param answers what became of each that could be read, in their order */
    Report report(List<Answer> answers) {
        List<Item> items = new ArrayList<>(all.size());
        int next = 0;
        for (int index = 0; index < all.size(); index++) {
            Read one = all.get(index);
            ProblemBody problem = one.problem();
            Result result = Result.REJECTED;
            if (problem == null) {
                Answer answer = answers.get(next++);
                result = answer.result();
                problem = answer.problem() == null ? null : answer.problem().bodyInReport();
            }
            items.add(new Item(index, one.customerId(), result.name().toLowerCase(Locale.ROOT), problem));
        }
        return Report.of(items);
    }

    /** What became of the customers of a batch. */
    @Schema(name = "CustomerReport")
    record Report(int created, int updated, int unchanged, int rejected, List<Item> items) {

        static Report of(List<Item> items) {
            return new Report(
                    count(items, "created"),
                    count(items, "updated"),
                    count(items, "unchanged"),
                    count(items, "rejected"),
                    items);
        }

        /** The report with the items that were rejected alone; the numbers stay. */
        Report rejectedOnly() {
            return new Report(
                    created,
                    updated,
                    unchanged,
                    rejected,
                    items.stream().filter(item -> item.problem() != null).toList());
        }

        private static int count(List<Item> items, String result) {
            return (int)
                    items.stream().filter(item -> item.result().equals(result)).count();
        }
    }

    /** What became of one of them. */
    @Schema(name = "CustomerReportItem")
    record Item(
            @Schema(description = "Its place in the batch, from 0.")
            int index,

            @Schema(description = "As it was sent; null when it could not be read.")
            String customerId,

            @Schema(enumeration = {"created", "updated", "unchanged", "rejected"})
            String result,

            @Schema(description = "Why it was rejected; null otherwise.")
            ProblemBody problem) {}
}
