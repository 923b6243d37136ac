package io.tierline.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The day that the demo plays: 9 to 12 and 13:30 to 18 in the teams' zone. */
record WorkingDay(LocalDate date) {
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final LocalTime MORNING = LocalTime.of(9, 0);
    private static final LocalTime NOON = LocalTime.of(12, 0);
    private static final LocalTime AFTER_LUNCH = LocalTime.of(13, 30);
    private static final LocalTime EVENING = LocalTime.of(18, 0);
    private static final Pattern RELATIVE = Pattern.compile("day\\+(\\d+)(?: (\\d\\d:\\d\\d))?");

    /** Today once it is over, before that yesterday: a call cannot have been made in the future. */
    static WorkingDay lastOver(Instant now) {
        ZonedDateTime there = now.atZone(ZONE);
        boolean over = !there.toLocalTime().isBefore(EVENING);
        return new WorkingDay(over ? there.toLocalDate() : there.toLocalDate().minusDays(1));
    }

    /** The moment after a fraction (0 to 1) of the working hours, lunch left out. */
    String afterPart(double fraction) {
        Duration morning = Duration.between(MORNING, NOON);
        Duration afternoon = Duration.between(AFTER_LUNCH, EVENING);
        long second = (long) (fraction * morning.plus(afternoon).toSeconds());
        LocalTime time = second < morning.toSeconds()
                ? MORNING.plusSeconds(second)
                : AFTER_LUNCH.plusSeconds(second - morning.toSeconds());
        return at(0, time);
    }

    /** A time of the day or of a later one, with its seconds: RFC 3339 wants them, and Java leaves out zeros. */
    String at(int daysLater, LocalTime time) {
        return date.plusDays(daysLater).atTime(time).atZone(ZONE).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    /** Turns {@code day+2} into a date and {@code day+2 10:00} into a time; leaves any other text alone. */
    String resolve(String text) {
        Matcher relative = RELATIVE.matcher(text);
        if (!relative.matches()) {
            return text;
        }
        int days = Integer.parseInt(relative.group(1));
        return relative.group(2) == null
                ? date.plusDays(days).toString()
                : at(days, LocalTime.parse(relative.group(2)));
    }

    /** The whole calendar day as a query for rates; in UTC, because a + in a query would be a space. */
    String asQuery() {
        return "from=" + date.atStartOfDay(ZONE).toInstant() + "&to="
                + date.plusDays(1).atStartOfDay(ZONE).toInstant();
    }
}
