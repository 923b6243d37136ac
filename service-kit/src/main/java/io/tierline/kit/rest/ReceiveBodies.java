package io.tierline.kit.rest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.security.Caller;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpRequest;

/**
 * Receives the bodies of requests that are allowed to be made, within the limit of the endpoint ({@link LargestBody}) and a
 * budget for the bytes of all bodies under way ({@link BodyBudget}); both are checked by the announced length before
 * anything is read, and as the body grows where it announces none. A body is received on the event loop, which never
 * waits: a slow sender holds no worker thread, and is refused (408) when it is too slow.
 *
 * <p>Small bodies have a budget of their own, so that single posts are taken while batches wait for room.
 */
@ApplicationScoped
public class ReceiveBodies {

    /** Before all other filters: one that may run on the event loop has to come before those that run on a worker. */
    private static final int BEFORE_OTHER_FILTERS = 4_500;

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int SHARE_OF_HEAP = 8;
    private static final int SHARE_OF_SMALL_ONES = 4;

    /** What an endpoint takes; nothing when its method has no parameter for a body. Only a stream may be packed. */
    private record Endpoint(boolean takesBody, boolean takesPacked, int largest) {}

    private final Vertx vertx;
    private final Caller caller;
    private final BodyBudget large;
    private final BodyBudget small;
    private final long stalledAfter;
    private final long slowAfter;
    private final long slowestPerSecond;
    private final Map<ResteasyReactiveResourceInfo, Endpoint> endpoints = new ConcurrentHashMap<>();
    private final Set<Receiving> arriving = ConcurrentHashMap.newKeySet();
    private final ClassLoader classes = Thread.currentThread().getContextClassLoader();

    /** Nanoseconds in which this process was able to receive: while it is paused, no sender is slow. */
    private volatile long clock;

    ReceiveBodies(
            Vertx vertx,
            Caller caller,
            MeterRegistry meters,
            @ConfigProperty(name = "tierline.bodies.budget") Optional<MemorySize> budget,
            @ConfigProperty(name = "tierline.bodies.stalled-after") Duration stalledAfter,
            @ConfigProperty(name = "tierline.bodies.slow-after") Duration slowAfter,
            @ConfigProperty(name = "tierline.bodies.slowest-per-second") MemorySize slowest) {
        this.vertx = vertx;
        this.caller = caller;
        long most = budget.map(MemorySize::asLongValue)
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
        this.large = measured(new BodyBudget(most), "large", meters);
        this.small = measured(new BodyBudget(most / SHARE_OF_SMALL_ONES), "small", meters);
        this.stalledAfter = stalledAfter.toNanos();
        this.slowAfter = slowAfter.toNanos();
        this.slowestPerSecond = slowest.asLongValue();
    }

    private static BodyBudget measured(BodyBudget budget, String size, MeterRegistry meters) {
        Gauge.builder("tierline.bodies.bytes", budget, BodyBudget::used)
                .description("Bytes of request bodies under way, until they are answered")
                .baseUnit("bytes")
                .tag("size", size)
                .register(meters);
        return budget;
    }

    @PostConstruct
    void lookAtSlowOnes() {
        long every = Math.min(LOOK_EVERY.toNanos(), Math.min(stalledAfter, slowAfter) / 2);
        long[] last = {System.nanoTime()};
        vertx.setPeriodic(Math.max(1, Duration.ofNanos(every).toMillis()), timer -> {
            long now = System.nanoTime();
            clock += Math.min(now - last[0], 2 * every);
            last[0] = now;
            arriving.forEach(Receiving::look);
        });
    }

    /** Receives the body, if there is one that the endpoint takes, and only then lets the request go on. */
    @ServerRequestFilter(nonBlocking = true, priority = BEFORE_OTHER_FILTERS)
    public void receive(ContainerRequestContext request) {
        // A filter's own context is one that cannot be suspended.
        ResteasyReactiveRequestContext context = CurrentRequestManager.get();
        HttpServerRequest http = context.serverRequest().unwrap(HttpServerRequest.class);
        boolean chunked = http.headers().contains(HttpHeaders.TRANSFER_ENCODING);
        String length = http.getHeader(HttpHeaders.CONTENT_LENGTH);
        long announced = chunked || length == null ? 0 : Long.parseLong(length);
        if (!chunked && announced == 0) {
            return;
        }
        Endpoint endpoint = endpoints.computeIfAbsent(context.getTarget().getLazyMethod(), ReceiveBodies::endpoint);
        if (!endpoint.takesBody() || http.isEnded()) {
            return;
        }
        if (announced > endpoint.largest()) {
            throw tooLarge(endpoint.largest());
        }
        String coding = http.getHeader(HttpHeaders.CONTENT_ENCODING);
        boolean packed = coding != null && !coding.equalsIgnoreCase("identity");
        if (packed && !endpoint.takesPacked()) {
            throw Problem.unsupported("The body must not be packed here: leave out Content-Encoding.");
        }
        boolean staysSmall =
                endpoint.largest() <= LargestBody.DEFAULT || !chunked && announced <= LargestBody.DEFAULT && !packed;
        String tenant = caller.claim("tenant");
        BodyBudget.Share share = (staysSmall ? small : large).take(tenant == null ? "" : tenant, announced);
        if (!staysSmall) {
            // Before the answer is written: its receiver may send the next batch at once.
            context.serverRequest().unwrap(RoutingContext.class).addHeadersEndHandler(answering -> share.giveBack());
        }
        new Receiving(context, http, share, announced, endpoint.largest()).start();
    }

    private static Endpoint endpoint(ResteasyReactiveResourceInfo info) {
        Method method = info.getMethod();
        LargestBody largest = method.getAnnotation(LargestBody.class);
        List<Class<?>> parameters = List.of(method.getParameterTypes());
        boolean stream = parameters.contains(InputStream.class);
        return new Endpoint(
                stream || parameters.contains(byte[].class),
                stream,
                largest == null ? LargestBody.DEFAULT : largest.value());
    }

    private static Problem tooLarge(int most) {
        return Problem.tooLarge("The body is larger than the " + most + " bytes that are taken here.");
    }

    /** A body that is arriving. All but {@link #look} happens on its connection's event loop. */
    private final class Receiving implements ServerHttpRequest.ReadCallback {

        private final ResteasyReactiveRequestContext context;
        private final HttpServerRequest http;
        private final BodyBudget.Share share;
        private final int largest;
        private final ReceivedBody body;
        private final long beganAt = clock;
        private long reserved;
        private volatile long received;
        private boolean finished;

        private long seen;
        private long progressAt = clock;

        Receiving(
                ResteasyReactiveRequestContext context,
                HttpServerRequest http,
                BodyBudget.Share share,
                long announced,
                int largest) {
            this.context = context;
            this.http = http;
            this.share = share;
            this.largest = largest;
            this.body = new ReceivedBody(share);
            this.reserved = announced;
        }

        void start() {
            context.registerCompletionCallback(answered -> share.giveBack());
            arriving.add(this);
            http.exceptionHandler(hungUp -> {
                if (finish()) {
                    body.drop();
                    context.close();
                }
            });
            context.suspend();
            context.serverRequest().setReadListener(this);
        }

        @Override
        public void data(ByteBuffer piece) {
            if (finished) {
                return;
            }
            received += piece.remaining();
            if (received > largest) {
                refuse(tooLarge(largest));
                return;
            }
            try {
                if (received > reserved) {
                    share.grow(received - reserved);
                    reserved = received;
                }
                body.add(piece);
            } catch (Problem noRoom) {
                refuse(noRoom);
            }
        }

        @Override
        public void done() {
            if (finish()) {
                context.setInputStream(body);
                Thread.currentThread().setContextClassLoader(classes);
                context.resume();
            }
        }

        /** On the clock's thread. */
        void look() {
            long now = clock;
            long arrived = received;
            if (arrived > seen) {
                seen = arrived;
                progressAt = now;
            }
            long age = now - beganAt;
            if (now - progressAt >= stalledAfter) {
                context.getContextExecutor()
                        .execute(() -> refuse(Problem.bodyTooSlow("The body makes no progress. Send it again.")));
            } else if (age > slowAfter) {
                boolean tooSlow = arrived < slowestPerSecond * (age / 1e9);
                context.getContextExecutor()
                        .execute(tooSlow ? () -> refuse(Problem.bodyTooSlow(slow())) : this::keepWhatHasArrived);
            }
        }

        private String slow() {
            return "The body comes with less than " + slowestPerSecond + " bytes a second. Send it again.";
        }

        /** A slow sender keeps no room for what it has not sent yet: others may need it. */
        private void keepWhatHasArrived() {
            if (!finished && received < reserved) {
                share.shrinkTo(received);
                reserved = received;
            }
        }

        private void refuse(Problem problem) {
            if (finish()) {
                body.drop();
                share.giveBack();
                UnreadBodies.closeUnlessRead(context.serverRequest().unwrap(RoutingContext.class));
                context.resume(problem);
            }
        }

        private boolean finish() {
            boolean first = !finished;
            finished = true;
            arriving.remove(this);
            return first;
        }
    }
}
