package io.tierline.analytics.metrics.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.rates.domain.RateCatalogue;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Optional;

/** What each tenant's rates are, in every version that it ever had. */
public interface Metrics {

    /**
     * The tenant's rates: the built-in ones with its own.
     *
     * @param version from 0, the built-in rates alone; null for the newest
     * @return empty when there is no such version
     */
    Uni<Optional<RateCatalogue>> of(String tenant, Integer version);

    /** The newest version; nobody else adds one until the transaction ends. */
    Uni<RateCatalogue> lock(SqlConnection transaction, String tenant);

    /** Adds a version to those of a locked tenant. */
    Uni<Void> add(SqlConnection transaction, String tenant, RateCatalogue catalogue, String by);
}
