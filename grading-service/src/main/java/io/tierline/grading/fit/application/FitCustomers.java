package io.tierline.grading.fit.application;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.fit.domain.Fit;
import io.tierline.grading.fit.domain.IdealProfile;
import io.tierline.grading.grades.application.Customers;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.Profile;
import io.tierline.kit.database.Database;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Derives how well customers fit: with every change of a profile in the transaction that changes it, and of everybody when
 * the ideal profile has changed. Each customer remembers by which revision its fit was derived, so the work goes on where it
 * stopped, after a restart and on any instance.
 */
@ApplicationScoped
public class FitCustomers {

    private static final Logger LOG = Logger.getLogger(FitCustomers.class);
    private static final int BATCH = 500;

    /**
     * How well a customer fits.
     *
     * @param revision the ideal profile's
     */
    public record Fitted(Fit fit, int revision) {}

    private final Database database;
    private final Customers customers;
    private final IdealProfiles ideals;
    private final Fits fits;
    private final Vertx vertx;

    FitCustomers(Database database, Customers customers, IdealProfiles ideals, Fits fits, Vertx vertx) {
        this.database = database;
        this.customers = customers;
        this.ideals = ideals;
        this.fits = fits;
        this.vertx = vertx;
    }

    /** The customer's fit at this moment with its reasons; fails with a 404 problem when the tenant has no such customer. */
    public Uni<Fitted> of(CustomerKey customer) {
        return customers.exists(customer).chain(exists -> {
            if (!exists) {
                throw Problem.notFound("no-such-customer", "There is no customer " + customer.customerId() + ".");
            }
            return ideals.of(database.pool(), Set.of(customer.tenant()))
                    .map(all -> all.getOrDefault(customer.tenant(), IdealProfiles.Kept.NONE))
                    .chain(kept -> fits.profile(customer)
                            .map(profile -> new Fitted(Fit.of(kept.ideal(), profile), kept.revision())));
        });
    }

    /**
     * Derives the fit of customers anew, to be called in every transaction that changes profiles, after the change; the
     * customers have to be locked.
     */
    public Uni<Void> renew(SqlConnection transaction, Collection<CustomerKey> changed) {
        return fits.lockProfiles(transaction, changed)
                .chain(profiles -> ideals.of(
                                transaction,
                                changed.stream().map(CustomerKey::tenant).collect(Collectors.toSet()))
                        .chain(all -> vertx.executeBlocking(() -> derived(profiles, all), false)))
                .chain(derived -> fits.keep(transaction, derived));
    }

    @Scheduled(
            every = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> look() {
        return renewBehind()
                .onFailure()
                .invoke(failure -> LOG.warnf("Fits are held up and will be derived later: %s", failure))
                .onFailure()
                .recoverWithNull();
    }

    /** Derives the fit of all who are behind the ideal profile of their company, batch by batch. */
    public Uni<Void> renewBehind() {
        return Uni.createFrom()
                .deferred(() -> fits.behind(BATCH)
                        .chain(behind -> behind.isEmpty()
                                ? Uni.createFrom().item(0)
                                : database.transaction(transaction -> renew(transaction, behind))
                                        .replaceWith(behind.size())))
                .repeat()
                .until(size -> size < BATCH)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Of customers whose company has written no ideal profile there is nothing to keep. */
    private static List<Fits.Kept> derived(
            Map<CustomerKey, Profile> profiles, Map<String, IdealProfiles.Kept> idealsByTenant) {
        return profiles.entrySet().stream()
                .filter(customer -> idealsByTenant.containsKey(customer.getKey().tenant()))
                .map(customer -> {
                    IdealProfiles.Kept kept =
                            idealsByTenant.get(customer.getKey().tenant());
                    IdealProfile ideal = kept.ideal();
                    Integer score = Fit.of(ideal, customer.getValue()).score().orElse(null);
                    return new Fits.Kept(customer.getKey(), score, kept.revision());
                })
                .toList();
    }
}
