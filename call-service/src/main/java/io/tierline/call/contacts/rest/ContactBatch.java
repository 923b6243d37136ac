package io.tierline.call.contacts.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.call.contacts.application.KeepContacts;
import io.tierline.call.contacts.application.NewCustomers;
import io.tierline.call.contacts.domain.ContactBook.Result;
import io.tierline.call.contacts.domain.WantedContact;
import io.tierline.call.contacts.rest.ContactView.ContactReport;
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

/** Reads the contacts of a batch, each by itself, and reports what became of them. */
final class ContactBatch {

    private static final BatchBody CONTACTS =
            new BatchBody("contacts", 5_000, ContactReader.COLUMNS, ContactReader::row);

    /** One of them: read, or the reason why not. */
    private record Read(String phone, WantedContact contact, ProblemBody problem) {}

    private final List<Read> all;

    private ContactBatch(List<Read> all) {
        this.all = all;
    }

    /**
     * @param type the body's, JSON when it does not say
     * @throws Problem 400 or 422 when it is at fault as a whole
     */
    static ContactBatch read(InputStream body, MediaType type, String region) {
        return new ContactBatch(CONTACTS.read(body, type, item -> read(item, region)));
    }

    private static Read read(Supplier<JsonNode> item, String region) {
        String sent = null;
        try {
            JsonNode object = item.get();
            sent = object.path("phone").textValue();
            WantedContact contact = ContactReader.item(object, region);
            return new Read(contact.phone(), contact, null);
        } catch (Problem problem) {
            return new Read(sent, null, problem.bodyInReport());
        }
    }

    /** Those that could be read, in their order. */
    List<WantedContact> readable() {
        return all.stream().map(Read::contact).filter(Objects::nonNull).toList();
    }

    /** @param results what became of each that could be read, in their order */
    ContactReport report(List<Result> results) {
        List<ContactReport.Item> items = new ArrayList<>(all.size());
        int next = 0;
        for (int index = 0; index < all.size(); index++) {
            Read one = all.get(index);
            ProblemBody problem = one.problem();
            String result = "rejected";
            if (problem == null) {
                Result became = results.get(next++);
                if (became == Result.TOO_MANY_NUMBERS) {
                    problem = KeepContacts.tooManyNumbers().body();
                } else if (became == Result.NUMBER_AS_CUSTOMER) {
                    problem = NewCustomers.numberAsId().body();
                } else {
                    result = became.name().toLowerCase(Locale.ROOT);
                }
            }
            items.add(new ContactReport.Item(index, one.phone(), result, problem));
        }
        return ContactReport.of(items);
    }
}
