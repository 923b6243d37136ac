package io.tierline.grading.tierchanges;

import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.tierchanges.application.TierChanges;
import io.tierline.grading.tierchanges.domain.TierChange;
import io.tierline.grading.tierchanges.domain.TierChange.Kind;
import io.tierline.grading.tierchanges.domain.TierChange.Reason;
import io.tierline.kit.database.Database;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TierPositionsTest {

    private static final Instant AT = Instant.parse("2026-11-23T01:30:00Z");

    @Inject
    Database database;

    @Inject
    TierChanges changes;

    private final String tenant = newTenant();

    @Test
    void positionIsGivenAgain_whenItsTransactionIsRolledBack() {
        // Given
        append("acme", Uni.createFrom().voidItem());
        Throwable failure =
                catchThrowable(() -> append("globex", Uni.createFrom().failure(new IllegalStateException("no"))));

        // When
        append("initech", Uni.createFrom().voidItem());

        // Then
        assertThat(failure).hasMessage("no");
        assertThat(changes.after(tenant, 0, 10).await().atMost(PATIENCE))
                .extracting(TierChange::position, TierChange::customerId)
                .containsExactly(tuple(1L, "acme"), tuple(2L, "initech"));
    }

    /** Appends a change of the customer, and goes on with something else in the same transaction. */
    private void append(String customer, Uni<Void> then) {
        TierChange change =
                new TierChange(tenant, 0, customer, 1, Kind.CHANGED, null, "D", Reason.CALL, 1, null, null, null, AT);
        database.transaction(transaction ->
                        changes.append(transaction, List.of(change)).chain(() -> then))
                .await()
                .atMost(PATIENCE);
    }
}
