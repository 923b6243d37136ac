package io.tierline.trials.model;

import static io.tierline.trials.model.Histories.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Topics;
import io.tierline.trials.model.Grades.History;
import io.tierline.trials.model.GradesModel.Book;
import io.tierline.trials.model.GradesModel.Company;
import io.tierline.trials.model.Standards.Standard;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GradesModelTest {
    private final Book book = new Book();

    @Test
    void callIsTakenAtItsHighestRevision_whateverTheOrder() {
        List<Topics.Event> records = List.of(
                record("demo", "pbx-1", 3, "acme", "RJ"),
                record("demo", "pbx-1", 2, "jinhai", "C"),
                record("demo", "pbx-1", 3, "acme", "RJ"),
                record("demo-2", "pbx-2", 9, "acme", "D"));
        assertThat(GradesModel.calls(records, "demo"))
                .singleElement()
                .satisfies(call ->
                        assertThat(call.customerId() + " " + call.outcome()).isEqualTo("acme RJ"));
    }

    @Test
    void historyOfAMergedCustomerCountsForTheOneThatIsLeft() {
        book.acknowledged(
                "patch-qualification",
                json("{'customerId':'a','patch':{'observedAt':'2026-11-02T08:00:00Z','budget':'confirmed'}}"),
                json("{}"));
        book.acknowledged("merge", json("{'customerId':'a','into':'b'}"), json("{}"));
        book.acknowledged("merge", json("{'customerId':'b','into':'c'}"), json("{}"));
        Map<String, History> histories = company(
                        GradesModel.calls(List.of(record("demo", "pbx-1", 1, "b", "D")), "demo"))
                .histories();
        assertThat(histories).containsOnlyKeys("c");
        assertThat(histories.get("c").patches()).hasSize(1);
        assertThat(histories.get("c").calls()).hasSize(1);
    }

    @Test
    void newRoundBeginsWithASecondSaleAlone() {
        JsonNode reopened = json("{'reopening':{'at':'2026-11-05T08:00:00Z'}}");
        for (String customer : List.of("won", "lost")) {
            book.acknowledged(
                    "patch-qualification",
                    json("{'customerId':'" + customer + "','patch':{'observedAt':'2026-11-02T08:00:00Z'}}"),
                    json("{}"));
            book.acknowledged(
                    "close",
                    json("{'customerId':'" + customer + "','closing':{'result':'" + customer + "'}}"),
                    json("{}"));
            assertThat(company(List.of()).histories().get(customer).status()).isEqualTo(customer);
        }
        book.acknowledged("reopen", json("{'customerId':'won','reopening':{'kind':'second-sale'}}"), reopened);
        book.acknowledged("reopen", json("{'customerId':'lost','reopening':{'kind':'again'}}"), reopened);
        Map<String, History> histories = company(List.of()).histories();
        assertThat(histories.get("won").status()).isEqualTo("open");
        assertThat(histories.get("won").roundStart()).isEqualTo(Instant.parse("2026-11-05T08:00:00Z"));
        assertThat(histories.get("lost").roundStart()).isNull();
    }

    @Test
    void activatedStandardGrades() {
        book.acknowledged("post-standard", Standards.IMPATIENT.json(), json("{'version':2}"));
        assertThat(company(List.of()).standard()).isEqualTo(Standards.DEFAULT);
        book.acknowledged("activate-standard", json("{'version':2}"), json("{}"));
        assertThat(company(List.of()).standard().name()).isEqualTo("Impatient");
    }

    @Test
    void standardIsTheSame_whenItWasWrittenAndRead() {
        for (Standard standard : List.of(Standards.DEFAULT, Standards.IMPATIENT, Standards.OWN_WORDS)) {
            assertThat(Standards.read(standard.json()).json()).isEqualTo(standard.json());
        }
    }

    @Test
    void standardIsRefused_whenAnExpressionIsNotKnown() {
        ObjectNode standard = Standards.IMPATIENT.json();
        ((ObjectNode) standard.at("/tiers/0/criteria/0")).put("when", "true");
        assertThatThrownBy(() -> Standards.read(standard)).hasMessageContaining("true");
    }

    private Company company(Collection<Grades.Call> calls) {
        return book.company(ZoneOffset.UTC, calls);
    }

    private static Topics.Event record(String tenant, String callId, int revision, String customer, String outcome) {
        String value =
                "{'callId':'%s','revision':%d,'customerId':'%s','outcome':'%s','startedAt':'2026-11-02T08:00:00Z'}";
        return new Topics.Event(
                Topics.CALL_OUTCOMES,
                tenant + "/" + customer,
                Map.of(),
                json(String.format(value, callId, revision, customer, outcome)).toString());
    }
}
