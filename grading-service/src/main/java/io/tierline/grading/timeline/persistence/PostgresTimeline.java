package io.tierline.grading.timeline.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.timeline.application.Timeline;
import io.tierline.grading.timeline.domain.Entry;
import io.tierline.grading.timeline.domain.EntryKind;
import io.tierline.kit.database.Columns;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One statement over the tables in which things are kept. Of each it reads a page at most, by an index on customer and
 * time: however long the history is, a page costs the same.
 */
@ApplicationScoped
class PostgresTimeline implements Timeline {

    /**
     * Where the entries of a kind stand. To add a kind: its constant in {@link EntryKind}, one of these, and an index on
     * (tenant, customer_id, at, id).
     *
     * @param at the column with the time
     * @param id the column that tells entries of the same time apart, a text
     * @param by the column with who did it, or null as SQL
     * @param details a {@code jsonb} expression: what the API shows
     */
    private record Source(
            EntryKind kind, String table, String condition, String at, String id, String by, String details) {

        /** A page of the kind; parameters: tenant, customer, number of rows and, further on, the last entry's time, kind and id. */
        String select(boolean further) {
            return "(select " + at + " as at, '" + kind.code() + "'::text as kind, " + id + " as id, " + by
                    + " as author, " + details + " as details from " + table + " where tenant = $1 and customer_id = $2"
                    + condition
                    + (further
                            ? " and " + at + " <= $4 and (" + at + ", '" + kind.code() + "'::text, " + id
                                    + ") < ($4, $5::text, $6::text)"
                            : "")
                    + " order by " + at + " desc, " + id + " desc limit $3)";
        }
    }

    private static final String OWNER_BEFORE =
            "case when owner_rep_before is not null then jsonb_build_object('rep', owner_rep_before, 'team', owner_team_before) end";
    private static final String OWNER =
            "case when owner_rep is not null then jsonb_build_object('rep', owner_rep, 'team', owner_team) end";

    private static final List<Source> SOURCES = List.of(
            new Source(
                    EntryKind.CALL,
                    "call_fact",
                    " and not voided",
                    "started_at",
                    "call_id",
                    "rep",
                    "jsonb_build_object('outcome', outcome, 'contactRole', contact_role, 'rep', rep, 'team', team,"
                            + " 'followUpAt', " + utc("follow_up_at") + ", 'meetingMissed', meeting_missed,"
                            + " 'qualification', qualification::jsonb)"),
            new Source(
                    EntryKind.QUALIFICATION,
                    "qualification_patch",
                    "",
                    "observed_at",
                    "patch_id",
                    "author",
                    "jsonb_build_object('qualification', qualification::jsonb)"),
            new Source(
                    EntryKind.TIER,
                    "tier_change",
                    "",
                    "at",
                    "position::text",
                    "null::text",
                    "jsonb_build_object('position', position, 'kind', lower(kind), 'from', from_tier, 'to', to_tier,"
                            + " 'reason', lower(reason), 'standard', standard, 'cause', cause, 'rep', rep, 'team', team)"),
            new Source(
                    EntryKind.EXTENSION,
                    "extension",
                    "",
                    "recorded_at",
                    "extension_id",
                    "author",
                    "jsonb_build_object('days', days, 'reason', reason)"),
            new Source(
                    EntryKind.CLOSING,
                    "closing",
                    "",
                    "closed_at",
                    "closing_id",
                    "author",
                    "jsonb_build_object('round', round, 'result', lower(result), 'reasons', reasons,"
                            + " 'competitor', competitor, 'amount', case when amount is not null then"
                            + " jsonb_build_object('value', trim_scale(amount), 'currency', currency) end,"
                            + " 'note', note, 'tier', tier, 'standard', standard)"),
            new Source(
                    EntryKind.REOPENING,
                    "closing",
                    " and reopened_at is not null",
                    "reopened_at",
                    "closing_id",
                    "reopened_by",
                    "jsonb_build_object('kind', replace(lower(reopening), '_', '-'), 'note', reopening_note)"),
            new Source(
                    EntryKind.CARD,
                    "customer_change",
                    "",
                    "at",
                    "revision::text",
                    "author",
                    "jsonb_build_object('changed', changed, 'revision', revision, 'ownerBefore'," + OWNER_BEFORE
                            + ", 'owner', " + OWNER + ")"),
            new Source(
                    EntryKind.MERGER,
                    "(select tenant, into_id as customer_id, customer_id as gone, at, author from merger) merged",
                    "",
                    "at",
                    "gone",
                    "author",
                    "jsonb_build_object('customerId', gone)"),
            new Source(
                    EntryKind.CARE,
                    "care_entry",
                    "",
                    "at",
                    "entry_id",
                    "author",
                    "jsonb_build_object('kind', kind, 'text', text, 'score', score, 'tags', tags, 'solution', solution,"
                            + " 'resolution', resolution)"));

    private static final Map<String, EntryKind> KINDS =
            Arrays.stream(EntryKind.values()).collect(Collectors.toMap(EntryKind::code, Function.identity()));

    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final Database database;
    private final ObjectMapper json;

    PostgresTimeline(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Uni<Page<Entry>> of(CustomerKey customer, Set<EntryKind> kinds, int limit, String cursor) {
        Tuple values = Tuple.of(customer.tenant(), customer.customerId(), limit + 1);
        List<String> after = Cursor.read(cursor, 3);
        if (after != null) {
            values.addValue(Columns.inUtc(Cursor.time(after.get(0))))
                    .addString(after.get(1))
                    .addString(after.get(2));
        }
        String sql = SOURCES.stream()
                .filter(source -> kinds.contains(source.kind()))
                .map(source -> source.select(after != null))
                .collect(Collectors.joining(
                        " union all ",
                        "select at, kind, id, author, details::text as details from (",
                        ") happened order by at desc, kind desc, id desc limit $3"));
        return database.pool().preparedQuery(sql).execute(values).map(rows -> {
            List<Entry> entries = new ArrayList<>(rows.size());
            rows.forEach(row -> entries.add(entry(row)));
            return Page.of(
                    entries,
                    limit,
                    last -> Cursor.of(last.at().toString(), last.kind().code(), last.id()));
        });
    }

    private Entry entry(Row row) {
        try {
            return new Entry(
                    Columns.instant(row, "at"),
                    KINDS.get(row.getString("kind")),
                    row.getString("id"),
                    row.getString("author"),
                    json.readValue(row.getString("details"), OBJECT));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An entry's details are no JSON", e);
        }
    }

    /** A time as the API writes it. */
    private static String utc(String column) {
        return "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
    }
}
