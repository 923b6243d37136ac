package io.tierline.call.contacts.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.call.contacts.application.Phones;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.call.contacts.domain.WantedContact;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what callers of the API say about contacts; every fault is found before anything is refused. */
final class ContactReader {

    static final Map<String, ContactRole> ROLES =
            Arrays.stream(ContactRole.values()).collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));

    /** The columns that a table of contacts may have. */
    static final Set<String> COLUMNS = Set.of("phone", "customerId", "name", "role", "personId");

    private static final int LONGEST_NAME = 200;

    private ContactReader() {}

    /**
     * What is said of a number.
     *
     * @param phone E.164
     * @throws Problem 422 with every fault
     */
    static WantedContact contact(JsonNode body, String phone) {
        List<Fault> faults = new ArrayList<>();
        return contact(JsonInput.of(body, "", faults), phone, faults);
    }

    /**
     * What an item of a batch says, which has to say of which number.
     *
     * @param region where a number without country code belongs
     * @throws Problem 422 with every fault
     */
    static WantedContact item(JsonNode item, String region) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(item, "", faults);
        input.require("phone");
        return contact(input, Phones.in(input, "phone", region), faults);
    }

    /** A line of a table as the object that it stands for. */
    static JsonNode row(Map<String, String> cells) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        cells.forEach((column, cell) -> row.put(column, column.equals("phone") ? Phones.inCell(cell) : cell));
        return row;
    }

    private static WantedContact contact(JsonInput input, String phone, List<Fault> faults) {
        input.require("customerId");
        WantedContact contact = new WantedContact(
                phone,
                input.id("customerId"),
                input.text("name", LONGEST_NAME),
                input.has("name"),
                input.oneOf("role", ROLES),
                input.has("role"),
                input.id("personId"));
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return contact;
    }
}
