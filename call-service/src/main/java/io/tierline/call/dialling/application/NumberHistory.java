package io.tierline.call.dialling.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.dialling.domain.Attempt;
import io.tierline.call.dialling.domain.Burst.Span;
import io.tierline.call.dialling.domain.TrunkBursts.Failure;
import io.tierline.call.dialling.domain.TrunkBursts.Traffic;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What the calls tell about numbers and trunks; voided calls tell nothing. */
public interface NumberHistory {

    /** The calls of each of the numbers (E.164) that has any, in no order, those that start after the moment left out. */
    Uni<Map<String, List<Attempt>>> calls(SqlClient client, String tenant, Collection<String> phones, Instant notAfter);

    /** The calls in the spans that a trunk could be to blame for, those that start after the moment left out. */
    Uni<List<Failure>> failures(SqlClient client, String tenant, Collection<Span> spans, Instant notAfter);

    /** All calls by us in the spans, those that start after the moment left out. */
    Uni<List<Traffic>> traffic(SqlClient client, String tenant, Collection<Span> spans, Instant notAfter);

    /** As {@link #failures(SqlClient, String, Collection, Instant)}, of all trunks from the one moment to before the other. */
    Uni<List<Failure>> failures(SqlClient client, String tenant, Instant from, Instant to);

    /** As {@link #traffic(SqlClient, String, Collection, Instant)}, of all trunks from the one moment to before the other. */
    Uni<List<Traffic>> traffic(SqlClient client, String tenant, Instant from, Instant to);

    /**
     * Numbers that were called or marked, in their order.
     *
     * @param after only those after this one; all for an empty text
     */
    Uni<List<String>> numbers(SqlClient client, String tenant, String after, int limit);
}
