package io.tierline.grading.directory;

import static io.tierline.grading.directory.PublishedDirectory.policy;
import static io.tierline.grading.directory.PublishedDirectory.publish;
import static io.tierline.grading.directory.PublishedDirectory.rep;
import static io.tierline.grading.directory.PublishedDirectory.team;
import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.awaitTier;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.PublishedCalls.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.tierline.grading.companies.application.Companies;
import io.tierline.grading.companies.domain.Company;
import io.tierline.grading.directory.application.Directory;
import io.tierline.grading.directory.domain.Rep;
import io.tierline.grading.directory.domain.Team;
import io.tierline.grading.grades.DeadLetters;
import io.tierline.grading.grades.PublishedCalls;
import io.tierline.kit.database.Database;
import io.tierline.kit.testing.Contract;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DirectoryTest {

    /** The zones whose dates differ the most: by one day or two, at any moment. */
    private static final String WEST = "Pacific/Pago_Pago";

    private static final String EAST = "Pacific/Kiritimati";
    private static final String ALWAYS = "1970-01-01T00:00:00Z";

    private static final Map<String, Object> CONVINCED =
            Map.of("stance", "approves", "need", "confirmed", "objections", "settled");

    @Inject
    Companies companies;

    @Inject
    Directory directory;

    @Inject
    Database database;

    private final String tenant = newTenant();

    @Test
    void decisionDayMoves_whenTheCompanyMovesToAnotherZone() {
        // Given
        policy(tenant, 1, WEST);
        awaitZone(WEST);
        as(tenant, "rep")
                .body(Map.of(
                        "keyPersons",
                        Map.of("EB", CONVINCED, "UB", CONVINCED, "TB", CONVINCED),
                        "competitors",
                        "ruled-out",
                        "budget",
                        "confirmed",
                        "procurement",
                        "started",
                        "quote",
                        "confirmed",
                        "decisionDate",
                        LocalDate.now(ZoneId.of(EAST)).plusDays(7).toString()))
                .patch("/v1/customers/acme/qualification")
                .then()
                .statusCode(200);
        awaitTier(tenant, "acme", "B");

        // When
        policy(tenant, 2, EAST);

        // Then
        awaitTier(tenant, "acme", "A");
        assertThat(as(tenant, "rep").get("/v1/tier-changes").jsonPath().getMap("items[-1]"))
                .containsEntry("from", "B")
                .containsEntry("to", "A")
                .containsEntry("reason", "policy")
                .containsEntry("cause", null);
    }

    @Test
    void dueMoves_whenTheCompanyMovesToAnotherZone() {
        // Given
        publishCallBefore("acme");
        assertThat(due("acme")).endsWith("T00:00:00Z");

        // When
        policy(tenant, 1, "Asia/Shanghai");

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(due("acme")).endsWith("T16:00:00Z"));
        assertThat(as(tenant, "rep").get("/v1/tier-changes").jsonPath().getList("items"))
                .hasSize(1);
    }

    @Test
    void highestPolicyWins_whenTheyComeLateAndAgain() {
        // When
        policy(tenant, 3, "Asia/Shanghai");
        awaitZone("Asia/Shanghai");
        policy(tenant, 2, EAST);
        policy(tenant, 3, "Asia/Shanghai");
        policy(tenant, 1, WEST);
        policy(tenant, 4, "Asia/Shanghai");

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(policyRevision()).isEqualTo(4));
        assertThat(company()).isEqualTo(new Company(tenant, 1, 1, ZoneId.of("Asia/Shanghai"), List.of("zh-CN", "en")));
    }

    @Test
    void nobodyIsGradedAnew_whenTheFirstPolicySaysWhatHeldBefore() {
        // When
        policy(tenant, 1, "UTC");

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(policyRevision()).isEqualTo(1));
        assertThat(company().revision()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"revision\":1,\"timeZone\":\"Middle/Earth\",\"defaultRegion\":\"CN\",\"languages\":[\"en\"]}",
                "{\"revision\":0,\"timeZone\":\"UTC\",\"defaultRegion\":\"CN\",\"languages\":[]}",
                "no json"
            })
    void policyIsLaidAside_whenItCannotBeUnderstood(String payload) {
        // When
        publish(tenant, "company-policy", "policy/company", payload);
        policy(tenant, 2, EAST);

        // Then
        awaitZone(EAST);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(DeadLetters.of(PublishedDirectory.TOPIC, tenant))
                        .hasSize(1));
    }

    @Test
    void repIsLaidAside_whenItsMembershipsCannotBeUnderstood() {
        // When
        publish(
                tenant,
                "rep",
                "rep/li.wei",
                "{\"revision\":1,\"repId\":\"li.wei\",\"name\":null,\"active\":true,\"known\":true,"
                        + "\"memberships\":[{\"team\":7,\"from\":\"yesterday\"}]}");

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(DeadLetters.of(PublishedDirectory.TOPIC, tenant))
                        .singleElement()
                        .satisfies(letter -> assertThat(letter.get("dead-letter-reason"))
                                .contains("team is no text")
                                .contains("from is no time")));
    }

    @Test
    void ownersTeamFollows_whenTheRepMoves() {
        // Given
        Stream.of("acme", "globex", "initech").forEach(this::publishCallBefore);
        own("acme", "li.wei", null);
        own("globex", "li.wei", "key-accounts");
        rep(tenant, 1, "li.wei", "Li Wei", "east-1", ALWAYS);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(teams()).containsEntry("acme", "east-1"));

        // When
        rep(
                tenant,
                2,
                "li.wei",
                "Li Wei",
                "east-1",
                ALWAYS,
                "west-2",
                Instant.now().minusSeconds(60));

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(teams()).containsEntry("acme", "west-2"));
        // One was given to a team that was never the rep's, the other has no owner.
        assertThat(teams()).containsEntry("globex", "key-accounts").containsEntry("initech", "east-1");
    }

    @Test
    void ownersTeamFollows_whenAMembershipBeginsThatWasToldBefore() {
        // Given
        publishCallBefore("acme");
        own("acme", "li.wei", null);
        Instant soon = Instant.now().plusSeconds(6);

        // When
        rep(tenant, 1, "li.wei", "Li Wei", "east-1", ALWAYS, "west-2", soon);

        // Then
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(teams()).containsEntry("acme", "east-1"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(teams()).containsEntry("acme", "west-2"));
        assertThat(Instant.now()).isAfterOrEqualTo(soon);
    }

    @Test
    void customersStay_whenTheirRepIsInNoTeamAnyMore() {
        // Given
        publishCallBefore("acme");
        own("acme", "li.wei", "east-1");
        rep(tenant, 1, "li.wei", "Li Wei", "east-1", ALWAYS);
        awaitRep("li.wei", 1);

        // When
        rep(tenant, 2, "li.wei", "Li Wei", "east-1", ALWAYS, null, Instant.now().minusSeconds(60));

        // Then
        awaitSettled("li.wei", 2);
        assertThat(teams()).containsEntry("acme", "east-1");
    }

    @Test
    void latestRevisionWins_whenItArrivesFirst() {
        // When
        rep(tenant, 3, "li.wei", "Li Wei", "east-1", ALWAYS);
        rep(tenant, 2, "li.wei", "Somebody else");
        rep(tenant, 4, "li.wei", "Li Wei", "west-2", ALWAYS);
        rep(tenant, 3, "li.wei", "Somebody else");
        rep(tenant, 1, "wang.fang", "Wang Fang");
        team(tenant, "east-1", "East 1");

        // Then
        awaitRep("li.wei", 4);
        assertThat(reps("li.wei").get("li.wei").teamAt(Instant.now())).contains("west-2");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(directory
                                .teams(database.pool(), tenant, Set.of("east-1"))
                                .await()
                                .indefinitely())
                        .containsEntry("east-1", new Team(tenant, "east-1", 1, "East 1", true, true)));
    }

    @Test
    void directoryIsKeptByTenant() {
        // Given
        rep(tenant, 1, "li.wei", "Li Wei", "east-1", ALWAYS);
        awaitRep("li.wei", 1);

        // When
        Map<String, Rep> elsewhere = directory
                .reps(database.pool(), newTenant(), Set.of("li.wei"))
                .await()
                .indefinitely();

        // Then
        assertThat(elsewhere).isEmpty();
    }

    static Stream<String> policies() {
        return Contract.of("call-service", "company-policy", "v1").examples().values().stream();
    }

    @ParameterizedTest
    @MethodSource("policies")
    void policyIsUnderstood_asItsPublisherShowsIt(String example) throws Exception {
        // Given
        JsonNode policy = new ObjectMapper().readTree(example);

        // When
        publish(tenant, "company-policy", "policy/company", example);

        // Then
        awaitZone(policy.get("timeZone").textValue());
        assertThat(policyRevision()).isEqualTo(policy.get("revision").intValue());
    }

    static Stream<String> repExamples() {
        return Contract.of("call-service", "rep", "v1").examples().values().stream();
    }

    @ParameterizedTest
    @MethodSource("repExamples")
    void repIsUnderstood_asItsPublisherShowsIt(String example) throws Exception {
        // Given
        JsonNode told = new ObjectMapper().readTree(example);
        String id = told.get("repId").textValue();

        // When
        publish(tenant, "rep", "rep/" + id, example);

        // Then
        awaitRep(id, told.get("revision").intValue());
        Rep rep = reps(id).get(id);
        assertThat(rep.name()).isEqualTo(told.get("name").textValue());
        assertThat(rep.active()).isEqualTo(told.get("active").booleanValue());
        assertThat(rep.known()).isEqualTo(told.get("known").booleanValue());
        assertThat(rep.memberships())
                .extracting(Rep.Membership::from)
                .extracting(Instant::toString)
                .isEqualTo(told.get("memberships").findValuesAsText("from"));
    }

    static Stream<String> teamExamples() {
        return Contract.of("call-service", "team", "v1").examples().values().stream();
    }

    @ParameterizedTest
    @MethodSource("teamExamples")
    void teamIsUnderstood_asItsPublisherShowsIt(String example) throws Exception {
        // Given
        JsonNode told = new ObjectMapper().readTree(example);

        // When
        publish(tenant, "team", "team/east-1", example);

        // Then
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(directory
                                .teams(database.pool(), tenant, Set.of("east-1"))
                                .await()
                                .indefinitely())
                        .containsEntry(
                                "east-1",
                                new Team(
                                        tenant,
                                        "east-1",
                                        told.get("revision").intValue(),
                                        told.get("name").textValue(),
                                        told.get("active").booleanValue(),
                                        told.get("known").booleanValue())));
    }

    static Stream<String> erasures() {
        return Contract.of("call-service", "contact-erased", "v1").examples().values().stream();
    }

    @ParameterizedTest
    @MethodSource("erasures")
    void erasureIsPassedOver(String example) {
        // When
        publish(tenant, "contact-erased", "policy/company", example);
        policy(tenant, 1, EAST);

        // Then
        awaitZone(EAST);
        assertThat(DeadLetters.of(PublishedDirectory.TOPIC, tenant)).isEmpty();
    }

    private void publishCallBefore(String customer) {
        PublishedCalls.publish(tenant, call("pbx-" + customer, customer, "C"));
        awaitTier(tenant, customer, "C");
    }

    private void own(String customer, String rep, String team) {
        database.pool()
                .preparedQuery("update customer set owner_rep = $3, owner_team = $4"
                        + " where tenant = $1 and customer_id = $2")
                .execute(Tuple.of(tenant, customer, rep, team))
                .await()
                .indefinitely();
    }

    private Map<String, String> teams() {
        return as(tenant, "manager").get("/v1/customers").jsonPath().getList("items", Map.class).stream()
                .collect(Collectors.toMap(
                        item -> (String) item.get("customerId"), item -> String.valueOf(item.get("team"))));
    }

    private String due(String customer) {
        return as(tenant, "rep")
                .get("/v1/customers")
                .jsonPath()
                .getString("items.find { it.customerId == '" + customer + "' }.due");
    }

    private Company company() {
        return companies.of(database.pool(), tenant).await().indefinitely();
    }

    private void awaitZone(String zone) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(company().zone()).isEqualTo(ZoneId.of(zone)));
    }

    private int policyRevision() {
        return single("select policy_revision from company where tenant = $1", tenant);
    }

    private Map<String, Rep> reps(String id) {
        return directory.reps(database.pool(), tenant, Set.of(id)).await().indefinitely();
    }

    private void awaitRep(String id, int revision) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reps(id))
                        .hasEntrySatisfying(
                                id, rep -> assertThat(rep.revision()).isEqualTo(revision)));
    }

    /** Waits until the customers of this revision of the rep have been looked at. */
    private void awaitSettled(String id, int revision) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(single(
                                "select count(*)::int from rep where tenant = $1 and rep_id = $2 and revision = $3"
                                        + " and next_move is null",
                                tenant,
                                id,
                                revision))
                        .isEqualTo(1));
    }

    private int single(String sql, Object... parameters) {
        var rows = database.pool()
                .preparedQuery(sql)
                .execute(Tuple.from(parameters))
                .await()
                .indefinitely();
        return rows.size() == 0 ? 0 : rows.iterator().next().getInteger(0);
    }
}
