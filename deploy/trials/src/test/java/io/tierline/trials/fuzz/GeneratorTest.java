package io.tierline.trials.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.trials.Api;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GeneratorTest {
    static final JsonNode DOCUMENT = Api.json("""
            {"paths":{
              "/v1/calls":{
                "post":{"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Call"}}}},
                  "responses":{"201":{"content":{"application/json":{}}}},"security":[{"scheme":["telephony","admin"]}]},
                "get":{"parameters":[{"name":"limit","in":"query","schema":{"type":"string"}},
                    {"name":"cursor","in":"query","schema":{"type":"string"}}],
                  "responses":{"200":{"content":{"application/json":{},"text/csv":{}}}},"security":[{"scheme":["rep","admin"]}]}},
              "/v1/calls/batch":{
                "post":{"requestBody":{"content":{
                    "application/json":{"schema":{"type":"array","items":{"$ref":"#/components/schemas/Call"}}},
                    "application/x-ndjson":{"schema":{"$ref":"#/components/schemas/Call"}},
                    "text/csv":{"schema":{"type":"string"}}}},
                  "responses":{"200":{}},"security":[{"scheme":["telephony","admin"]}]}},
              "/v1/calls/{callId}":{
                "get":{"parameters":[{"name":"callId","in":"path","required":true,"schema":{"type":"string"}}],
                  "responses":{"200":{}},"security":[{"scheme":["rep","admin"]}]}}},
             "components":{"schemas":{
               "Role":{"type":"string","enum":["EB","UB"]},
               "Call":{"type":"object","required":["callId","startedAt"],"properties":{
                 "callId":{"type":"string"},"phone":{"type":"string"},"startedAt":{"type":"string","format":"date-time"},
                 "talkSeconds":{"type":"integer","minimum":0,"maximum":86400},"role":{"$ref":"#/components/schemas/Role"},
                 "notes":{"type":"string"}}}}}}
            """);
    static final List<Operation> OPERATIONS = Operation.in("calls", DOCUMENT);

    private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
    private static final int MANY = 300;

    @Test
    void sameSeedMakesTheSameRequests() {
        assertThat(requests(7)).isEqualTo(requests(7));
        assertThat(requests(7)).isNotEqualTo(requests(8));
    }

    @Test
    void onlyValidRequestsComeFirst() {
        Generator generator = generator(3);
        assertThat(Stream.generate(generator::next).limit(100)).allMatch(Request::valid);
        assertThat(Stream.generate(generator::next).limit(100)).anyMatch(request -> !request.valid());
    }

    @Test
    void everyOperationIsCalled() {
        assertThat(Stream.generate(generator(1)::next).limit(MANY).map(Request::operation))
                .containsAll(OPERATIONS);
    }

    @Test
    void validBodyHasRequiredMembersOfItsSchema() {
        Generator generator = generator(5);
        assertThat(Stream.generate(generator::next)
                        .limit(100)
                        .filter(request -> request.operation().toString().equals("POST /v1/calls of calls")))
                .isNotEmpty()
                .allSatisfy(request -> {
                    JsonNode call = Api.json(new String(request.body()));
                    assertThat(call.get("callId").asText()).startsWith("call-zq" + request.tenant());
                    assertThat(Instant.parse(call.get("startedAt").asText())).isBefore(START.plusSeconds(1));
                    assertThat(call.path("role").asText("EB")).isIn("EB", "UB");
                });
    }

    @Test
    void requestSendsNoTextOfTheOtherTenant() {
        assertThat(Stream.generate(generator(2)::next).limit(MANY))
                .allSatisfy(request -> assertThat(request.marks())
                        .filteredOn(mark -> Marks.tenant(mark) != request.tenant())
                        .allMatch(mark -> Marks.isId(mark) || Marks.isPhone(mark)));
    }

    @Test
    void someRequestsNameIdsOfTheOtherTenant() {
        assertThat(Stream.generate(generator(2)::next).limit(MANY))
                .anyMatch(request -> request.marks().stream().anyMatch(mark -> Marks.tenant(mark) != request.tenant()));
    }

    @Test
    void marksSayWhoseTheyAre() {
        String phone = Marks.phone('b', 12, 3);
        assertThat(Marks.in(
                        "x" + Marks.id('a', 12, 3) + " " + Marks.text('b', 1, 0).toUpperCase() + " " + phone))
                .containsExactlyInAnyOrder("zqa12i3z", "zqb1t0z", phone.substring(3))
                .filteredOn(mark -> Marks.tenant(mark) == 'b')
                .hasSize(2);
        assertThat(Marks.siblings("zqb12i3z", phone.substring(3))).isTrue();
        assertThat(Marks.isOf(12, "zqb12t3z")).isTrue();
        assertThat(Marks.isOf(1, "zqb12t3z")).isFalse();
    }

    private static Generator generator(long seed) {
        return new Generator(OPERATIONS, Map.of(), seed, 100, START);
    }

    /** What the requests of a seed would be on the wire. */
    private static List<String> requests(long seed) {
        return Stream.generate(generator(seed)::next)
                .limit(MANY)
                .map(request -> request.number()
                        + request.credential()
                        + Arrays.hashCode(Wire.bytes(request, request.target(), "Bearer x")))
                .collect(Collectors.toList());
    }
}
