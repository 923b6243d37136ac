package io.tierline.call.policies;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.call.calls.PublishedCalls;
import io.tierline.kit.testing.Contract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is published of a company's policy is what its contract says. */
@QuarkusTest
class CompanyPolicyContractTest {

    private static final Contract CONTRACT = Contract.of("call-service", "company-policy", "v1");

    @Test
    void examplesConform() {
        assertThat(CONTRACT.examples().values())
                .allSatisfy(example -> assertThat(CONTRACT.faultsOf(example)).isEmpty());
    }

    @Test
    void eachChangeIsPublished_asTheContractSays() {
        String tenant = uniqueTenant();

        // When
        as(tenant, "manager")
                .body(Map.of("timeZone", "Asia/Shanghai", "languages", List.of("zh-CN", "en")))
                .put("/v1/policies/company")
                .then()
                .statusCode(200);
        as(tenant, "manager")
                .body(Map.of("timeZone", "Europe/Berlin", "defaultRegion", "DE"))
                .put("/v1/policies/company")
                .then()
                .statusCode(200);

        // Then
        String first = PublishedCalls.revision(tenant, "policy/company", 1).value();
        String second = PublishedCalls.revision(tenant, "policy/company", 2).value();
        assertThat(List.of(first, second))
                .allSatisfy(event -> assertThat(CONTRACT.faultsOf(event)).isEmpty());
        assertThat(JsonPath.from(first).getMap(""))
                .isEqualTo(
                        JsonPath.from(CONTRACT.examples().get("shanghai.json")).getMap(""));
        assertThat(JsonPath.from(second).getString("timeZone")).isEqualTo("Europe/Berlin");
        assertThat(PublishedCalls.revision(tenant, "policy/company", 2).key()).isEqualTo(tenant + "/policy/company");
        assertThat(PublishedCalls.revision(tenant, "policy/company", 2).headers())
                .containsEntry("ce_type", "company-policy.v1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"revision\": 1 | \"revision\": 0",
                "\"defaultRegion\": \"CN\" | \"defaultRegion\": \"China\"",
                "[\"zh-CN\", \"en\"] | []",
                "[\"zh-CN\", \"en\"] | [\"de\"]",
                "\"timeZone\": \"Asia/Shanghai\", | ''"
            })
    void schemaRefuses_whatIsNoCompanyPolicy(String right, String wrong) {
        String example = CONTRACT.examples().get("shanghai.json");
        assertThat(example).contains(right);

        assertThat(CONTRACT.faultsOf(example.replace(right, wrong))).isNotEmpty();
    }
}
