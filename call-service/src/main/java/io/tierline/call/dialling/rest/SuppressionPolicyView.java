package io.tierline.call.dialling.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.call.dialling.domain.SuppressionPolicy;
import io.tierline.call.dialling.domain.SuppressionPolicy.CoolOff;
import io.tierline.call.dialling.domain.SuppressionPolicy.Frequency;
import io.tierline.call.dialling.domain.SuppressionPolicy.LongNa;
import io.tierline.call.dialling.domain.SuppressionPolicy.NoRoute;
import io.tierline.call.dialling.domain.SuppressionPolicy.Suspended;
import io.tierline.call.dialling.domain.SuppressionPolicy.TrunkBurst;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The suppression policy as it is sent, both ways. */
@Schema(name = "SuppressionPolicy")
record SuppressionPolicyView(
        @Schema(description = "A line that its carrier has suspended is tried once more after so many days.")
        Suspended suspended,

        @Schema(description = "No route makes a number a bad one after so many calendar days and trunks.")
        NoRoute noRoute,

        @Schema(description = "When a number that nobody answers rests.")
        LongNaView longNa,

        @Schema(description = "For how many days a customer is left alone after NO_NEED and RJ; 0 for not at all.")
        CoolOff coolOff,

        @Schema(description = "When customers are called, in the company's time zone.")
        HoursView hours,

        @Schema(description = "How often a number is dialled on a calendar day.")
        Frequency frequency,

        @Schema(
                description =
                        "A trunk is to blame when it fails alike with so many numbers in so many minutes, being so"
                                + " many percent of its calls.")
        TrunkBurst trunkBurst) {

    static final String EXAMPLE = """
            {"hours":{"from":"09:00","to":"18:00","weekdays":["monday","tuesday","wednesday","thursday","friday"],\
            "holidays":["2026-10-01","2026-10-02"]},"frequency":{"attemptsPerDay":2}}""";

    private static final int DECADE = 3_650;
    private static final int MOST_HOLIDAYS = 1_000;
    private static final String END_OF_DAY = "24:00";
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Map<String, DayOfWeek> WEEKDAYS = Arrays.stream(DayOfWeek.values())
            .collect(Collectors.toMap(SuppressionPolicyView::word, Function.identity()));

    /** When a number rests. */
    @Schema(name = "LongNaPolicy")
    record LongNaView(
            @Schema(description = "At least so many attempts …")
            int attempts,

            @Schema(description = "… on at least so many calendar days …")
            int days,

            @Schema(description = "… in at least so many of morning, afternoon and evening …")
            int dayParts,

            @Schema(description = "… all within so many days.")
            int withinDays,

            @Schema(description = "How many days it rests.") int restDays,

            @Schema(description = "The so-manieth time is for good.")
            int rounds,

            @Schema(description = "Where the afternoon begins.", examples = "12:00")
            String afternoonFrom,

            @Schema(description = "Where the evening begins.", examples = "18:00")
            String eveningFrom) {}

    /** When customers are called. */
    @Schema(name = "HoursPolicy")
    record HoursView(
            @Schema(examples = "09:00") String from,

            @Schema(description = "Up to 24:00, no longer in it.", examples = "20:00")
            String to,

            @Schema(description = "monday to sunday, at least one.")
            List<String> weekdays,

            @Schema(description = "Up to 1,000 dates on which nobody is called.")
            List<LocalDate> holidays) {}

    static SuppressionPolicyView of(SuppressionPolicy policy) {
        LongNa longNa = policy.longNa();
        SuppressionPolicy.Hours hours = policy.hours();
        return new SuppressionPolicyView(
                policy.suspended(),
                policy.noRoute(),
                new LongNaView(
                        longNa.attempts(),
                        longNa.days(),
                        longNa.dayParts(),
                        longNa.withinDays(),
                        longNa.restDays(),
                        longNa.rounds(),
                        longNa.afternoonFrom().toString(),
                        longNa.eveningFrom().toString()),
                policy.coolOff(),
                new HoursView(
                        hours.from().toString(),
                        hours.to().equals(LocalTime.MIDNIGHT)
                                ? END_OF_DAY
                                : hours.to().toString(),
                        hours.weekdays().stream()
                                .map(SuppressionPolicyView::word)
                                .toList(),
                        List.copyOf(hours.holidays())),
                policy.frequency(),
                policy.trunkBurst());
    }

    /**
     * A whole policy; what it does not name is at its default.
     *
     * @throws Problem 422 with every fault
     */
    static SuppressionPolicy read(JsonNode body) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(body, "", faults);
        SuppressionPolicy standard = SuppressionPolicy.DEFAULT;
        SuppressionPolicy policy = new SuppressionPolicy(
                section(input, "suspended", standard.suspended(), SuppressionPolicyView::suspended),
                section(input, "noRoute", standard.noRoute(), SuppressionPolicyView::noRoute),
                section(input, "longNa", standard.longNa(), SuppressionPolicyView::longNa),
                section(input, "coolOff", standard.coolOff(), SuppressionPolicyView::coolOff),
                section(input, "hours", standard.hours(), SuppressionPolicyView::hours),
                section(input, "frequency", standard.frequency(), SuppressionPolicyView::frequency),
                section(input, "trunkBurst", standard.trunkBurst(), SuppressionPolicyView::trunkBurst));
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return policy;
    }

    private static <T> T section(JsonInput input, String name, T standard, Function<JsonInput, T> read) {
        JsonInput section = input.object(name);
        if (section == null) {
            return standard;
        }
        T policy = read.apply(section);
        section.refuseUnknown();
        return policy;
    }

    private static Suspended suspended(JsonInput from) {
        return new Suspended(number(
                from,
                "reverifyAfterDays",
                1,
                DECADE,
                SuppressionPolicy.DEFAULT.suspended().reverifyAfterDays()));
    }

    private static NoRoute noRoute(JsonInput from) {
        NoRoute standard = SuppressionPolicy.DEFAULT.noRoute();
        return new NoRoute(
                number(from, "days", 1, 30, standard.days()), number(from, "trunks", 1, 30, standard.trunks()));
    }

    private static LongNa longNa(JsonInput from) {
        LongNa standard = SuppressionPolicy.DEFAULT.longNa();
        LongNa longNa = new LongNa(
                number(from, "attempts", 1, 1_000, standard.attempts()),
                number(from, "days", 1, 366, standard.days()),
                number(from, "dayParts", 1, 3, standard.dayParts()),
                number(from, "withinDays", 1, 366, standard.withinDays()),
                number(from, "restDays", 1, DECADE, standard.restDays()),
                number(from, "rounds", 1, 100, standard.rounds()),
                time(from, "afternoonFrom", standard.afternoonFrom()),
                time(from, "eveningFrom", standard.eveningFrom()));
        if (longNa.days() > longNa.withinDays()) {
            from.fault("days", "must be at most withinDays, which is " + longNa.withinDays());
        }
        if (!longNa.afternoonFrom().isBefore(longNa.eveningFrom())) {
            from.fault("eveningFrom", "must be after afternoonFrom, which is " + longNa.afternoonFrom());
        }
        return longNa;
    }

    private static CoolOff coolOff(JsonInput from) {
        CoolOff standard = SuppressionPolicy.DEFAULT.coolOff();
        return new CoolOff(
                number(from, "noNeedDays", 0, DECADE, standard.noNeedDays()),
                number(from, "rjDays", 0, DECADE, standard.rjDays()));
    }

    private static SuppressionPolicy.Hours hours(JsonInput from) {
        SuppressionPolicy.Hours standard = SuppressionPolicy.DEFAULT.hours();
        LocalTime opens = time(from, "from", standard.from());
        JsonNode to = from.raw("to");
        LocalTime closes =
                to != null && END_OF_DAY.equals(to.textValue()) ? LocalTime.MIDNIGHT : time(from, "to", standard.to());
        boolean isEndOfDay = to != null && END_OF_DAY.equals(to.textValue());
        if (!isEndOfDay && !opens.isBefore(closes)) {
            from.fault("to", "must be after from, which is " + opens);
        }
        Set<DayOfWeek> weekdays = list(from, "weekdays", 7, standard.weekdays(), WEEKDAYS::get);
        if (weekdays.isEmpty()) {
            from.fault("weekdays", "must name at least one day");
        }
        return new SuppressionPolicy.Hours(
                opens,
                closes,
                weekdays,
                list(from, "holidays", MOST_HOLIDAYS, standard.holidays(), SuppressionPolicyView::date));
    }

    private static Frequency frequency(JsonInput from) {
        return new Frequency(number(
                from,
                "attemptsPerDay",
                1,
                1_000,
                SuppressionPolicy.DEFAULT.frequency().attemptsPerDay()));
    }

    private static TrunkBurst trunkBurst(JsonInput from) {
        TrunkBurst standard = SuppressionPolicy.DEFAULT.trunkBurst();
        return new TrunkBurst(
                number(from, "numbers", 2, 100_000, standard.numbers()),
                number(from, "minutes", 1, 1_440, standard.minutes()),
                number(from, "percent", 1, 100, standard.percent()));
    }

    private static int number(JsonInput from, String name, int atLeast, int atMost, int standard) {
        Integer number = from.wholeNumber(name, atLeast, atMost);
        return number == null ? standard : number;
    }

    private static LocalTime time(JsonInput from, String name, LocalTime standard) {
        JsonNode value = from.raw(name);
        if (value == null) {
            return standard;
        }
        if (value.isTextual() && TIME.matcher(value.textValue()).matches()) {
            return LocalTime.parse(value.textValue());
        }
        from.fault(name, "must be a time of day, such as \"09:00\"");
        return standard;
    }

    private static <T> Set<T> list(JsonInput from, String name, int most, Set<T> standard, Function<String, T> read) {
        JsonNode array = from.raw(name);
        if (array == null) {
            return standard;
        }
        Set<T> items = new LinkedHashSet<>();
        array.forEach(item -> items.add(item.isTextual() ? read.apply(item.textValue()) : null));
        if (!array.isArray() || items.contains(null) || items.size() < array.size() || items.size() > most) {
            from.fault(
                    name,
                    name.equals("weekdays")
                            ? "must be a list of monday, tuesday, …, sunday, each at most once"
                            : "must be a list of at most " + most + " dates such as \"2026-10-01\", each at most once");
            return standard;
        }
        return items;
    }

    private static LocalDate date(String text) {
        try {
            LocalDate date = LocalDate.parse(text);
            return date.getYear() >= 1970 && date.getYear() <= 9999 ? date : null;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String word(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }
}
