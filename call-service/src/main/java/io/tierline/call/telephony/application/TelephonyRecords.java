package io.tierline.call.telephony.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.telephony.domain.LegRecord;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;

/** What telephony systems have posted, as normalised records. */
public interface TelephonyRecords {

    /** Waits until no other transaction is at work on the call's records, and keeps others waiting until this one ends. */
    Uni<Void> lock(SqlConnection transaction, String tenant, String callId);

    /** All records of the calls, by call id and record id. */
    Uni<List<LegRecord>> find(SqlClient client, String tenant, Collection<String> callIds);

    /** Stores the record, unless the same or a newer version of it is there. */
    Uni<Void> store(SqlConnection transaction, String tenant, LegRecord record);

    /** Takes everything from the records of the calls that a person could be known by. */
    Uni<Void> erase(SqlConnection transaction, String tenant, Collection<String> callIds);
}
