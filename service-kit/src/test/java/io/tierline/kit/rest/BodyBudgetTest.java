package io.tierline.kit.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tierline.kit.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {

    private final BodyBudget budget = new BodyBudget(100);

    @Test
    void tenantGetsHalfAtMost_andTheOthersTheRest() {
        budget.take("a", 30);
        budget.take("a", 20);
        assertRefused(429, "tenant-overloaded", () -> budget.take("a", 1));
        budget.take("b", 50);
        assertRefused(503, "overloaded", () -> budget.take("c", 1));
        assertThat(budget.used()).isEqualTo(100);
    }

    @Test
    void firstBodyOfATenantFits_howeverLargeItIs() {
        BodyBudget.Share first = budget.take("a", 80);
        assertRefused(429, "tenant-overloaded", () -> budget.take("a", 1));
        assertRefused(503, "overloaded", () -> budget.take("b", 21));
        first.giveBack();
        budget.take("b", 1_000);
    }

    @Test
    void bodyGrowsAndShrinks_asItTurnsOut() {
        BodyBudget.Share first = budget.take("a", 0);
        first.grow(70);
        BodyBudget.Share second = budget.take("b", 30);
        assertRefused(503, "overloaded", () -> first.grow(1));
        second.shrinkTo(20);
        first.grow(10);
        first.shrinkTo(90);
        assertThat(budget.used()).isEqualTo(100);
        first.giveBack();
        first.giveBack();
        first.grow(5);
        assertThat(budget.used()).isEqualTo(20);
    }

    @Test
    void nothingIsLeftOver_whenManyTakeAndGiveBackAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int seed = thread;
            done.add(threads.submit(() -> {
                Random random = new Random(seed);
                for (int i = 0; i < 20_000; i++) {
                    try {
                        BodyBudget.Share share = budget.take("tenant-" + random.nextInt(3), random.nextInt(60));
                        assertThat(budget.used()).isBetween(0L, 100L);
                        share.shrinkTo(random.nextInt(60));
                        share.giveBack();
                    } catch (Problem noRoom) {
                        assertThat(noRoom.retryAfter()).isPositive();
                    }
                }
            }));
        }
        for (Future<?> one : done) {
            one.get(1, TimeUnit.MINUTES);
        }
        threads.shutdown();
        assertThat(budget.used()).isZero();
    }

    private static void assertRefused(int status, String code, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.status()).isEqualTo(status);
            assertThat(problem.code()).isEqualTo(code);
            assertThat(problem.retryAfter()).isPositive();
        });
    }
}
