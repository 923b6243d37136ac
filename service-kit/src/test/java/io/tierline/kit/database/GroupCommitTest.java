package io.tierline.kit.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.tierline.kit.problem.Problem;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final FakeTable table = new FakeTable();
    private final List<Integer> committed = new ArrayList<>();
    private final GroupCommit<String, String> commit = new GroupCommit<>(1, 4, 12, table::write, committed::add);

    @Test
    void itemWaitsForNobody_whenNothingElseIsWaiting() {
        UniAssertSubscriber<String> answer = submit("a");
        assertThat(table.written()).containsExactly(List.of("a"));
        answer.assertNotTerminated();
        table.commit();
        answer.assertCompleted().assertItem("stored a");
        assertThat(committed).containsExactly(1);
    }

    @Test
    void itemsFormOneGroup_whileTheWriterIsBusy() {
        UniAssertSubscriber<String> first = submit("a");
        List<UniAssertSubscriber<String>> others = List.of(submit("b"), submit("c"), submit("d"));
        table.commit();
        first.assertCompleted();
        others.forEach(UniAssertSubscriber::assertNotTerminated);
        table.commit();
        others.forEach(UniAssertSubscriber::assertCompleted);
        assertThat(table.written()).containsExactly(List.of("a"), List.of("b", "c", "d"));
        assertThat(committed).containsExactly(1, 3);
    }

    @Test
    void groupIsNoLargerThanItsLimit_andTheOrderIsKept() {
        submit("a");
        List.of("b", "c", "d", "e", "f").forEach(this::submit);
        table.commit();
        table.commit();
        table.commit();
        assertThat(table.written()).containsExactly(List.of("a"), List.of("b", "c", "d", "e"), List.of("f"));
    }

    @Test
    void severalWritersWriteAtOnce() {
        GroupCommit<String, String> two = new GroupCommit<>(2, 4, 10, table::write, committed::add);
        List.of("a", "b", "c")
                .forEach(item -> two.submit("x", item).subscribe().withSubscriber(UniAssertSubscriber.create()));
        assertThat(table.written()).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void tenantIsRefused_whenHalfOfTheQueueIsItsOwn() {
        submit("a");
        submitAll("b", "c", "d", "e", "f", "g").assertNotTerminated();

        Problem refusal = refusal("x", "h");

        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.code()).isEqualTo("tenant-overloaded");
        assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        submit("y", "a").assertNotTerminated();
        table.commit();
        UniAssertSubscriber<String> later = submit("i");
        table.commitAll();
        later.assertCompleted();
    }

    @Test
    void tenantBeyondAnEqualShareIsRefused_whenTheQueueIsFull() {
        GroupCommit<String, String> large = new GroupCommit<>(1, 4, 1200, table::write, committed::add);
        submitAllOf(large, "w", "a");
        submitAllOf(large, "x", numbered("x", 600)).assertNotTerminated();
        submitAllOf(large, "y", numbered("y", 600)).assertNotTerminated();
        submitAllOf(large, "z", "a").assertNotTerminated();

        Problem refusal = (Problem) submitAllOf(large, "z", numbered("z", 400)).getFailure();

        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.code()).isEqualTo("overloaded");
        submitAllOf(large, "z", numbered("z", 399)).assertNotTerminated();
    }

    @Test
    void allItemsOrNoneAreTaken_whenTheyDoNotAllFit() {
        submit("a");
        submitAll("b", "c", "d", "e");
        submitAll("f", "g", "h").assertFailedWith(Problem.class, "Send the same request again");
        submitAll("f", "g").assertNotTerminated();
        table.commitAll();
        assertThat(table.written().stream().flatMap(List::stream)).containsExactly("a", "b", "c", "d", "e", "f", "g");
    }

    @Test
    void moreThanTheQueueHoldsIsTaken_whenTheTenantHasNothingWaiting() {
        submit("w", "a");
        submitAllOf("y", numbered("y", 12)).assertNotTerminated();

        UniAssertSubscriber<List<CompletableFuture<String>>> answers = submitAllOf("x", numbered("x", 20));
        table.commitAll();

        assertThat(answers.assertCompleted().getItem())
                .extracting(CompletableFuture::join)
                .hasSize(20);
    }

    @Test
    void itemIsWrittenAtOnce_whileAnotherTenantHasManyWaiting() {
        submitAllOf("x", numbered("x", 3 * GroupCommit.FEW));
        assertThat(table.written()).hasSize(1);

        UniAssertSubscriber<String> single = submit("y", "a");

        assertThat(table.written()).hasSize(2).last().isEqualTo(List.of("a"));
        table.commitLast();
        single.assertCompleted();
    }

    @Test
    void tenantsTakeTurns_whenEachHasManyWaiting() {
        submitAllOf("x", numbered("x", 3 * GroupCommit.FEW));
        submitAllOf("y", numbered("y", 3 * GroupCommit.FEW));

        IntStream.range(0, 4).forEach(i -> table.commit());

        assertThat(table.written()).extracting(group -> group.get(0)).containsExactly("x0", "x4", "y0", "x8", "y4");
    }

    @Test
    void tenantsShareAGroup_whenEachHasFewWaiting() {
        submit("a");
        submit("x", "b");
        submit("y", "c");
        submit("z", "d");
        table.commit();
        assertThat(table.written()).containsExactly(List.of("a"), List.of("b", "c", "d"));
    }

    @Test
    void everyItemIsWrittenOnce_whenTenantsPostManyAndFew() {
        GroupCommit<String, String> large = new GroupCommit<>(2, 60, 100_000, table::write, committed::add);
        List<String> submitted = new ArrayList<>();
        for (int round = 0; round < 30; round++) {
            for (String tenant : List.of("x", "y", "z")) {
                String[] items = numbered(tenant + round + "-", 1 + (round * 37 + tenant.charAt(0) * 11) % 250);
                submitted.addAll(List.of(items));
                large.submitAll(tenant, List.of(items)).subscribe().withSubscriber(UniAssertSubscriber.create());
            }
            table.commit();
        }
        table.commitAll();
        assertThat(table.written().stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(submitted);
        assertThat(committed.stream().mapToInt(n -> n).sum()).isEqualTo(submitted.size());
    }

    @Test
    void nothingIsAnsweredAtOnce_whenNothingIsSubmitted() {
        assertThat(submitAll().assertCompleted().getItem()).isEmpty();
    }

    @Test
    void badItemFailsAlone_whenTheDatabaseRefusesItsData() {
        table.refuses("c", "22003");
        submit("a");
        UniAssertSubscriber<List<CompletableFuture<String>>> answers = submitAll("b", "c", "d", "e");
        table.commitAll();

        List<CompletableFuture<String>> each = answers.assertCompleted().getItem();

        assertThat(each.get(0)).isCompletedWithValue("stored b");
        assertThat(catchThrowable(each.get(1)::join)).hasCauseInstanceOf(PgException.class);
        assertThat(each.get(2)).isCompletedWithValue("stored d");
        assertThat(each.get(3)).isCompletedWithValue("stored e");
    }

    @Test
    void failureIsTheDatabasesOwn_whenOneItemIsRefused() {
        table.refuses("a", "23505");
        UniAssertSubscriber<String> answer = submit("a");
        table.commitAll();
        assertThat(answer.getFailure()).isInstanceOf(PgException.class);
    }

    @Test
    void allThatWaitedForItFail_whenTheDatabaseIsAway_andTheWriterGoesOn() {
        table.refuses("b", "57P03");
        submit("a");
        UniAssertSubscriber<String> b = submit("b");
        UniAssertSubscriber<String> c = submit("c");
        table.commitAll();
        b.assertFailedWith(PgException.class);
        c.assertFailedWith(PgException.class);

        UniAssertSubscriber<String> d = submit("d");
        table.commitAll();

        d.assertCompleted();
        assertThat(table.written()).containsExactly(List.of("a"), List.of("b", "c"), List.of("d"));
    }

    @Test
    void nobodyWaitsForEver_whenTheWriteIsBroken() {
        List<Uni<String>> answers = List.of(
                new GroupCommit<String, String>(
                                1,
                                9,
                                9,
                                items -> {
                                    throw new IllegalStateException("broken");
                                },
                                n -> {})
                        .submit("x", "a"),
                new GroupCommit<String, String>(1, 9, 9, items -> null, n -> {}).submit("x", "a"),
                new GroupCommit<String, String>(
                                1, 9, 9, items -> Uni.createFrom().nullItem(), n -> {})
                        .submit("x", "a"),
                new GroupCommit<String, String>(
                                1, 9, 9, items -> Uni.createFrom().item(List.of()), n -> {})
                        .submit("x", "a"));
        assertThat(answers)
                .allSatisfy(
                        answer -> assertThat(catchThrowable(() -> answer.await().atMost(SOON)))
                                .isNotNull()
                                .isNotInstanceOf(TimeoutException.class));
    }

    @Test
    void itemIsAnswered_whenCountingItFails() {
        GroupCommit<String, String> counting =
                new GroupCommit<>(1, 9, 9, items -> Uni.createFrom().item(items), n -> {
                    throw new IllegalStateException("the meter is broken");
                });
        assertThat(counting.submit("x", "a").await().atMost(SOON)).isEqualTo("a");
    }

    @Test
    void itemIsWrittenAllTheSame_whenItsSenderGoesAway() {
        submit("a");
        submit("b").cancel();
        table.commitAll();
        assertThat(table.written()).containsExactly(List.of("a"), List.of("b"));
    }

    @Test
    void stackDoesNotGrow_whenWritesAreDoneAtOnce() {
        GroupCommit<Integer, Integer> immediate =
                new GroupCommit<>(1, 1, 100_000, items -> Uni.createFrom().item(items), n -> {});
        List<CompletableFuture<Integer>> answers = immediate
                .submitAll("x", IntStream.range(0, 50_000).boxed().toList())
                .await()
                .atMost(SOON);
        assertThat(answers).allMatch(answer -> answer.isDone() && !answer.isCompletedExceptionally());
    }

    private UniAssertSubscriber<String> submit(String item) {
        return submit("x", item);
    }

    private UniAssertSubscriber<String> submit(String tenant, String item) {
        return commit.submit(tenant, item).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private UniAssertSubscriber<List<CompletableFuture<String>>> submitAll(String... items) {
        return submitAllOf("x", items);
    }

    private UniAssertSubscriber<List<CompletableFuture<String>>> submitAllOf(String tenant, String... items) {
        return submitAllOf(commit, tenant, items);
    }

    private static UniAssertSubscriber<List<CompletableFuture<String>>> submitAllOf(
            GroupCommit<String, String> to, String tenant, String... items) {
        return to.submitAll(tenant, List.of(items)).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private Problem refusal(String tenant, String... items) {
        return (Problem) submitAllOf(tenant, items).getFailure();
    }

    private static String[] numbered(String prefix, int items) {
        return IntStream.range(0, items).mapToObj(i -> prefix + i).toArray(String[]::new);
    }

    /** A table whose commits happen when the test says so. */
    private static final class FakeTable {

        private final List<List<String>> written = new ArrayList<>();
        private final Deque<Runnable> commits = new ArrayDeque<>();
        private String refused = "";
        private String state;

        Uni<List<String>> write(List<String> items) {
            written.add(items);
            return Uni.createFrom().emitter(emitter -> commits.add(() -> finish(items, emitter)));
        }

        void refuses(String item, String sqlState) {
            refused = item;
            state = sqlState;
        }

        void commit() {
            commits.remove().run();
        }

        void commitLast() {
            commits.removeLast().run();
        }

        void commitAll() {
            while (!commits.isEmpty()) {
                commit();
            }
        }

        List<List<String>> written() {
            return written;
        }

        private void finish(List<String> items, UniEmitter<? super List<String>> emitter) {
            if (items.contains(refused)) {
                emitter.fail(new PgException("refused", "ERROR", state, ""));
            } else {
                emitter.complete(items.stream().map(item -> "stored " + item).toList());
            }
        }
    }
}
