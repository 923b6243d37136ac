package io.tierline.analytics.deals.messaging;

import static java.util.Arrays.stream;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.analytics.deals.domain.Closing;
import io.tierline.analytics.deals.domain.Closing.Amount;
import io.tierline.analytics.deals.domain.Closing.Criterion;
import io.tierline.analytics.deals.domain.Closing.Reopening;
import io.tierline.analytics.deals.domain.Customer;
import io.tierline.analytics.deals.domain.LifecycleEntry;
import io.tierline.analytics.deals.domain.ProfileField;
import io.tierline.analytics.deals.domain.Result;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.messaging.IncomingEvent;
import io.tierline.kit.messaging.UnreadableEvent;
import io.tierline.kit.problem.Fault;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What this service reads of the events {@code customer-lifecycle.v1} and {@code closing.v1}; grading-service owns their
 * contracts. Members that it does not need are passed over, whatever is in them.
 *
 * <p>Each reader throws {@link UnreadableEvent} when members are missing or not what the contract says; its reason names
 * all of them.
 */
final class LifecycleEvents {

    /** The reader of each type of event. */
    static final Map<String, Function<IncomingEvent, LifecycleEntry>> READERS =
            Map.of("customer-lifecycle.v1", LifecycleEvents::customer, "closing.v1", LifecycleEvents::closing);

    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_CRITERION = 64;
    private static final int MOST_TEXTS = 50;
    private static final int MOST_REASONS = 20;
    private static final int MOST_CRITERIA = 600;
    private static final BigDecimal NO_AMOUNT_ANY_MORE = new BigDecimal("1e15");
    private static final BigDecimal WHOLE_MARKET = new BigDecimal(100);
    private static final Pattern REASON = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Pattern TIER = Pattern.compile("[A-Za-z0-9_-]{1,16}");
    private static final Map<String, Customer.Status> STATUSES =
            stream(Customer.Status.values()).collect(toMap(Customer.Status::word, identity()));
    private static final Map<String, Result> RESULTS = stream(Result.values()).collect(toMap(Result::word, identity()));
    private static final Map<String, String> BASES = Map.of("criteria", "criteria", "outcome", "outcome");
    private static final Map<String, String> REOPENINGS =
            Map.of(Reopening.AGAIN, Reopening.AGAIN, Reopening.SECOND_SALE, Reopening.SECOND_SALE);

    private LifecycleEvents() {}

    private static LifecycleEntry customer(IncomingEvent event) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(event.payload(), "", faults);
        List.of("customerId", "revision", "status", "round", "profile", "at").forEach(input::require);
        requireNullable(input, "roundStart", "owner", "referredBy", "mergedInto");
        String id = input.id("customerId");
        Integer revision = positive(input, "revision");
        Customer.Status status = input.oneOf("status", STATUSES);
        Integer round = positive(input, "round");
        Instant roundStart = input.instant("roundStart");
        JsonInput owner = input.object("owner");
        if (owner != null) {
            owner.require("rep");
            requireNullable(owner, "team");
        }
        String rep = owner == null ? null : owner.id("rep");
        String team = owner == null ? null : owner.id("team");
        JsonInput profile = input.object("profile");
        Map<ProfileField, Object> known = profile == null ? Map.of() : profile(profile);
        String referredBy = input.id("referredBy");
        String mergedInto = input.id("mergedInto");
        Instant at = input.instant("at");
        refuse(faults);
        return new Customer(
                event.tenant(), id, revision, status, round, roundStart, rep, team, known, referredBy, mergedInto, at);
    }

    private static LifecycleEntry closing(IncomingEvent event) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(event.payload(), "", faults);
        List.of(
                        "closingId",
                        "revision",
                        "customerId",
                        "round",
                        "result",
                        "reasons",
                        "closedAt",
                        "standard",
                        "unmet",
                        "met",
                        "at")
                .forEach(input::require);
        requireNullable(input, "competitor", "amount", "rep", "team", "tier", "basis", "reopening");
        String id = input.id("closingId");
        Integer revision = positive(input, "revision");
        String customerId = input.id("customerId");
        Integer round = positive(input, "round");
        Result result = input.oneOf("result", RESULTS);
        List<String> reasons = reasons(input);
        String competitor = input.text("competitor", LONGEST_TEXT);
        JsonInput worth = input.object("amount");
        Amount amount = worth == null ? null : amount(worth);
        Instant closedAt = input.instant("closedAt");
        String rep = input.id("rep");
        String team = input.id("team");
        String tier = matching(input, "tier", TIER);
        String basis = input.oneOf("basis", BASES);
        if ((input.raw("tier") == null) != (input.raw("basis") == null)) {
            input.fault("basis", "must be there exactly when there is a tier");
        }
        Integer standard = positive(input, "standard");
        List<Criterion> unmet = criteria(input, "unmet", faults);
        List<Criterion> met = criteria(input, "met", faults);
        JsonInput after = input.object("reopening");
        Reopening reopening = after == null ? null : reopening(after);
        Instant at = input.instant("at");
        refuse(faults);
        return new Closing(
                event.tenant(),
                id,
                revision,
                customerId,
                round,
                result,
                reasons,
                competitor,
                amount,
                closedAt,
                rep,
                team,
                tier,
                basis,
                standard,
                unmet,
                met,
                reopening,
                at);
    }

    private static void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new UnreadableEvent(faults.stream()
                    .map(fault -> fault.pointer() + " " + fault.message())
                    .collect(joining("; ")));
        }
    }

    /** A publisher that stops sending a member must be noticed, also where null would be allowed. */
    private static void requireNullable(JsonInput input, String... names) {
        for (String name : names) {
            if (!input.has(name)) {
                input.fault(name, "is missing; it may be null");
            }
        }
    }

    private static Integer positive(JsonInput input, String name) {
        return input.wholeNumber(name, 1, Integer.MAX_VALUE);
    }

    private static Map<ProfileField, Object> profile(JsonInput input) {
        Map<ProfileField, Object> known = new EnumMap<>(ProfileField.class);
        for (ProfileField field : ProfileField.values()) {
            Object value = value(input, field);
            if (value != null) {
                known.put(field, value);
            }
        }
        return known;
    }

    private static Object value(JsonInput input, ProfileField field) {
        String name = field.word();
        return switch (field.kind()) {
            case TEXT -> input.text(name, LONGEST_TEXT);
            case WORD -> input.oneOf(name, field.words().stream().collect(toMap(identity(), identity())));
            case TEXTS ->
                texts(
                        input,
                        name,
                        MOST_TEXTS,
                        text -> !text.isEmpty() && text.codePointCount(0, text.length()) <= LONGEST_TEXT,
                        "must be a list of at most 50 texts of 1 to 200 characters");
            case WHOLE_NUMBER -> input.wholeNumber(name, 0, Integer.MAX_VALUE);
            case NUMBER ->
                field == ProfileField.MARKET_SHARE
                        ? number(input, name, value -> value.compareTo(WHOLE_MARKET) <= 0, "must be from 0 to 100")
                        : number(input, name, value -> true, "must be a number from 0");
        };
    }

    private static List<String> reasons(JsonInput input) {
        String message = "must be a list of 1 to 20 different codes of a-z 0-9 -";
        List<String> reasons = texts(
                input, "reasons", MOST_REASONS, reason -> REASON.matcher(reason).matches(), message);
        return reasons == null || !reasons.isEmpty() && new HashSet<>(reasons).size() == reasons.size()
                ? reasons
                : input.fault("reasons", message);
    }

    private static Amount amount(JsonInput input) {
        input.require("value");
        input.require("currency");
        return new Amount(
                number(
                        input,
                        "value",
                        value -> value.compareTo(NO_AMOUNT_ANY_MORE) < 0,
                        "must be a number from 0 and below 1000000000000000"),
                matching(input, "currency", CURRENCY));
    }

    private static Reopening reopening(JsonInput input) {
        input.require("kind");
        input.require("at");
        return new Reopening(input.oneOf("kind", REOPENINGS), input.instant("at"));
    }

    private static List<Criterion> criteria(JsonInput input, String name, List<Fault> faults) {
        JsonNode array = input.raw(name);
        if (array == null) {
            return null;
        }
        if (!array.isArray() || array.size() > MOST_CRITERIA) {
            return input.fault(name, "must be a list of at most 600 criteria");
        }
        List<Criterion> criteria = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            JsonInput criterion = JsonInput.of(array.get(i), input.at(name) + "/" + i, faults);
            criterion.require("tier");
            criterion.require("criterion");
            criteria.add(
                    new Criterion(matching(criterion, "tier", TIER), criterion.text("criterion", LONGEST_CRITERION)));
        }
        return criteria;
    }

    private static List<String> texts(
            JsonInput input, String name, int most, Predicate<String> allowed, String message) {
        JsonNode array = input.raw(name);
        if (array == null) {
            return null;
        }
        List<String> texts = StreamSupport.stream(array.spliterator(), false)
                .map(text -> text.isTextual() ? text.textValue() : "")
                .toList();
        return array.isArray() && texts.size() <= most && texts.stream().allMatch(allowed)
                ? texts
                : input.fault(name, message);
    }

    private static BigDecimal number(JsonInput input, String name, Predicate<BigDecimal> allowed, String message) {
        JsonNode value = input.raw(name);
        if (value == null) {
            return null;
        }
        return value.isNumber() && value.decimalValue().signum() >= 0 && allowed.test(value.decimalValue())
                ? value.decimalValue()
                : input.fault(name, message);
    }

    private static String matching(JsonInput input, String name, Pattern pattern) {
        JsonNode value = input.raw(name);
        if (value == null) {
            return null;
        }
        return value.isTextual() && pattern.matcher(value.textValue()).matches()
                ? value.textValue()
                : input.fault(name, "must match " + pattern);
    }
}
