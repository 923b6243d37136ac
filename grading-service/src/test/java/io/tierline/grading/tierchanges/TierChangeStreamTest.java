package io.tierline.grading.tierchanges;

import static io.restassured.RestAssured.given;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.grading.tierchanges.Streams.Event;
import io.tierline.grading.tierchanges.Streams.Stream;
import io.tierline.kit.testing.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TierChangeStreamTest {

    private static final Map<String, Object> WON_OVER =
            Map.of("stance", "approves", "need", "confirmed", "objections", "settled");

    @TestHTTPResource("/v1/tier-changes/stream")
    URI address;

    private final String tenant = newTenant();

    @Test
    void watcherSeesTheChange_whenItHappens() {
        try (Stream stream = Streams.open(address, tenant, "", null)) {
            // Given
            assertThat(stream.next()).isEqualTo(new Event("heartbeat", "0", "{\"position\":0}"));

            // When
            raise("acme");

            // Then
            Event event = stream.next();
            assertThat(event.name()).isEqualTo("tier-changed");
            assertThat(event.id()).isEqualTo("1");
            assertThat(event.json().getMap(""))
                    .containsEntry("customerId", "acme")
                    .containsEntry("to", "C")
                    .containsEntry("position", 1);
        }
    }

    @Test
    void watcherMissesNothingAndSeesNothingTwice_whenItResumesInTheMiddle() throws Exception {
        // Given: changes go on all the time
        ExecutorService reps = Executors.newFixedThreadPool(4);
        List<Callable<Void>> changes = IntStream.range(0, 60)
                .<Callable<Void>>mapToObj(i -> () -> {
                    raise("customer-" + i);
                    return null;
                })
                .toList();
        var going = changes.stream().map(reps::submit).toList();

        // When: the watcher reconnects again and again from where it was
        List<String> seen = new ArrayList<>();
        String last = "0";
        while (seen.size() < 60) {
            try (Stream stream = Streams.open(address, tenant, "", last)) {
                assertThat(stream.next().name()).isEqualTo("heartbeat");
                for (int i = 0; i < 7 && seen.size() < 60; i++) {
                    Event event = stream.nextChange();
                    seen.add(event.id());
                    last = event.id();
                }
            }
        }
        for (var one : going) {
            one.get();
        }
        reps.shutdown();

        // Then
        assertThat(seen)
                .isEqualTo(
                        IntStream.rangeClosed(1, 60).mapToObj(String::valueOf).toList());
    }

    @Test
    void watcherGoesOnAfterTheChange_whenItNamesTheLastOneItSaw() {
        // Given
        raise("acme");
        raise("globex");

        // When
        try (Stream stream = Streams.open(address, tenant, "", "1")) {

            // Then
            assertThat(stream.nextChange().id()).isEqualTo("2");
        }
    }

    @Test
    void watcherStartsNow_whenItNamesNoPosition() {
        // Given
        raise("acme");

        // When
        try (Stream stream = Streams.open(address, tenant, "", null)) {
            assertThat(stream.next().id()).isEqualTo("1");
            raise("globex");

            // Then
            assertThat(stream.nextChange().json().getString("customerId")).isEqualTo("globex");
        }
    }

    @Test
    void watcherIsToldToStartOver_whenThePositionWasNeverGiven() {
        // Given
        raise("acme");

        // When
        try (Stream stream = Streams.open(address, tenant, "?after=99", null)) {

            // Then
            assertThat(stream.next()).isEqualTo(new Event("reset", "1", "{\"position\":1}"));
            raise("globex");
            assertThat(stream.nextChange().id()).isEqualTo("2");
        }
    }

    @Test
    void watcherSeesOnlyWhatItsFilterLetsThrough() {
        try (Stream stream = Streams.open(address, tenant, "?tier=C&customer=globex&after=0", null)) {
            // When
            raise("acme");
            raise("globex");

            // Then
            assertThat(stream.nextChange().id()).isEqualTo("2");
        }
    }

    @Test
    void heartbeatMovesOn_whenTheFilterLetsNothingThrough() {
        try (Stream stream = Streams.open(address, tenant, "?customer=nobody", null)) {
            // Given
            assertThat(stream.next().id()).isEqualTo("0");

            // When
            raise("acme");

            // Then
            assertThat(stream.next()).isEqualTo(new Event("heartbeat", "1", "{\"position\":1}"));
        }
    }

    @Test
    void watcherSeesNothingOfAnotherTenant() {
        try (Stream stream = Streams.open(address, newTenant(), "?after=0", null)) {
            // Given
            assertThat(stream.next().id()).isEqualTo("0");

            // When
            raise("acme");

            // Then
            assertThat(stream.next()).isEqualTo(new Event("heartbeat", "0", "{\"position\":0}"));
        }
    }

    @Test
    void changesArePagedInTheirOrder() {
        // Given
        for (int i = 1; i <= 5; i++) {
            raise("customer-" + i);
        }

        // When
        var first = as(tenant, "rep").get("/v1/tier-changes?limit=2").jsonPath();
        var second = as(tenant, "rep")
                .get("/v1/tier-changes?limit=3&after=" + first.getString("next"))
                .jsonPath();

        // Then
        assertThat(first.getList("items.position")).containsExactly(1, 2);
        assertThat(second.getList("items.position")).containsExactly(3, 4, 5);
        assertThat(second.getString("next")).isNull();
        assertThat(as(newTenant(), "rep").get("/v1/tier-changes").jsonPath().getList("items"))
                .isEmpty();
    }

    @Test
    void requestIsRefused_whenItIsWrongOrNotAllowed() {
        as(tenant, "rep")
                .get("/v1/tier-changes?after=-1&limit=x")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("?after", "?limit"));
        as(tenant, "rep").get("/v1/tier-changes/stream?after=x").then().statusCode(422);
        as(tenant, "rep").get("/v1/tier-changes/stream?teir=A").then().statusCode(422);
        for (String path : List.of("/v1/tier-changes", "/v1/tier-changes/stream")) {
            given().get(path).then().statusCode(401);
            as(tenant, "telephony").get(path).then().statusCode(403);
            as(tenant, "bi").get(path).then().statusCode(403);
        }
    }

    @Test
    void streamEnds_whenItsTokenExpires() {
        // Given
        String token = Tokens.expiringIn(Duration.ofSeconds(15), tenant, "rep");

        // When
        try (Stream stream = Streams.open(address.toString(), token, null)) {
            assertThat(stream.next().name()).isEqualTo("heartbeat");

            // Then
            assertThat(stream.ends()).isTrue();
        }
    }

    @Test
    void streamNeedsNoHeader_whenItHasATicket() {
        // Given
        String ticket = Streams.ticket(Tokens.of(tenant, "rep"));
        String other = Streams.ticket(Tokens.of(newTenant(), "rep"));
        try (Stream stream = Streams.open(address + "?ticket=" + ticket, null, null);
                Stream another = Streams.open(address + "?after=0&ticket=" + other, null, null)) {
            stream.next();
            another.next();

            // When
            raise("acme");

            // Then: the change is its tenant's alone
            assertThat(stream.nextChange().json().getString("customerId")).isEqualTo("acme");
            assertThat(another.next()).isEqualTo(new Event("heartbeat", "0", "{\"position\":0}"));
        }
        given().get("/v1/tier-changes?ticket=" + ticket).then().statusCode(401);
        given().get("/v1/customers?ticket=" + ticket).then().statusCode(401);
        given().post("/v1/stream-tickets?ticket=" + ticket).then().statusCode(401);
        given().get("/v1/tier-changes/stream?ticket=" + ticket.toLowerCase(Locale.ROOT))
                .then()
                .statusCode(401);
    }

    @Test
    void streamOfATicketEnds_whenTheTokenBehindItExpires() {
        // Given
        String ticket = Streams.ticket(Tokens.expiringIn(Duration.ofSeconds(15), tenant, "rep"));

        // When
        try (Stream stream = Streams.open(address + "?ticket=" + ticket, null, null)) {
            stream.next();

            // Then
            assertThat(stream.ends()).isTrue();
        }
        given().get("/v1/tier-changes/stream?ticket=" + ticket).then().statusCode(401);
    }

    @Test
    void ticketIsGiven_toThoseWhoMayWatch() {
        for (String role : List.of("rep", "manager", "admin")) {
            as(tenant, role)
                    .body("{}")
                    .post("/v1/stream-tickets")
                    .then()
                    .statusCode(201)
                    .header("Cache-Control", "no-store");
        }
        for (String role : List.of("telephony", "bi", "operator")) {
            as(tenant, role).post("/v1/stream-tickets").then().statusCode(403);
        }
        given().post("/v1/stream-tickets").then().statusCode(401);
        given().auth()
                .oauth2(Tokens.withoutTenant("rep"))
                .post("/v1/stream-tickets")
                .then()
                .statusCode(403);
        as(tenant, "rep")
                .body("{\"for\":\"ever\"}")
                .post("/v1/stream-tickets")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/for"));
        as(tenant, "rep").body("{").post("/v1/stream-tickets").then().statusCode(400);
        as(tenant, "rep")
                .body("x".repeat(2000))
                .post("/v1/stream-tickets")
                .then()
                .statusCode(413);
    }

    private void raise(String customer) {
        as(tenant, "rep")
                .body(Map.of("keyPersons", Map.of("EB", WON_OVER), "budget", "confirmed"))
                .patch("/v1/customers/" + customer + "/qualification")
                .then()
                .statusCode(200);
    }
}
