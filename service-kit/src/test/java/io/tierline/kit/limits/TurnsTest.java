package io.tierline.kit.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.tierline.kit.limits.Turns.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Turns turns = new Turns(3, 2, 2);
    private final List<String> begun = new ArrayList<>();

    @Test
    void tenantWaits_whenItHasAsManyRunningAsItMay() {
        Turn first = ask("x", "x1");
        ask("x", "x2");
        ask("x", "x3");
        assertThat(begun).containsExactly("x1", "x2");
        assertThat(turns.isFull("x")).isTrue();

        ask("y", "y1");
        first.end();

        assertThat(begun).containsExactly("x1", "x2", "y1", "x3");
    }

    @Test
    void tenantsTakeTurns_whenAllPlacesAreTaken() {
        List<Turn> running = List.of(ask("x", "x1"), ask("x", "x2"), ask("y", "y1"));
        ask("x", "x3");
        ask("x", "x4");
        ask("y", "y2");
        ask("z", "z1");

        running.forEach(Turn::end);

        assertThat(begun.subList(3, 6)).containsExactlyInAnyOrder("x3", "y2", "z1");
    }

    @Test
    void turnIsRefused_whenTooManyOfTheTenantWait() {
        ask("x", "x1");
        ask("x", "x2");
        ask("x", "x3");
        ask("x", "x4");
        assertThat(ask("x", "x5")).isNull();
        assertThat(ask("y", "y1")).isNotNull();
    }

    @Test
    void turnThatWaitsGivesItsPlaceUp_whenItEnds() {
        Turn first = ask("x", "x1");
        ask("x", "x2");
        Turn leaving = ask("x", "x3");
        ask("x", "x4");

        leaving.end();
        first.end();

        assertThat(begun).containsExactly("x1", "x2", "x4");
    }

    @Test
    void endingTwiceFreesOnePlace() {
        Turn first = ask("x", "x1");
        ask("x", "x2");
        ask("x", "x3");
        ask("x", "x4");

        first.end();
        first.end();

        assertThat(begun).containsExactly("x1", "x2", "x3");
    }

    @Test
    void workEndsItsTurn_whenItSucceedsFailsOrThrows() {
        List<CompletableFuture<String>> work = List.of(new CompletableFuture<>(), new CompletableFuture<>());
        List<UniAssertSubscriber<String>> results = new ArrayList<>();
        work.forEach(each -> results.add(take(Uni.createFrom().completionStage(each))));
        results.add(turns.take("x", () -> {
                    throw new IllegalStateException("broken");
                })
                .map(String::valueOf)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create()));
        results.add(take(Uni.createFrom().item("last")));

        work.get(0).complete("first");
        work.get(1).completeExceptionally(new IllegalStateException("failed"));

        results.get(0).assertCompleted().assertItem("first");
        results.get(1).assertFailedWith(IllegalStateException.class, "failed");
        results.get(2).assertFailedWith(IllegalStateException.class, "broken");
        results.get(3).assertCompleted().assertItem("last");
        assertThat(turns.isFull("x")).isFalse();
    }

    private Turn ask(String tenant, String name) {
        return turns.ask(tenant, turn -> begun.add(name));
    }

    private UniAssertSubscriber<String> take(Uni<String> work) {
        return turns.take("x", () -> work).subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
