package io.tierline.grading.grades.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.application.Customers.Customer;
import io.tierline.grading.grades.application.GradeCustomers.Cause;
import io.tierline.grading.grades.application.GradeCustomers.Effect;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.tierchanges.domain.TierChange.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** Takes calls into account: each at its highest revision, whatever arrives late or twice. */
@ApplicationScoped
public class ApplyCallOutcomes {

    private record Key(String tenant, String callId) {}

    private final Facts facts;
    private final GradeCustomers gradeCustomers;

    ApplyCallOutcomes(Facts facts, GradeCustomers gradeCustomers) {
        this.facts = facts;
        this.gradeCustomers = gradeCustomers;
    }

    /** Keeps what is new in the calls and grades their customers anew, in one transaction. */
    public Uni<Void> apply(List<CallOutcome> batch) {
        Collection<CallOutcome> calls = latest(batch);
        return facts.customersOf(calls).chain(before -> {
            Set<CustomerKey> known = new HashSet<>(before);
            calls.forEach(call -> call.customers().forEach(known::add));
            return gradeCustomers.afterWithMerged(
                    known,
                    (transaction, locked) -> facts.keep(transaction, ofPresentCustomers(calls, locked))
                            .map(changed -> Effect.of(causes(changed))));
        });
    }

    private static Collection<CallOutcome> latest(List<CallOutcome> batch) {
        return batch.stream()
                .collect(Collectors.toMap(
                        call -> new Key(call.tenant(), call.callId()),
                        call -> call,
                        BinaryOperator.maxBy(Comparator.comparingInt(CallOutcome::revision)),
                        LinkedHashMap::new))
                .values();
    }

    /**
     * A call of a customer that was merged belongs to the one that it was merged into. Should that one not be locked, because
     * they were merged just now, grading finds so and does it all again.
     */
    private static List<CallOutcome> ofPresentCustomers(
            Collection<CallOutcome> calls, Map<CustomerKey, Customer> locked) {
        return calls.stream()
                .map(call -> {
                    String into = locked.get(call.customer()).mergedInto();
                    return into == null ? call : call.of(into);
                })
                .toList();
    }

    /** Both the customer that a call belongs to and the one that it left are graded anew. */
    private static Map<CustomerKey, Cause> causes(List<Facts.Changed> changed) {
        Map<CustomerKey, Cause> causes = new TreeMap<>();
        for (Facts.Changed one : changed) {
            CallOutcome call = one.call();
            Cause cause = new Cause(one.isCorrection() ? Reason.CORRECTION : Reason.CALL, call.callId());
            causes.put(call.customer(), cause);
            if (one.before() != null) {
                causes.putIfAbsent(one.before(), cause);
            }
        }
        return causes;
    }
}
