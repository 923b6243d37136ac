package io.tierline.grading.worklist.domain;

import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.grading.standards.domain.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A company's day at one moment of it: what is due by then, and in which order.
 *
 * <p>In the order of urgency:
 *
 * <ol>
 *   <li>calls that were promised for today or before, by their time;
 *   <li>overdue tiers and decisions, the longest first;
 *   <li>deadlines of today and the next {@value #DAYS_AHEAD} days, the first one first;
 *   <li>customers that nobody talked to for as long as their tier's strategy allows, the longest overdue first;
 *   <li>satisfied customers who may know others, the longest satisfied first;
 *   <li>next steps of customers with a tier, the best tier first, then who waits the longest;
 *   <li>customers that were never called and fit, the best fit first;
 *   <li>next steps of customers without a tier, who waits the longest first.
 * </ol>
 *
 * Days begin and end in the company's zone.
 *
 * @param standard by which the company grades
 */
public record Workday(Instant now, ZoneId zone, Standard standard) {

    /** How far ahead a deadline shows: one on the last of these days does. */
    public static final int DAYS_AHEAD = 3;

    /** Ranks: see the order above. To those of next steps the tier's own is added, to that of fit what it lacks of 100. */
    public static final int FOLLOW_UP = 100;

    public static final int OVERDUE = 200;
    public static final int DEADLINE = 300;
    public static final int CADENCE = 400;
    public static final int REFERRAL_REQUEST = 500;
    public static final int NEXT_STEP = 600;
    public static final int BEST_FIT = 700;
    public static final int UNGRADED = 900;

    /**
     * What a tier's strategy asks of today.
     *
     * @param rank 0 is the best tier
     * @param every the time between two contacts
     * @param contactBefore who was last talked to before this is to be called today
     */
    public record Rhythm(String tier, int rank, Duration every, Instant contactBefore) {}

    /** Today. */
    public LocalDate today() {
        return LocalDate.ofInstant(now, zone);
    }

    /** When the day is over. */
    public Instant end() {
        return start(today().plusDays(1));
    }

    /** The last deadline that shows: the end of the last of the days ahead. */
    public Instant horizon() {
        return start(today().plusDays(DAYS_AHEAD + 1L));
    }

    /** What each tier's strategy asks, best tier first. */
    public List<Rhythm> rhythms() {
        List<Rhythm> rhythms = new ArrayList<>();
        for (Tier tier : standard.tiers()) {
            int days = tier.strategy().contactEveryDays();
            rhythms.add(new Rhythm(
                    tier.code(), rhythms.size(), Duration.ofDays(days), start(today().minusDays(days - 1L))));
        }
        return rhythms;
    }

    /** The reasons for a customer to be on the worklist, the most urgent first. */
    public List<Reason> reasonsFor(Candidate customer) {
        List<Reason> reasons = new ArrayList<>();
        boolean open = customer.state() == State.OPEN;
        if (customer.followUp() != null && customer.followUp().isBefore(end())) {
            reasons.add(new Reason(Kind.FOLLOW_UP, new Urgency(FOLLOW_UP, customer.followUp())));
        }
        if (open && customer.deadline() != null) {
            Instant deadline = customer.deadline();
            if (deadline.isBefore(now)) {
                reasons.add(new Reason(Kind.OVERDUE, new Urgency(OVERDUE, deadline)));
            } else if (!deadline.isAfter(horizon())) {
                reasons.add(new Reason(Kind.DEADLINE, new Urgency(DEADLINE, deadline)));
            }
        }
        Optional<Rhythm> rhythm = rhythms().stream()
                .filter(each -> each.tier().equals(customer.tier()))
                .findFirst();
        Instant waiting = customer.waitingSince();
        if (open
                && rhythm.isPresent()
                && waiting != null
                && waiting.isBefore(rhythm.get().contactBefore())) {
            reasons.add(new Reason(
                    Kind.CADENCE, new Urgency(CADENCE, waiting.plus(rhythm.get().every()))));
        }
        if (customer.satisfiedSince() != null) {
            reasons.add(new Reason(Kind.REFERRAL_REQUEST, new Urgency(REFERRAL_REQUEST, customer.satisfiedSince())));
        }
        if (open && rhythm.map(Rhythm::rank).orElse(UNGRADED) > 0) {
            int rank = rhythm.map(each -> NEXT_STEP + each.rank()).orElse(UNGRADED);
            Instant since = customer.lastContact() == null ? Instant.EPOCH : customer.lastContact();
            reasons.add(new Reason(Kind.NEXT_STEP, new Urgency(rank, since)));
        }
        if (open && customer.fit() != null && customer.fit() > 0) {
            reasons.add(new Reason(Kind.BEST_FIT, new Urgency(BEST_FIT + 100 - customer.fit(), Instant.EPOCH)));
        }
        reasons.sort(Comparator.comparing(Reason::urgency));
        return reasons;
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
