package io.tierline.grading.worklist;

import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.standards.application.Standards;
import io.tierline.grading.worklist.application.Candidates;
import io.tierline.grading.worklist.application.Candidates.Ranked;
import io.tierline.grading.worklist.application.Candidates.Scope;
import io.tierline.grading.worklist.domain.Candidate;
import io.tierline.grading.worklist.domain.Kind;
import io.tierline.grading.worklist.domain.Reason;
import io.tierline.grading.worklist.domain.Urgency;
import io.tierline.grading.worklist.domain.Workday;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The database ranks as the domain does: for any customers, by every reason, page by page. */
@QuarkusTest
class WorklistOrderTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int CUSTOMERS = 400;

    private static final Columns<Candidate> ROWS = new Columns<Candidate>()
            .text("customer_id", Candidate::customerId)
            .text("status", customer -> customer.state().name())
            .text("tier", Candidate::tier)
            .text("last_rep", Candidate::rep)
            .text("last_team", Candidate::team)
            .instant("progress", Candidate::progress)
            .instant("last_contact", Candidate::lastContact)
            .instant("follow_up", Candidate::followUp)
            .instant("deadline", Candidate::deadline)
            .instant("satisfied_since", Candidate::satisfiedSince)
            .integer("fit", Candidate::fit)
            .flag("called", customer -> customer.fit() == null)
            .integer("round", customer -> customer.satisfiedSince() == null ? 1 : 2);

    @Inject
    Database database;

    @Inject
    Candidates candidates;

    @Inject
    Standards standards;

    private final String tenant = newTenant();

    @Test
    void databaseAndDomainAgree_onTheOrderOfAnyCustomers() {
        // Given
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Workday day =
                new Workday(now, ZONE, standards.version(tenant, 1).await().indefinitely());
        List<Candidate> customers = customers(new Random(20261125), day);
        keep(customers);

        // Then
        for (Kind kind : kinds()) {
            List<Ranked> expected = customers.stream()
                    .flatMap(customer -> head(day, customer, kind).stream())
                    .sorted(Comparator.comparing(Ranked::urgency)
                            .thenComparing(ranked -> ranked.customer().customerId()))
                    .toList();
            List<Ranked> found = database.transaction(transaction -> candidates.mostUrgent(
                            transaction, new Scope(tenant, "li.wei", null, kind), day, null, CUSTOMERS))
                    .await()
                    .indefinitely();
            assertThat(found).as("%s", kind).isEqualTo(expected).hasSizeGreaterThan(10);
        }
    }

    @Test
    void pagesAreTheWholeList_withoutRepeats() {
        // Given
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Workday day =
                new Workday(now, ZONE, standards.version(tenant, 1).await().indefinitely());
        keep(customers(new Random(7), day));

        // When
        List<String> paged = pages(37);

        // Then
        assertThat(paged).isEqualTo(pages(100)).doesNotHaveDuplicates().hasSizeGreaterThan(100);
    }

    private List<String> pages(int limit) {
        List<String> paged = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonPath page = page("limit=" + limit + (next.isEmpty() ? "" : "&cursor=" + next));
            paged.addAll(ids(page));
            next = page.getString("next");
        }
        return paged;
    }

    private JsonPath page(String query) {
        return as(tenant, "manager")
                .get("/v1/worklist?team=east-1&" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static List<String> ids(JsonPath page) {
        return page.getList("items.customerId");
    }

    private static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
        kinds.add(null);
        return kinds;
    }

    private static Optional<Ranked> head(Workday day, Candidate customer, Kind kind) {
        return day.reasonsFor(customer).stream()
                .filter(reason -> kind == null || reason.kind() == kind)
                .map(Reason::urgency)
                .min(Urgency::compareTo)
                .map(urgency -> new Ranked(customer, urgency));
    }

    /** With many moments just at the edges, and many alike. */
    private static List<Candidate> customers(Random random, Workday day) {
        List<Instant> edges = new ArrayList<>(List.of(day.now(), day.end(), day.horizon(), Instant.EPOCH));
        day.rhythms().forEach(rhythm -> edges.add(rhythm.contactBefore()));
        Function<Integer, Instant> moment = often -> {
            if (random.nextInt(10) >= often) {
                return null;
            }
            return random.nextBoolean()
                    ? edges.get(random.nextInt(edges.size())).plus(random.nextInt(3) - 1, ChronoUnit.MICROS)
                    : day.now().plus(Duration.ofHours(random.nextInt(800) - 700));
        };
        List<Candidate> customers = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS; i++) {
            State state = random.nextInt(4) == 0 ? State.WON : State.OPEN;
            String tier =
                    state == State.WON ? null : List.of("A", "B", "C", "D", "Z").get(random.nextInt(5));
            customers.add(new Candidate(
                    "customer-%03d".formatted(i),
                    null,
                    state,
                    random.nextInt(5) == 0 ? null : tier,
                    "li.wei",
                    "east-1",
                    moment.apply(5),
                    moment.apply(6),
                    moment.apply(2),
                    moment.apply(3),
                    random.nextInt(8) == 0 ? day.now().minus(Duration.ofDays(random.nextInt(5))) : null,
                    state == State.OPEN && random.nextInt(5) == 0 ? Math.max(0, random.nextInt(121) - 20) : null));
        }
        return customers;
    }

    private void keep(List<Candidate> customers) {
        database.pool()
                .preparedQuery("insert into customer (tenant, " + ROWS.names("") + ") select $1, " + ROWS.names("")
                        + " from " + ROWS.unnestFrom(2))
                .execute(ROWS.bind(customers, tenant))
                .await()
                .indefinitely();
        // Others of the tenant and elsewhere, whom nobody asks for.
        database.pool()
                .preparedQuery(
                        "insert into customer (tenant, customer_id, last_rep, last_team, status, follow_up) values"
                                + " ($1, 'other-rep', 'wang.fang', 'west-2', 'OPEN', now()),"
                                + " ($1, 'lost', 'li.wei', 'east-1', 'LOST', now()),"
                                + " ($1, 'disqualified', 'li.wei', 'east-1', 'DISQUALIFIED', now()),"
                                + " ($1 || 'x', 'other-tenant', 'li.wei', 'east-1', 'OPEN', now())")
                .execute(Tuple.of(tenant))
                .await()
                .indefinitely();
    }
}
