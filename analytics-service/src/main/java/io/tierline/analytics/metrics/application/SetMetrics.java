package io.tierline.analytics.metrics.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.domain.Rate;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.kit.database.Database;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.IntPredicate;

/** Says what the tenant's rates are from now on. */
@ApplicationScoped
public class SetMetrics {

    private final Database database;
    private final Metrics metrics;

    SetMetrics(Database database, Metrics metrics) {
        this.database = database;
        this.metrics = metrics;
    }

    /**
     * Replaces the tenant's own rates; a change is a new version, the older ones stay. What makes no difference adds no
     * version, however often it is sent.
     *
     * @param own with ids that differ; see {@link RateCatalogue#with}
     * @param by who says so
     * @param expected which versions the caller may have had in mind ({@code If-Match})
     * @return the rates as they are now
     * @throws Problem 412 when somebody else has changed them meanwhile
     */
    public Uni<RateCatalogue> set(String tenant, List<Rate> own, String by, IntPredicate expected) {
        return database.transaction(transaction -> metrics.lock(transaction, tenant)
                .chain(present -> {
                    RateCatalogue changed = RateCatalogue.with(present.version() + 1, own);
                    if (changed.rates().equals(present.rates())) {
                        return Uni.createFrom().item(present);
                    }
                    if (!expected.test(present.version())) {
                        throw Problem.stale("The metrics are at version " + present.version()
                                + " by now; read them again and decide anew.");
                    }
                    return metrics.add(transaction, tenant, changed, by).replaceWith(changed);
                }));
    }
}
