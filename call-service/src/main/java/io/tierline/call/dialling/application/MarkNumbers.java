package io.tierline.call.dialling.application;

import com.github.f4b6a3.ulid.UlidCreator;
import io.smallrye.mutiny.Uni;
import io.tierline.call.dialling.application.CheckNumbers.Rules;
import io.tierline.call.dialling.application.Marks.Marked;
import io.tierline.call.dialling.domain.Mark;
import io.tierline.call.dialling.domain.Mark.Kind;
import io.tierline.call.dialling.domain.Verdict;
import io.tierline.kit.database.Database;
import io.tierline.kit.problem.Problem;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;

/** Takes down what people decide about numbers: that they are not to be called, or that nothing stands against it. */
@ApplicationScoped
public class MarkNumbers {

    /**
     * A number that is not to be called.
     *
     * @param phone E.164
     * @param reason why, 1 to 500 characters
     */
    public record Unwanted(String phone, String reason) {}

    private final Database database;
    private final Marks marks;
    private final CheckNumbers numbers;
    private final Clock clock;

    MarkNumbers(Database database, Marks marks, CheckNumbers numbers, Clock clock) {
        this.database = database;
        this.marks = marks;
        this.numbers = numbers;
        this.clock = clock;
    }

    /**
     * Suppresses numbers for good, all in one commit. One that is suppressed by hand already is left as it is.
     *
     * @return for each of them, in their order, whether it is new
     */
    public Uni<List<Boolean>> suppress(String tenant, String by, List<Unwanted> unwanted) {
        Set<String> phones = unwanted.stream().map(Unwanted::phone).collect(Collectors.toSet());
        return database.transaction(transaction -> marks.lock(transaction, tenant)
                .chain(() -> marks.of(transaction, tenant, phones))
                .chain(present -> {
                    Set<String> marked = phones.stream()
                            .filter(phone -> isSuppressed(present.getOrDefault(phone, List.of())))
                            .collect(Collectors.toCollection(HashSet::new));
                    List<Marked> added = new ArrayList<>();
                    List<Boolean> isNew = new ArrayList<>();
                    for (Unwanted one : unwanted) {
                        boolean fresh = marked.add(one.phone());
                        isNew.add(fresh);
                        if (fresh) {
                            List<Mark> before = present.getOrDefault(one.phone(), List.of());
                            added.add(new Marked(
                                    one.phone(),
                                    new Mark(newId(), Kind.SUPPRESSED, one.reason(), nextTime(before), by)));
                        }
                    }
                    return marks.add(transaction, tenant, added).replaceWith(isNew);
                }));
    }

    /**
     * Takes away whatever suppresses the number; what its calls give cause for after this suppresses it anew. Fails with
     * a 404 problem when nothing does.
     *
     * @param phone E.164
     * @param reason why, 1 to 500 characters
     * @return whether it may be dialled now
     */
    public Uni<Verdict> lift(String tenant, String by, String phone, String reason) {
        return Database.uncancelled(numbers.rulesOf(tenant).chain(rules -> lift(tenant, by, phone, reason, rules)));
    }

    private Uni<Verdict> lift(String tenant, String by, String phone, String reason, Rules rules) {
        return database.transaction(transaction -> marks.lock(transaction, tenant)
                .chain(() -> check(transaction, tenant, phone, rules))
                .chain(verdict -> {
                    if (!verdict.isSuppression()) {
                        throw Problem.notFound("not-suppressed", "Nothing suppresses this number.");
                    }
                    return marks.of(transaction, tenant, Set.of(phone));
                })
                .chain(present -> {
                    Instant at = nextTime(present.getOrDefault(phone, List.of()));
                    return marks.add(
                            transaction,
                            tenant,
                            List.of(new Marked(phone, new Mark(newId(), Kind.LIFTED, reason, at, by))));
                })
                .chain(() -> check(transaction, tenant, phone, rules)));
    }

    /**
     * Readies numbers for their erasure, within the transaction that then takes their calls away: what suppresses one for
     * good goes on to do so under the number's hash; everything else is forgotten with the calls.
     *
     * @param phones E.164
     * @param rules what {@link CheckNumbers#rulesOf} has said
     */
    public Uni<Void> erase(SqlConnection transaction, String tenant, String by, Set<String> phones, Rules rules) {
        return outlive(transaction, tenant, by, phones, rules, (marks, verdict) -> true)
                .chain(() -> marks.forget(transaction, tenant, phones));
    }

    /**
     * Readies numbers for losing some of their calls, within the transaction that then takes the calls away: what
     * suppresses one for good goes on to do so.
     *
     * @param phones E.164
     * @param rules what {@link CheckNumbers#rulesOf} has said
     */
    public Uni<Void> keep(SqlConnection transaction, String tenant, String by, Set<String> phones, Rules rules) {
        return outlive(
                transaction,
                tenant,
                by,
                phones,
                rules,
                (marks, verdict) -> isForGood(verdict)
                        && !isSuppressed(marks)
                        && marks.stream().noneMatch(mark -> verdict.equals(mark.erased())));
    }

    private Uni<Void> outlive(
            SqlConnection transaction,
            String tenant,
            String by,
            Set<String> phones,
            Rules rules,
            BiPredicate<List<Mark>, Verdict> needed) {
        return marks.lock(transaction, tenant)
                .chain(() -> numbers.check(transaction, tenant, phones, rules))
                .chain(verdicts -> marks.of(transaction, tenant, phones).chain(present -> {
                    List<Marked> added = new ArrayList<>();
                    for (String phone : phones) {
                        List<Mark> before = present.getOrDefault(phone, List.of());
                        Verdict verdict = verdicts.get(phone);
                        if (needed.test(before, verdict)) {
                            Verdict kept = isForGood(verdict) ? verdict : null;
                            added.add(new Marked(
                                    phone, new Mark(newId(), Kind.ERASED, null, nextTime(before), by, kept)));
                        }
                    }
                    return marks.add(transaction, tenant, added);
                }));
    }

    /** The marks on a number, the first first. */
    public Uni<List<Mark>> history(String tenant, String phone) {
        return marks.of(database.pool(), tenant, Set.of(phone)).map(found -> found.getOrDefault(phone, List.of()));
    }

    private Uni<Verdict> check(SqlConnection transaction, String tenant, String phone, Rules rules) {
        return numbers.check(transaction, tenant, Set.of(phone), rules).map(verdicts -> verdicts.get(phone));
    }

    private static boolean isForGood(Verdict verdict) {
        return verdict.isSuppression() && verdict.until() == null;
    }

    private static boolean isSuppressed(List<Mark> marks) {
        Kind last = null;
        for (Mark mark : marks) {
            last = mark.kind() == Kind.ERASED ? last : mark.kind();
        }
        return last == Kind.SUPPRESSED;
    }

    /** Now, unless another instance's clock is ahead: the last decision has to be the latest. */
    private Instant nextTime(List<Mark> before) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant last =
                before.isEmpty() ? Instant.MIN : before.get(before.size() - 1).at();
        return now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
    }

    private static String newId() {
        return UlidCreator.getMonotonicUlid().toString();
    }
}
