package io.tierline.call.dialling.application;

import io.smallrye.mutiny.Uni;
import io.tierline.call.dialling.domain.Reason;
import io.tierline.call.dialling.domain.Verdict;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Lists the numbers that are suppressed now, in their order. */
@ApplicationScoped
public class ListSuppressions {

    /** At least so many numbers are looked at in one go. */
    private static final int SMALLEST_CHUNK = 1_000;

    /** After so many a page is full, whatever is on it: what it takes to make one has a limit. */
    private static final int MOST_CHUNKS = 5;

    /** A number (E.164) and why it is suppressed. */
    public record Suppressed(String phone, Verdict verdict) {}

    private final Database database;
    private final NumberHistory history;
    private final CheckNumbers numbers;

    ListSuppressions(Database database, NumberHistory history, CheckNumbers numbers) {
        this.database = database;
        this.history = history;
        this.numbers = numbers;
    }

    /**
     * A page of them; it may have fewer than the limit and still not be the last.
     *
     * @param reason only those that are suppressed for it; all for null
     */
    public Uni<Page<Suppressed>> page(String tenant, Reason reason, int limit, String cursor) {
        List<String> after = Cursor.read(cursor, 1);
        return fill(new ArrayList<>(), tenant, reason, limit, after == null ? "" : after.get(0), MOST_CHUNKS);
    }

    private Uni<Page<Suppressed>> fill(
            List<Suppressed> found, String tenant, Reason reason, int limit, String after, int chunks) {
        int chunk = Math.max(limit, SMALLEST_CHUNK);
        return history.numbers(database.pool(), tenant, after, chunk)
                .chain(phones -> numbers.check(tenant, new LinkedHashSet<>(phones))
                        .chain(verdicts -> {
                            for (String phone : phones) {
                                Verdict verdict = verdicts.get(phone);
                                if (isListed(verdict, reason)) {
                                    if (found.size() == limit) {
                                        return page(found, found.get(limit - 1).phone());
                                    }
                                    found.add(new Suppressed(phone, verdict));
                                }
                            }
                            if (phones.size() < chunk) {
                                return page(found, null);
                            }
                            String last = phones.get(phones.size() - 1);
                            return chunks == 1
                                    ? page(found, last)
                                    : fill(found, tenant, reason, limit, last, chunks - 1);
                        }));
    }

    private static boolean isListed(Verdict verdict, Reason reason) {
        return verdict.isSuppression() && (reason == null || verdict.reason() == reason);
    }

    private static Uni<Page<Suppressed>> page(List<Suppressed> found, String last) {
        return Uni.createFrom().item(new Page<>(found, last == null ? null : Cursor.of(last)));
    }
}
