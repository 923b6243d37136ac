package io.tierline.kit.database;

import java.time.Duration;

/**
 * How long anything may take on the client's side. Each limit is longer than the server's for the same (lock 4 s,
 * statement 15 s, transaction 24 s), so that the server, which can roll back, comes first, and the client's own limit
 * only ends what the server no longer answers.
 *
 * @param connect how long a new connection may take until the server has let us in
 * @param connection how long work waits for a connection
 * @param silence how long nothing may arrive on a connection before it counts as dead; longer than a statement, and than
 *     a transaction that waits for the broker (15 s)
 * @param use how long work may use a connection
 * @param abandoned how long a statement goes on after its client has hung up
 */
record Limits(Duration connect, Duration connection, Duration silence, Duration use, Duration abandoned) {

    static final Limits NORMAL = new Limits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(18),
            Duration.ofSeconds(28),
            Duration.ofSeconds(5));
}
