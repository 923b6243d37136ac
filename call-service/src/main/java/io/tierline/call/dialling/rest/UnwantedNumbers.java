package io.tierline.call.dialling.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.call.dialling.application.MarkNumbers.Unwanted;
import io.tierline.call.dialling.rest.SuppressionView.SuppressionReport;
import io.tierline.kit.csv.CsvInput;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.problem.ProblemBody;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Reads numbers that are not to be called, in one of four forms, each number by itself; and reports on them. */
final class UnwantedNumbers {

    static final String NDJSON = "application/x-ndjson";

    private static final Set<String> NDJSON_SUBTYPES = Set.of("x-ndjson", "ndjson");
    private static final Set<String> COLUMNS = Set.of("phone", "reason");
    private static final int LONGEST_REASON = 500;

    /** One of them: read, or the reason why not. */
    private record Read(String phone, Unwanted unwanted, ProblemBody problem) {}

    private final List<Read> all;

    private UnwantedNumbers(List<Read> all) {
        this.all = all;
    }

    /**
     * @param type the body's, JSON when it does not say
     * @throws Problem 400 or 422 when it is at fault as a whole
     */
    static UnwantedNumbers read(byte[] body, MediaType type, String region) {
        String form = type == null ? "" : type.getSubtype();
        if (form.equals("csv")) {
            return each(rows(body), region);
        }
        if (NDJSON_SUBTYPES.contains(form)) {
            List<Supplier<JsonNode>> lines = new ArrayList<>();
            Json.lines(body).forEach(line -> lines.add(() -> Json.read(line)));
            return each(lines, region);
        }
        return object(Json.read(body), region);
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
        String phone = phone(input, region);
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

    private static UnwantedNumbers each(List<Supplier<JsonNode>> items, String region) {
        if (items.isEmpty() || items.size() > NumbersResource.MOST_NUMBERS) {
            throw Problem.invalid(List.of(new Fault(
                    "", "must hold 1 to " + NumbersResource.MOST_NUMBERS + " numbers; it holds " + items.size())));
        }
        return new UnwantedNumbers(items.stream().map(item -> one(item, region)).toList());
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
            String phone = phone(input, region);
            String reason = input.text("reason", LONGEST_REASON);
            input.refuseUnknown();
            refuse(faults);
            return new Read(phone, new Unwanted(phone, reason), null);
        } catch (Problem problem) {
            return new Read(sent, null, problem.body());
        }
    }

    private static String phone(JsonInput input, String region) {
        String text = input.text("phone", 64);
        if (text == null) {
            return null;
        }
        String phone = Phones.e164(text, region);
        return phone != null ? phone : input.fault("phone", Phones.NOT_ONE);
    }

    private static List<Supplier<JsonNode>> rows(byte[] body) {
        return CsvInput.lines(body, COLUMNS).stream()
                .map(line -> (Supplier<JsonNode>) () -> row(line))
                .toList();
    }

    /** The line as the object that it stands for. */
    private static JsonNode row(CsvInput.Line line) {
        if (line.problem() != null) {
            throw line.problem();
        }
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        // The apostrophe is what our own exports put in front, lest a spreadsheet take the plus for a sum.
        line.cells()
                .forEach((column, cell) ->
                        row.put(column, column.equals("phone") && cell.startsWith("'+") ? cell.substring(1) : cell));
        return row;
    }

    private static void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }
}
