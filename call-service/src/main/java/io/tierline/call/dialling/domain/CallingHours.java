package io.tierline.call.dialling.domain;

import io.tierline.call.dialling.domain.SuppressionPolicy.Hours;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** When customers are called: on the company's weekdays that are no holidays, within its hours, by its clocks. */
final class CallingHours {

    private final Hours hours;
    private final ZoneId zone;
    private final Instant now;

    private CallingHours(Past past) {
        this.hours = past.policy().hours();
        this.zone = past.zone();
        this.now = past.now();
    }

    static Stream<Verdict> against(Past past) {
        return new CallingHours(past).closed();
    }

    private Stream<Verdict> closed() {
        LocalDate today = now.atZone(zone).toLocalDate();
        if (isOpenOn(today) && !now.isBefore(opening(today)) && now.isBefore(closing(today))) {
            return Stream.empty();
        }
        LocalDate last =
                firstOpen(today, day -> day.minusDays(1), day -> !closing(day).isAfter(now));
        LocalDate next =
                firstOpen(today, day -> day.plusDays(1), day -> opening(day).isAfter(now));
        return Stream.of(new Verdict(Reason.HOURS, closing(last), opening(next)));
    }

    /** There is one, for there is a weekday to call on and an end to the holidays. */
    private LocalDate firstOpen(LocalDate from, UnaryOperator<LocalDate> step, Predicate<LocalDate> wanted) {
        LocalDate day = from;
        while (!isOpenOn(day) || !wanted.test(day)) {
            day = step.apply(day);
        }
        return day;
    }

    /** A change of the clocks can swallow hours whole. */
    private boolean isOpenOn(LocalDate day) {
        return hours.weekdays().contains(day.getDayOfWeek())
                && !hours.holidays().contains(day)
                && opening(day).isBefore(closing(day));
    }

    private Instant opening(LocalDate day) {
        return day.atTime(hours.from()).atZone(zone).toInstant();
    }

    private Instant closing(LocalDate day) {
        return hours.to().equals(LocalTime.MIDNIGHT)
                ? day.plusDays(1).atStartOfDay(zone).toInstant()
                : day.atTime(hours.to()).atZone(zone).toInstant();
    }
}
