package io.tierline.call.policies;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.atOnce;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Time zone, default region and languages of a company. */
@QuarkusTest
class CompanyPolicyTest {

    private static final String PATH = "/v1/policies/company";
    private static final Map<String, Object> SHANGHAI =
            Map.of("timeZone", "Asia/Shanghai", "defaultRegion", "CN", "languages", List.of("zh-CN", "en"));

    @Test
    void isUtcChinaAndEnglishUntilItIsSet() {
        as(uniqueTenant(), "rep")
                .get(PATH)
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .body("timeZone", equalTo("UTC"), "defaultRegion", equalTo("CN"), "languages", contains("en"));
    }

    @Test
    void isWhatWasSet_andTheSameAgainChangesNothing() {
        String tenant = uniqueTenant();

        // When
        for (int i = 0; i < 2; i++) {
            as(tenant, "manager")
                    .body(SHANGHAI)
                    .put(PATH)
                    .then()
                    .statusCode(200)
                    .header("ETag", "\"1\"");
        }

        // Then
        as(tenant, "telephony")
                .get(PATH)
                .then()
                .header("ETag", "\"1\"")
                .body("timeZone", equalTo("Asia/Shanghai"), "languages", contains("zh-CN", "en"));
    }

    @Test
    void aMemberThatIsLeftOutGoesBackToItsDefault() {
        String tenant = uniqueTenant();
        as(tenant, "manager").body(SHANGHAI).put(PATH).then().statusCode(200);

        as(tenant, "manager")
                .body(Map.of("defaultRegion", "DE"))
                .put(PATH)
                .then()
                .body("timeZone", equalTo("UTC"), "defaultRegion", equalTo("DE"));
    }

    @Test
    void everyFaultIsNamed() {
        as(uniqueTenant(), "admin")
                .body("{\"timeZone\":\"Mars/Base\",\"defaultRegion\":\"cn\",\"languages\":[\"en\",\"en\"],\"zone\":1}")
                .put(PATH)
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/timeZone", "/defaultRegion", "/languages", "/zone"));
    }

    @Test
    void whoActsOnAFormerRevisionIsRefused() {
        String tenant = uniqueTenant();
        as(tenant, "manager").body(SHANGHAI).put(PATH).then().statusCode(200);

        as(tenant, "manager")
                .header("If-Match", "\"0\"")
                .body(Map.of("timeZone", "Europe/Berlin"))
                .put(PATH)
                .then()
                .statusCode(412)
                .body("code", equalTo("stale"));
    }

    @Test
    void whoSetsItForTheFirstTimeAtTheSameTimeTakesTurns() throws Exception {
        String tenant = uniqueTenant();
        List<String> zones = List.of("Asia/Shanghai", "Europe/Berlin", "Asia/Tokyo", "America/New_York");

        // When
        List<String> tags = atOnce(
                zones.size(),
                client -> as(tenant, "manager")
                        .body(Map.of("timeZone", zones.get(client)))
                        .put(PATH)
                        .then()
                        .statusCode(200)
                        .extract()
                        .header("ETag"));

        // Then
        assertThat(Set.copyOf(tags)).hasSize(zones.size());
    }

    @Test
    void isSetByManagersAlone_andNobodySeesAnotherTenants() {
        String tenant = uniqueTenant();
        as(tenant, "manager").body(SHANGHAI).put(PATH).then().statusCode(200);

        for (String role : List.of("rep", "telephony", "bi", "operator")) {
            as(tenant, role).body(SHANGHAI).put(PATH).then().statusCode(403);
        }
        as(tenant, "bi").get(PATH).then().statusCode(403);
        as(uniqueTenant(), "manager").get(PATH).then().body("timeZone", equalTo("UTC"));
    }

    @Test
    void aNumberWithoutCountryCodeBelongsToTheCompanysRegion() {
        String tenant = uniqueTenant();
        as(tenant, "manager")
                .body(Map.of("defaultRegion", "DE"))
                .put(PATH)
                .then()
                .statusCode(200);

        as(tenant, "telephony")
                .body(Map.of(
                        "callId",
                        "k-1",
                        "phone",
                        "030 901820",
                        "rep",
                        "li.wei",
                        "startedAt",
                        "2026-11-23T09:30:00+08:00"))
                .post("/v1/calls")
                .then()
                .statusCode(201)
                .body("phone", equalTo("+4930901820"));
    }
}
