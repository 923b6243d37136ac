package io.tierline.grading.worklist.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.directory.application.Directory;
import io.tierline.grading.directory.domain.Rep;
import io.tierline.grading.directory.domain.Team;
import io.tierline.grading.grades.application.Customers;
import io.tierline.grading.grades.application.Facts;
import io.tierline.grading.grades.application.GradingBases;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.Grade;
import io.tierline.grading.grades.domain.Grader;
import io.tierline.grading.grades.domain.GradingBasis;
import io.tierline.grading.grades.domain.History;
import io.tierline.grading.worklist.application.Candidates.After;
import io.tierline.grading.worklist.application.Candidates.Ranked;
import io.tierline.grading.worklist.application.Candidates.Scope;
import io.tierline.grading.worklist.domain.Candidate;
import io.tierline.grading.worklist.domain.Explained;
import io.tierline.grading.worklist.domain.Explanation;
import io.tierline.grading.worklist.domain.Reason;
import io.tierline.grading.worklist.domain.Urgency;
import io.tierline.grading.worklist.domain.Workday;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what a rep, or a team, has to do next, and why. */
@ApplicationScoped
public class ReadWorklist {

    /** How long the pages of one reading may be turned. */
    private static final Duration LONGEST_READING = Duration.ofHours(24);

    /**
     * One customer on the worklist.
     *
     * @param repName null while the directory has not told it
     * @param teamName likewise
     * @param reasons the most urgent first, at least one
     */
    public record Entry(Candidate customer, String repName, String teamName, List<Explained> reasons) {}

    /** Where a page ends, and the moment at which the reading began: all its pages are of that moment. */
    private record Place(Instant moment, After after) {}

    /** A page as the database has it: all that its explanation takes. */
    private record Found(
            String tenant,
            Workday day,
            List<Candidate> customers,
            String next,
            Map<CustomerKey, History> histories,
            Map<String, Rep> reps,
            Map<String, Team> teams) {}

    private final Database database;
    private final Candidates candidates;
    private final Customers customers;
    private final Facts facts;
    private final GradingBases bases;
    private final Directory directory;
    private final Vertx vertx;

    ReadWorklist(
            Database database,
            Candidates candidates,
            Customers customers,
            Facts facts,
            GradingBases bases,
            Directory directory,
            Vertx vertx) {
        this.database = database;
        this.candidates = candidates;
        this.customers = customers;
        this.facts = facts;
        this.bases = bases;
        this.directory = directory;
        this.vertx = vertx;
    }

    /**
     * A page of the worklist, the most urgent first.
     *
     * @throws io.tierline.kit.problem.Problem 422 when the cursor is none of this list, or a day old
     */
    public Uni<Page<Entry>> page(Scope scope, int limit, String cursor) {
        List<String> key = Cursor.read(cursor, 4);
        return database.transaction(transaction -> customers.now(transaction).chain(now -> {
                    Place place = key == null ? new Place(now, null) : place(key, now);
                    return bases.of(transaction, Set.of(scope.tenant())).chain(all -> {
                        GradingBasis basis = all.get(scope.tenant());
                        Workday day = new Workday(place.moment(), basis.zone(), basis.standard());
                        return candidates
                                .mostUrgent(transaction, scope, day, place.after(), limit + 1)
                                .map(rows -> Page.of(rows, limit, last -> cursor(day, last)))
                                .chain(page -> found(transaction, scope.tenant(), day, page));
                    });
                }))
                // Looking for the next steps of many customers takes a while: neither on the event loop, nor with a
                // connection in hand that others wait for.
                .chain(found -> vertx.executeBlocking(() -> explained(found), false));
    }

    private Uni<Found> found(SqlConnection transaction, String tenant, Workday day, Page<Ranked> page) {
        List<Candidate> found = page.items().stream().map(Ranked::customer).toList();
        if (found.isEmpty()) {
            return Uni.createFrom().item(new Found(tenant, day, found, null, Map.of(), Map.of(), Map.of()));
        }
        List<CustomerKey> keys = found.stream()
                .map(customer -> new CustomerKey(tenant, customer.customerId()))
                .toList();
        return facts.histories(transaction, keys)
                .chain(histories -> directory
                        .reps(transaction, tenant, ids(found, Candidate::rep))
                        .chain(reps -> directory
                                .teams(transaction, tenant, ids(found, Candidate::team))
                                .map(teams -> new Found(tenant, day, found, page.next(), histories, reps, teams))));
    }

    private static Page<Entry> explained(Found found) {
        return new Page<>(
                found.customers().stream()
                        .map(customer -> entry(
                                found.day(),
                                customer,
                                found.histories().get(new CustomerKey(found.tenant(), customer.customerId())),
                                found.reps(),
                                found.teams()))
                        .toList(),
                found.next());
    }

    private static Entry entry(
            Workday day, Candidate customer, History history, Map<String, Rep> reps, Map<String, Team> teams) {
        Grade grade = Grader.grade(history, day.standard(), day.now(), day.zone());
        List<Reason> reasons = day.reasonsFor(customer);
        Rep rep = customer.rep() == null ? null : reps.get(customer.rep());
        Team team = customer.team() == null ? null : teams.get(customer.team());
        return new Entry(
                customer,
                rep == null ? null : rep.name(),
                team == null ? null : team.name(),
                new Explanation(day, customer, history, grade).of(reasons));
    }

    private static Set<String> ids(List<Candidate> page, Function<Candidate, String> id) {
        return page.stream().map(id).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private static String cursor(Workday day, Ranked last) {
        return Cursor.of(
                day.now().toString(),
                String.valueOf(last.urgency().rank()),
                last.urgency().at().toString(),
                last.customer().customerId());
    }

    private static Place place(List<String> key, Instant now) {
        try {
            Instant moment = Instant.parse(key.get(0));
            Instant at = Instant.parse(key.get(2));
            Urgency urgency = new Urgency(Integer.parseInt(key.get(1)), at);
            Duration age = Duration.between(moment, now);
            if (!age.isNegative()
                    && age.compareTo(LONGEST_READING) <= 0
                    && Math.abs(Duration.between(at, now).toDays()) < 100 * 366) {
                return new Place(moment, new After(urgency, key.get(3)));
            }
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            // The same answer as for a cursor that is too old.
        }
        throw Cursor.refused();
    }
}
