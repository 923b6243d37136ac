package io.tierline.kit.trial;

import io.smallrye.mutiny.Uni;
import io.tierline.kit.database.Database;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.rest.LargestBody;
import io.tierline.kit.security.Caller;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Duration;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;

/** Endpoints on which something goes wrong. */
@Path("/v1/trouble")
@Produces("application/json")
public class TroubleResource {

    private final Database database;
    private final Caller caller;
    private final Outages outages;

    TroubleResource(Database database, Caller caller, Outages outages) {
        this.database = database;
        this.caller = caller;
        this.outages = outages;
    }

    @GET
    @Path("/nobody-may")
    public String forgotten() {
        return "{}";
    }

    @GET
    @Path("/broken")
    @RolesAllowed("reader")
    public String broken() {
        throw new IllegalStateException("the inner secret");
    }

    @GET
    @Path("/overloaded")
    @RolesAllowed("reader")
    public Uni<String> overloaded() {
        return Uni.createFrom().failure(Problem.unavailable("overloaded", "Later.", Duration.ofSeconds(7)));
    }

    @GET
    @Path("/who")
    @RolesAllowed("reader")
    public Map<String, Object> who() {
        return Map.of("tenant", caller.tenant(), "subject", caller.subject(), "reads", caller.has("reader"));
    }

    @POST
    @Path("/small")
    @LargestBody(100)
    @RolesAllowed("writer")
    public Map<String, Integer> small(byte[] body) {
        return Map.of("bytes", body.length);
    }

    /** A transaction that takes a moment. */
    @POST
    @Path("/slow/{id}")
    @RolesAllowed("writer")
    public Uni<String> slow(@RestPath String id) {
        return database.transaction(transaction -> transaction
                .preparedQuery("insert into note (id, body) values ($1, '')")
                .execute(Tuple.of(id))
                .invoke(outages::slowStarted)
                .chain(() -> transaction.query("select pg_sleep(0.05)").execute())
                .chain(() -> transaction
                        .preparedQuery("update note set body = 'whole' where id = $1")
                        .execute(Tuple.of(id)))
                .replaceWith("{}"));
    }

    /** A setting of the database's session. */
    @GET
    @Path("/setting/{name}")
    @RolesAllowed("reader")
    public Uni<Map<String, String>> setting(@RestPath String name) {
        return database.pool()
                .preparedQuery("select current_setting($1)")
                .execute(Tuple.of(name))
                .map(rows -> Map.of("value", rows.iterator().next().getString(0)));
    }

    /** The same single statement on a database that is not well. */
    @GET
    @Path("/database/{outage}")
    @RolesAllowed("reader")
    public Uni<Integer> database(@RestPath String outage) {
        return outages.database(outage)
                .pool()
                .query("select 1")
                .execute()
                .map(rows -> rows.iterator().next())
                .map((Row row) -> row.getInteger(0));
    }

    /** A statement that takes long, on a database that is going to be away. */
    @GET
    @Path("/sleeping-database/{outage}")
    @RolesAllowed("reader")
    public Uni<String> sleepingDatabase(@RestPath String outage) {
        return outages.database(outage)
                .pool()
                .query("select pg_sleep(30)")
                .execute()
                .replaceWith("{}");
    }

    /** A statement that takes a moment. */
    @GET
    @Path("/moment")
    @RolesAllowed("reader")
    public Uni<String> moment() {
        return database.pool().query("select pg_sleep(0.01)").execute().replaceWith("{}");
    }
}
