package io.tierline.analytics.metrics.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Answers what the tenant's rates are: the one catalogue that every output takes them from. */
@ApplicationScoped
public class ReadMetrics {

    private final Metrics metrics;

    ReadMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    /**
     * The rates by which a question is answered.
     *
     * @param version what the query parameter {@code metrics} says; null for the newest
     * @throws Problem 422 at {@code ?metrics} when there is no such version
     */
    public Uni<RateCatalogue> asked(String tenant, Integer version) {
        return metrics.of(tenant, version)
                .map(found -> found.orElseThrow(() ->
                        Problem.invalid(List.of(new Fault("?metrics", "there is no version " + version + " here")))));
    }

    /**
     * The rates in one version.
     *
     * @param version null for the newest
     * @throws Problem 404 when there is no such version
     */
    public Uni<RateCatalogue> version(String tenant, Integer version) {
        return metrics.of(tenant, version)
                .map(found -> found.orElseThrow(() ->
                        Problem.notFound("no-such-version", "There is no version " + version + " of the metrics.")));
    }
}
