package io.tierline.call.erasure.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.erasure.domain.Erasure;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** What was told of erasures. */
public interface Erasures {

    /** Keeps erasures of one tenant and puts their events into the outbox. None is fine. */
    Uni<Void> add(SqlConnection transaction, List<Erasure> erasures);
}
