package io.tierline.analytics.rates;

import static io.restassured.RestAssured.given;
import static io.tierline.analytics.fixtures.CallOutcomes.call;
import static io.tierline.analytics.fixtures.Rates.A_YEAR;
import static io.tierline.analytics.fixtures.Rates.EVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.subscription.Cancellable;
import io.tierline.analytics.fixtures.DirectoryEntries;
import io.tierline.analytics.fixtures.RateStreams;
import io.tierline.analytics.fixtures.RateStreams.Event;
import io.tierline.analytics.fixtures.RateStreams.Stream;
import io.tierline.analytics.fixtures.Rates;
import io.tierline.analytics.fixtures.SetClock;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.analytics.rates.application.RatesFeed;
import io.tierline.analytics.rates.application.RatesFeed.Changed;
import io.tierline.analytics.rates.application.RatesFeed.Current;
import io.tierline.analytics.rates.application.RatesFeed.Signal;
import io.tierline.analytics.rates.application.RatesQuestion;
import io.tierline.analytics.rates.domain.Direction;
import io.tierline.analytics.rates.domain.Filter;
import io.tierline.analytics.rates.domain.Grouping;
import io.tierline.analytics.rates.domain.Per;
import io.tierline.analytics.rates.domain.Timespan;
import io.tierline.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RatesStreamTest {

    private static final String NOW = "2026-11-23T09:30:30Z";

    @TestHTTPResource("/v1/rates/stream")
    URI address;

    @Inject
    Topic topic;

    @Inject
    SetClock clock;

    @Inject
    RatesFeed feed;

    @Inject
    MeterRegistry meters;

    @BeforeEach
    void everybodyElseHasLeft() {
        clock.set(NOW);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(subscribers()).isZero());
    }

    @AfterEach
    void theClockIsBack() {
        clock.set(NOW);
    }

    @Test
    void streamOpensWithTheAnswerOfRates() {
        // Given
        topic.deliver("stream-opens", call("a"), call("b").rep("wang.fang").pending());

        // When
        try (Stream stream = RateStreams.open(address, "stream-opens", "by=rep&prior=true&window=P1D")) {
            Event first = stream.next();

            // Then
            assertThat(first.name()).isEqualTo("rates");
            assertThat(first.data()).isEqualTo(Rates.answer("stream-opens", "by=rep&prior=true&window=P1D"));
        }
    }

    @Test
    void changedRowAloneIsTold_whenACallIsNewAndWhenAPastOneIsCorrected() {
        // Given
        topic.deliver("stream-changes", call("a"), call("b").rep("wang.fang"));
        try (Stream stream = RateStreams.open(address, "stream-changes", "by=rep&" + EVER)) {
            assertThat(stream.next().inShort()).containsExactly("li.wei: D 1", "wang.fang: D 1");

            // When
            topic.deliver("stream-changes", call("c").outcome("C"));

            // Then
            Event added = stream.next();
            assertThat(added.name()).isEqualTo("changes");
            assertThat(added.inShort()).containsExactly("li.wei: D 1, C 1");
            assertThat(added.data().get("rows").get(0))
                    .isEqualTo(Rates.rows("stream-changes", "by=rep&" + EVER).get(0));

            // When
            topic.deliver("stream-changes", call("a").revision(2).outcome("CUT"));

            // Then
            assertThat(stream.next().inShort()).containsExactly("li.wei: CUT 1, C 1");
        }
    }

    @Test
    void customersAreWatchedToo_butNotOverMoreThanAYear() {
        // Given
        topic.deliver(
                "stream-customers", call("a").outcome("FOLLOW_UP"), call("b").outcome("NA"));
        try (Stream stream = RateStreams.open(address, "stream-customers", "by=rep&per=customer&" + A_YEAR)) {
            assertThat(stream.next().inShort()).containsExactly("li.wei: FOLLOW_UP 1");

            // When
            topic.deliver("stream-customers", call("c").outcome("C"));

            // Then
            assertThat(stream.next().inShort()).containsExactly("li.wei: C 1");
        }
        given().auth()
                .oauth2(Tokens.of("stream-customers", "bi"))
                .get("/v1/rates/stream?by=rep&per=customer&" + EVER)
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("?to"));
    }

    @Test
    void rowIsGone_whenItsOnlyCallIsVoidedOrMoved() {
        // Given
        topic.deliver("stream-gone", call("a"), call("b").rep(null).outcome("NA"));
        try (Stream stream = RateStreams.open(address, "stream-gone", "by=rep&" + EVER)) {
            assertThat(stream.next().inShort()).containsExactly("li.wei: D 1", "null: NA 1");

            // When
            topic.deliver(
                    "stream-gone",
                    call("a").revision(2).rep("wang.fang"),
                    call("b").revision(2).rep(null).voided());

            // Then
            Event event = stream.next();
            List<String> told = new ArrayList<>(event.inShort());
            if (told.size() < 3) {
                // The two calls came in two batches.
                told.addAll(stream.next().inShort());
            }
            assertThat(told).containsExactlyInAnyOrder("wang.fang: D 1", "li.wei: gone", "null: gone");
        }
    }

    @Test
    void callLeavesTheWindow_whenTheMinuteIsOver() {
        // Given
        topic.deliver(
                "stream-window",
                call("a").at("2026-11-23T09:16:30Z"),
                call("b").at("2026-11-23T09:20:00Z").outcome("C"));
        try (Stream stream = RateStreams.open(address, "stream-window", "by=company&window=PT15M")) {
            assertThat(stream.next().inShort()).containsExactly("company: D 1, C 1");

            // When
            clock.set("2026-11-23T09:31:00Z");

            // Then
            Event event = stream.nextChange();
            assertThat(event.inShort()).containsExactly("company: C 1");
            assertThat(event.data().get("from").textValue()).isEqualTo("2026-11-23T09:17:00Z");

            // When
            clock.set("2026-11-23T09:40:00Z");

            // Then
            assertThat(stream.nextChange().inShort()).containsExactly("null: gone");
        }
    }

    @Test
    void nothingButHeartbeatsIsSent_whenNothingHasChanged() {
        // Given
        topic.deliver("stream-quiet", call("a"));
        try (Stream stream = RateStreams.open(address, "stream-quiet", "by=rep&window=P1D")) {
            stream.next();

            // When: the same again, an older revision, a call elsewhere, and a quarter of a minute
            topic.deliver("stream-quiet", call("a"), call("z").at("2026-11-20T00:00:00Z"));
            topic.deliver("stream-quiet-not", call("b"));
            clock.set("2026-11-23T09:30:45Z");

            // Then
            Event event = stream.next();
            assertThat(event.name()).isEqualTo("heartbeat");
            assertThat(event.data().get("to").textValue()).isEqualTo("2026-11-23T09:31:00Z");
        }
    }

    @Test
    void rowsAreToldAnew_whenMetricsAndNamesChange() {
        // Given
        topic.deliver("stream-metrics", call("a"), call("b").rep("wang.fang"));
        try (Stream stream = RateStreams.open(address, "stream-metrics", "by=rep&" + EVER)) {
            assertThat(stream.next().data().get("metrics").intValue()).isZero();

            // When
            given().auth()
                    .oauth2(Tokens.of("stream-metrics", "manager"))
                    .contentType("application/json")
                    .body("{\"metrics\":[{\"id\":\"lost\",\"numerator\":[\"BL\"],\"denominator\":[\"BL\",\"D\"]}]}")
                    .put("/v1/metrics")
                    .then()
                    .statusCode(200);

            // Then
            Event event = stream.next();
            assertThat(event.data().get("metrics").intValue()).isOne();
            assertThat(event.data().get("rows"))
                    .hasSize(2)
                    .allMatch(row -> row.get("rates").has("lost"));

            // When
            topic.deliverToDirectory("stream-metrics", DirectoryEntries.rep("wang.fang", "Wang Fang"));

            // Then
            assertThat(stream.next().data().get("rows"))
                    .singleElement()
                    .satisfies(row -> assertThat(row.get("repName").textValue()).isEqualTo("Wang Fang"));
        }
    }

    @Test
    void watchersOfOneQuestionShareItsReadings() {
        // Given
        topic.deliver("stream-shared", call("a"));
        long before = readings();
        List<Stream> streams = IntStream.range(0, 20)
                .mapToObj(i -> RateStreams.open(address, "stream-shared", "by=team&" + EVER))
                .toList();
        streams.forEach(stream -> assertThat(stream.next().name()).isEqualTo("rates"));

        // When
        topic.deliver("stream-shared", call("b"));

        // Then: one reading when the first came, one of the change, and one that nobody asked for, perhaps
        streams.forEach(stream -> assertThat(stream.next().inShort()).containsExactly("east-1: D 2"));
        assertThat(readings() - before).isBetween(2L, 3L);
        streams.forEach(Stream::close);
    }

    @Test
    void nothingIsRead_whenOnlyOthersHaveCalls() {
        // Given
        topic.deliver("stream-mine", call("a"));
        try (Stream stream = RateStreams.open(address, "stream-mine", "by=team&" + EVER)) {
            stream.next();
            long before = readings();

            // When: longer than it takes from one reading to the next
            for (int i = 0; i < 5; i++) {
                topic.deliver("stream-theirs", call("b-" + i));
            }

            // Then: none but one that nobody asked for, perhaps
            assertThat(readings() - before).isLessThanOrEqualTo(1);

            // Then: and what is told is of one's own
            topic.deliver("stream-mine", call("c").outcome("C"));
            assertThat(stream.next().inShort()).containsExactly("east-1: D 1, C 1");
        }
    }

    @Test
    void changesComeAtMostOnceASecond_andTheLastOneIsNotMissed() {
        // Given
        try (Stream stream = RateStreams.open(address, "stream-rush", "by=company&" + EVER)) {
            stream.next();
            long begin = System.nanoTime();

            // When: calls come all the time
            for (int i = 0; i < 300; i++) {
                topic.publish(List.of(Topic.recordOf("stream-rush", call("c-" + i))));
            }

            // Then
            int events = 0;
            for (List<String> told = List.of(); !told.equals(List.of("company: D 300")); events++) {
                told = stream.next().inShort();
            }
            long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
            assertThat(events).isLessThanOrEqualTo((int) seconds + 2);
        }
    }

    @Test
    void slowWatcherIsToldTheLatestAtOnce_andHoldsUpNobody() throws InterruptedException {
        // Given: one that asks for one signal and then for nothing
        topic.deliver("stream-slow", call("a"), call("b").rep("wang.fang"));
        RatesQuestion question = question(Grouping.REP, 0);
        Reader slow = new Reader();
        feed.watch("stream-slow", question, Instant.MAX).subscribe().withSubscriber(slow);
        slow.subscription.request(1);
        assertThat(slow.next()).isInstanceOf(Current.class);
        try (Stream quick = RateStreams.open(address, "stream-slow", "by=rep&direction=all&" + EVER)) {
            quick.next();

            // When
            topic.deliver("stream-slow", call("c").rep("chen.jie"));
            assertThat(quick.next().inShort()).containsExactly("chen.jie: D 1");
            topic.deliver("stream-slow", call("d").rep("chen.jie").outcome("C"));
            assertThat(quick.next().inShort()).containsExactly("chen.jie: D 1, C 1");
            topic.deliver("stream-slow", call("a").revision(2).voided());
            assertThat(quick.next().inShort()).containsExactly("li.wei: gone");
        }
        slow.subscription.request(1);

        // Then
        Changed changed = (Changed) slow.next();
        assertThat(changed.changes().table().rows())
                .singleElement()
                .satisfies(row -> assertThat(row.group().counts().dials()).isEqualTo(2));
        assertThat(changed.changes().gone()).containsExactly("li.wei");
        assertThat(slow.signals).isEmpty();
        slow.subscription.cancel();
    }

    @Test
    void streamEndsWithItsToken() {
        // Given
        String token = Tokens.expiringIn(RateStreams.LONG, "stream-token", "rep");
        try (Stream stream = RateStreams.open(address + "?by=rep&" + EVER, token)) {
            stream.next();

            // When
            clock.set(Instant.now().plus(RateStreams.LONG).plusSeconds(1).toString());

            // Then
            assertThat(stream.ends()).isTrue();
        }
    }

    @Test
    void ticketOpensTheStreamOfItsTenant_andNothingElse() {
        // Given
        topic.deliver("stream-ticket", call("a"));
        String ticket = given().auth()
                .oauth2(Tokens.expiringIn(RateStreams.LONG, "stream-ticket", "rep"))
                .post("/v1/stream-tickets")
                .then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .extract()
                .path("ticket");

        // When
        try (Stream stream = RateStreams.open(address + "?by=rep&ticket=" + ticket + "&" + EVER, null)) {

            // Then
            assertThat(stream.next().inShort()).containsExactly("li.wei: D 1");
        }
        given().get("/v1/rates?by=rep&window=P1D&ticket=" + ticket).then().statusCode(401);
    }

    @Test
    void questionTooManyIsRefused_andOneThatIsAskedAlreadyIsNot() {
        // Given
        List<Cancellable> watching = IntStream.range(0, RatesFeed.MOST_QUESTIONS)
                .mapToObj(i -> feed.watch("stream-many", question(Grouping.COMPANY, i), Instant.MAX)
                        .subscribe()
                        .with(signal -> {}))
                .toList();

        // When
        get("stream-many", "by=rep&" + EVER)

                // Then
                .then()
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Retry-After", "30")
                .body("code", equalTo("too-many-streams"));
        try (Stream stream = RateStreams.open(address, "stream-many", "by=company&direction=all&" + EVER)) {
            assertThat(stream.next().name()).isEqualTo("rates");
        }
        try (Stream stream = RateStreams.open(address, "stream-many-not", "by=rep&" + EVER)) {
            assertThat(stream.next().name()).isEqualTo("rates");
        }
        watching.forEach(Cancellable::cancel);
        try (Stream stream = RateStreams.open(address, "stream-many", "by=rep&" + EVER)) {
            assertThat(stream.next().name()).isEqualTo("rates");
        }
    }

    @Test
    void badQuestionIsRefusedWithAllItsFaults() {
        get("stream-bad", "window=P1Y&direction=up&per=day&metrics=-1&format=csv")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("?format"));
        get("stream-bad", "window=P1Y&direction=up&per=day&metrics=-1")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("?by", "?per", "?window", "?direction", "?metrics"));
        get("stream-bad", "by=rep&window=P1D&metrics=7")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("?metrics"));
        assertThat(subscribers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"telephony", "operator"})
    void otherRolesMayNotWatch(String role) {
        given().auth()
                .oauth2(Tokens.of("stream-roles", role))
                .get("/v1/rates/stream?by=rep&window=P1D")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(Tokens.of("stream-roles", role))
                .post("/v1/stream-tickets")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bi", "rep", "manager", "admin"})
    void readersMayWatch(String role) {
        String token = Tokens.expiringIn(RateStreams.LONG, "stream-roles", role);
        try (Stream stream = RateStreams.open(address + "?by=rep&window=P1D", token)) {
            assertThat(stream.next().name()).isEqualTo("rates");
        }
        given().auth().oauth2(token).post("/v1/stream-tickets").then().statusCode(201);
    }

    /** Takes signals as they are asked for. */
    private static final class Reader implements Flow.Subscriber<Signal> {

        private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
        private volatile Flow.Subscription subscription;

        Signal next() throws InterruptedException {
            return signals.poll(30, TimeUnit.SECONDS);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
        }

        @Override
        public void onNext(Signal signal) {
            signals.add(signal);
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    /** The question about {@link Rates#EVER} in all directions, or about a period that begins later. */
    private static RatesQuestion question(Grouping by, int daysLater) {
        return new RatesQuestion(
                new Timespan.Period(
                        Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(daysLater)),
                        Instant.parse("2027-12-31T00:00:00Z")),
                by,
                Per.CALL,
                new Filter(null, null, null, Set.of(Direction.OUTBOUND, Direction.INBOUND), false, true),
                false,
                null);
    }

    private static io.restassured.response.Response get(String tenant, String query) {
        return given().auth()
                .oauth2(Tokens.expiringIn(RateStreams.LONG, tenant, "bi"))
                .urlEncodingEnabled(false)
                .get("/v1/rates/stream?" + query);
    }

    private long readings() {
        return meters.get("tierline.analytics.rates.watched").timer().count();
    }

    private double subscribers() {
        return meters.get("tierline.stream.subscribers").gauge().value();
    }
}
