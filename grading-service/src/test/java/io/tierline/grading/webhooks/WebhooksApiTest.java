package io.tierline.grading.webhooks;

import static io.restassured.RestAssured.given;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.webhooks.WebhookRequests.hook;
import static io.tierline.grading.webhooks.WebhookRequests.raise;
import static io.tierline.grading.webhooks.WebhookRequests.wish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.tierline.grading.webhooks.WebhookRequests.Hook;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WebhooksApiTest {

    @Inject
    NamedHosts hosts;

    private final String tenant = newTenant();
    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void secretIsShownOnce_whenTheWebhookIsMade() {
        String location = as(tenant, "manager")
                .body("{\"url\":\"" + receiver.url() + "\",\"description\":\"CRM\",\"filter\":{\"tier\":\"A\"}}")
                .post("/v1/webhooks")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("secret", matchesPattern("whsec_[A-Za-z0-9+/]{43}="))
                .body("webhook.webhookId", matchesPattern("[0-9A-Z]{26}"))
                .body("webhook.description", equalTo("CRM"))
                .body("webhook.filter.tier", equalTo("A"))
                .body("webhook.filter.team", nullValue())
                .body("webhook.active", equalTo(true))
                .body("webhook.position", equalTo(0))
                .body("webhook.createdBy", equalTo("manager@" + tenant))
                .extract()
                .header("Location");
        as(tenant, "manager").get(location).then().statusCode(200).body(not(containsString("whsec_")));
        as(tenant, "manager").get("/v1/webhooks").then().statusCode(200).body(not(containsString("whsec_")));
    }

    @Test
    void everyFaultIsToldAtOnce() {
        as(tenant, "manager")
                .body("{\"uri\":1,\"description\":2,\"filter\":{\"tier\":\"a b\",\"teem\":\"x\"},\"active\":\"yes\"}")
                .post("/v1/webhooks")
                .then()
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder("/url", "/uri", "/description", "/filter/tier", "/filter/teem", "/active"));
        as(tenant, "manager").body("{").post("/v1/webhooks").then().statusCode(400);
        as(tenant, "manager")
                .body("{\"url\":\"\\u0000\"}")
                .post("/v1/webhooks")
                .then()
                .statusCode(400);
        as(tenant, "manager").get("/v1/webhooks?limit=0&cursor=x").then().statusCode(422);
        as(tenant, "manager").get("/v1/webhooks?cursor=x").then().statusCode(422);
        as(tenant, "manager").get("/v1/webhooks?size=1").then().statusCode(422);
        as(tenant, "manager").get("/v1/webhooks").then().body("items", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data/",
                "http://[::ffff:169.254.169.254]/",
                "http://[fe80::1]/",
                "http://0.0.0.0/",
                "http://224.0.0.1/",
                "http://metadata.test/",
                "http://mixed.test/",
                "http://unknown.test/",
                "http://me:secret@127.0.0.1/",
                "ftp://127.0.0.1/",
                "nowhere"
            })
    void addressIsRefused_whenNothingMayBeSentThere(String url) {
        hosts.name("metadata.test", "169.254.169.254");
        hosts.name("mixed.test", "127.0.0.1", "169.254.169.254");
        Hook hook = hook(tenant, receiver.url());

        as(tenant, "manager")
                .body(wish(url, Map.of()))
                .post("/v1/webhooks")
                .then()
                .statusCode(422)
                .body("errors.pointer", hasItem("/url"))
                .body("errors.pointer", everyItem(equalTo("/url")));
        as(tenant, "manager").body(wish(url, Map.of())).put(hook.path()).then().statusCode(422);
        assertThat(hook.get("").getString("url")).isEqualTo(receiver.url());
    }

    @Test
    void webhookIsMadeOnce_whenTheRequestIsSentTwice() {
        // Given
        Hook first = hook(tenant, receiver.url(), Map.of("tier", "A"));

        // When
        as(tenant, "manager")
                .body(wish(receiver.url(), Map.of("tier", "A")))
                .post("/v1/webhooks")
                .then()
                .statusCode(409)
                .body("code", equalTo("webhook-exists"))
                .body("detail", containsString(first.id()));

        // Then: another filter is another webhook, until it is changed into the same
        Hook other = hook(tenant, receiver.url(), Map.of("tier", "B"));
        as(tenant, "manager")
                .body(wish(receiver.url(), Map.of("tier", "A")))
                .put(other.path())
                .then()
                .statusCode(409)
                .body("code", equalTo("webhook-exists"));
        as(tenant, "manager").delete(first.path()).then().statusCode(204);
        hook(tenant, receiver.url(), Map.of("tier", "A"));
    }

    @Test
    void webhookIsChanged_onlyAtTheRevisionThatWasRead() {
        // Given
        Hook hook = hook(tenant, receiver.url());
        Map<String, Object> wish = wish(receiver.url(), Map.of("team", "east-1"));
        wish.put("description", "east");

        // When
        as(tenant, "manager")
                .header("If-Match", "\"1\"")
                .body(wish)
                .put(hook.path())
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("description", equalTo("east"))
                .body("filter.team", equalTo("east-1"));

        // Then
        as(tenant, "manager")
                .header("If-Match", "\"1\"")
                .body(wish(receiver.url(), Map.of()))
                .put(hook.path())
                .then()
                .statusCode(412);
        as(tenant, "manager").body(wish).put(hook.path()).then().header("ETag", "\"2\"");
        assertThat(hook.get("").getInt("revision")).isEqualTo(2);
    }

    @Test
    void webhookCanBePausedAndDescribed_whenItsHostCannotBeFound() {
        // Given
        String host = "lost-" + tenant + ".test";
        String url = "http://" + host + "/";
        hosts.name(host, "127.0.0.1");
        Hook hook = hook(tenant, url);
        hosts.forget(host);
        Map<String, Object> wish = wish(url, Map.of());

        // When
        wish.put("description", "moves house");
        assertThat(hook.put(wish).getString("description")).isEqualTo("moves house");
        wish.put("active", false);
        assertThat(hook.put(wish).getBoolean("active")).isFalse();

        // Then: but not be switched on, nor led elsewhere
        wish.put("active", true);
        as(tenant, "manager")
                .body(wish)
                .put(hook.path())
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/url")));
        wish.put("active", false);
        wish.put("url", url + "other");
        as(tenant, "manager").body(wish).put(hook.path()).then().statusCode(422);
    }

    @Test
    void companyMayHaveFifty() {
        IntStream.rangeClosed(1, 50).forEach(i -> hook(tenant, receiver.url(), Map.of("rep", "rep-" + i)));

        as(tenant, "manager")
                .body(wish(receiver.url(), Map.of()))
                .post("/v1/webhooks")
                .then()
                .statusCode(409)
                .body("code", equalTo("too-many-webhooks"));
        var first = as(tenant, "manager").get("/v1/webhooks?limit=30").jsonPath();
        var second = as(tenant, "manager")
                .get("/v1/webhooks?limit=30&cursor=" + first.getString("next"))
                .jsonPath();
        assertThat(first.getList("items.filter.rep")).hasSize(30).startsWith("rep-1", "rep-2");
        assertThat(second.getList("items.filter.rep")).hasSize(20).endsWith("rep-50");
        assertThat(second.getString("next")).isNull();
        hook(newTenant(), receiver.url());
    }

    @Test
    void webhookMayHaveTheLongestOfEverything() {
        SecureRandom random = new SecureRandom();
        String url = receiver.url() + "?";
        Map<String, Object> filter = Map.of(
                "tier",
                ids(random, 128),
                "team",
                ids(random, 128),
                "rep",
                ids(random, 128),
                "customer",
                ids(random, 128));

        Hook hook = hook(tenant, url + ids(random, 2_000 - url.length()), filter);

        assertThat(hook.get("").getMap("filter")).isEqualTo(filter);
    }

    @Test
    void secretIsRotatedUpToFiveAtATime() {
        Hook hook = hook(tenant, receiver.url());
        IntStream.rangeClosed(2, 5).forEach(i -> hook.post("/secret"));

        as(tenant, "manager")
                .post(hook.path() + "/secret")
                .then()
                .statusCode(409)
                .body("code", equalTo("rotated-too-often"));
        hook.post("/test");
        assertThat(receiver.await(1).get(0).signatures().split(" ")).hasSize(5);
        assertThat(receiver.messages().get(0).isSignedWith(hook.secret())).isTrue();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Hook hook = hook(tenant, receiver.url());
        for (String id : List.of("01KAXW5A5T8Y3N6Q0Z4V9M2BCD", "x", "%00", "'")) {
            String path = "/v1/webhooks/" + id;
            as(tenant, "manager")
                    .urlEncodingEnabled(false)
                    .get(path)
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("no-such-webhook"));
            as(tenant, "manager").urlEncodingEnabled(false).delete(path).then().statusCode(404);
            as(tenant, "manager")
                    .urlEncodingEnabled(false)
                    .body(wish(receiver.url(), Map.of()))
                    .put(path)
                    .then()
                    .statusCode(404);
            for (String below : List.of("/secret", "/test", "/redelivery", "/deliveries/1/redelivery")) {
                as(tenant, "manager")
                        .urlEncodingEnabled(false)
                        .post(path + below)
                        .then()
                        .statusCode(404);
            }
            as(tenant, "manager")
                    .urlEncodingEnabled(false)
                    .get(path + "/deliveries")
                    .then()
                    .statusCode(404);
        }
        for (String position : List.of("1", "0", "-1", "x", "99999999999999999999")) {
            as(tenant, "manager")
                    .post(hook.path() + "/deliveries/" + position + "/redelivery")
                    .then()
                    .statusCode(404)
                    .body("code", equalTo("no-such-delivery"));
        }
        as(tenant, "manager")
                .get(hook.path() + "/deliveries?status=lost&limit=501")
                .then()
                .statusCode(422)
                .body("errors", hasSize(2));
        as(tenant, "manager")
                .get(hook.path() + "/deliveries?cursor=WyJ4Il0")
                .then()
                .statusCode(422);
    }

    @Test
    void webhookIsNobodyElses() {
        // Given
        Hook hook = hook(tenant, receiver.url());
        raise(tenant, "acme");
        hook.awaitStatus(1, "delivered");
        String other = newTenant();

        // Then
        as(other, "admin").get("/v1/webhooks").then().body("items", hasSize(0));
        as(other, "admin").get(hook.path()).then().statusCode(404);
        as(other, "admin")
                .body(wish(receiver.url(), Map.of()))
                .put(hook.path())
                .then()
                .statusCode(404);
        as(other, "admin").delete(hook.path()).then().statusCode(404);
        as(other, "admin").post(hook.path() + "/secret").then().statusCode(404);
        as(other, "admin").post(hook.path() + "/test").then().statusCode(404);
        as(other, "admin").get(hook.path() + "/deliveries").then().statusCode(404);
        as(other, "admin").post(hook.path() + "/redelivery").then().statusCode(404);
        as(other, "admin").post(hook.path() + "/deliveries/1/redelivery").then().statusCode(404);
        assertThat(hook.get("").getInt("revision")).isEqualTo(1);
        assertThat(receiver.messages()).hasSize(1);
        // The same address is no conflict between two companies.
        hook(other, receiver.url());
    }

    @ParameterizedTest
    @CsvSource({
        "POST, ''",
        "GET, ''",
        "GET, /01KAXW5A5T8Y3N6Q0Z4V9M2BCD",
        "PUT, /01KAXW5A5T8Y3N6Q0Z4V9M2BCD",
        "DELETE, /01KAXW5A5T8Y3N6Q0Z4V9M2BCD",
        "POST, /01KAXW5A5T8Y3N6Q0Z4V9M2BCD/secret",
        "POST, /01KAXW5A5T8Y3N6Q0Z4V9M2BCD/test",
        "GET, /01KAXW5A5T8Y3N6Q0Z4V9M2BCD/deliveries",
        "POST, /01KAXW5A5T8Y3N6Q0Z4V9M2BCD/redelivery",
        "POST, /01KAXW5A5T8Y3N6Q0Z4V9M2BCD/deliveries/1/redelivery"
    })
    void onlyManagersAndAdminsMayDoAnything(Method method, String path) {
        String body = "{\"url\":\"" + receiver.url() + "\"}";
        given().contentType("application/json")
                .body(body)
                .request(method, "/v1/webhooks" + path)
                .then()
                .statusCode(401);
        for (String role : List.of("rep", "telephony", "bi", "operator")) {
            as(tenant, role)
                    .body(body)
                    .request(method, "/v1/webhooks" + path)
                    .then()
                    .statusCode(403);
        }
        for (String role : List.of("manager", "admin")) {
            int status = as(newTenant(), role)
                    .body(body)
                    .request(method, "/v1/webhooks" + path)
                    .statusCode();
            assertThat(status).isIn(200, 201, 404);
        }
        as(tenant, "admin").get("/v1/webhooks").then().body("items", hasSize(0));
    }

    private static String ids(SecureRandom random, int length) {
        return random.ints(length, 0, 62)
                .mapToObj(i -> "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".substring(i, i + 1))
                .collect(Collectors.joining());
    }
}
