package io.tierline.grading.standards.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.companies.application.Companies;
import io.tierline.grading.standards.application.Standards.Entry;
import io.tierline.grading.standards.application.Standards.Written;
import io.tierline.kit.database.Database;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Makes a new version of a company's standard. */
@ApplicationScoped
public class WriteStandard {

    /** More versions than a company will ever try; without a bound one could fill the database by mistake. */
    public static final int MOST_VERSIONS = 1_000;

    /**
     * The version that says it.
     *
     * @param isNew false if the newest version said the very same already
     */
    public record Result(Written standard, boolean isNew) {}

    private final Database database;
    private final Companies companies;
    private final Standards standards;
    private final CheckStandard checkStandard;
    private final Clock clock;

    WriteStandard(
            Database database, Companies companies, Standards standards, CheckStandard checkStandard, Clock clock) {
        this.database = database;
        this.companies = companies;
        this.standards = standards;
        this.checkStandard = checkStandard;
        this.clock = clock;
    }

    /**
     * Keeps the document as a new version, unless the newest one is the very same: so it can be sent again without harm.
     * Fails with a 422 problem that names every fault.
     *
     * @param note why, or null
     */
    public Uni<Result> write(String tenant, Map<String, Object> document, String note, String author) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return checkStandard
                .check(document)
                .invoke(CheckStandard.Checked::orRefuse)
                .chain(() -> database.transaction(transaction -> companies
                        .lock(transaction, tenant)
                        .chain(() -> standards.newest(transaction, tenant))
                        .chain(newest -> {
                            if (newest.document().equals(document)) {
                                return Uni.createFrom().item(new Result(newest, false));
                            }
                            int version = newest.entry().version() + 1;
                            if (version > MOST_VERSIONS) {
                                throw Problem.conflict(
                                        "too-many-versions",
                                        "There are " + MOST_VERSIONS + " versions already; no more are kept.");
                            }
                            Written written = new Written(
                                    new Entry(version, (String) document.get("name"), note, author, now), document);
                            return standards.add(transaction, tenant, written).replaceWith(new Result(written, true));
                        })));
    }
}
