package io.tierline.call.dialling.application;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.tierline.call.dialling.domain.Attempt;
import io.tierline.call.dialling.domain.Burst.Span;
import io.tierline.call.dialling.domain.Bursts;
import io.tierline.call.dialling.domain.Dialling;
import io.tierline.call.dialling.domain.Mark;
import io.tierline.call.dialling.domain.SuppressionPolicy;
import io.tierline.call.dialling.domain.SuppressionPolicy.TrunkBurst;
import io.tierline.call.dialling.domain.TrunkBursts;
import io.tierline.call.dialling.domain.Verdict;
import io.tierline.call.policies.application.CompanyPolicy;
import io.tierline.call.policies.application.Policies;
import io.tierline.call.policies.application.PolicyKind;
import io.tierline.kit.database.Database;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says whether numbers may be dialled now. Nothing of it is kept: each answer is made from the calls as they stand. */
@ApplicationScoped
public class CheckNumbers {

    /** When a number may be dialled. */
    public static final PolicyKind<SuppressionPolicy> POLICY =
            new PolicyKind<>("suppression", SuppressionPolicy.class, SuppressionPolicy.DEFAULT);

    /** Numbers whose calls are in memory together: each may have hundreds. */
    private static final int AT_ONCE = 500;

    private final Database database;
    private final NumberHistory history;
    private final Marks marks;
    private final Policies policies;
    private final CompanyPolicy companies;
    private final Clock clock;

    CheckNumbers(
            Database database,
            NumberHistory history,
            Marks marks,
            Policies policies,
            CompanyPolicy companies,
            Clock clock) {
        this.database = database;
        this.history = history;
        this.marks = marks;
        this.policies = policies;
        this.companies = companies;
        this.clock = clock;
    }

    /** By what a tenant's numbers are judged; the zone is the company's. */
    public record Rules(SuppressionPolicy policy, ZoneId zone) {}

    /** What holds for the tenant; to be asked before a transaction begins, for it may take a connection of its own. */
    public Uni<Rules> rulesOf(String tenant) {
        return policies.of(tenant, POLICY)
                .chain(policy -> companies.of(tenant).map(company -> new Rules(policy.value(), company.timeZone())));
    }

    /**
     * @param phones E.164
     * @return a verdict for each of them
     */
    public Uni<Map<String, Verdict>> check(String tenant, Set<String> phones) {
        List<String> all = List.copyOf(phones);
        List<Set<String>> groups = new ArrayList<>();
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            groups.add(Set.copyOf(all.subList(from, Math.min(from + AT_ONCE, all.size()))));
        }
        return rulesOf(tenant)
                .chain(rules -> Multi.createFrom()
                        .iterable(groups)
                        .onItem()
                        .transformToUniAndConcatenate(group -> check(database.pool(), tenant, group, rules))
                        .collect()
                        .in(HashMap::new, Map::putAll));
    }

    /** The same as the client's transaction, if it is in one, sees it. */
    public Uni<Map<String, Verdict>> check(SqlClient client, String tenant, Set<String> phones, Rules rules) {
        Instant now = clock.instant();
        return history.calls(client, tenant, phones, now)
                .chain(calls -> marks.of(client, tenant, phones)
                        .chain(marked -> bursts(
                                        client,
                                        tenant,
                                        calls.values(),
                                        rules.policy().trunkBurst(),
                                        now)
                                .map(bursts ->
                                        verdicts(phones, calls, marked, bursts, rules.policy(), rules.zone(), now))));
    }

    private static Map<String, Verdict> verdicts(
            Set<String> phones,
            Map<String, List<Attempt>> calls,
            Map<String, List<Mark>> marked,
            Bursts bursts,
            SuppressionPolicy policy,
            ZoneId zone,
            Instant now) {
        Map<String, Verdict> verdicts = new HashMap<>();
        phones.forEach(phone -> verdicts.put(
                phone,
                Dialling.decide(
                        calls.getOrDefault(phone, List.of()),
                        marked.getOrDefault(phone, List.of()),
                        bursts,
                        policy,
                        zone,
                        now)));
        return verdicts;
    }

    /** All bursts that can be to blame for one of the calls: only what happened around such calls is read. */
    private Uni<Bursts> bursts(
            SqlClient client, String tenant, Collection<List<Attempt>> calls, TrunkBurst policy, Instant now) {
        List<Span> spans = TrunkBursts.merged(calls.stream()
                .flatMap(List::stream)
                .filter(Bursts::couldBlame)
                .map(call -> TrunkBursts.around(call.trunk(), call.startedAt(), policy))
                .toList());
        if (spans.isEmpty()) {
            return Uni.createFrom().item(Bursts.NONE);
        }
        return history.failures(client, tenant, spans, now).chain(failures -> {
            List<Span> crowded = TrunkBursts.crowded(failures, policy);
            return crowded.isEmpty()
                    ? Uni.createFrom().item(Bursts.NONE)
                    : history.traffic(client, tenant, crowded, now)
                            .map(traffic -> new Bursts(TrunkBursts.find(failures, traffic, policy)));
        });
    }
}
