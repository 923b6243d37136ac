package io.tierline.grading.grades;

import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.activations.application.ActivateStandard;
import io.tierline.grading.grades.application.ApplyCallOutcomes;
import io.tierline.grading.grades.application.CallOutcome;
import io.tierline.grading.grades.application.Customers;
import io.tierline.grading.grades.application.Customers.Customer;
import io.tierline.grading.grades.application.ExtendTime;
import io.tierline.grading.grades.application.FollowTheClock;
import io.tierline.grading.grades.application.GradeCustomers;
import io.tierline.grading.grades.application.GradeCustomers.Cause;
import io.tierline.grading.grades.application.GradeCustomers.Effect;
import io.tierline.grading.grades.application.LearnQualification;
import io.tierline.grading.grades.application.RegradeCustomers;
import io.tierline.grading.grades.domain.CallFacts;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.CustomerStatus;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.grades.domain.Extension;
import io.tierline.grading.grades.domain.Grade;
import io.tierline.grading.grades.domain.Grader;
import io.tierline.grading.grades.domain.History;
import io.tierline.grading.grades.domain.PatchFacts;
import io.tierline.grading.grades.domain.Profile;
import io.tierline.grading.grades.domain.Statement;
import io.tierline.grading.standards.application.Standards;
import io.tierline.grading.standards.domain.Outcome;
import io.tierline.grading.standards.domain.Role;
import io.tierline.grading.tierchanges.domain.TierChange.Reason;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is kept always equals a grade that is derived from the history, whatever happened in whatever order: calls with
 * their corrections, moves and repeats, patches, extensions, closings, other standards, three of them at the same time.
 * The history is put together here from what was sent, not from what is stored.
 */
@QuarkusTest
class StoredGradePropertyTest {

    private static final List<String> CUSTOMERS = List.of("acme", "beta", "gamma", "delta", "omega");

    @Inject
    Database database;

    @Inject
    Customers customers;

    @Inject
    Standards standards;

    @Inject
    ApplyCallOutcomes applyCallOutcomes;

    @Inject
    LearnQualification learnQualification;

    @Inject
    ExtendTime extendTime;

    @Inject
    GradeCustomers gradeCustomers;

    @Inject
    ActivateStandard activateStandard;

    @Inject
    RegradeCustomers regradeCustomers;

    @Inject
    FollowTheClock followTheClock;

    private final String tenant = newTenant();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final ObjectMapper json = new ObjectMapper();

    private final Map<String, CallOutcome> calls = new HashMap<>();
    private final Map<String, List<PatchFacts>> patches = new HashMap<>();
    private final Map<String, List<Extension>> extensions = new HashMap<>();
    private final Map<String, CustomerStatus> statuses = new HashMap<>();
    private int activeStandard = 1;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keptGradeEqualsARecomputation(long seed) throws Exception {
        // Given
        writeASecondStandard();
        Random random = new Random(seed);
        List<Runnable> anywhen = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
            anywhen.addAll(call("pbx-" + n, random));
        }
        for (int n = 0; n < 20; n++) {
            anywhen.add(patch(n, random));
        }
        Collections.shuffle(anywhen, random);
        List<Runnable> inOrder = new ArrayList<>();
        for (int n = 0; n < 14; n++) {
            inOrder.add(
                    switch (n % 3) {
                        case 0 -> status(any(CUSTOMERS, random), random);
                        case 1 -> extension(any(CUSTOMERS, random), 1 + random.nextInt(40));
                        default -> this::activateTheOther;
                    });
        }

        // When
        ExecutorService threads = Executors.newFixedThreadPool(3);
        int half = anywhen.size() / 2;
        var done = List.of(
                threads.submit(() -> anywhen.subList(0, half).forEach(Runnable::run)),
                threads.submit(() -> anywhen.subList(half, anywhen.size()).forEach(Runnable::run)),
                threads.submit(() -> inOrder.forEach(Runnable::run)));
        for (var each : done) {
            each.get();
        }
        threads.shutdown();
        await(regradeCustomers.gradeBehind());
        await(followTheClock.gradeDue());

        // Then
        int graded = 0;
        for (Customer kept : kept()) {
            Grade grade = recomputed(kept.key().customerId());
            assertThat(kept.tier()).as("%s", kept.key()).isEqualTo(grade.tier().orElse(null));
            assertThat(kept.basis())
                    .isEqualTo(grade.held().map(Grade.Held::basis).orElse(null));
            assertThat(kept.standard()).isEqualTo(activeStandard);
            assertThat(kept.progress()).isEqualTo(grade.progress().orElse(null));
            assertThat(kept.due())
                    .isEqualTo(grade.held().flatMap(Grade.Held::due).orElse(null));
            assertThat(kept.overdue()).isEqualTo(grade.overdue());
            assertThat(kept.nextMoment()).isEqualTo(grade.nextMoment().orElse(null));
            assertThat(kept.state())
                    .isEqualTo(statuses.getOrDefault(kept.key().customerId(), CustomerStatus.OPEN)
                            .state());
            graded++;
        }
        assertThat(graded).isEqualTo(CUSTOMERS.size());
        changesAreAChain();
    }

    /** A call in up to three revisions, each with another content, perhaps another customer; some of them twice. */
    private List<Runnable> call(String id, Random random) {
        List<Runnable> deliveries = new ArrayList<>();
        String customer = any(CUSTOMERS, random);
        CallOutcome latest = null;
        for (int revision = 1 + random.nextInt(3); revision > 0; revision--) {
            String before = random.nextInt(4) == 0 ? any(CUSTOMERS, random) : customer;
            CallOutcome call = outcome(id, revision, customer, before.equals(customer) ? null : before, random);
            latest = latest == null ? call : latest;
            customer = before;
            for (int times = 1 + random.nextInt(2); times > 0; times--) {
                deliveries.add(() -> await(applyCallOutcomes.apply(List.of(call, call))));
            }
        }
        calls.put(id, latest);
        return deliveries;
    }

    private CallOutcome outcome(String id, int revision, String customer, String before, Random random) {
        Outcome[] outcomes = Outcome.values();
        Role[] roles = Role.values();
        return new CallOutcome(
                tenant,
                id,
                revision,
                customer,
                before,
                random.nextInt(3) == 0 ? null : roles[random.nextInt(roles.length)].name(),
                "li.wei",
                "east-1",
                moment(random),
                random.nextInt(5) == 0 ? null : outcomes[random.nextInt(outcomes.length)].name(),
                random.nextInt(3) == 0 ? moment(random) : null,
                false,
                random.nextInt(8) == 0,
                random.nextInt(8) == 0,
                random.nextInt(3) == 0 ? null : written(said(random)));
    }

    /** A patch, sent twice as it is when an answer gets lost. */
    private Runnable patch(int number, Random random) {
        String customer = any(CUSTOMERS, random);
        Instant observedAt = moment(random);
        Statement statement = statement(said(random));
        patches.computeIfAbsent(customer, key -> new ArrayList<>())
                .add(new PatchFacts("patch:" + number, observedAt, "zhao.min", statement));
        return () -> {
            for (int times = 0; times < 2; times++) {
                await(learnQualification.learn(key(customer), observedAt, "zhao.min", statement));
            }
        };
    }

    private Runnable extension(String customer, int days) {
        return () -> {
            try {
                Extension granted = await(extendTime.grant(key(customer), null, days, "Fair", "zhao.min"))
                        .granted()
                        .extension();
                extensions.computeIfAbsent(customer, key -> new ArrayList<>()).add(granted);
            } catch (Problem refused) {
                assertThat(refused.code()).isIn("no-such-customer", "customer-closed");
            }
        };
    }

    /** Closed, reopened, or in a new round; written as closing a deal writes it. */
    private Runnable status(String customer, Random random) {
        State state = random.nextInt(2) == 0 ? State.OPEN : State.values()[random.nextInt(State.values().length)];
        Instant roundStart = random.nextInt(3) == 0 ? moment(random) : null;
        return () -> {
            await(gradeCustomers.<Void>after(
                    Set.of(key(customer)),
                    (transaction, locked) -> transaction
                            .preparedQuery("update customer set status = $3, round_start = $4"
                                    + " where tenant = $1 and customer_id = $2")
                            .execute(Tuple.of(tenant, customer, state.name(), Columns.inUtc(roundStart)))
                            .replaceWith(
                                    new Effect<Void>(null, Map.of(key(customer), new Cause(Reason.STATUS, null))))));
            statuses.put(customer, new CustomerStatus(state, Optional.ofNullable(roundStart)));
        };
    }

    private void activateTheOther() {
        activeStandard = 3 - activeStandard;
        await(activateStandard.activate(tenant, activeStandard, "zhao.min"));
    }

    private Grade recomputed(String customer) {
        List<CallFacts> ofCustomer = calls.values().stream()
                .filter(call -> call.customerId().equals(customer) && !call.voided())
                .map(this::facts)
                .toList();
        History history = new History(
                ofCustomer,
                patches.getOrDefault(customer, List.of()),
                extensions.getOrDefault(customer, List.of()),
                statuses.getOrDefault(customer, CustomerStatus.OPEN),
                Profile.UNKNOWN);
        return Grader.grade(history, await(standards.version(tenant, activeStandard)), Instant.now(), ZoneOffset.UTC);
    }

    private CallFacts facts(CallOutcome call) {
        return new CallFacts(
                call.callId(),
                call.startedAt(),
                Optional.ofNullable(call.contactRole()).map(Role::valueOf),
                Optional.ofNullable(call.outcome()).map(Outcome::valueOf),
                Optional.ofNullable(call.followUpAt()),
                Optional.of(call.rep()),
                Optional.of(call.team()),
                call.meetingMissed(),
                call.qualification() == null ? Statement.SILENT : statement(parsed(call.qualification())));
    }

    private Iterable<Customer> kept() {
        List<CustomerKey> keys = CUSTOMERS.stream().map(this::key).toList();
        return await(database.transaction(transaction -> customers.lock(transaction, keys)))
                .values();
    }

    /** Positions have no holes; each customer's changes begin where the one before ended, and end at what is kept. */
    private void changesAreAChain() {
        List<Map<String, Object>> changes =
                as(tenant, "rep").get("/v1/tier-changes?limit=500").jsonPath().getList("items");
        assertThat(changes.stream().map(change -> change.get("position")).toList())
                .isEqualTo(IntStream.rangeClosed(1, changes.size()).boxed().toList());
        Map<Object, Object> tiers = new HashMap<>();
        Map<Object, Integer> versions = new HashMap<>();
        for (Map<String, Object> change : changes) {
            Object customer = change.get("customerId");
            assertThat(change.get("from")).as("%s", change).isEqualTo(tiers.get(customer));
            tiers.put(customer, change.get("to"));
            assertThat(change.get("version")).isEqualTo(versions.merge(customer, 1, Integer::sum));
        }
        for (Customer kept : kept()) {
            assertThat(tiers.get(kept.key().customerId())).isEqualTo(kept.tier());
            assertThat(versions.getOrDefault(kept.key().customerId(), 0)).isEqualTo(kept.version());
        }
    }

    private void writeASecondStandard() {
        Map<String, Object> tree = io.tierline.grading.standards.domain.Standards.twoKeyPersonsTree();
        for (String tier : List.of("B", "C", "D")) {
            io.tierline.grading.standards.domain.Standards.tier(tree, tier)
                    .putAll(Map.of("onStale", "demote", "staleAfterDays", 9));
        }
        as(tenant, "manager").body(tree).post("/v1/standards").then().statusCode(201);
    }

    /** Mostly good news, so that all tiers occur. */
    private static Map<String, Object> said(Random random) {
        Map<String, Object> said = new LinkedHashMap<>();
        Map<String, Object> persons = new LinkedHashMap<>();
        for (String role : List.of("EB", "UB", "TB")) {
            if (random.nextInt(2) == 0) {
                persons.put(
                        role,
                        Map.of(
                                "stance", pick(random, "approves", "approves", "reached", "opposes"),
                                "need", pick(random, "confirmed", "confirmed", "known", "unknown"),
                                "objections", pick(random, "settled", "settled", "none", "open")));
            }
        }
        said.put("keyPersons", persons);
        said.put("budget", pick(random, "confirmed", "confirmed", "confirmed", "unknown"));
        said.put("procurement", pick(random, "started", "clear", "unknown"));
        said.put("followUpAgreed", random.nextBoolean());
        if (random.nextInt(3) == 0) {
            said.put("competitors", "ruled-out");
            said.put("quote", "confirmed");
            said.put(
                    "decisionDate",
                    LocalDate.now(ZoneOffset.UTC)
                            .plusDays(random.nextInt(9) - 2)
                            .toString());
        }
        return said;
    }

    /** Within the last 80 days, no two at the same time, and never an hour before or after a whole day ago. */
    private Instant moment(Random random) {
        return now.minus(Duration.ofDays(random.nextInt(80)))
                .minus(Duration.ofMinutes(60 + random.nextInt(22 * 60)))
                .minusNanos(random.nextInt(60_000_000) * 1_000L)
                .truncatedTo(ChronoUnit.MICROS);
    }

    private CustomerKey key(String customer) {
        return new CustomerKey(tenant, customer);
    }

    private static Statement statement(Map<String, Object> said) {
        return Statement.read(said, "", new ArrayList<>());
    }

    private String written(Map<String, Object> said) {
        try {
            return json.writeValueAsString(said);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked") // an object, as it was written
    private Map<String, Object> parsed(String written) {
        try {
            return json.readValue(written, Map.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(PATIENCE);
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private static String pick(Random random, String... words) {
        return words[random.nextInt(words.length)];
    }
}
