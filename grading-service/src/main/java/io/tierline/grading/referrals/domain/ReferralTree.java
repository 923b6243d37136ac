package io.tierline.grading.referrals.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whom a customer has brought, whom these have brought, and so on.
 *
 * @param brought the direct ones with those below them, by id; at most {@link #DEEPEST} levels and {@link #MOST_SHOWN}
 *     customers
 * @param isTruncated whether there are more than are shown
 * @param counts of all, also of those not shown
 */
public record ReferralTree(List<Node> brought, boolean isTruncated, Counts counts) {

    /** Levels that are shown. */
    public static final int DEEPEST = 10;

    /** Customers that are shown. */
    public static final int MOST_SHOWN = 500;

    /** Customers that are counted. */
    public static final int MOST_COUNTED = 10_000;

    /** A customer with those that it has brought, by id. */
    public record Node(Brought customer, List<Node> brought) {}

    /**
     * How many there are.
     *
     * @param direct that the customer itself has brought
     * @param all with those that these have brought, and so on
     * @param won of all
     * @param isExact false when there are more than {@link #MOST_COUNTED}
     */
    public record Counts(int direct, int directWon, int all, int won, boolean isExact) {}

    /**
     * The tree below a customer.
     *
     * @param found those below, the near before the far, with or without one beyond {@link #MOST_COUNTED}; whoever is there
     *     twice or is the customer itself, as after a merger of two that had brought each other, counts where it is found first
     */
    public static ReferralTree below(String customer, List<Brought> found) {
        Map<String, List<Brought>> byReferrer = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>(Set.of(customer));
        int won = 0;
        for (Brought each : found.subList(0, Math.min(found.size(), MOST_COUNTED))) {
            if (seen.add(each.customerId())) {
                byReferrer
                        .computeIfAbsent(each.referrer(), referrer -> new ArrayList<>())
                        .add(each);
                won += each.isWon() ? 1 : 0;
            }
        }
        byReferrer.values().forEach(list -> list.sort(Comparator.comparing(Brought::customerId)));
        List<Brought> direct = byReferrer.getOrDefault(customer, List.of());
        int all = seen.size() - 1;
        Set<String> shown = shown(customer, byReferrer);
        return new ReferralTree(
                nodes(customer, byReferrer, shown),
                shown.size() < all || found.size() > MOST_COUNTED,
                new Counts(
                        direct.size(),
                        (int) direct.stream().filter(Brought::isWon).count(),
                        all,
                        won,
                        found.size() <= MOST_COUNTED));
    }

    /** Level by level, so that what is left out is the farthest. */
    private static Set<String> shown(String customer, Map<String, List<Brought>> byReferrer) {
        Set<String> shown = new HashSet<>();
        List<String> level = List.of(customer);
        for (int depth = 1; depth <= DEEPEST && !level.isEmpty(); depth++) {
            List<String> next = level.stream()
                    .flatMap(referrer -> byReferrer.getOrDefault(referrer, List.of()).stream())
                    .map(Brought::customerId)
                    .limit(MOST_SHOWN - shown.size())
                    .toList();
            shown.addAll(next);
            level = next;
        }
        return shown;
    }

    private static List<Node> nodes(String referrer, Map<String, List<Brought>> byReferrer, Set<String> shown) {
        return byReferrer.getOrDefault(referrer, List.of()).stream()
                .filter(each -> shown.contains(each.customerId()))
                .map(each -> new Node(each, nodes(each.customerId(), byReferrer, shown)))
                .toList();
    }
}
