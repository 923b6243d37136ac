package io.tierline.grading.customers.rest;

import io.tierline.grading.customers.application.CustomerList.Entry;
import io.tierline.grading.customers.application.CustomerList.Listed;
import io.tierline.grading.customers.domain.CustomerCard;
import io.tierline.grading.customers.domain.CustomerProfile;
import io.tierline.grading.customers.domain.ProfileField;
import io.tierline.grading.customers.domain.ProfileField.Section;
import io.tierline.grading.grades.application.Customers.Customer;
import io.tierline.kit.csv.Csv;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A customer as it is sent. */
@Schema(name = "Customer", description = "What is kept of a customer. Members without a value are null.")
record CustomerView(
        String customerId,
        @Schema(description = "The company's.") String name,

        @Schema(description = "Whose customer it is; null: in the pool.")
        OwnerView owner,

        @Schema(description = "The customer who brought it.")
        String referredBy,

        List<String> tags,

        @Schema(description = "Six sections; see the body of the PUT.")
        Map<String, Map<String, Object>> profile,

        @Schema(enumeration = {"open", "won", "lost", "disqualified"})
        String status,

        @Schema(description = "Which round of dealing with it this is, from 1.")
        int round,

        @Schema(
                description = "How well it fits the ideal profile, 0 to 100; null when that is not known. Why:"
                        + " GET /v1/customers/{customerId}/fit",
                nullable = true)
        Integer fit,

        @Schema(description = "The tier's code; null for ungraded.")
        String tier,

        @Schema(enumeration = {"criteria", "outcome"}) String basis,

        @Schema(description = "When the last progress was made.")
        Instant progress,

        @Schema(description = "When its tier's time is up.") Instant due,
        boolean overdue,

        @Schema(description = "The owner, or the last caller while there is no owner.")
        String rep,

        @Schema(description = "The team of that rep.") String team,

        @Schema(description = "How many tier changes it has had.")
        int version,

        @Schema(description = "The ETag: one more with each change of name, owner, referredBy, tags or profile.")
        int revision,

        @Schema(description = "When one of these was changed last; null: nobody ever wrote one.")
        Instant changedAt,

        @Schema(description = "The subject of the token.") String changedBy) {

    static CustomerView of(Entry entry) {
        Customer customer = entry.customer();
        CustomerCard card = entry.card();
        return new CustomerView(
                customer.key().customerId(),
                card.name(),
                OwnerView.of(card),
                card.referredBy(),
                card.tags(),
                profile(card.profile()),
                status(customer),
                entry.round(),
                entry.fit(),
                customer.tier(),
                basis(customer),
                customer.progress(),
                customer.due(),
                customer.overdue(),
                customer.rep(),
                customer.team(),
                customer.version(),
                entry.revision(),
                entry.changedAt(),
                entry.changedBy());
    }

    private static String status(Customer customer) {
        return customer.state().name().toLowerCase(Locale.ROOT);
    }

    private static String basis(Customer customer) {
        return customer.basis() == null ? null : customer.basis().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Map<String, Object>> profile(CustomerProfile profile) {
        Map<String, Map<String, Object>> sections = new LinkedHashMap<>();
        for (Section section : Section.values()) {
            Map<String, Object> members = new LinkedHashMap<>();
            section.fields()
                    .forEach(field -> members.put(field.code(), profile.values().get(field)));
            sections.put(section.code(), members);
        }
        return sections;
    }

    /** A rep and its team. */
    @Schema(name = "CustomerOwner", requiredProperties = "rep")
    record OwnerView(
            String rep,

            @Schema(description = "Left out: as it is while the rep stays the same, else none.")
            String team) {

        static OwnerView of(CustomerCard card) {
            return card.owner() == null
                    ? null
                    : new OwnerView(card.owner().rep(), card.owner().team());
        }
    }

    /** A customer in a list. */
    @Schema(name = "ListedCustomer", description = "A customer without its profile.")
    record Item(
            String customerId,
            String name,
            OwnerView owner,
            String referredBy,
            List<String> tags,
            String status,
            int round,
            Integer fit,
            String tier,
            String basis,
            Instant progress,
            Instant due,
            boolean overdue,
            String rep,
            String team,
            int version,
            int revision,
            Instant changedAt) {

        static Item of(Entry entry) {
            CustomerView view = CustomerView.of(entry);
            return new Item(
                    view.customerId,
                    view.name,
                    view.owner,
                    view.referredBy,
                    view.tags,
                    view.status,
                    view.round,
                    view.fit,
                    view.tier,
                    view.basis,
                    view.progress,
                    view.due,
                    view.overdue,
                    view.rep,
                    view.team,
                    view.version,
                    view.revision,
                    view.changedAt);
        }
    }

    /** A page of customers, and the tier change up to which it is true. */
    @Schema(name = "CustomerPage")
    record PageView(
            List<Item> items,

            @Schema(description = "The cursor of the next page; null on the last.")
            String next,

            @Schema(
                    description =
                            "Pass it as after to the stream of tier changes: list and stream together have no gap.")
            long position) {

        static PageView of(Listed listed) {
            return new PageView(
                    listed.page().items().stream().map(Item::of).toList(),
                    listed.page().next(),
                    listed.position());
        }
    }

    /** The customers as a table; lists in a cell are separated by semicolons. */
    static String csv(List<Entry> entries) {
        List<String> header = new ArrayList<>(List.of(
                "customerId",
                "name",
                "ownerRep",
                "ownerTeam",
                "referredBy",
                "tags",
                "status",
                "round",
                "tier",
                "basis",
                "progress",
                "due",
                "overdue",
                "rep",
                "team"));
        Arrays.stream(ProfileField.values()).map(ProfileField::code).forEach(header::add);
        header.add("fit");
        return Csv.of(header, entries.stream().map(CustomerView::cells).toList());
    }

    private static List<Object> cells(Entry entry) {
        CustomerView view = CustomerView.of(entry);
        List<Object> cells = new ArrayList<>(Arrays.asList(
                view.customerId,
                view.name,
                view.owner == null ? null : view.owner.rep(),
                view.owner == null ? null : view.owner.team(),
                view.referredBy,
                String.join(";", view.tags),
                view.status,
                view.round,
                view.tier,
                view.basis,
                view.progress,
                view.due,
                view.overdue,
                view.rep,
                view.team));
        for (ProfileField field : ProfileField.values()) {
            Object value = entry.card().profile().values().get(field);
            cells.add(
                    value instanceof List<?> list
                            ? String.join(
                                    ";", list.stream().map(String::valueOf).toList())
                            : value);
        }
        cells.add(view.fit);
        return cells;
    }
}
