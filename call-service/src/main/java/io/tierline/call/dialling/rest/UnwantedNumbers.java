package io.tierline.call.dialling.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.call.contacts.application.Phones;
import io.tierline.call.dialling.application.MarkNumbers.Unwanted;
import io.tierline.call.dialling.rest.SuppressionView.SuppressionReport;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.problem.ProblemBody;
import io.tierline.kit.rest.BatchBody;
import io.tierline.kit.rest.BodyLimit;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Reads numbers that are not to be called, in one of four forms, each number by itself; and reports on them. */
final class UnwantedNumbers {

    private static final BatchBody LINES =
            new BatchBody("numbers", NumbersResource.MOST_NUMBERS, Set.of("phone", "reason"), UnwantedNumbers::row);
    private static final int LONGEST_REASON = 500;

    /** One of them: read, or the reason why not. */
    private record Read(String phone, Unwanted unwanted, ProblemBody problem) {}

    private final List<Read> all;

    private UnwantedNumbers(List<Read> all) {
        this.all = all;
    }

    /**
     * @param type the body's, JSON when it does not say
     * @throws Problem 400, 413 or 422 when it is invalid as a whole
     */
    static UnwantedNumbers read(InputStream body, MediaType type, String region) {
        return BatchBody.isOfLines(type)
                ? new UnwantedNumbers(LINES.read(body, type, item -> one(item, region)))
                : object(Json.read(BodyLimit.read(body, NumbersResource.LARGEST_LIST)), region);
    }

    /** Those that could be read, in their order. */
    List<Unwanted> readable() {
        return all.stream()
                .map(Read::unwanted)
                .filter(unwanted -> unwanted != null)
                .toList();
    }

    /** @param isNew for each that could be read, in their order, whether it was not suppressed before */
    SuppressionReport report(List<Boolean> isNew) {
        List<SuppressionReport.Item> items = new ArrayList<>(all.size());
        int next = 0;
        for (int index = 0; index < all.size(); index++) {
            Read one = all.get(index);
            String result = one.problem() != null ? "rejected" : isNew.get(next++) ? "suppressed" : "unchanged";
            items.add(new SuppressionReport.Item(index, one.phone(), result, one.problem()));
        }
        return SuppressionReport.of(items);
    }

    private static UnwantedNumbers object(JsonNode body, String region) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(body, "", faults);
        if (input.has("phone") == input.has("phones") && body.isObject()) {
            faults.add(new Fault("", "needs either a phone or phones"));
        }
        input.require("reason");
        String reason = input.text("reason", LONGEST_REASON);
        String phone = Phones.in(input, "phone", region);
        List<JsonNode> phones = PhoneList.elements(input);
        if (phone == null && phones == null && faults.isEmpty()) {
            faults.add(new Fault("", "needs either a phone or phones"));
        }
        input.refuseUnknown();
        refuse(faults);
        if (phone != null) {
            return new UnwantedNumbers(List.of(new Read(phone, new Unwanted(phone, reason), null)));
        }
        List<Read> all = new ArrayList<>(phones.size());
        for (int i = 0; i < phones.size(); i++) {
            String one = phones.get(i).isTextual() ? Phones.e164(phones.get(i).textValue(), region) : null;
            all.add(
                    one != null
                            ? new Read(one, new Unwanted(one, reason), null)
                            : new Read(
                                    phones.get(i).textValue(),
                                    null,
                                    Phones.problem("/phones/" + i).body()));
        }
        return new UnwantedNumbers(all);
    }

    private static Read one(Supplier<JsonNode> item, String region) {
        String sent = null;
        try {
            JsonNode object = item.get();
            sent = object.path("phone").textValue();
            List<Fault> faults = new ArrayList<>();
            JsonInput input = JsonInput.of(object, "", faults);
            input.require("phone");
            input.require("reason");
            String phone = Phones.in(input, "phone", region);
            String reason = input.text("reason", LONGEST_REASON);
            input.refuseUnknown();
            refuse(faults);
            return new Read(phone, new Unwanted(phone, reason), null);
        } catch (Problem problem) {
            return new Read(sent, null, problem.bodyInReport());
        }
    }

    /** A line of a table as the object that it stands for. */
    private static JsonNode row(Map<String, String> cells) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        cells.forEach((column, cell) -> row.put(column, column.equals("phone") ? Phones.inCell(cell) : cell));
        return row;
    }

    private static void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }
}
