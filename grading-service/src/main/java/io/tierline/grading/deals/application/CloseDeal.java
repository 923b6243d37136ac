package io.tierline.grading.deals.application;

import com.github.f4b6a3.ulid.UlidCreator;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.deals.domain.Closing;
import io.tierline.grading.deals.domain.Deal;
import io.tierline.grading.deals.domain.Decision;
import io.tierline.grading.deals.domain.Decision.Repeated;
import io.tierline.grading.deals.domain.Ending;
import io.tierline.grading.deals.domain.Standing;
import io.tierline.grading.grades.application.Customers;
import io.tierline.grading.grades.application.Customers.Customer;
import io.tierline.grading.grades.application.Facts;
import io.tierline.grading.grades.application.GradeCustomers;
import io.tierline.grading.grades.application.GradeCustomers.Effect;
import io.tierline.grading.grades.application.GradingBases;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.CustomerStatus;
import io.tierline.grading.grades.domain.CustomerStatus.State;
import io.tierline.grading.grades.domain.Grader;
import io.tierline.grading.grades.domain.GradingBasis;
import io.tierline.grading.grades.domain.History;
import io.tierline.kit.outbox.OutboxRelay;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** Closes deals, and says something else of how they ended. */
@ApplicationScoped
public class CloseDeal {

    /**
     * A closing that was asked for.
     *
     * @param isNew whether the request has closed the deal; it was closed just so before otherwise
     */
    public record Closed(Closing closing, boolean isNew) {}

    private final GradeCustomers gradeCustomers;
    private final Customers customers;
    private final Facts facts;
    private final GradingBases bases;
    private final Deals deals;
    private final ReasonCatalogues catalogues;
    private final StepDeal stepDeal;
    private final OutboxRelay relay;

    CloseDeal(
            GradeCustomers gradeCustomers,
            Customers customers,
            Facts facts,
            GradingBases bases,
            Deals deals,
            ReasonCatalogues catalogues,
            StepDeal stepDeal,
            OutboxRelay relay) {
        this.gradeCustomers = gradeCustomers;
        this.customers = customers;
        this.facts = facts;
        this.bases = bases;
        this.deals = deals;
        this.catalogues = catalogues;
        this.stepDeal = stepDeal;
        this.relay = relay;
    }

    /**
     * Closes the deal and freezes how the customer stood at that moment. Fails with a problem: 404 without such a customer,
     * 409 when the deal is closed otherwise or the time does not fit, 422 for reasons that are not in the company's list.
     *
     * @param closedAt when it ended; null for now
     */
    public Uni<Closed> close(CustomerKey key, Ending ending, Instant closedAt, String by) {
        return gradeCustomers
                .after(
                        Set.of(key),
                        (transaction, locked) -> stepDeal.dealOf(transaction, key, locked)
                                .chain(deal -> customers.now(transaction).chain(now -> {
                                    Decision decision = deal.close(ending, closedAt, now);
                                    if (decision instanceof Repeated) {
                                        return Uni.createFrom()
                                                .item(new Effect<>(new Closed(deal.last(), false), Map.of()));
                                    }
                                    Decision.Step step =
                                            StepDeal.stepOf(decision).orElseThrow();
                                    return checkReasons(transaction, key.tenant(), ending, code -> false)
                                            .chain(() -> standing(transaction, key, deal, closedAt, now))
                                            .map(standing -> closing(
                                                    key, deal, ending, step, standing, locked.get(key), now, by))
                                            .call(closing -> deals.add(transaction, closing))
                                            .chain(closing -> stepDeal.take(transaction, closing, Optional.of(step)))
                                            .map(effect ->
                                                    new Effect<>(new Closed(effect.result(), true), effect.causes()));
                                })))
                .invoke(relay::wake);
    }

    /**
     * Says something else of how the deal ended that was closed last. The same again changes nothing. Fails with a problem:
     * 404 without such a customer or closing, 409 when the result can be no other any more, 412 when somebody else has changed
     * it meanwhile, 422 for reasons that are not in the company's list.
     *
     * @param expected which revisions the caller may have had in mind ({@code If-Match})
     */
    public Uni<Closing> correct(CustomerKey key, Ending ending, IntPredicate expected, String by) {
        return gradeCustomers
                .<Closing>after(
                        Set.of(key),
                        (transaction, locked) -> stepDeal.dealOf(transaction, key, locked)
                                .chain(deal -> {
                                    Closing last = deal.last();
                                    if (last == null) {
                                        throw FindClosings.noClosing(key);
                                    }
                                    Decision decision = deal.correct(ending);
                                    if (decision instanceof Repeated) {
                                        return Uni.createFrom().item(new Effect<>(last, Map.of()));
                                    }
                                    if (!expected.test(last.revision())) {
                                        throw Problem.stale("The closing is at revision " + last.revision()
                                                + " by now; read it again and decide anew.");
                                    }
                                    Optional<Decision.Step> step = StepDeal.stepOf(decision);
                                    return checkReasons(
                                                    transaction,
                                                    key.tenant(),
                                                    ending,
                                                    last.ending().reasons()::contains)
                                            .chain(() -> customers.now(transaction))
                                            .map(now -> last.corrected(ending, now, by))
                                            .call(closing -> deals.change(transaction, closing))
                                            .chain(closing -> stepDeal.take(transaction, closing, step));
                                }))
                .invoke(relay::wake);
    }

    private Uni<Void> checkReasons(SqlConnection transaction, String tenant, Ending ending, Predicate<String> given) {
        return catalogues.share(transaction, tenant).chain(catalogue -> {
            List<Fault> faults = new ArrayList<>();
            for (int i = 0; i < ending.reasons().size(); i++) {
                String pointer = "/reasons/" + i;
                catalogue
                        .reasons()
                        .faultOf(ending.reasons().get(i), ending.result(), given)
                        .ifPresent(fault -> faults.add(new Fault(pointer, fault)));
            }
            if (!faults.isEmpty()) {
                throw Problem.invalid(faults);
            }
            return catalogues.use(transaction, tenant, ending.reasons());
        });
    }

    /** As the customer stands now or, for a deal that ended before, as it stood then. */
    private Uni<Standing> standing(
            SqlConnection transaction, CustomerKey key, Deal deal, Instant closedAt, Instant now) {
        return bases.of(transaction, Set.of(key.tenant()))
                .chain(byTenant -> facts.histories(transaction, Set.of(key)).map(histories -> {
                    GradingBasis basis = byTenant.get(key.tenant());
                    History history = histories.get(key);
                    History then = closedAt == null
                            ? history
                            : history.asOf(
                                    closedAt, new CustomerStatus(State.OPEN, Optional.ofNullable(deal.roundStart())));
                    return Standing.of(
                            Grader.grade(then, basis.standard(), closedAt == null ? now : closedAt, basis.zone()));
                }));
    }

    private static Closing closing(
            CustomerKey key,
            Deal deal,
            Ending ending,
            Decision.Step step,
            Standing standing,
            Customer customer,
            Instant now,
            String by) {
        return new Closing(
                "closing:" + UlidCreator.getMonotonicUlid(),
                key,
                1,
                deal.round(),
                ending,
                step.at(),
                by,
                now,
                by,
                customer.rep(),
                customer.team(),
                standing,
                null);
    }
}
