package io.tierline.call.contacts.rest;

import io.tierline.call.contacts.application.ContactCards.Entry;
import io.tierline.call.contacts.domain.ContactCard;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.kit.problem.ProblemBody;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A contact as it is sent. */
@Schema(name = "Contact")
record ContactView(
        @Schema(description = "E.164.", examples = "+8613800138000")
        String phone,

        @Schema(description = "Made up (lead-…) while only the number is known.")
        String customerId,

        @Schema(description = "The person's; never leaves this service.")
        String name,

        @Schema(description = "The person's part in the buying decision: economic, user or technical buyer.")
        ContactRole role,

        @Schema(description = "Who of the customer's people it is; null: a person by itself.")
        String personId,

        @Schema(description = "The person's other numbers.") List<String> numbers,

        @Schema(description = "The ETag.") int revision,
        Instant changedAt,

        @Schema(description = "The subject of the token; null for a number that came with a call.")
        String changedBy) {

    static final String EXAMPLE = """
            {"phone":"+8613800138000","customerId":"acme","name":"Chen Jie","role":"EB","personId":"chen.jie",\
            "numbers":["+861085556666"],"revision":2,"changedAt":"2026-11-23T01:30:00Z","changedBy":"li.na"}""";

    static ContactView of(Entry entry) {
        ContactCard card = entry.card();
        return new ContactView(
                card.phone(),
                card.customerId(),
                card.name(),
                card.role(),
                card.personId(),
                entry.otherNumbers(),
                card.revision(),
                card.changedAt(),
                card.changedBy().isEmpty() ? null : card.changedBy());
    }

    /** A page of them. */
    @Schema(name = "ContactPage")
    record ContactPage(
            List<ContactView> items,

            @Schema(description = "The cursor of the next page; null on the last.")
            String next) {}

    /** What callers may send, for the OpenAPI document alone: {@link ContactReader} reads it. */
    @Schema(name = "ContactSubmission", requiredProperties = "customerId")
    record ContactSubmission(
            @Schema(
                    pattern = "^[A-Za-z0-9._:@+-]{1,128}$",
                    description = "Yours. A new customer's must not be a phone number.")
            String customerId,

            @Schema(maxLength = 200, description = "Left out: the person's, if there is a personId; otherwise none.")
            String name,

            @Schema(description = "Left out: the person's, if there is a personId; otherwise none.")
            ContactRole role,

            @Schema(
                    pattern = "^[A-Za-z0-9._:@+-]{1,128}$",
                    description = "Yours; numbers of one customer that share it are one person's.")
            String personId) {

        static final String EXAMPLE = """
                {"customerId":"acme","name":"Chen Jie","role":"EB","personId":"chen.jie"}""";
    }

    /** A line of a batch, for the OpenAPI document alone. */
    @Schema(
            name = "ContactLine",
            requiredProperties = {"phone", "customerId"})
    record ContactLine(
            @Schema(description = "Best in E.164.") String phone,
            String customerId,
            @Schema(maxLength = 200) String name,
            ContactRole role,
            String personId) {

        static final String EXAMPLE = """
                [{"phone":"+8613800138000","customerId":"acme","name":"Chen Jie","role":"EB","personId":"chen.jie"},\
                {"phone":"+861085556666","customerId":"acme","personId":"chen.jie"}]""";

        static final String CSV_EXAMPLE = """
                phone,customerId,name,role,personId
                +8613800138000,acme,Chen Jie,EB,chen.jie
                +861085556666,acme,,,chen.jie
                """;
    }

    /** What became of the contacts of a batch. */
    @Schema(name = "ContactReport")
    record ContactReport(int created, int updated, int unchanged, int rejected, List<Item> items) {

        /** What became of one of them. */
        @Schema(name = "ContactItem")
        record Item(
                @Schema(description = "Its place in the batch, from 0.")
                int index,

                @Schema(description = "E.164; as it was sent when it is rejected, null when it could not be read.")
                String phone,

                @Schema(enumeration = {"created", "updated", "unchanged", "rejected"})
                String result,

                @Schema(description = "Why it was rejected; null otherwise.")
                ProblemBody problem) {}

        static ContactReport of(List<Item> items) {
            return new ContactReport(
                    count(items, "created"),
                    count(items, "updated"),
                    count(items, "unchanged"),
                    count(items, "rejected"),
                    items);
        }

        /** The report with the items that were rejected alone; the numbers stay. */
        ContactReport rejectedOnly() {
            return new ContactReport(
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
}
