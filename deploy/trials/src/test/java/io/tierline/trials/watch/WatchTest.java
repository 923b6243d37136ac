package io.tierline.trials.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.trials.Api;
import io.tierline.trials.watch.Connection.Event;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What watchers take for right and what for wrong. */
class WatchTest {
    private static final List<JsonNode> CHANGES =
            LongStream.rangeClosed(1, 6).mapToObj(WatchTest::change).toList();
    private static final Filter EVEN = new Filter("C", null, null, null);

    @ParameterizedTest
    @CsvSource({
        "C, , , , true",
        "none, , , , false",
        ", east-1, , , true",
        ", , wang.fang, , false",
        ", , , acme-2, true"
    })
    void filterMatchesTheNewTierTeamRepAndCustomer(
            String tier, String team, String rep, String customer, boolean matches) {
        assertThat(new Filter(tier, team, rep, customer).matches(change(2))).isEqualTo(matches);
    }

    @Test
    void subscriberHasSeenAll_whenHeartbeatsAndChangesLeadToTheEnd() {
        Subscriber subscriber = subscriber(EVEN, 1);
        heartbeat(subscriber, 1);
        take(subscriber, 2, 4);
        heartbeat(subscriber, 5);
        heartbeat(subscriber, 5);
        take(subscriber, 6);
        assertThat(subscriber.check(CHANGES)).isEmpty();
    }

    @Test
    void firstHeartbeatSaysWhereItBegan_whenItStartsWithThePresent() {
        Subscriber subscriber = subscriber(Filter.ALL, -1);
        heartbeat(subscriber, 4);
        take(subscriber, 5, 6);
        assertThat(subscriber.check(CHANGES)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1 2 4 5 6", "1 2 2 3 4 5 6", "1 3 2 4 5 6", "1 2 3 4 5", "2 3 4 5 6"})
    void gapAndRepeatAreFound(String positions) {
        Subscriber subscriber = subscriber(Filter.ALL, 0);
        take(
                subscriber,
                Stream.of(positions.split(" ")).mapToLong(Long::parseLong).toArray());
        assertThat(subscriber.check(CHANGES)).isNotEmpty();
    }

    @Test
    void changeBehindAHeartbeatThatHasPassedItIsFound() {
        Subscriber subscriber = subscriber(EVEN, 0);
        take(subscriber, 2);
        heartbeat(subscriber, 5);
        take(subscriber, 4, 6);
        assertThat(subscriber.check(CHANGES)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"reset, 6", "heartbeat, 3"})
    void resetAndStepBackAreFound(String name, long position) {
        Subscriber subscriber = subscriber(Filter.ALL, 0);
        take(subscriber, 1, 2, 3, 4, 5, 6);
        subscriber.take(new Event(name, position, null));
        assertThat(subscriber.check(CHANGES)).isNotEmpty();
    }

    @Test
    void webhookIsRight_whenEachMatchingChangeComesSignedUntilItIsTaken() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(EVEN, 7)) {
            Api sender = registered(receiver);
            receiver.heal();
            for (long position : List.of(2, 4, 4, 6)) {
                deliver(sender, position, "id-" + position, "key");
            }
            assertThat(receiver.check(CHANGES)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"6, id-6, other", "6, id-4, key", "4, id-9, key", "5, id-5, key", "2, id-2, key"})
    void wrongMessageIsFound(long position, String id, String secret) throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver(EVEN, 7)) {
            Api sender = registered(receiver);
            receiver.heal();
            deliver(sender, 2, "id-2", "key");
            deliver(sender, 4, "id-4", "key");
            deliver(sender, position, id, secret);
            assertThat(receiver.check(CHANGES)).isNotEmpty();
        }
    }

    @Test
    void receiverFailsAtTheSameAttempts_whenTheSeedIsTheSame() throws Exception {
        List<List<Integer>> statuses = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            try (WebhookReceiver receiver = new WebhookReceiver(Filter.ALL, 5)) {
                Api sender = registered(receiver);
                List<Integer> ofRun = new ArrayList<>();
                for (long position = 1; position <= 40; position++) {
                    ofRun.add(deliver(sender, position, "id-" + position, "key"));
                }
                statuses.add(ofRun);
            }
        }
        assertThat(statuses.get(0)).isEqualTo(statuses.get(1)).contains(500).contains(204);
    }

    @Test
    void signatureIsThatOfStandardWebhooks() {
        assertThat(WebhookReceiver.hmac(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}"))
                .isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    private static Subscriber subscriber(Filter filter, long after) {
        return new Subscriber(List.of(), null, filter, after, 1);
    }

    private static void heartbeat(Subscriber subscriber, long position) {
        subscriber.take(new Event("heartbeat", position, null));
    }

    private static void take(Subscriber subscriber, long... positions) {
        for (long position : positions) {
            subscriber.take(new Event("tier-changed", position, change(position)));
        }
    }

    private static Api registered(WebhookReceiver receiver) {
        receiver.registered(0, secret("key"));
        return new Api(receiver.address(), null);
    }

    private static int deliver(Api sender, long position, String id, String key) {
        String body = Api.JSON
                .createObjectNode()
                .put("type", "tier-change.v1")
                .set("data", change(position))
                .toString();
        String timestamp = String.valueOf(Instant.now().getEpochSecond());
        String signature = "v1,other v1," + WebhookReceiver.hmac(secret(key), id + "." + timestamp + "." + body);
        try {
            return sender.send(
                            "POST",
                            "/tierline",
                            body,
                            "webhook-id",
                            id,
                            "webhook-timestamp",
                            timestamp,
                            "webhook-signature",
                            signature)
                    .status();
        } catch (IOException closed) {
            return 0;
        }
    }

    private static String secret(String key) {
        return "whsec_" + Base64.getEncoder().encodeToString(key.getBytes(UTF_8));
    }

    /** Even positions lead to C, odd ones to D. */
    private static JsonNode change(long position) {
        String change = "{\"position\":%d,\"customerId\":\"acme-%d\",\"kind\":\"changed\",\"to\":\"%s\","
                + "\"team\":\"east-1\",\"rep\":\"li.wei\"}";
        try {
            return Api.JSON.readTree(String.format(change, position, position, position % 2 == 0 ? "C" : "D"));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
