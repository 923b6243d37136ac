package io.tierline.grading.lifecycle;

import static io.tierline.grading.deals.DealsApi.close;
import static io.tierline.grading.deals.DealsApi.correct;
import static io.tierline.grading.deals.DealsApi.ending;
import static io.tierline.grading.deals.DealsApi.reopen;
import static io.tierline.grading.deals.DealsApi.target;
import static io.tierline.grading.grades.GradingApi.PATIENCE;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.grade;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.grading.PublishedEvents;
import io.tierline.grading.PublishedEvents.Event;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever people do to deals, and whoever else does so at the same time: who keeps the highest revision knows all. */
@QuarkusTest
class LifecyclePropertyTest {

    private static final List<String> CUSTOMERS = List.of("acme", "globex", "initech");
    private static final List<String> RESULTS = List.of("won", "lost", "disqualified");
    private static final int STEPS = 40;

    @Inject
    Database database;

    private final String tenant = newTenant();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void highestRevisionsAreWhatIsStored(long seed) throws Exception {
        // Given
        Random random = new Random(seed);
        CUSTOMERS.forEach(customer -> target(tenant, customer));
        List<Callable<Integer>> steps = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            steps.add(step(random));
        }

        // When
        ExecutorService managers = Executors.newFixedThreadPool(3);
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> status : managers.invokeAll(steps)) {
            statuses.add(status.get());
        }
        managers.shutdown();

        // Then: what cannot be is refused, and the rest is done
        assertThat(statuses).isSubsetOf(200, 201, 404, 409).contains(201);
        for (String customer : CUSTOMERS) {
            Row stored = stored(customer);
            assertThat(grade(tenant, customer).getString("status"))
                    .isEqualTo(stored.getString("status").toLowerCase(Locale.ROOT));
            if (stored.getInteger("lifecycle_revision") > 0) {
                JsonPath latest = latest(PublishedEvents.CUSTOMER, tenant + "/" + customer, "customerId")
                        .get(customer);
                assertThat(latest.getInt("revision")).isEqualTo(stored.getInteger("lifecycle_revision"));
                assertThat(latest.getString("status"))
                        .isEqualTo(stored.getString("status").toLowerCase(Locale.ROOT));
                assertThat(latest.getInt("round")).isEqualTo(stored.getInteger("round"));
            }
            // The history ends where the customer stands, and never goes back in time.
            assertThat(stored.getString("last_status")).isIn(stored.getString("status"), null);
            assertThat(stored.getBoolean("in_order")).isTrue();
            List<Map<String, Object>> closings = as(tenant, "rep")
                    .get("/v1/customers/" + customer + "/closings?limit=500")
                    .jsonPath()
                    .getList("items");
            Map<String, JsonPath> told = latest(PublishedEvents.CLOSING, tenant + "/" + customer, "closingId");
            assertThat(told).hasSameSizeAs(closings);
            assertThat(closings).allSatisfy(closing -> {
                JsonPath event = told.get(closing.get("closingId"));
                assertThat(event.getInt("revision")).isEqualTo(closing.get("revision"));
                assertThat(event.getString("result")).isEqualTo(closing.get("result"));
                assertThat(event.getInt("round")).isEqualTo(closing.get("round"));
                assertThat(event.getList("unmet.criterion")).hasSameSizeAs((List<?>) closing.get("unmet"));
            });
            // Exactly the latest closing stands, and only while the deal is closed.
            assertThat(closings.stream()
                            .map(closing -> closing.get("reopening") == null)
                            .toList())
                    .isEqualTo(IntStream.range(0, closings.size())
                            .mapToObj(i -> i == 0 && !stored.getString("status").equals("OPEN"))
                            .toList());
        }
    }

    private Callable<Integer> step(Random random) {
        String customer = CUSTOMERS.get(random.nextInt(CUSTOMERS.size()));
        String result = RESULTS.get(random.nextInt(RESULTS.size()));
        String kind = random.nextBoolean() ? "again" : "second-sale";
        return switch (random.nextInt(3)) {
            case 0 -> () -> close(tenant, customer, ending(result, "other")).statusCode();
            case 1 -> () -> reopen(tenant, customer, kind).statusCode();
            default -> () -> correct(tenant, customer, ending(result, "other")).statusCode();
        };
    }

    private Row stored(String customer) {
        return database.pool()
                .preparedQuery("select *, (select status from status_change where tenant = $1 and customer_id = $2"
                        + " order by sequence desc limit 1) as last_status, (select coalesce(bool_and(at >= before),"
                        + " true) from (select at, lag(at, 1, at) over (order by sequence) as before from status_change"
                        + " where tenant = $1 and customer_id = $2) steps) as in_order"
                        + " from customer where tenant = $1 and customer_id = $2")
                .executeAndAwait(Tuple.of(tenant, customer))
                .iterator()
                .next();
    }

    /** The highest revision of each thing with the key, once nothing is left in the outbox. */
    private Map<String, JsonPath> latest(String type, String key, String id) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(database.pool()
                                .preparedQuery("select * from outbox where $1 = any(keys)")
                                .executeAndAwait(Tuple.of(key))
                                .size())
                        .isZero());
        Map<String, JsonPath> latest = new HashMap<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            latest.clear();
            latest.putAll(PublishedEvents.soFar(tenant, type).stream()
                    .filter(event -> event.key().equals(key))
                    .map(Event::json)
                    .collect(Collectors.toMap(
                            event -> event.getString(id),
                            Function.identity(),
                            BinaryOperator.maxBy(Comparator.comparingInt(event -> event.getInt("revision"))))));
            assertThat(revisions(type, key))
                    .isEqualTo(latest.values().stream()
                            .mapToInt(event -> event.getInt("revision"))
                            .sum());
        });
        return latest;
    }

    /** How many revisions there are by what is stored. */
    private int revisions(String type, String key) {
        String customer = key.substring(key.indexOf('/') + 1);
        String sql = type.equals(PublishedEvents.CUSTOMER)
                ? "select lifecycle_revision from customer where tenant = $1 and customer_id = $2"
                : "select coalesce(sum(revision), 0)::int from closing where tenant = $1 and customer_id = $2";
        return database.pool()
                .preparedQuery(sql)
                .executeAndAwait(Tuple.of(tenant, customer))
                .iterator()
                .next()
                .getInteger(0);
    }
}
