package io.tierline.grading.standards.application;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.companies.application.Companies;
import io.tierline.grading.standards.application.CheckStandard.Checked;
import io.tierline.grading.standards.application.Drafts.Draft;
import io.tierline.grading.standards.application.Drafts.Entry;
import io.tierline.grading.standards.domain.Standard;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Page;
import io.tierline.kit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.IntPredicate;

/** Keeps standards while they are being written, right or wrong, until one becomes a version. */
@ApplicationScoped
public class KeepDrafts {

    /** Drafts that a company may have at a time. */
    public static final int MOST_DRAFTS = 100;

    /** A draft and everything that is wrong with it. */
    public record Reviewed(Draft draft, Checked checked) {}

    private final Database database;
    private final Companies companies;
    private final Drafts drafts;
    private final CheckStandard checkStandard;
    private final WriteStandard writeStandard;
    private final Clock clock;

    KeepDrafts(
            Database database,
            Companies companies,
            Drafts drafts,
            CheckStandard checkStandard,
            WriteStandard writeStandard,
            Clock clock) {
        this.database = database;
        this.companies = companies;
        this.drafts = drafts;
        this.checkStandard = checkStandard;
        this.writeStandard = writeStandard;
        this.clock = clock;
    }

    /** A page of the drafts, by name. */
    public Uni<Page<Entry>> list(String tenant, int limit, String cursor) {
        return drafts.list(tenant, limit, cursor);
    }

    /** A draft with its faults; fails with a 404 problem if there is none of this name. */
    public Uni<Reviewed> review(String tenant, String name) {
        return find(tenant, name).chain(this::reviewed);
    }

    /** The standard that a draft would become; fails with a 404 or, naming every fault, a 422 problem. */
    public Uni<Standard> compiled(String tenant, String name) {
        return review(tenant, name).map(reviewed -> reviewed.checked().orRefuse());
    }

    /**
     * Keeps a draft, in place of what had its name. The same again changes nothing; a change fails with a 412 problem when
     * somebody else has changed the draft meanwhile.
     *
     * @param expected which revisions the caller may have had in mind; 0 stands for no draft
     */
    public Uni<Reviewed> put(
            String tenant, String name, Map<String, Object> document, String author, IntPredicate expected) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return database.transaction(transaction -> companies
                        .lock(transaction, tenant)
                        .chain(() -> drafts.find(transaction, tenant, name))
                        .chain(present -> {
                            if (present != null && present.document().equals(document)) {
                                return Uni.createFrom().item(present);
                            }
                            int revision = present == null ? 0 : present.entry().revision();
                            refuseStale(name, revision, expected);
                            Draft draft = new Draft(new Entry(name, revision + 1, author, now), document);
                            return drafts.count(transaction, tenant).chain(count -> {
                                if (present == null && count >= MOST_DRAFTS) {
                                    throw Problem.conflict(
                                            "too-many-drafts",
                                            "There are " + count + " drafts already; delete some first.");
                                }
                                return drafts.put(transaction, tenant, draft).replaceWith(draft);
                            });
                        }))
                .chain(this::reviewed);
    }

    /** Takes a draft away; one that is not there is taken away already. */
    public Uni<Void> delete(String tenant, String name, IntPredicate expected) {
        return database.transaction(transaction -> companies
                .lock(transaction, tenant)
                .chain(() -> drafts.find(transaction, tenant, name))
                .chain(present -> {
                    if (present == null) {
                        return Uni.createFrom().voidItem();
                    }
                    refuseStale(name, present.entry().revision(), expected);
                    return drafts.delete(transaction, tenant, name);
                }));
    }

    /**
     * Makes a new version of what a draft says, as {@link WriteStandard} does; the draft stays.
     *
     * @param note why, or null
     */
    public Uni<WriteStandard.Result> publish(
            String tenant, String name, String note, String author, IntPredicate expected) {
        return find(tenant, name).chain(draft -> {
            refuseStale(name, draft.entry().revision(), expected);
            return writeStandard.write(tenant, draft.document(), note, author);
        });
    }

    private Uni<Draft> find(String tenant, String name) {
        return drafts.find(database.pool(), tenant, name)
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("no-such-draft", "There is no draft " + name + "."));
    }

    private Uni<Reviewed> reviewed(Draft draft) {
        return checkStandard.check(draft.document()).map(checked -> new Reviewed(draft, checked));
    }

    private static void refuseStale(String name, int revision, IntPredicate expected) {
        if (!expected.test(revision)) {
            throw Problem.stale(
                    revision == 0
                            ? "There is no draft " + name + " by now."
                            : "The draft " + name + " is at revision " + revision
                                    + " by now; read it again and decide anew.");
        }
    }
}
