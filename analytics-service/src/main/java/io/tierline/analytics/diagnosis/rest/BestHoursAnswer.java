package io.tierline.analytics.diagnosis.rest;

import io.tierline.analytics.ShareBody;
import io.tierline.analytics.diagnosis.application.ReadBestHours.Found;
import io.tierline.analytics.diagnosis.domain.BestHours;
import io.tierline.analytics.diagnosis.domain.Leaderboard.Best;
import io.tierline.analytics.diagnosis.domain.WeekHour;
import io.tierline.analytics.rates.domain.Counts;
import io.tierline.analytics.rates.domain.Rate;
import java.time.Instant;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** When it is best to call. */
@Schema(name = "BestHours")
record BestHoursAnswer(
        @Schema(description = "First moment of the period, in UTC.")
        Instant from,

        @Schema(description = "End of the period, in UTC; not in it any more.")
        Instant to,

        @Schema(description = "The time zone whose clock tells weekday and hour.", examples = "Asia/Shanghai")
        String tz,

        @Schema(description = "The rate by which hours are compared.", examples = "contact")
        String metric,

        @Schema(description = "The version of the company's metrics.")
        int metrics,

        @Schema(
                description = "Which end of the scale is good.",
                enumeration = {"highest", "lowest"})
        String best,

        @Schema(description = "The calls that the rate has to be about in an hour for it to be ranked.")
        int atLeast,

        @Schema(
                description =
                        "The best hours, the best one first, at most ten: by the lower bound of the interval where a"
                                + " high share is good, else by the upper one.")
        List<Hour> ranking,

        @Schema(description = "All 168 hours of a week, from Monday 0 on; those without calls too.")
        List<Hour> hours) {

    static final List<String> COLUMNS = List.of(
            "from",
            "to",
            "tz",
            "metric",
            "metrics",
            "best",
            "atLeast",
            "weekday",
            "weekdayName",
            "hour",
            "dials",
            "reached",
            "place",
            "value",
            "numerator",
            "denominator",
            "low",
            "high");

    /** One hour of the week. */
    @Schema(name = "BestHoursHour")
    record Hour(
            @Schema(description = "1 for Monday to 7 for Sunday (ISO 8601).")
            int weekday,

            @Schema(description = "The weekday's name in the language asked for.", examples = "Monday")
            String weekdayName,

            @Schema(description = "0 to 23: the hour that begins then.")
            int hour,

            @Schema(description = "Summarised calls that started in it.")
            long dials,

            @Schema(description = "Those of them in which somebody spoke with us.")
            long reached,

            @Schema(description = "The rate in this hour.") ShareBody share) {}

    static BestHoursAnswer of(Found found, Rate rate, Best best, int atLeast, String language) {
        return new BestHoursAnswer(
                found.period().from(),
                found.period().to(),
                found.zone().getId(),
                rate.id(),
                found.catalogue().version(),
                best.name().toLowerCase(Locale.ROOT),
                atLeast,
                BestHours.of(found.counts(), rate, best, atLeast).stream()
                        .map(hour -> hourOf(hour, found, rate, language))
                        .toList(),
                WeekHour.ALL.stream()
                        .map(hour -> hourOf(hour, found, rate, language))
                        .toList());
    }

    private static Hour hourOf(WeekHour hour, Found found, Rate rate, String language) {
        Counts counts = found.counts().getOrDefault(hour, Counts.NONE);
        return new Hour(
                hour.day().getValue(),
                hour.day().getDisplayName(TextStyle.FULL, Locale.forLanguageTag(language)),
                hour.hour(),
                counts.dials(),
                counts.reached(),
                ShareBody.of(rate.of(counts)));
    }

    List<List<Object>> lines() {
        return hours.stream().map(this::line).toList();
    }

    private List<Object> line(Hour hour) {
        int place = ranking.indexOf(hour) + 1;
        List<Object> line = new ArrayList<>(Arrays.asList(
                from,
                to,
                tz,
                metric,
                metrics,
                best,
                atLeast,
                hour.weekday(),
                hour.weekdayName(),
                hour.hour(),
                hour.dials(),
                hour.reached(),
                place == 0 ? null : place));
        line.addAll(hour.share().cells());
        return line;
    }
}
