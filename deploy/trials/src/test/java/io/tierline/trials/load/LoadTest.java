package io.tierline.trials.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tierline.trials.Api;
import io.tierline.trials.history.History;
import io.tierline.trials.history.Operation;
import io.tierline.trials.history.Operation.Type;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTest {
    private static final int OPERATIONS = 60;

    @TempDir
    Path directory;

    private final Set<String> revisions = new ConcurrentSkipListSet<>();
    private HttpServer server;

    /** Two instances that answer their nth request with a status, and with no answer at all for 0. */
    private Instances answering(IntUnaryOperator status) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestURI().getPath().startsWith("/v1/customers/")) {
                revisions.add(exchange.getRequestMethod() + " "
                        + exchange.getRequestHeaders().getFirst("If-Match"));
            }
            int answer = status.applyAsInt(requests.incrementAndGet());
            if (answer > 0) {
                exchange.getResponseHeaders().add("ETag", "\"1\"");
                exchange.sendResponseHeaders(answer, -1);
            }
            exchange.close();
        });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new Instances() {
            @Override
            public int count() {
                return 2;
            }

            @Override
            public Api api(String service, int instance, String tenant, String... roles) {
                return new Api(address, null);
            }
        };
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private List<Operation> play(Instances where, List<Integer> hooked, Set<Integer> unfinished) throws Exception {
        Path file = directory.resolve("history.ndjson");
        try (History history = new History(file)) {
            Load load = new Load(where, 7, 2, history, "trial", Instant.parse("2026-11-30T10:00:00Z"))
                    .beforeOperation(hooked::add);
            load.run(() -> hooked.size() >= OPERATIONS);
            unfinished.addAll(load.finish(Duration.ofSeconds(unfinished.isEmpty() ? 20 : 2)));
        }
        return History.read(file).stream()
                .filter(operation -> operation.op() > 0)
                .toList();
    }

    @Test
    void operationIsRepeatedAtTheNextInstance_untilItsAnswerIsDefinite() throws Exception {
        // Given
        List<Integer> hooked = new ArrayList<>();
        Set<Integer> unfinished = new TreeSet<>();

        // When: every third request gets no answer, every fifth a 503
        List<Operation> history = play(answering(n -> n % 3 == 0 ? 0 : n % 5 == 0 ? 503 : 200), hooked, unfinished);

        // Then
        assertThat(unfinished).isEmpty();
        assertThat(hooked).hasSize(OPERATIONS).isSorted().startsWith(1, 2, 3);
        assertThat(history)
                .hasSizeBetween(OPERATIONS - 1, OPERATIONS) // the last one may not have got to its worker
                .allMatch(operation -> operation.type() == Type.OK);
        assertThat(history).anySatisfy(operation -> {
            assertThat(operation.completions()).hasSizeGreaterThan(1);
            assertThat(operation.completions())
                    .extracting(
                            completion -> completion.result().get("instance").asInt())
                    .startsWith(operation.op() % 2, (operation.op() + 1) % 2);
        });
    }

    @Test
    void operationsWithoutAnAnswerAreReported_whenTheTimeIsOver() throws Exception {
        // Given
        List<Integer> hooked = new ArrayList<>();
        Set<Integer> unfinished = new TreeSet<>(Set.of(0)); // waits only for a moment

        // When
        List<Operation> history = play(answering(n -> n < 20 ? 200 : 503), hooked, unfinished);

        // Then
        assertThat(unfinished).hasSizeGreaterThan(1);
        assertThat(history).anyMatch(operation -> operation.type() == Type.INFO);
    }

    @Test
    void changeNamesTheRevisionThatIsThere_andNoneOfWhatIsNot() throws Exception {
        // When
        play(answering(n -> 200), new ArrayList<>(), new TreeSet<>());

        // Then
        assertThat(revisions).containsExactly("GET null", "PUT \"1\"");

        // And
        stop();
        revisions.clear();
        play(answering(n -> 404), new ArrayList<>(), new TreeSet<>());
        assertThat(revisions).containsExactly("GET null", "PUT null");
    }

    @Test
    void refusalIsDefinite() throws Exception {
        // When
        List<Operation> history = play(answering(n -> n % 10 == 0 ? 500 : 200), new ArrayList<>(), new TreeSet<>());

        // Then
        assertThat(history).anyMatch(operation -> operation.type() == Type.FAIL && operation.status() == 500);
    }
}
