package io.tierline.call.contacts.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.contacts.domain.Move;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** What was said on the phone under a number; whoever keeps it lets it follow the number. */
public interface NumbersCalls {

    /**
     * Takes what stands with the numbers' former customers to their new ones, within the transaction that has locked the
     * numbers.
     *
     * @param by who moves the numbers, the subject of the token
     * @param moves no number twice; none is fine
     */
    Uni<Void> move(SqlConnection transaction, String tenant, String by, List<Move> moves);
}
