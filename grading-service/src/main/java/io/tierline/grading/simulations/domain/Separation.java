package io.tierline.grading.simulations.domain;

import io.tierline.grading.standards.domain.Standard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How well a standard tells deals that were won later from those that were lost: the tiers that it would have given just before
 * they were closed.
 *
 * @param tiers best first, the last one stands for no tier
 */
public record Separation(List<Tier> tiers) {

    /**
     * How many deals of a tier were won and lost.
     *
     * @param code empty for no tier
     */
    public record Tier(Optional<String> code, long won, long lost) {}

    public Separation {
        tiers = List.copyOf(tiers);
    }

    /** Deals that were won. */
    public long won() {
        return tiers.stream().mapToLong(Tier::won).sum();
    }

    /** Deals that were lost. */
    public long lost() {
        return tiers.stream().mapToLong(Tier::lost).sum();
    }

    /**
     * The probability that, of a won and a lost deal taken at random, the won one had the better tier; a tie counts half. 1 tells them
     * apart perfectly, 0.5 is no better than a coin.
     *
     * <p>It is U ÷ (won × lost) of Mann and Whitney, "On a Test of Whether one of Two Random Variables is Stochastically Larger than the
     * Other", Annals of Mathematical Statistics 18 (1947), and equals the area under the ROC curve: Hanley and McNeil, Radiology 143
     * (1982).
     *
     * @return empty unless there are deals of both kinds
     */
    public Optional<Double> probability() {
        long won = won();
        long lost = lost();
        if (won == 0 || lost == 0) {
            return Optional.empty();
        }
        double wins = 0;
        long worse = lost;
        for (Tier tier : tiers) {
            worse -= tier.lost();
            wins += tier.won() * (worse + tier.lost() / 2.0);
        }
        return Optional.of(wins / won / lost);
    }

    /** Counts deals, one by one. */
    static final class Counting {

        private final Standard standard;
        private final long[] won;
        private final long[] lost;

        Counting(Standard standard) {
            this.standard = standard;
            this.won = new long[standard.tiers().size() + 1];
            this.lost = new long[standard.tiers().size() + 1];
        }

        void add(boolean isWon, Optional<String> tier) {
            int rank = tier.flatMap(standard::rankOf).orElse(standard.tiers().size());
            (isWon ? won : lost)[rank]++;
        }

        Separation result() {
            List<Tier> tiers = new ArrayList<>();
            for (int rank = 0; rank < won.length; rank++) {
                Optional<String> code = rank < standard.tiers().size()
                        ? Optional.of(standard.tiers().get(rank).code())
                        : Optional.empty();
                tiers.add(new Tier(code, won[rank], lost[rank]));
            }
            return new Separation(tiers);
        }
    }
}
