package io.tierline.call.contacts.application;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.Collection;
import java.util.Set;

/** Which customers this service knows: those of its contacts and of its calls. */
public interface KnownCustomers {

    /** The ids without a contact and without a call; voided calls do not count. */
    Uni<Set<String>> unknown(SqlClient client, String tenant, Collection<String> customerIds);
}
