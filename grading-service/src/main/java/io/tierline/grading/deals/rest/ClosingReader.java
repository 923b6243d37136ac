package io.tierline.grading.deals.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.grading.deals.domain.Amount;
import io.tierline.grading.deals.domain.Ending;
import io.tierline.grading.deals.domain.Result;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what somebody says of how a deal ended; every fault at once. */
final class ClosingReader {

    /** Clocks differ. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final int LONGEST_CODE = 64;

    /** Money that is divided into something; the list also has metals, funds and codes for tests. */
    private static final Map<String, Currency> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .collect(Collectors.toUnmodifiableMap(Currency::getCurrencyCode, Function.identity()));

    /**
     * A closing that is asked for.
     *
     * @param closedAt null for now
     */
    record Wanted(Ending ending, Instant closedAt) {}

    private ClosingReader() {}

    /** A new closing. */
    static Wanted closing(JsonNode body, Instant now) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(body, "", faults);
        Instant closedAt = input.instant("closedAt");
        if (closedAt != null && closedAt.isAfter(now.plus(AHEAD))) {
            input.fault("closedAt", "is more than 5 minutes ahead of now");
        }
        return new Wanted(ending(input, faults), closedAt);
    }

    /** What is said of a closing that there is. */
    static Ending correction(JsonNode body) {
        List<Fault> faults = new ArrayList<>();
        return ending(JsonInput.of(body, "", faults), faults);
    }

    private static Ending ending(JsonInput input, List<Fault> faults) {
        Result result = input.oneOf("result", Words.RESULTS);
        input.require("result");
        List<String> reasons = reasons(input, faults);
        String competitor = input.text("competitor", Ending.LONGEST_COMPETITOR);
        Amount amount = amount(input);
        String note = input.text("note", Ending.LONGEST_NOTE);
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return new Ending(result, reasons, competitor, amount, note);
    }

    private static List<String> reasons(JsonInput input, List<Fault> faults) {
        JsonNode reasons = input.raw("reasons");
        if (reasons == null) {
            input.require("reasons");
            return List.of();
        }
        if (!reasons.isArray() || reasons.isEmpty() || reasons.size() > Ending.MOST_REASONS) {
            input.fault("reasons", "must be a list of 1 to " + Ending.MOST_REASONS + " codes of the company's reasons");
            return List.of();
        }
        Set<String> codes = new LinkedHashSet<>();
        for (int i = 0; i < reasons.size(); i++) {
            JsonNode code = reasons.get(i);
            String pointer = input.at("reasons") + "/" + i;
            if (!code.isTextual()
                    || code.textValue().isEmpty()
                    || code.textValue().length() > LONGEST_CODE) {
                faults.add(new Fault(pointer, "must be a code of 1 to " + LONGEST_CODE + " characters"));
            } else if (!codes.add(code.textValue())) {
                faults.add(new Fault(pointer, "is named twice"));
            }
        }
        return List.copyOf(codes);
    }

    private static Amount amount(JsonInput input) {
        JsonInput amount = input.object("amount");
        if (amount == null || !input.raw("amount").isObject()) {
            return null;
        }
        amount.require("value");
        amount.require("currency");
        JsonNode number = amount.raw("value");
        BigDecimal value = number == null || !number.isNumber() ? null : number.decimalValue();
        if (number != null && (value == null || !Amount.isOne(value))) {
            value = amount.fault(
                    "value",
                    "must be a number from 0 to below 10^15 with at most " + Amount.MOST_DECIMALS + " decimals");
        }
        JsonNode code = amount.raw("currency");
        Currency currency = code == null || !code.isTextual() ? null : CURRENCIES.get(code.textValue());
        if (code != null && currency == null) {
            amount.fault("currency", "must be a currency's code (ISO 4217), such as \"CNY\"");
        }
        amount.refuseUnknown();
        return value == null || currency == null ? null : new Amount(value, currency);
    }
}
