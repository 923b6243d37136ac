package io.tierline.analytics.bi.application;

import io.smallrye.mutiny.Uni;
import io.tierline.analytics.bi.domain.BiLogin;
import io.tierline.analytics.bi.domain.SessionLimits;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Map;

/**
 * The database logins that companies were given. Whoever makes or drops one fails with a 503 problem that says what the
 * service's own database user lacks, if it lacks it.
 */
public interface BiLogins {

    /**
     * A new login that can be used now.
     *
     * @param database where
     * @param warnings what the database lacks to be safe from this login, for an administrator; usually none
     */
    record Added(BiLogin login, String database, List<String> warnings) {}

    /** The tenant's logins that are neither revoked nor expired, by name. */
    Uni<List<BiLogin>> of(String tenant);

    /** The same; nobody else adds one until the transaction ends. */
    Uni<List<BiLogin>> lock(SqlConnection transaction, String tenant);

    /**
     * Makes a login.
     *
     * @param login of letters, digits and {@code _}
     * @param days for how long it is good, from now by the database's clock
     */
    Uni<Added> add(
            SqlConnection transaction, String tenant, String name, String login, String password, int days, String by);

    /**
     * Shuts a login out and ends its sessions.
     *
     * @return false when the tenant has none of this name
     */
    Uni<Boolean> revoke(String tenant, String name);

    /**
     * Cancels statements and ends sessions that take more than they may, or whose login is no longer good.
     *
     * @return how many were signalled, by reason: {@code spent}, {@code sessions}, {@code transaction}, {@code lock},
     *     {@code statement}
     */
    Uni<Map<String, Integer>> curb(SessionLimits limits);

    /** The logins that were revoked or expired more than a minute ago and have no session left. */
    Uni<List<String>> spent();

    /** Drops a login with whatever it may have made. */
    Uni<Void> drop(String login);
}
