package io.tierline.grading.deals.messaging;

import io.tierline.grading.deals.domain.Amount;
import io.tierline.grading.deals.domain.Closing;
import io.tierline.grading.deals.domain.Reopening;
import io.tierline.grading.deals.domain.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The event closing.v1, as its contract has it. */
record ClosingV1(
        String closingId,
        int revision,
        String customerId,
        int round,
        String result,
        List<String> reasons,
        String competitor,
        Worth amount,
        Instant closedAt,
        String rep,
        String team,
        String tier,
        String basis,
        int standard,
        List<Criterion> unmet,
        List<Criterion> met,
        Reopened reopening,
        Instant at) {

    record Worth(BigDecimal value, String currency) {

        static Worth of(Amount amount) {
            return amount == null
                    ? null
                    : new Worth(amount.value(), amount.currency().getCurrencyCode());
        }
    }

    record Criterion(String tier, String criterion) {

        static Criterion of(Standing.Named named) {
            return new Criterion(named.tier(), named.criterion());
        }
    }

    record Reopened(String kind, Instant at) {

        static Reopened of(Reopening reopening) {
            return reopening == null
                    ? null
                    : new Reopened(
                            reopening.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'), reopening.at());
        }
    }

    static ClosingV1 of(Closing closing) {
        Standing standing = closing.standing();
        return new ClosingV1(
                closing.id(),
                closing.revision(),
                closing.customer().customerId(),
                closing.round(),
                closing.ending().result().name().toLowerCase(Locale.ROOT),
                closing.ending().reasons(),
                closing.ending().competitor(),
                Worth.of(closing.ending().amount()),
                closing.closedAt(),
                closing.rep(),
                closing.team(),
                standing.tier(),
                standing.basis() == null ? null : standing.basis().name().toLowerCase(Locale.ROOT),
                standing.standard(),
                standing.unmet().stream()
                        .map(Standing.Unmet::named)
                        .map(Criterion::of)
                        .toList(),
                standing.met().stream().map(Criterion::of).toList(),
                Reopened.of(closing.reopening()),
                closing.changedAt());
    }
}
