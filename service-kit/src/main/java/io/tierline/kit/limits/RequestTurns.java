package io.tierline.kit.limits;

import io.smallrye.mutiny.Uni;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.limits.Turns.Turn;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.security.Caller;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;

/**
 * Lets so many {@link ExpensiveRead}s and so many {@link BatchWrite}s run at a time, each of which takes a connection of the
 * pool for long. A request that finds no room waits for a moment, so that a page of charts can ask for all of them at once;
 * one that waits in vain, or would wait behind too many others of its tenant, is refused.
 */
public class RequestTurns {

    /** After the checks of the query, which cost nothing. */
    private static final int LAST = Priorities.USER + 1000;

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** How long a statement may go on running after its client has hung up. */
    private static final Duration ABANDONED = Duration.ofSeconds(5);

    /** Longer than any statement takes: a client that reads its answer slowly must not keep others from theirs. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static final long NOT_BEGUN = -1;

    private final Turns reads;
    private final Turns batches;
    private final Duration longestWait;
    private final Caller caller;

    RequestTurns(
            @ConfigProperty(name = "tierline.expensive-reads.most") int mostReads,
            @ConfigProperty(name = "tierline.expensive-reads.most-of-tenant") int mostReadsOfTenant,
            @ConfigProperty(name = "tierline.batch-writes.most") int mostBatches,
            @ConfigProperty(name = "tierline.batch-writes.most-of-tenant") int mostBatchesOfTenant,
            @ConfigProperty(name = "tierline.turns.waiting-of-tenant") int waitingOfTenant,
            @ConfigProperty(name = "tierline.turns.longest-wait") Duration longestWait,
            Caller caller) {
        this.reads = new Turns(mostReads, mostReadsOfTenant, waitingOfTenant);
        this.batches = new Turns(mostBatches, mostBatchesOfTenant, waitingOfTenant);
        this.longestWait = longestWait;
        this.caller = caller;
    }

    /**
     * Goes on when it is the request's turn, which ends with the answer. Fails with a 429 problem {@code
     * too-many-expensive-reads}, or a 503 problem {@code overloaded}.
     */
    @ExpensiveRead
    @ServerRequestFilter(priority = LAST)
    public Uni<Response> read(ResourceInfo endpoint, RoutingContext http) {
        String[] when =
                endpoint.getResourceMethod().getAnnotation(ExpensiveRead.class).when();
        return when.length > 0 && Stream.of(when).noneMatch(condition -> holds(condition, http))
                ? Uni.createFrom().nullItem()
                : turn(
                        reads,
                        http,
                        "too-many-expensive-reads",
                        "Your company asks for too many large answers at a time.");
    }

    /** The same for batches; the code of the 429 problem is {@code too-many-batches}. */
    @BatchWrite
    @ServerRequestFilter(priority = LAST)
    public Uni<Response> write(RoutingContext http) {
        return turn(batches, http, "too-many-batches", "Your company sends too many batches at a time.");
    }

    private Uni<Response> turn(Turns turns, RoutingContext http, String code, String tooMany) {
        String tenant = caller.tenant();
        ResteasyReactiveRequestContext context = CurrentRequestManager.get();
        return Uni.createFrom()
                .<Response>emitter(emitter -> {
                    AtomicLong limit = new AtomicLong(NOT_BEGUN);
                    Turn turn = turns.ask(tenant, granted -> {
                        limit.set(http.vertx().setTimer(LONGEST.toMillis(), later -> granted.end()));
                        emitter.complete(null);
                    });
                    if (turn == null) {
                        emitter.fail(Problem.tooMany(code, tooMany, RETRY_AFTER));
                        return;
                    }
                    // REST's own hooks are lists; the response itself has one place for a handler, which others take.
                    Runnable over = () -> {
                        boolean begun = limit.get() != NOT_BEGUN;
                        http.vertx().cancelTimer(limit.get());
                        if (begun && !http.response().ended()) {
                            http.vertx().setTimer(ABANDONED.toMillis(), later -> turn.end());
                        } else {
                            turn.end();
                        }
                    };
                    context.registerCompletionCallback(answered -> over.run());
                    context.serverResponse().addCloseHandler(over);
                    if (http.response().closed()) {
                        over.run(); // The client has hung up before there was a handler to notice it.
                    }
                })
                .ifNoItem()
                .after(longestWait)
                .failWith(() -> turns.isFull(tenant)
                        ? Problem.tooMany(code, tooMany, RETRY_AFTER)
                        : Problem.unavailable(
                                "overloaded", "Too much is going on. Send the same request again.", RETRY_AFTER));
    }

    private static boolean holds(String condition, RoutingContext request) {
        if (condition.equals(ExpensiveRead.CSV)) {
            String accepted = request.request().getHeader(HttpHeaders.ACCEPT);
            return request.queryParam("format").contains("csv")
                    || accepted != null && accepted.contains(Csv.MEDIA_TYPE);
        }
        int sign = Math.max(condition.indexOf('='), condition.indexOf('>'));
        List<String> sent = request.queryParam(condition.substring(0, sign));
        String value = condition.substring(sign + 1);
        return condition.charAt(sign) == '='
                ? sent.contains(value)
                : sent.stream().anyMatch(number -> isGreater(number, Integer.parseInt(value)));
    }

    /** What is no number is refused by the endpoint. */
    private static boolean isGreater(String number, int bound) {
        try {
            return Integer.parseInt(number) > bound;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
