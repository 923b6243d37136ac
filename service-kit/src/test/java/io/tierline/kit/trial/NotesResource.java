package io.tierline.kit.trial;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.database.Database;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.outbox.Outbox;
import io.tierline.kit.outbox.OutboxRelay;
import io.tierline.kit.outbox.OutgoingEvent;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.security.Caller;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;

/** Writes and lists notes, the way a service of ours does. */
@Path("/v1/notes")
@Produces("application/json")
public class NotesResource {

    /** What is answered for a note. */
    public record Note(String tenant, String id, String body, Instant madeAt, String author) {}

    /** Which part of the list. */
    public static class Part {

        @RestQuery
        public String limit;

        @QueryParam("cursor")
        public String cursor;
    }

    private final Database database;
    private final OutboxRelay relay;
    private final Caller caller;

    NotesResource(Database database, OutboxRelay relay, Caller caller) {
        this.database = database;
        this.relay = relay;
        this.caller = caller;
    }

    @POST
    @Consumes("application/json")
    @RolesAllowed("writer")
    public Uni<Note> write(byte[] body) {
        JsonNode tree = Json.read(body);
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(tree, "", faults);
        Note note = new Note(
                caller.tenant(), input.id("id"), input.text("body", 200), input.instant("madeAt"), caller.claim("rep"));
        input.wholeNumber("size", 1, 10);
        input.require("id");
        input.require("body");
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return database.transaction(transaction -> transaction
                        .preparedQuery("insert into note (id, body) values ($1, $2)")
                        .execute(Tuple.of(note.id(), note.body()))
                        .chain(() -> Outbox.add(
                                transaction,
                                "trial.outbox",
                                "note.written.v1",
                                List.of(new OutgoingEvent(note.tenant() + "/" + note.id(), note.id(), "{}")))))
                .invoke(relay::wake)
                .replaceWith(note);
    }

    @GET
    @RolesAllowed({"reader", "writer"})
    public Page<String> list(@BeanParam Part part, @QueryParam("order") String order) {
        QueryInput query = new QueryInput();
        Integer most = query.wholeNumber("limit", part.limit, 1, Page.MOST);
        query.oneOf("order", order, Map.of("asc", true, "desc", false));
        query.refuseFaults();
        Cursor.read(part.cursor, 1);
        return Page.of(List.of("a", "b", "c"), most == null ? Page.DEFAULT_LIMIT : most, Cursor::of);
    }

    @GET
    @Path("/table")
    @Produces(Csv.MEDIA_TYPE)
    @RolesAllowed("reader")
    public String table() {
        return Csv.of(List.of("id", "body"), List.of(List.of("a", "=1+1")));
    }
}
