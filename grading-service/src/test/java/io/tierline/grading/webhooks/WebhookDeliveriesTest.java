package io.tierline.grading.webhooks;

import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.webhooks.WebhookRequests.hook;
import static io.tierline.grading.webhooks.WebhookRequests.raise;
import static io.tierline.grading.webhooks.WebhookRequests.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.webhooks.Receiver.Message;
import io.tierline.grading.webhooks.WebhookRequests.Hook;
import io.tierline.grading.webhooks.application.Deliveries;
import io.tierline.grading.webhooks.application.Deliveries.Turn;
import io.tierline.grading.webhooks.application.ForgetDeliveries;
import io.tierline.kit.database.Database;
import io.tierline.kit.testing.Management;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WebhookDeliveriesTest {

    @Inject
    Database database;

    @Inject
    Deliveries deliveries;

    @Inject
    ForgetDeliveries forgetDeliveries;

    @Inject
    NamedHosts hosts;

    private final String tenant = newTenant();
    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
        // What is still to be sent would occupy the tests that follow.
        change("update webhook set deleted_at = coalesce(deleted_at, now()) where tenant = $1", tenant);
    }

    @Test
    void changeIsPosted_signed_asTheListShowsIt() {
        // Given
        Hook hook = hook(tenant, receiver.url());

        // When
        raise(tenant, "acme");

        // Then
        Message message = receiver.await(1).get(0);
        assertThat(message.id()).isEqualTo(hook.id() + "-1");
        assertThat(Instant.ofEpochSecond(Long.parseLong(message.timestamp())))
                .isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
        assertThat(message.isSignedWith(hook.secret())).isTrue();
        assertThat(message.json().getString("type")).isEqualTo("tier-change.v1");
        Map<String, Object> listed =
                as(tenant, "rep").get("/v1/tier-changes").jsonPath().getMap("items[0]");
        assertThat(message.json().getMap("data")).isEqualTo(listed);
        assertThat(message.json().getString("timestamp")).isEqualTo(listed.get("at"));
        assertThat(hook.awaitStatus(1, "delivered"))
                .containsEntry("attempts", 1)
                .containsEntry("lastStatus", 204)
                .containsEntry("nextAttemptAt", null);
    }

    @Test
    void changesArriveOnceAndInTheirOrder_oneAtATime() {
        // Given
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger mostAtOnce = new AtomicInteger();
        receiver.answers(message -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            atOnce.decrementAndGet();
            return 200;
        });
        Hook hook = hook(tenant, receiver.url());

        // When: more than are sent in one turn
        IntStream.rangeClosed(1, 45).forEach(i -> raise(tenant, "customer-" + i));

        // Then
        hook.awaitStatus(45, "delivered");
        assertThat(receiver.messages())
                .extracting(Message::position)
                .isEqualTo(IntStream.rangeClosed(1, 45).boxed().toList());
        assertThat(mostAtOnce).hasValue(1);
    }

    @Test
    void webhookStartsNow() {
        // Given
        raise(tenant, "before");
        hook(tenant, receiver.url());

        // When
        raise(tenant, "after");

        // Then
        assertThat(receiver.await(1).get(0).json().getString("data.customerId")).isEqualTo("after");
    }

    @Test
    void onlyWhatTheFilterLetsThroughIsPosted() {
        // Given
        Hook chosen = hook(tenant, receiver.url(), Map.of("customer", "globex", "tier", "C"));
        hook(tenant, receiver.url(), Map.of("customer", "globex", "tier", "B"));

        // When
        raise(tenant, "acme");
        raise(tenant, "globex");

        // Then
        chosen.awaitStatus(2, "delivered");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(as(tenant, "manager")
                                .get("/v1/webhooks")
                                .jsonPath()
                                .getList("items.position"))
                        .containsExactly(2, 2));
        assertThat(receiver.messages()).extracting(Message::id).containsExactly(chosen.id() + "-2");
    }

    @Test
    void nothingOfAnotherTenantIsPosted() {
        // Given
        hook(tenant, receiver.url());

        // When
        raise(newTenant(), "acme");
        raise(tenant, "globex");

        // Then
        assertThat(receiver.await(1))
                .extracting(message -> message.json().getString("data.customerId"))
                .containsExactly("globex");
    }

    @Test
    void deliveryIsTriedAgainUnderTheSameId_andOthersOvertakeIt() {
        // Given
        receiver.answers(message -> message.position() == 1 ? 500 : 200);
        Hook hook = hook(tenant, receiver.url());
        raise(tenant, "acme");
        Map<String, Object> failed = hook.awaitStatus(1, "failed");
        assertThat(failed).containsEntry("lastStatus", 500).containsEntry("lastReason", "HTTP status 500");
        assertThat(secondsUntil(failed.get("nextAttemptAt"))).isBetween(0L, 6L);
        postpone(hook);

        // When
        raise(tenant, "globex");
        hook.awaitStatus(2, "delivered");
        receiver.answers(200);
        makeDue(hook);

        // Then
        assertThat(hook.awaitStatus(1, "delivered")).containsEntry("lastReason", null);
        List<Message> first = receiver.messages().stream()
                .filter(message -> message.position() == 1)
                .toList();
        assertThat(first).hasSizeGreaterThanOrEqualTo(2);
        assertThat(first).allSatisfy(message -> {
            assertThat(message.id()).isEqualTo(hook.id() + "-1");
            assertThat(message.isSignedWith(hook.secret())).isTrue();
        });
        assertThat(first).extracting(Message::body).containsOnly(first.get(0).body());
    }

    @Test
    void deliveriesArrive_whenTheReceiverComesUpAgain() {
        // Given: nobody listens there yet
        Receiver away = new Receiver();
        String url = away.url();
        away.close();
        Hook hook = hook(tenant, url);
        raise(tenant, "acme");
        raise(tenant, "globex");
        assertThat(hook.awaitStatus(1, "failed"))
                .containsEntry("lastStatus", null)
                .containsEntry("lastReason", "No connection");

        // When
        hook.put(wish(receiver.url(), Map.of()));
        makeDue(hook);

        // Then
        hook.awaitStatus(1, "delivered");
        hook.awaitStatus(2, "delivered");
        assertThat(receiver.messages()).extracting(Message::position).containsExactly(1, 2);
    }

    @Test
    void deliveryIsDeadAfterADay_isShown_andArrivesWhenItIsSentAgain() {
        // Given
        receiver.answers(500);
        Hook hook = hook(tenant, receiver.url());
        raise(tenant, "acme");
        hook.awaitStatus(1, "failed");

        // When: just under a day
        beginAgo(hook, Duration.ofHours(24).minusMinutes(1));
        await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, Object> tried = hook.awaitStatus(1, "failed");
            assertThat((int) tried.get("attempts")).isGreaterThan(1);
            assertThat(secondsUntil(tried.get("nextAttemptAt"))).isLessThanOrEqualTo(60);
        });
        beginAgo(hook, Duration.ofHours(24));

        // Then
        assertThat(hook.awaitStatus(1, "dead")).containsEntry("nextAttemptAt", null);
        assertThat(hook.get("/deliveries?status=dead").getList("items.position"))
                .containsExactly(1);
        assertThat(hook.get("/deliveries?status=failed").getList("items")).isEmpty();
        receiver.answers(200);
        assertThat(hook.post("/redelivery").getInt("redelivered")).isEqualTo(1);
        assertThat(hook.awaitStatus(1, "delivered")).containsEntry("attempts", 1);
        assertThat(hook.post("/redelivery").getInt("redelivered")).isZero();
    }

    @Test
    void deliveredOneIsSentAgain_onDemand() {
        // Given
        Hook hook = hook(tenant, receiver.url());
        raise(tenant, "acme");
        hook.awaitStatus(1, "delivered");

        // When
        assertThat(hook.post("/deliveries/1/redelivery").getString("status")).isEqualTo("pending");

        // Then
        assertThat(receiver.await(2)).extracting(Message::id).containsExactly(hook.id() + "-1", hook.id() + "-1");
        hook.awaitStatus(1, "delivered");
    }

    @Test
    void webhookIsSwitchedOff_whenTheReceiverIsGone_andGoesOnWhereItStopped() {
        // Given
        receiver.answers(410);
        Hook hook = hook(tenant, receiver.url());
        raise(tenant, "acme");
        hook.awaitStatus(1, "failed");
        assertThat(hook.get("").getBoolean("active")).isFalse();
        assertThat(hook.get("").getString("inactiveBecause")).isEqualTo("gone");
        assertThat(hook.get("").getInt("revision")).isEqualTo(2);

        // When
        makeDue(hook);
        raise(tenant, "globex");
        Hook other = hook(tenant, receiver.answers(200).url() + "?other");
        raise(tenant, "initech");

        // Then: the other webhook has had its turn, this one not
        other.awaitStatus(3, "delivered");
        assertThat(receiver.messages()).extracting(Message::id).containsExactly(hook.id() + "-1", other.id() + "-3");
        hook.put(wish(receiver.url(), Map.of()));
        hook.awaitStatus(3, "delivered");
        assertThat(hook.get("").getString("inactiveBecause")).isNull();
        assertThat(hook.get("/deliveries").getList("items.status"))
                .containsExactly("delivered", "delivered", "delivered");
    }

    @Test
    void wholeWebhookRests_whenTheReceiverAsksForTime() {
        // Given
        receiver.answers(503).asksFor("120");
        Hook hook = hook(tenant, receiver.url());
        raise(tenant, "acme");
        assertThat(secondsUntil(hook.awaitStatus(1, "failed").get("nextAttemptAt")))
                .isBetween(100L, 120L);
        receiver.answers(200);

        // When
        raise(tenant, "globex");
        Hook other = hook(tenant, receiver.url() + "?other");
        raise(tenant, "initech");

        // Then
        other.awaitStatus(3, "delivered");
        assertThat(hook.get("").getInt("position")).isEqualTo(1);
        makeDue(hook);
        hook.awaitStatus(3, "delivered");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/deliveries/1/redelivery", "/redelivery"})
    void webhookRestsNoLonger_whenItsDeliveriesAreSentAgainOnDemand(String below) {
        // Given: a dead delivery of a webhook that was asked for time
        receiver.answers(503).asksFor("3000");
        Hook hook = hook(tenant, receiver.url());
        raise(tenant, "acme");
        hook.awaitStatus(1, "failed");
        change(
                "update webhook_delivery set status = 'DEAD', next_attempt_at = null, finished_at = now() where tenant = $1",
                tenant);
        receiver.answers(200);

        // When
        hook.post(below);

        // Then
        hook.awaitStatus(1, "delivered");
    }

    @Test
    void wishForTimeIsHeard_upToAnHour() {
        receiver.answers(429).asksFor("999999");
        Hook hook = hook(tenant, receiver.url());

        raise(tenant, "acme");

        assertThat(secondsUntil(hook.awaitStatus(1, "failed").get("nextAttemptAt")))
                .isBetween(3_570L, 3_600L);
    }

    @Test
    void slowReceiverHoldsUpNobodyElse_andIsGivenUpAfterAWhile() {
        // Given
        CountDownLatch end = new CountDownLatch(1);
        receiver.answers(message -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 200;
        });
        Hook slow = hook(tenant, receiver.url());
        try (Receiver quick = new Receiver()) {
            Hook other = hook(tenant, quick.url());

            // When
            raise(tenant, "acme");
            receiver.await(1);
            raise(tenant, "globex");

            // Then
            other.awaitStatus(2, "delivered");
            assertThat(receiver.messages()).hasSize(1);
            assertThat(slow.awaitStatus(1, "failed")).containsEntry("lastReason", "No answer within 15 s");
        } finally {
            end.countDown();
        }
    }

    @Test
    void changesArrive_whileAnotherTenantHasManyReceiversThatDoNotAnswer() {
        // Given
        String slow = newTenant();
        CountDownLatch end = new CountDownLatch(1);
        receiver.answers(message -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 200;
        });
        for (int i = 0; i < 40; i++) {
            hook(slow, receiver.url() + "?" + i);
        }
        raise(slow, "acme");
        receiver.await(8);
        try (Receiver quick = new Receiver()) {
            Hook other = hook(tenant, quick.url());

            // When
            raise(tenant, "acme");

            // Then
            other.awaitStatus(1, "delivered");
            assertThat(end.getCount()).isEqualTo(1);
        } finally {
            end.countDown();
            change("update webhook set deleted_at = now() where tenant = $1", slow);
        }
    }

    @Test
    void tenantsTakeTurns_whenOneHasManyWebhooksThatHaveWaitedLonger() {
        // Given
        String many = newTenant();
        receiver.answers(500);
        for (int i = 0; i < 20; i++) {
            hook(many, receiver.url() + "?" + i);
        }
        hook(tenant, receiver.url());
        raise(many, "acme");
        raise(tenant, "acme");

        // When: until this instance's own look has left them over
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (String one : List.of(many, tenant)) {
                change("update webhook set resume_at = now() where tenant = $1", one);
                change(
                        "update webhook_delivery set next_attempt_at = now() where tenant = $1 and finished_at is null",
                        one);
            }
            change("update webhook set served_at = now() - interval '1 hour' where tenant = $1", many);
            List<Turn> turns = deliveries.take("turns-" + tenant, 2, 8).await().atMost(PATIENCE);
            turns.forEach(turn -> deliveries.end(turn).await().atMost(PATIENCE));

            // Then
            assertThat(turns).extracting(turn -> turn.webhook().tenant()).containsExactlyInAnyOrder(many, tenant);
        });
        change("update webhook set deleted_at = now() where tenant = $1", many);
    }

    @Test
    void nothingIsSent_whenTheNameHasComeToMeanAForbiddenAddress() {
        // Given
        String host = "rebinding-" + tenant + ".test";
        hosts.name(host, "127.0.0.1");
        Hook hook = hook(tenant, receiver.url(host));
        raise(tenant, "acme");
        hook.awaitStatus(1, "delivered");

        // When: one of the addresses is enough
        hosts.name(host, "127.0.0.1", "169.254.169.254");
        raise(tenant, "globex");

        // Then
        assertThat(hook.awaitStatus(2, "failed"))
                .containsEntry("lastStatus", null)
                .containsEntry("lastReason", "The host leads to an address that is not allowed");
        assertThat(receiver.messages())
                .extracting(Message::host)
                .containsExactly(receiver.url(host).split("/")[2]);
    }

    @Test
    void claimOfADeadInstanceIsVoidAfterAWhile() {
        // Given: another instance has its turn
        Hook hook = hook(tenant, receiver.url());
        change(
                "update webhook set claim = 'elsewhere', claimed_until = now() + interval '1 hour' where tenant = $1",
                tenant);
        Hook other = hook(tenant, receiver.url() + "?other");
        raise(tenant, "acme");
        other.awaitStatus(1, "delivered");
        assertThat(receiver.messages()).extracting(Message::id).containsExactly(other.id() + "-1");

        // When: it has renewed its claim no more
        change("update webhook set claimed_until = now() where tenant = $1 and claim = 'elsewhere'", tenant);

        // Then
        hook.awaitStatus(1, "delivered");
        assertThat(receiver.messages()).hasSize(2);
    }

    @Test
    void webhookHasOneTurnAtATime_whenManyInstancesClaim() {
        // Given: webhooks with something to send
        List<String> tenants = List.of(newTenant(), newTenant(), newTenant());
        receiver.answers(500);
        for (String one : tenants) {
            for (int i = 0; i < 10; i++) {
                hook(one, receiver.url() + "?" + i);
            }
            raise(one, "acme");
        }

        // When: until this instance's own look has left something over
        List<List<Turn>> rounds = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            tenants.forEach(one -> change("update webhook set resume_at = now() where tenant = $1", one));
            tenants.forEach(one -> change(
                    "update webhook_delivery set next_attempt_at = now() where tenant = $1 and finished_at is null",
                    one));
            List<Uni<List<Turn>>> instances = IntStream.range(0, 12)
                    .mapToObj(i -> deliveries.take(i + "-" + tenant, 100, 1_000))
                    .toList();
            List<Turn> turns = Uni.join().all(instances).andFailFast().await().atMost(PATIENCE).stream()
                    .flatMap(List::stream)
                    .toList();
            turns.forEach(turn -> deliveries.end(turn).await().atMost(PATIENCE));
            rounds.add(turns);
            return !turns.isEmpty();
        });

        // Then
        assertThat(rounds)
                .allSatisfy(turns -> assertThat(turns)
                        .extracting(
                                turn -> turn.webhook().tenant() + turn.webhook().id())
                        .doesNotHaveDuplicates());
        tenants.forEach(one -> change("update webhook set deleted_at = now() where tenant = $1", one));
    }

    @Test
    void pausedWebhookIsNotSentAnything_andMissesNothing() {
        // Given
        Hook hook = hook(tenant, receiver.url());
        Map<String, Object> paused = wish(receiver.url(), Map.of());
        paused.put("active", false);
        hook.put(paused);

        // When
        raise(tenant, "acme");
        Hook other = hook(tenant, receiver.url() + "?other");
        raise(tenant, "globex");
        other.awaitStatus(2, "delivered");

        // Then
        assertThat(receiver.messages()).hasSize(1);
        hook.put(wish(receiver.url(), Map.of()));
        hook.awaitStatus(1, "delivered");
        hook.awaitStatus(2, "delivered");
    }

    @Test
    void changesWaitInTheirOwnTable_whileAThousandDeliveriesWait() {
        // Given
        Hook hook = hook(tenant, receiver.url());
        change(
                "insert into webhook_delivery (tenant, webhook_id, position, next_attempt_at)"
                        + " select tenant, webhook_id, -n, now() + interval '1 hour'"
                        + " from webhook, generate_series(1, 1000) as numbers(n) where tenant = $1",
                tenant);

        // When
        Hook other = hook(tenant, receiver.url() + "?other");
        raise(tenant, "acme");
        other.awaitStatus(1, "delivered");

        // Then
        assertThat(hook.get("").getInt("position")).isZero();
        change("delete from webhook_delivery where tenant = $1 and position = -1000", tenant);
        hook.awaitStatus(1, "delivered");
    }

    @Test
    void oldSecretSignsTooForADay_whenItIsRotated() {
        // Given
        Hook hook = hook(tenant, receiver.url());

        // When
        String secret = hook.post("/secret").getString("secret");

        // Then
        raise(tenant, "acme");
        Message both = receiver.await(1).get(0);
        assertThat(both.isSignedWith(hook.secret())).isTrue();
        assertThat(both.isSignedWith(secret)).isTrue();
        assertThat(both.signatures()).matches("v1,[^ ]{44} v1,[^ ]{44}");

        // and a day later
        change(
                "update webhook_secret set valid_until = valid_until - interval '24 hours' where tenant = $1"
                        + " and valid_until is not null",
                tenant);
        raise(tenant, "globex");
        Message one = receiver.await(2).get(1);
        assertThat(one.isSignedWith(hook.secret())).isFalse();
        assertThat(one.isSignedWith(secret)).isTrue();
    }

    @Test
    void testMessageIsSignedAndNotKept() {
        // Given
        Hook hook = hook(tenant, receiver.url());

        // When
        var answer = hook.post("/test");

        // Then
        Message message = receiver.await(1).get(0);
        assertThat(message.isSignedWith(hook.secret())).isTrue();
        assertThat(message.json().getString("type")).isEqualTo("webhook-test.v1");
        assertThat(message.json().getString("data.webhookId")).isEqualTo(hook.id());
        assertThat(answer.getBoolean("accepted")).isTrue();
        assertThat(hook.get("/deliveries").getList("items")).isEmpty();
        receiver.answers(404);
        assertThat(hook.post("/test").getMap(""))
                .containsEntry("accepted", false)
                .containsEntry("status", 404);
    }

    @Test
    void nothingIsSentUnsigned() {
        // Given: as when the webhook is deleted just now
        Hook hook = hook(tenant, receiver.url());
        change("delete from webhook_secret where webhook_id = $1", hook.id());

        // When
        raise(tenant, "acme");
        hook.awaitStatus(1, "pending");
        as(tenant, "manager").post(hook.path() + "/test").then().statusCode(404);

        // Then: the other webhook has had its turn
        Hook other = hook(tenant, receiver.url() + "?other");
        raise(tenant, "globex");
        other.awaitStatus(2, "delivered");
        assertThat(receiver.messages()).extracting(Message::id).containsExactly(other.id() + "-2");
    }

    @Test
    void deliveriesArePaged_theNewestFirst() {
        // Given
        Hook hook = hook(tenant, receiver.url());
        IntStream.rangeClosed(1, 5).forEach(i -> raise(tenant, "customer-" + i));
        IntStream.rangeClosed(1, 5).forEach(i -> hook.awaitStatus(i, "delivered"));

        // When
        var first = hook.get("/deliveries?limit=2&status=delivered");
        var second = hook.get("/deliveries?limit=3&status=delivered&cursor=" + first.getString("next"));

        // Then
        assertThat(first.getList("items.position")).containsExactly(5, 4);
        assertThat(second.getList("items.position")).containsExactly(3, 2, 1);
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void finishedDeliveriesAreForgotten_afterTheirTime() {
        // Given
        Hook hook = hook(tenant, receiver.url());
        raise(tenant, "acme");
        raise(tenant, "globex");
        hook.awaitStatus(1, "delivered");
        hook.awaitStatus(2, "delivered");

        // When
        age(1, "30 days 1 second");
        age(2, "29 days 23 hours");
        forgetDeliveries.forgetOld().await().atMost(PATIENCE);

        // Then
        assertThat(hook.get("/deliveries").getList("items.position")).containsExactly(2);
        assertThat(receiver.messages()).hasSize(2);
    }

    @Test
    void nothingIsLeftOfADeletedWebhook() {
        // Given
        Hook hook = hook(tenant, receiver.url());
        raise(tenant, "acme");
        hook.awaitStatus(1, "delivered");

        // When
        as(tenant, "manager").delete(hook.path()).then().statusCode(204);

        // Then
        as(tenant, "manager").get(hook.path()).then().statusCode(404);
        as(tenant, "manager").delete(hook.path()).then().statusCode(404);
        assertThat(rows("webhook_secret")).isZero();
        change("update webhook set deleted_at = now() - interval '2 minutes' where tenant = $1", tenant);
        forgetDeliveries.forgetOld().await().atMost(PATIENCE);
        assertThat(rows("webhook_delivery")).isZero();
        assertThat(rows("webhook")).isZero();
    }

    @Test
    void meterIsRead() {
        // Given
        Hook hook = hook(tenant, receiver.url());
        raise(tenant, "acme");
        hook.awaitStatus(1, "delivered");

        // Then
        assertThat(Management.metrics())
                .contains("tierline_webhook_attempts_total{result=\"delivered\"}")
                .contains("tierline_webhook_dead")
                .contains("tierline_webhook_age_seconds");
    }

    private void makeDue(Hook hook) {
        change(
                "update webhook_delivery set next_attempt_at = now() where next_attempt_at is not null and webhook_id = $1",
                hook.id());
        change("update webhook set resume_at = now() where webhook_id = $1", hook.id());
    }

    private void postpone(Hook hook) {
        change(
                "update webhook_delivery set next_attempt_at = now() + interval '1 hour' where next_attempt_at is not null"
                        + " and webhook_id = $1",
                hook.id());
    }

    private void beginAgo(Hook hook, Duration ago) {
        change(
                "update webhook_delivery set first_attempt_at = now() - interval '" + ago.toSeconds()
                        + " seconds' where webhook_id = $1",
                hook.id());
        makeDue(hook);
    }

    private void age(int position, String ago) {
        change(
                "update webhook_delivery set finished_at = now() - interval '" + ago
                        + "' where tenant = $1 and position = " + position,
                tenant);
    }

    private void change(String sql, String parameter) {
        database.pool().preparedQuery(sql).execute(Tuple.of(parameter)).await().atMost(PATIENCE);
    }

    private long rows(String table) {
        return database.pool()
                .preparedQuery("select count(*) from " + table + " where tenant = $1")
                .execute(Tuple.of(tenant))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong(0);
    }

    private static long secondsUntil(Object time) {
        return Duration.between(Instant.now(), Instant.parse((String) time)).toSeconds();
    }
}
