package io.tierline.call.calls;

import static io.tierline.call.calls.CallApi.as;
import static io.tierline.call.calls.CallApi.call;
import static io.tierline.call.calls.CallApi.uniqueTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tierline.kit.testing.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many calls as CSV, gzipped if that suits the sender, with an answer as short as wished. */
@QuarkusTest
class RecordTableTest {

    private static final String HEADER = "callId,phone,customerId,contactRole,rep,team,campaign,direction,startedAt,"
            + "ringSeconds,talkSeconds,recordingUrl,telephony.source,telephony.result,telephony.code,telephony.trunk,"
            + "telephony.endedBy,outcome,reason,notes,followUpAt,meetingAt,doNotCall,qualification\n";

    private static final String WHOLE_CALL =
            "k-1,+8613800138000,acme,EB,li.wei,east-1,expo-2026,outbound,2026-11-23T09:30:00+08:00,"
                    + "12,95,https://calls.example/1,freeswitch,ANSWERED,16,gw-1,"
                    + "customer,D,price,\"Said: \"\"later\"\",\nwith his CFO\",2026-11-25T10:00:00+08:00,,true,"
                    + "\"{\"\"budget\"\":\"\"confirmed\"\"}\"\n";

    @TestHTTPResource
    URI service;

    @Test
    void everyColumnReachesTheCall() {
        String tenant = uniqueTenant();

        // When
        table(tenant, HEADER + WHOLE_CALL, "").statusCode(200).body("created", equalTo(1), "rejected", equalTo(0));

        // Then
        call(tenant, "k-1")
                .body("phone", equalTo("+8613800138000"))
                .body("customerId", equalTo("acme"))
                .body("contactRole", equalTo("EB"))
                .body("rep", equalTo("li.wei"))
                .body("team", equalTo("east-1"))
                .body("campaign", equalTo("expo-2026"))
                .body("startedAt", equalTo("2026-11-23T01:30:00Z"))
                .body("ringSeconds", equalTo(12))
                .body("talkSeconds", equalTo(95))
                .body("recordingUrl", equalTo("https://calls.example/1"))
                .body("telephony.source", equalTo("freeswitch"))
                .body("telephony.result", equalTo("ANSWERED"))
                .body("telephony.code", equalTo("16"))
                .body("telephony.trunk", equalTo("gw-1"))
                .body("telephony.endedBy", equalTo("customer"))
                .body("outcome", equalTo("D"))
                .body("reason", equalTo("price"))
                .body("notes", equalTo("Said: \"later\",\nwith his CFO"))
                .body("followUpAt", equalTo("2026-11-25T02:00:00Z"))
                .body("meetingAt", nullValue())
                .body("doNotCall", equalTo(true))
                .body("qualification.budget", equalTo("confirmed"));
    }

    @Test
    void sameCallAsTableAndAsJsonIsARepeat() {
        String tenant = uniqueTenant();
        as(tenant, "telephony")
                .body("{\"callId\":\"k-1\",\"phone\":\"13800138000\",\"rep\":\"li.wei\","
                        + "\"startedAt\":\"2026-11-23T01:30:00Z\",\"talkSeconds\":95}")
                .post("/v1/calls")
                .then()
                .statusCode(201);

        table(
                        tenant,
                        "talkSeconds,callId,rep,startedAt,phone\n95,k-1,li.wei,2026-11-23T09:30:00+08:00,+8613800138000\n",
                        "")
                .statusCode(200)
                .body("replayed", equalTo(1));
    }

    @Test
    void lineThatIsWrongIsRejectedByItself_withEveryFault() {
        table(
                        uniqueTenant(),
                        "callId,phone,rep,startedAt,talkSeconds,doNotCall,qualification,telephony.result\n"
                                + "k-1,+8613800138000,li.wei,2026-11-23T09:30:00+08:00,95,,,\n"
                                + "k-2,+8613800138000,li.wei,yesterday,1.5,yes,,FINE\n"
                                + "k-3,+8613800138000,li.wei\n"
                                + "k-4,+8613800138000,li.wei,2026-11-23T09:30:00+08:00,,,{budget,\n",
                        "")
                .statusCode(200)
                .body("created", equalTo(1))
                .body("items.result", contains("created", "rejected", "rejected", "rejected"))
                .body(
                        "items[1].problem.errors.pointer",
                        containsInAnyOrder("/startedAt", "/talkSeconds", "/doNotCall", "/telephony/result"))
                .body("items[2].problem.errors.message", contains("has 3 cells; the header names 8 columns"))
                .body("items[3].callId", equalTo("k-4"))
                .body("items[3].problem.errors.pointer", contains("/qualification"));
    }

    @Test
    void tableWithColumnsThatNobodyKnowsIsRefusedAsAWhole() {
        String tenant = uniqueTenant();

        table(tenant, "callId,rep,talk,rep\nk-1,li.wei,9,x\n", "")
                .statusCode(422)
                .body("errors", hasSize(2))
                .body("errors[0].message", startsWith("the column talk is not known"))
                .body("errors[1].message", equalTo("the column rep is there twice"));
        as(tenant, "admin").get("/v1/calls").then().body("items", empty());
    }

    @ParameterizedTest
    @CsvSource(
            value = {"'callId,phone\n\"k-1,1'|400", "''|422", "'callId,phone\n'|422"},
            delimiter = '|')
    void whatIsNoTableOrHoldsNoCallIsRefused(String body, int status) {
        table(uniqueTenant(), body, "").statusCode(status).contentType("application/problem+json");
    }

    @Test
    void answerHoldsTheRejectedAlone_whenThatIsAskedFor() {
        String body = "callId,phone,rep,startedAt\n"
                + "k-1,+8613800138000,li.wei,2026-11-23T09:30:00+08:00\n"
                + "k-2,12,li.wei,2026-11-23T09:30:00+08:00\n";

        table(uniqueTenant(), body, "?items=rejected")
                .body("created", equalTo(1), "rejected", equalTo(1))
                .body("items.index", contains(1))
                .body("items.callId", contains("k-2"));
        table(uniqueTenant(), body, "?items=all").body("items.index", contains(0, 1));
        table(uniqueTenant(), body, "?items=some").statusCode(422).body("errors.pointer", contains("?items"));
    }

    @Test
    void bodyMayComeGzipped() throws Exception {
        String tenant = uniqueTenant();
        String calls = IntStream.range(0, 5_000)
                .mapToObj(i -> "k-" + i + ",c-" + i % 50 + ",li.wei,2026-11-23T09:30:00+08:00\n")
                .collect(Collectors.joining("", "callId,customerId,rep,startedAt\n", ""));

        // When
        HttpResponse<String> answer = gzipped(tenant, calls.getBytes(StandardCharsets.UTF_8));

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"created\":5000,");
    }

    @Test
    void bodyThatIsTooLargeOnceUnpackedIsRefused() throws Exception {
        String rows = ("k," + "x".repeat(8_000) + "\n").repeat(5_000);

        HttpResponse<String> answer =
                gzipped(uniqueTenant(), ("callId,notes\n" + rows).getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void bodyThatOnlyClaimsToBeGzippedIsRefused() throws Exception {
        assertThat(post(uniqueTenant(), "callId\nk-1\n".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> gzipped(String tenant, byte[] body) throws Exception {
        return post(tenant, gzip(body));
    }

    private HttpResponse<String> post(String tenant, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/v1/calls/batch?items=rejected"))
                .header("Authorization", "Bearer " + Tokens.of(tenant, "telephony"))
                .header("Content-Type", "text/csv")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        }
        return packed.toByteArray();
    }

    private static ValidatableResponse table(String tenant, String body, String query) {
        return as(tenant, "telephony")
                .contentType("text/csv; charset=utf-8")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/v1/calls/batch" + query)
                .then();
    }
}
