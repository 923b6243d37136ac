package io.tierline.call.policies.application;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;

/** Where policies are kept. */
public interface PolicyRows {

    /** The policy as it stands, or its default. */
    <T> Uni<Policy<T>> find(String tenant, PolicyKind<T> kind);

    /** The tenants that have set the policy, in their order. */
    Uni<List<String>> tenants(PolicyKind<?> kind);

    /** The policy as it stands, or its default; nobody else changes it until the transaction ends. */
    <T> Uni<Policy<T>> lock(SqlConnection transaction, String tenant, PolicyKind<T> kind);

    /** Stores a further revision of a locked policy. */
    <T> Uni<Void> store(SqlConnection transaction, String tenant, PolicyKind<T> kind, Policy<T> policy, String by);
}
