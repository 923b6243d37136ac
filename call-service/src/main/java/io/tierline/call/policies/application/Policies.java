package io.tierline.call.policies.application;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import io.tierline.kit.database.Database;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;

/** What each company has decided for itself. */
@ApplicationScoped
public class Policies {

    /** How long another instance may go on with a policy that has been changed here. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(2);

    private static final int MOST_KNOWN = 10_000;

    private record Key(String tenant, String name) {}

    private final Database database;
    private final PolicyRows rows;
    private final Cache<Key, Policy<?>> known = Caffeine.newBuilder()
            .expireAfterWrite(KNOWN_FOR)
            .maximumSize(MOST_KNOWN)
            .build();

    Policies(Database database, PolicyRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** The tenant's policy, or the default; a change made on another instance is seen within two seconds. */
    @SuppressWarnings("unchecked")
    public <T> Uni<Policy<T>> of(String tenant, PolicyKind<T> kind) {
        Key key = new Key(tenant, kind.name());
        Policy<?> policy = known.getIfPresent(key);
        return policy != null
                ? Uni.createFrom().item((Policy<T>) policy)
                : rows.find(tenant, kind).invoke(found -> known.put(key, found));
    }

    /** The tenant's policy as it stands at this moment on any instance, or the default. */
    public <T> Uni<Policy<T>> newest(String tenant, PolicyKind<T> kind) {
        return rows.find(tenant, kind);
    }

    /** The tenants that have set the policy, in their order. */
    public Uni<List<String>> tenantsWith(PolicyKind<?> kind) {
        return rows.tenants(kind);
    }

    /** Sets the tenant's policy; as {@link #put(String, PolicyKind, Object, String, IntPredicate, BiFunction)}. */
    public <T> Uni<Policy<T>> put(String tenant, PolicyKind<T> kind, T value, String by, IntPredicate expected) {
        return put(
                tenant,
                kind,
                value,
                by,
                expected,
                (transaction, policy) -> Uni.createFrom().voidItem());
    }

    /**
     * Sets the tenant's policy. The same again changes nothing; a change fails with a 412 problem when somebody else has
     * changed the policy meanwhile.
     *
     * @param expected which revisions the caller may have had in mind ({@code If-Match})
     * @param alongside what else belongs into the same transaction when the policy changes
     * @return the policy as it stands now
     */
    public <T> Uni<Policy<T>> put(
            String tenant,
            PolicyKind<T> kind,
            T value,
            String by,
            IntPredicate expected,
            BiFunction<SqlConnection, Policy<T>, Uni<Void>> alongside) {
        return database.transaction(transaction -> rows.lock(transaction, tenant, kind)
                        .chain(present -> {
                            if (present.value().equals(value)) {
                                return Uni.createFrom().item(present);
                            }
                            if (!expected.test(present.revision())) {
                                throw Problem.stale("The policy is at revision " + present.revision()
                                        + " by now; read it again and decide anew.");
                            }
                            Policy<T> changed = new Policy<>(value, present.revision() + 1);
                            return rows.store(transaction, tenant, kind, changed, by)
                                    .chain(() -> alongside.apply(transaction, changed))
                                    .replaceWith(changed);
                        }))
                .invoke(() -> known.invalidate(new Key(tenant, kind.name())));
    }
}
