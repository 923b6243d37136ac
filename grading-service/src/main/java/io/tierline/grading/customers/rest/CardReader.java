package io.tierline.grading.customers.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.grading.customers.domain.CustomerCard;
import io.tierline.grading.customers.domain.CustomerCard.Owner;
import io.tierline.grading.customers.domain.CustomerProfile;
import io.tierline.grading.customers.domain.ProfileField;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.input.MergePatch;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads what callers of the API say about customers; every fault is found before anything is refused. */
final class CardReader {

    /** The columns that a table of customers may have: the card's members, and the profile's without their sections. */
    static final Set<String> COLUMNS = columns();

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TAG = 64;

    /** Between the items of a list in one cell. */
    private static final Pattern BETWEEN_ITEMS = Pattern.compile("\\s*[;；]\\s*");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,10})?");
    private static final ObjectMapper JSON = new ObjectMapper();

    private CardReader() {}

    /**
     * A whole card.
     *
     * @throws Problem 422 with every fault
     */
    static CustomerCard card(JsonNode body) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(body, "", faults);
        CustomerCard card = new CustomerCard(
                name(input),
                owner(input.object("owner")),
                input.id("referredBy"),
                tags(input, faults),
                profile(input, faults));
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return card;
    }

    /**
     * What becomes of a card by a merge patch.
     *
     * @throws Problem 422 when the patch is no object
     */
    static UnaryOperator<CustomerCard> patched(JsonNode patch) {
        if (!patch.isObject()) {
            throw Problem.invalid(List.of(new Fault("", "must be an object")));
        }
        return card -> {
            ObjectNode present = tree(card);
            if (patch.path("owner").has("rep")) {
                // The former owner's team is not the next one's.
                present.remove("owner");
            }
            return card(MergePatch.apply(present, patch));
        };
    }

    /** The customer that an item of a batch names. */
    static String customerIn(JsonNode item) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(item, "", faults);
        input.require("customerId");
        String customer = input.id("customerId");
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return customer;
    }

    /** What an item of a batch says of its customer: a merge patch. It waits as text, for a tree is several times as large. */
    static UnaryOperator<CustomerCard> patchedByItem(JsonNode item) {
        ObjectNode patch = item.deepCopy();
        patch.remove("customerId");
        byte[] text = patch.toString().getBytes(StandardCharsets.UTF_8);
        return card -> patched(Json.read(text)).apply(card);
    }

    /** A line of a table as the item that it stands for. */
    static JsonNode row(Map<String, String> cells) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        cells.forEach((column, cell) -> {
            switch (column) {
                case "ownerRep" -> row.withObject("/owner").put("rep", cell);
                case "ownerTeam" -> row.withObject("/owner").put("team", cell);
                case "tags" -> row.set(column, items(cell));
                default ->
                    ProfileField.withCode(column)
                            .ifPresentOrElse(
                                    field -> row.withObject("/profile")
                                            .withObject("/" + field.section().code())
                                            .set(column, cell(field, cell)),
                                    () -> row.put(column, cell));
            }
        });
        return row;
    }

    private static JsonNode cell(ProfileField field, String cell) {
        return switch (field.kind()) {
            case TEXTS -> items(cell);
            // What is no number stays a text, and is then refused as one, at its place.
            case WHOLE_NUMBER, NUMBER ->
                !NUMBER.matcher(cell).matches()
                        ? JsonNodeFactory.instance.textNode(cell)
                        : cell.contains(".")
                                ? JsonNodeFactory.instance.numberNode(new BigDecimal(cell))
                                : JsonNodeFactory.instance.numberNode(Long.parseLong(cell));
            case TEXT, LONG_TEXT, WORD -> JsonNodeFactory.instance.textNode(cell);
        };
    }

    private static ArrayNode items(String cell) {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        Arrays.stream(BETWEEN_ITEMS.split(cell.strip()))
                .filter(item -> !item.isEmpty())
                .forEach(items::add);
        return items;
    }

    private static String name(JsonInput input) {
        String name = input.text("name", LONGEST_NAME);
        return name != null && name.isBlank() ? input.fault("name", "must not be blank") : name;
    }

    private static Owner owner(JsonInput owner) {
        if (owner == null) {
            return null;
        }
        owner.require("rep");
        String rep = owner.id("rep");
        String team = owner.id("team");
        owner.refuseUnknown();
        return rep == null ? null : new Owner(rep, team);
    }

    private static List<String> tags(JsonInput input, List<Fault> faults) {
        JsonNode tags = input.raw("tags");
        if (tags == null) {
            return List.of();
        }
        if (!tags.isArray() || tags.size() > CustomerCard.MOST_TAGS) {
            input.fault("tags", "must be a list of at most " + CustomerCard.MOST_TAGS + " texts");
            return List.of();
        }
        Set<String> read = new LinkedHashSet<>();
        for (int i = 0; i < tags.size(); i++) {
            String tag = tags.get(i).textValue();
            if (tag == null || tag.isBlank() || tag.codePointCount(0, tag.length()) > LONGEST_TAG) {
                faults.add(new Fault("/tags/" + i, "must be a text of 1 to " + LONGEST_TAG + " characters"));
            } else {
                read.add(tag.strip());
            }
        }
        return List.copyOf(read);
    }

    private static CustomerProfile profile(JsonInput input, List<Fault> faults) {
        JsonNode profile = input.raw("profile");
        List<io.tierline.grading.standards.domain.Fault> found = new ArrayList<>();
        CustomerProfile read = CustomerProfile.read(
                profile == null ? null : JSON.convertValue(profile, Object.class), "/profile", found);
        found.forEach(fault -> faults.add(new Fault(fault.pointer(), fault.message())));
        return read;
    }

    private static ObjectNode tree(CustomerCard card) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("name", card.name());
        if (card.owner() != null) {
            tree.putObject("owner")
                    .put("rep", card.owner().rep())
                    .put("team", card.owner().team());
        }
        tree.put("referredBy", card.referredBy());
        tree.set("tags", JSON.valueToTree(card.tags()));
        tree.set("profile", JSON.valueToTree(card.profile().toTree()));
        return tree;
    }

    private static Set<String> columns() {
        Set<String> columns =
                new LinkedHashSet<>(List.of("customerId", "name", "ownerRep", "ownerTeam", "referredBy", "tags"));
        Arrays.stream(ProfileField.values()).map(ProfileField::code).forEach(columns::add);
        return columns;
    }
}
