package io.tierline.grading.activations.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.activations.domain.Activation;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;

/** Every switch of a company to another version of its standard. */
public interface Activations {

    /** Keeps a switch that has just been made; the company has to be locked. */
    Uni<Void> add(
            SqlConnection transaction, String tenant, long revision, int version, int previous, String by, Instant at);

    /**
     * The latest switch to the version; null if there never was any.
     *
     * @param client a transaction, or the pool
     */
    Uni<Activation> latestOf(SqlClient client, String tenant, int version);

    /** A page of the tenant's switches, newest first. */
    Uni<Page<Activation>> list(String tenant, int limit, String cursor);

    /**
     * Finishes those whose customers have all been graded since, of all tenants.
     *
     * @return how many are not finished yet
     */
    Uni<Integer> finish();
}
