package io.tierline.kit.testing;

import io.smallrye.mutiny.Uni;
import io.tierline.kit.database.Database;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A table that no other transaction can read or write until the lock is closed. */
public final class TableLock implements AutoCloseable {

    private final CompletableFuture<Void> release = new CompletableFuture<>();
    private final CompletableFuture<Void> transaction;

    private TableLock(Database database, String table) {
        CompletableFuture<Void> locked = new CompletableFuture<>();
        transaction = database.transaction(connection -> connection
                        .query("lock table " + table + " in access exclusive mode")
                        .execute()
                        .invoke(() -> locked.complete(null))
                        .chain(() -> Uni.createFrom().completionStage(release)))
                .subscribeAsCompletionStage();
        CompletableFuture.anyOf(locked, transaction)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    /** Locks the table. */
    public static TableLock of(Database database, String table) {
        return new TableLock(database, table);
    }

    @Override
    public void close() {
        release.complete(null);
        transaction.join();
    }
}
