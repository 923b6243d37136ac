package io.tierline.analytics.directory;

import static io.tierline.analytics.fixtures.DirectoryEntries.company;
import static io.tierline.analytics.fixtures.DirectoryEntries.rep;
import static io.tierline.analytics.fixtures.DirectoryEntries.team;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.tierline.analytics.directory.application.Directory;
import io.tierline.analytics.directory.domain.Entry.Company;
import io.tierline.analytics.directory.domain.Names;
import io.tierline.analytics.fixtures.Topic;
import io.tierline.kit.messaging.CloudEvents;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the events of the directory do. Each test has a tenant of its own. */
@QuarkusTest
class KeepingTheDirectoryTest {

    @Inject
    Topic topic;

    @Inject
    Directory directory;

    @Test
    void highestRevisionHolds_inWhateverOrderTheyArrive() {
        topic.deliverToDirectory(
                "revisions",
                rep("li.wei", "Li Wei").revision(3),
                rep("li.wei", null).revision(1),
                rep("li.wei", "Old").revision(2),
                team("east-1", null).revision(1),
                team("east-1", "East 1").revision(2));
        topic.deliverToDirectory(
                "revisions",
                rep("li.wei", "Older").revision(2),
                team("east-1", "Same revision").revision(2));

        assertThat(names("revisions")).isEqualTo(new Names(Map.of("li.wei", "Li Wei"), Map.of("east-1", "East 1")));
    }

    @Test
    void namesAreOfTheTenantAlone() {
        topic.deliverToDirectory("one", rep("li.wei", "Li Wei"), company("Asia/Shanghai", "zh-CN", "en"));

        assertThat(names("another")).isEqualTo(new Names(Map.of(), Map.of()));
        assertThat(companyOf("another")).isEqualTo(Company.unset("another"));
    }

    @Test
    void companyIsAtItsDefaults_untilItSaysOtherwise() {
        assertThat(companyOf("company")).isEqualTo(new Company("company", 0, ZoneId.of("UTC"), List.of("en")));

        topic.deliverToDirectory(
                "company", company("Asia/Shanghai", "zh-CN", "en").revision(2));
        topic.deliverToDirectory("company", company("Europe/Berlin", "en").revision(1));

        assertThat(companyOf("company"))
                .isEqualTo(new Company("company", 2, ZoneId.of("Asia/Shanghai"), List.of("zh-CN", "en")));
    }

    @Test
    void unreadableRecordGoesToTheDeadLettersAlone() {
        topic.deliver(List.of(
                Topic.directoryRecordOf(
                        "poison", rep("li.wei", "Li Wei").without("name").revision(2)),
                Topic.directoryRecordOf("poison", team("east-1", "East 1"))));

        assertThat(names("poison")).isEqualTo(new Names(Map.of(), Map.of("east-1", "East 1")));
        assertThat(topic.deadLettersOfDirectory("poison/rep/li.wei"))
                .singleElement()
                .satisfies(letter -> assertThat(CloudEvents.text(letter.headers(), "dead-letter-reason"))
                        .contains("/name is missing"));
    }

    private Names names(String tenant) {
        return directory
                .names(tenant, Set.of("li.wei", "nobody"), Set.of("east-1", "nowhere"))
                .await()
                .atMost(Duration.ofSeconds(30));
    }

    private Company companyOf(String tenant) {
        return directory.company(tenant).await().atMost(Duration.ofSeconds(30));
    }
}
