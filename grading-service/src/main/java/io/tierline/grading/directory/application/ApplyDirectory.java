package io.tierline.grading.directory.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.companies.application.Companies;
import io.tierline.grading.companies.domain.CompanyPolicy;
import io.tierline.grading.directory.domain.Rep;
import io.tierline.grading.directory.domain.Team;
import io.tierline.kit.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Takes over what the directory says: each thing at its highest revision, whatever arrives late or twice. */
@ApplicationScoped
public class ApplyDirectory {

    private final Database database;
    private final Companies companies;
    private final Directory directory;

    ApplyDirectory(Database database, Companies companies, Directory directory) {
        this.database = database;
        this.companies = companies;
        this.directory = directory;
    }

    /** Keeps what is new in the events, in one transaction. What follows from it is done in the background. */
    public Uni<Void> apply(List<DirectoryEvent> events) {
        Collection<CompanyPolicy> policies = latest(
                only(events, DirectoryEvent.OfCompany.class, DirectoryEvent.OfCompany::policy),
                CompanyPolicy::tenant,
                CompanyPolicy::revision);
        Collection<Rep> reps = latest(
                only(events, DirectoryEvent.OfRep.class, DirectoryEvent.OfRep::rep),
                rep -> rep.tenant() + "/" + rep.repId(),
                Rep::revision);
        Collection<Team> teams = latest(
                only(events, DirectoryEvent.OfTeam.class, DirectoryEvent.OfTeam::team),
                team -> team.tenant() + "/" + team.teamId(),
                Team::revision);
        return database.transaction(transaction -> companies
                .follow(transaction, policies)
                .chain(() -> directory.keepReps(transaction, reps))
                .chain(() -> directory.keepTeams(transaction, teams)));
    }

    private static <E, T> List<T> only(List<DirectoryEvent> events, Class<E> type, Function<E, T> content) {
        return events.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .map(content)
                .toList();
    }

    /** In the order of their keys: two instances lock rows in the same order. */
    private static <T> Collection<T> latest(List<T> all, Function<T, String> key, ToIntFunction<T> revision) {
        return all.stream()
                .collect(Collectors.toMap(
                        key, one -> one, BinaryOperator.maxBy(Comparator.comparingInt(revision)), TreeMap::new))
                .values();
    }
}
