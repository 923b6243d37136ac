package io.tierline.grading.care.persistence;

import io.tierline.grading.care.domain.CareContent;
import io.tierline.grading.care.domain.CareEntry;
import io.tierline.grading.care.domain.CareKind;
import io.tierline.grading.care.domain.Resolution;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;

/** Rows of {@code care_entry}. */
final class CareRow {

    /** What an entry is read from: all but what is there to search alone. */
    static final String COLUMNS = "entry.tenant, entry.customer_id, entry.entry_id, entry.kind, entry.at, entry.text,"
            + " entry.score, entry.tags, entry.solution, entry.resolution, entry.author, entry.revision,"
            + " entry.changed_at, entry.changed_by, entry.fingerprint";

    private CareRow() {}

    static CareEntry entry(Row row) {
        return new CareEntry(
                new CustomerKey(row.getString("tenant"), row.getString("customer_id")),
                row.getString("entry_id"),
                new CareContent(
                        CareKind.BY_CODE.get(row.getString("kind")),
                        Columns.instant(row, "at"),
                        row.getString("text"),
                        row.getInteger("score"),
                        List.of(row.getArrayOfStrings("tags")),
                        row.getString("solution"),
                        row.getString("resolution") == null
                                ? null
                                : Resolution.BY_CODE.get(row.getString("resolution"))),
                row.getString("author"),
                row.getInteger("revision"),
                Columns.instant(row, "changed_at"),
                row.getString("changed_by"),
                row.getString("fingerprint"));
    }
}
