package io.tierline.kit.trial;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.kit.input.Json;
import io.tierline.kit.limits.BatchWrite;
import io.tierline.kit.limits.ExpensiveRead;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Answers that take as long as a test wants. */
@Path("/v1/large/{test}")
@Produces("application/json")
public class LargeAnswersResource {

    private static final Map<String, Queue<Runnable>> UNDER_WAY = new ConcurrentHashMap<>();

    @GET
    @ExpensiveRead
    @RolesAllowed("reader")
    public Uni<String> read(@RestPath String test) {
        return pending(test);
    }

    @POST
    @BatchWrite
    @RolesAllowed("writer")
    public Uni<String> write(@RestPath String test, byte[] body) {
        Json.read(body);
        return pending(test);
    }

    @GET
    @Path("/broken")
    @ExpensiveRead
    @RolesAllowed("reader")
    public String broken(@RestPath String test) {
        throw new IllegalStateException("broken");
    }

    @GET
    @Path("/sometimes")
    @ExpensiveRead(when = {"per=customer", "limit>100"})
    @RolesAllowed("reader")
    public Uni<String> sometimes(@RestPath String test, @RestQuery String per, @RestQuery String limit) {
        return pending(test);
    }

    @GET
    @Path("/stream")
    @Produces("text/event-stream")
    @ExpensiveRead
    @RolesAllowed("reader")
    public Multi<String> stream(@RestPath String test) {
        return Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item("begun"), pending(test).toMulti());
    }

    /** Writes more than any client reads here. */
    @GET
    @Path("/written")
    @Blocking
    @ExpensiveRead
    @RolesAllowed("reader")
    public StreamingOutput written(@RestPath String test) {
        return out -> {
            for (int i = 0; i < 10_000; i++) {
                out.write(new byte[64 * 1024]);
            }
        };
    }

    /** How many answers are being made for the test. */
    static int underWay(String test) {
        return answers(test).size();
    }

    /** Finishes the answers that are being made for the test, not those that begin because of it. */
    static void finish(String test) {
        Queue<Runnable> answers = answers(test);
        List<Runnable> underWay = List.copyOf(answers);
        answers.removeAll(underWay);
        underWay.forEach(Runnable::run);
    }

    private static Uni<String> pending(String test) {
        return Uni.createFrom().emitter(emitter -> answers(test).add(() -> emitter.complete("{}")));
    }

    private static Queue<Runnable> answers(String test) {
        return UNDER_WAY.computeIfAbsent(test, name -> new ConcurrentLinkedQueue<>());
    }
}
