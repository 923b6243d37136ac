package io.tierline.call.dialling.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.dialling.domain.Mark;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What people have decided about numbers; kept under a hash of the number, so that it outlives the number's erasure. */
public interface Marks {

    /** A mark on a number (E.164). */
    record Marked(String phone, Mark mark) {}

    /** The marks on each of the numbers that has any, in the order in which they were made. */
    Uni<Map<String, List<Mark>>> of(SqlClient client, String tenant, Collection<String> phones);

    /** Waits for whoever else is marking numbers of the tenant, and lets nobody else until the transaction ends. */
    Uni<Void> lock(SqlConnection transaction, String tenant);

    /** Adds marks, each later than those that its number has; the tenant's marks have to be locked. */
    Uni<Void> add(SqlConnection transaction, String tenant, Collection<Marked> marks);

    /** Takes the numbers and the words of their marks away and leaves them under their hashes alone. */
    Uni<Void> forget(SqlConnection transaction, String tenant, Collection<String> phones);
}
