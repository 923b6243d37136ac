package io.tierline.trials.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Topics;
import io.tierline.trials.Topics.Event;
import io.tierline.trials.history.Operation;
import io.tierline.trials.history.Operation.Completion;
import io.tierline.trials.history.Operation.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallsModelTest {

    /** What is stored and published in the end. */
    private static final class Stored {
        List<Operation> history = new ArrayList<>(Histories.ofTwoCalls());
        final List<ObjectNode> listed = new ArrayList<>(List.of(Histories.corrected()));
        final ObjectNode voided = Histories.voided();
        final List<ObjectNode> contacts = new ArrayList<>(
                List.of(
                        Histories.object(
                                "{\"phone\":\"+8613800138000\",\"customerId\":\"bolt\",\"name\":\"Person word-2-of-trial-a\",\"role\":\"UB\"}")));
        final List<ObjectNode> published = new ArrayList<>(List.of(
                Histories.corrected().put("previousCustomerId", Histories.LEAD),
                Histories.voided().putNull("previousCustomerId")));

        List<String> check() throws Exception {
            try (Answers answers = new Answers()) {
                answers.list("/v1/calls", listed)
                        .on("/v1/calls/call-2", uri -> voided.toString())
                        .list("/v1/contacts", contacts);
                return new CallsModel(history, Duration.ZERO)
                        .check(
                                tenant -> answers.api(),
                                () -> published.stream()
                                        .map(CallsModelTest::event)
                                        .toList());
            }
        }
    }

    private static Event event(ObjectNode call) {
        return new Event(
                Topics.CALL_OUTCOMES,
                Histories.TENANT + "/" + call.get("customerId").asText(),
                Map.of(),
                call.toString());
    }

    private static List<String> violations(Consumer<Stored> planted) throws Exception {
        Stored stored = new Stored();
        planted.accept(stored);
        return stored.check();
    }

    @Test
    void nothingIsWrong_whenEverythingIsAsAcknowledged() throws Exception {
        assertThat(violations(stored -> {})).isEmpty();
    }

    @Test
    void earlierRevisionsAndRepeatsOnTheTopicAreRight() throws Exception {
        assertThat(violations(stored -> {
                    stored.published.add(stored.published.get(0));
                    stored.published.add(Histories.corrected()
                            .put("revision", 1)
                            .put("customerId", Histories.LEAD)
                            .putNull("previousCustomerId"));
                }))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "revision, 2",
        "outcome, C",
        "notes, other",
        "customerId, acme",
        "contactRole, EB",
        "team, west@trial-a",
        "startedAt, 2026-11-23T01:30:01Z",
        "phone, +8613800138001"
    })
    void everyMemberIsCompared(String member, String value) throws Exception {
        assertThat(violations(stored -> {
                    if (member.equals("revision")) {
                        stored.listed.get(0).put(member, Integer.parseInt(value));
                    } else {
                        stored.listed.get(0).put(member, value);
                    }
                }))
                .singleElement()
                .asString()
                .startsWith("calls of trial-a: call-1 has another " + member);
    }

    @Test
    void lostDoubledAndStrangeCallsAreFound() throws Exception {
        assertThat(violations(stored -> stored.listed.clear()))
                .singleElement()
                .asString()
                .contains("call-1 is lost");
        assertThat(violations(stored -> stored.listed.add(Histories.corrected())))
                .singleElement()
                .asString()
                .contains("listed twice");
        assertThat(violations(stored -> stored.listed.add(Histories.corrected().put("callId", "call-9"))))
                .singleElement()
                .asString()
                .contains("call-9 was never acknowledged");
        assertThat(violations(stored -> stored.listed.add(stored.voided)))
                .singleElement()
                .asString()
                .contains("call-2 is voided and listed");
    }

    @Test
    void contactOfAnotherCustomerIsFound() throws Exception {
        assertThat(violations(stored -> stored.contacts.get(0).put("customerId", "acme")))
                .singleElement()
                .asString()
                .contains("contacts of trial-a");
        assertThat(violations(stored -> stored.contacts.clear())).hasSize(1);
    }

    @Test
    void whatIsWrongOnTheTopicIsFound() throws Exception {
        assertThat(violations(stored -> stored.published.remove(1)))
                .singleElement()
                .asString()
                .contains("call-2 was never published");
        assertThat(violations(stored -> stored.published.get(0).put("revision", 2)))
                .singleElement()
                .asString()
                .contains("revision: 2 instead of 3");
        assertThat(violations(stored -> stored.published.get(0).putNull("previousCustomerId")))
                .singleElement()
                .asString()
                .contains("previousCustomerId");
        assertThat(violations(stored -> stored.published.add(
                        Histories.voided().put("talkSeconds", 1).putNull("previousCustomerId"))))
                .singleElement()
                .asString()
                .contains("one revision is published as");
    }

    @Test
    void answersAreJudged() throws Exception {
        assertThat(violations(stored -> end(stored, 4, Type.OK, 200, "{\"revision\":1}")))
                .first()
                .asString()
                .contains("operation 4 (put-outcome of trial-a) answered with another");
        assertThat(violations(stored -> end(stored, 6, Type.FAIL, 500, "{}")))
                .first()
                .asString()
                .contains("operation 6 (void-call of trial-a) was refused; status 500");
        assertThat(violations(stored -> end(stored, 6, Type.INFO, 503, "{}")))
                .first()
                .asString()
                .contains("has no definite answer");
    }

    private static void end(Stored stored, int op, Type type, int status, String answer) {
        Operation former = stored.history.get(op - 1);
        ObjectNode result = Histories.object("{}").put("status", status);
        result.set("answer", Histories.object(answer));
        stored.history.set(
                op - 1,
                new Operation(
                        op,
                        former.process(),
                        former.f(),
                        former.tenant(),
                        0,
                        former.value(),
                        List.of(new Completion(type, 1, result))));
    }

    @Test
    void wordsOfAnErasedPersonAreGoneFromItsCalls() throws Exception {
        assertThat(violations(stored -> {
                    stored.history = Histories.ofAnErasedPerson();
                    stored.listed.get(0).putNull("phone").putNull("notes");
                    stored.contacts.clear();
                }))
                .isEmpty();
        assertThat(violations(stored -> {
                    stored.history = Histories.ofAnErasedPerson();
                    stored.listed.get(0).putNull("phone");
                    stored.contacts.clear();
                }))
                .singleElement()
                .asString()
                .contains("notes");
    }
}
