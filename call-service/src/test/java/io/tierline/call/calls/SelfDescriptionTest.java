package io.tierline.call.calls;

import static io.restassured.RestAssured.given;
import static io.tierline.call.calls.CallApi.recorded;
import static io.tierline.call.calls.CallApi.uniqueId;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.kit.testing.Management;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The service says of itself what it can do, how it is and how much it does. */
@QuarkusTest
class SelfDescriptionTest {

    private static final Set<String> OPERATIONS = Set.of(
            "post /v1/calls",
            "get /v1/calls",
            "post /v1/calls/batch",
            "get /v1/calls/{callId}",
            "delete /v1/calls/{callId}",
            "get /v1/calls/{callId}/revisions",
            "put /v1/calls/{callId}/outcome",
            "patch /v1/calls/{callId}/outcome",
            "patch /v1/calls/{callId}/attribution",
            "post /v1/calls/{callId}/flags/{flag}/dismissal",
            "get /v1/pending-work",
            "get /v1/pending-work/reps",
            "get /v1/policies/summary-check",
            "put /v1/policies/summary-check",
            "get /v1/contacts",
            "get /v1/contacts/{phone}",
            "put /v1/contacts/{phone}",
            "post /v1/contacts/batch",
            "post /v1/contacts/{phone}/unlinking",
            "get /v1/policies/company",
            "put /v1/policies/company",
            "get /v1/teams",
            "get /v1/teams/{id}",
            "put /v1/teams/{id}",
            "get /v1/reps",
            "get /v1/reps/{id}",
            "put /v1/reps/{id}",
            "delete /v1/contacts/{phone}",
            "get /v1/contacts/{phone}/export",
            "get /v1/policies/retention",
            "put /v1/policies/retention",
            "get /v1/numbers/{phone}",
            "post /v1/numbers/check",
            "get /v1/suppressions",
            "post /v1/suppressions",
            "delete /v1/suppressions/{phone}",
            "get /v1/suppressions/{phone}/history",
            "get /v1/trunks",
            "get /v1/follow-ups",
            "get /v1/follow-ups/summary",
            "put /v1/follow-ups/{callId}",
            "get /v1/meetings",
            "get /v1/meetings/summary",
            "put /v1/meetings/{callId}",
            "get /v1/policies/suppression",
            "put /v1/policies/suppression",
            "post /v1/telephony/freeswitch",
            "post /v1/telephony/twilio",
            "post /v1/telephony/asterisk",
            "post /v1/telephony/amazon-connect",
            "get /v1/telephony/unmapped",
            "get /v1/policies/telephony/{source}",
            "put /v1/policies/telephony/{source}",
            "get /v1/policies/telephony-mapping/{source}",
            "put /v1/policies/telephony-mapping/{source}",
            "post /v1/republication",
            "get /v1/republication",
            "get /v1/republication/{id}");

    @Test
    void everyEndpointIsDescribed_andNothingElse() {
        // When
        JsonPath api = openApi();

        // Then
        Set<String> described = new TreeSet<>();
        Map<String, Map<String, Map<String, Object>>> paths = api.getMap("paths");
        paths.forEach((path, methods) -> methods.forEach((method, operation) -> {
            if (operation instanceof Map) {
                described.add(method + " " + path);
                assertThat(operation.get("summary")).as(method + " " + path).isNotNull();
                assertThat(operation.get("operationId")).isNotNull();
                assertThat(((Map<?, ?>) operation.get("responses"))
                                .keySet().stream().map(String::valueOf))
                        .contains("401", "403", "429");
                assertThat((List<?>) operation.get("security")).isNotEmpty();
            }
        }));
        assertThat(described).isEqualTo(OPERATIONS);
    }

    @Test
    void requestsHaveSchemas_andNothingInternalShows() {
        // When
        JsonPath api = openApi();

        // Then
        Set<String> schemas = api.getMap("components.schemas").keySet().stream()
                .map(Object::toString)
                .collect(Collectors.toSet());
        assertThat(schemas)
                .contains(
                        "CallSubmission",
                        "SummarySubmission",
                        "AttributionSubmission",
                        "Call",
                        "RecordedCall",
                        "Revision",
                        "BatchReport")
                .noneMatch(name -> name.contains("View")
                        || name.contains("Node")
                        || name.contains("Uni")
                        || name.endsWith("Response"));
        assertThat(api.getString("paths.'/v1/calls'.post.requestBody.content.'application/json'.schema.'$ref'"))
                .isEqualTo("#/components/schemas/CallSubmission");
        assertThat(api.getString(
                        "paths.'/v1/calls/{callId}/outcome'.put.requestBody.content.'application/json'.schema.'$ref'"))
                .isEqualTo("#/components/schemas/SummarySubmission");
        assertThat(
                        api.getString(
                                "paths.'/v1/calls/{callId}/attribution'.patch.requestBody.content.'application/merge-patch+json'.schema.'$ref'"))
                .isEqualTo("#/components/schemas/AttributionSubmission");
        assertThat(api.getMap("components.securitySchemes")).isNotEmpty();
        assertThat(api.getString("info.title")).isEqualTo("Tierline call-service");
    }

    @Test
    void metricsTellWhatIsGoingOn() {
        // Given
        recorded("acme", SubmittedCalls.answered(uniqueId()));

        // When
        String metrics = Management.metrics();

        // Then
        assertThat(metrics)
                .contains("tierline_calls_recorded_total{result=\"created\"")
                .contains("tierline_calls_recorded_total{result=\"replayed\"")
                .contains("tierline_calls_recorded_total{result=\"conflict\"")
                .contains("tierline_calls_group_size_count")
                .contains("tierline_calls_group_size_sum")
                .contains("tierline_outbox_age_seconds")
                .contains("tierline_outbox_depth");
    }

    private static JsonPath openApi() {
        return given().accept("application/json")
                .get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
