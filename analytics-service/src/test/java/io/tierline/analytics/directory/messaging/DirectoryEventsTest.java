package io.tierline.analytics.directory.messaging;

import static io.tierline.analytics.fixtures.DirectoryEntries.company;
import static io.tierline.analytics.fixtures.DirectoryEntries.rep;
import static io.tierline.analytics.fixtures.DirectoryEntries.team;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.analytics.directory.domain.Entry;
import io.tierline.analytics.directory.domain.Entry.Company;
import io.tierline.analytics.directory.domain.Entry.Rep;
import io.tierline.analytics.directory.domain.Entry.Team;
import io.tierline.analytics.fixtures.DirectoryEntries;
import io.tierline.kit.messaging.IncomingEvent;
import io.tierline.kit.messaging.UnreadableEvent;
import io.tierline.kit.testing.Contract;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What we read of the directory's events, against the contracts that their publisher keeps. */
class DirectoryEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Arguments> examples() {
        return Stream.of("rep", "team", "company-policy")
                .flatMap(event ->
                        contractOf(event).examples().values().stream().map(payload -> Arguments.of(event, payload)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleCanBeRead(String event, String payload) throws IOException {
        assertThat(contractOf(event).faultsOf(payload)).isEmpty();
        JsonNode told = JSON.readTree(payload);

        Entry entry = read(event + ".v1", payload);

        assertThat(entry.tenant()).isEqualTo("acme");
        assertThat(entry.revision()).isEqualTo(told.get("revision").intValue());
        if (entry instanceof Rep rep) {
            assertThat(rep.id()).isEqualTo(told.get("repId").textValue());
            assertThat(rep.name()).isEqualTo(told.get("name").textValue());
            assertThat(rep.active()).isEqualTo(told.get("active").booleanValue());
        } else if (entry instanceof Team team) {
            assertThat(team.id()).isEqualTo(told.get("teamId").textValue());
            assertThat(team.name()).isEqualTo(told.get("name").textValue());
            assertThat(team.active()).isEqualTo(told.get("active").booleanValue());
        } else if (entry instanceof Company company) {
            assertThat(company.zone().getId()).isEqualTo(told.get("timeZone").textValue());
            assertThat(company.languages())
                    .isEqualTo(StreamSupport.stream(told.get("languages").spliterator(), false)
                            .map(JsonNode::textValue)
                            .toList());
        }
    }

    static Stream<DirectoryEntries> fixtures() {
        return Stream.of(
                rep("li.wei", "Li Wei"), rep("li.wei", null), team("east-1", "East"), company("Asia/Shanghai", "en"));
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void fixturesFollowTheContracts(DirectoryEntries entry) {
        assertThat(contractOf(entry.type().replace(".v1", "")).faultsOf(entry.payload()))
                .isEmpty();
    }

    static Stream<DirectoryEntries> broken() {
        return Stream.of(
                rep("li.wei", "Li Wei").without("repId"),
                rep("li.wei", "Li Wei").without("name"),
                rep("li.wei", "Li Wei").without("active"),
                rep("li.wei", "Li Wei").revision(0),
                rep("li.wei", "x".repeat(201)),
                rep("李伟", "Li Wei"),
                team("east-1", "East").without("teamId"),
                team("east-1", "East").without("name"),
                team("east-1", "East").with("active", "yes"),
                team("east-1", "East").with("revision", "1"),
                company("Asia/Shanghai", "en").without("revision"),
                company("Asia/Shanghai", "en").without("timeZone"),
                company("Asia/Shanghai", "en").without("languages"),
                company("Asia/Shanghai"),
                company("Asia/Shanghai", "fr"),
                company("Asia/Shanghai", "en").with("languages", "en"));
    }

    @ParameterizedTest
    @MethodSource
    void broken(DirectoryEntries entry) {
        assertThat(contractOf(entry.type().replace(".v1", "")).faultsOf(entry.payload()))
                .isNotEmpty();
        assertThatThrownBy(() -> read(entry.type(), entry.payload())).isInstanceOf(UnreadableEvent.class);
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        String payload = rep("li.wei", "Li Wei")
                .revision(0)
                .without("repId")
                .without("name")
                .payload();

        assertThatThrownBy(() -> read("rep.v1", payload))
                .hasMessageContainingAll("/revision ", "/repId is required", "/name is missing");
    }

    @Test
    void zoneThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() ->
                        read("company-policy.v1", company("Mars/Olympus", "en").payload()))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageContaining("/timeZone");
    }

    @Test
    void membersThatWeDoNotNeedArePassedOver() {
        String payload = rep("li.wei", "Li Wei")
                .with("newMember", List.of(1))
                .without("memberships")
                .payload();

        assertThat(read("rep.v1", payload)).isEqualTo(new Rep("acme", "li.wei", 1, "Li Wei", true));
    }

    private static Contract contractOf(String event) {
        return Contract.of("call-service", event, "v1");
    }

    private static Entry read(String type, String payload) {
        try {
            return DirectoryEvents.READERS
                    .get(type)
                    .apply(new IncomingEvent("acme", "rep/li.wei", "1", JSON.readTree(payload)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
