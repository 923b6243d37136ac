package io.tierline.call.directory;

import static io.tierline.call.calls.CallApi.uniqueTenant;
import static io.tierline.call.directory.DirectoryApi.rep;
import static io.tierline.call.directory.DirectoryApi.team;
import static io.tierline.call.directory.DirectoryApi.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tierline.call.calls.PublishedCalls;
import io.tierline.call.directory.application.Directory;
import io.tierline.call.directory.application.Directory.Mention;
import io.tierline.call.directory.domain.Roster;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Two transactions meet the same strangers. */
@QuarkusTest
class TakeInTest {

    @Inject
    Database database;

    @Inject
    Directory directory;

    @Test
    void strangersAreTakenInOnce_whenNeitherTransactionSeesTheOther() throws Exception {
        // Given
        String tenant = uniqueTenant();
        List<Mention> forwards = List.of(
                new Mention(tenant, "li.wei", "east-1", "pbx"), new Mention(tenant, "zhao.min", "west-2", "pbx"));
        List<Mention> backwards = List.of(forwards.get(1), forwards.get(0));
        CompletableFuture<Roster> bothHaveLooked = new CompletableFuture<>();

        // When
        CompletableFuture<Void> first = database.transaction(transaction -> directory
                        .find(transaction, forwards)
                        .chain(roster ->
                                Uni.createFrom().completionStage(bothHaveLooked).replaceWith(roster))
                        .chain(roster -> directory.takeIn(transaction, roster, forwards)))
                .subscribeAsCompletionStage();
        CompletableFuture<Void> second = database.transaction(transaction -> directory
                        .find(transaction, backwards)
                        .invoke(bothHaveLooked::complete)
                        .chain(roster -> directory.takeIn(transaction, roster, backwards)))
                .subscribeAsCompletionStage();
        first.get(20, TimeUnit.SECONDS);
        second.get(20, TimeUnit.SECONDS);

        // Then
        for (String id : List.of("li.wei", "zhao.min")) {
            rep(tenant, id).body("revision", equalTo(1), "known", equalTo(false));
            told(tenant, id, "east-1");
            assertThat(PublishedCalls.ofEntry(tenant, "rep/" + id, 2))
                    .extracting(event -> event.json().getInt("revision"))
                    .containsExactly(1, 2);
        }
        team(tenant, "east-1").body("revision", equalTo(1));
        team(tenant, "west-2").body("revision", equalTo(1));
    }

    @Test
    void nobodyIsAskedAbout_whenNobodyIsNamed() throws Exception {
        // When
        Roster roster = database.transaction((SqlConnection transaction) ->
                        directory.find(transaction, List.of(new Mention("acme", null, null, "pbx"))))
                .subscribeAsCompletionStage()
                .get(20, TimeUnit.SECONDS);

        // Then
        assertThat(roster).isSameAs(Roster.EMPTY);
    }
}
