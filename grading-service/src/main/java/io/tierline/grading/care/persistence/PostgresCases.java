package io.tierline.grading.care.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.care.application.Cases;
import io.tierline.kit.database.Database;
import io.tierline.kit.paging.Cursor;
import io.tierline.kit.paging.Page;
import io.tierline.kit.search.Grams;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The case library: entries of {@code care_entry} that have terms. */
@ApplicationScoped
class PostgresCases implements Cases {

    private record Found(Case found, int relevance) {}

    /** How often the word is in a text: what is left without it is so much shorter. More than five times adds nothing. */
    private static final String TIMES = "least(5, (length(%1$s) - length(replace(%1$s, word, ''))) / length(word))";

    private static final String RELEVANCE = "(select sum(10 * " + TIMES.formatted("tags_key") + " + 2 * "
            + TIMES.formatted("text_key") + " + " + TIMES.formatted("solution_key")
            + ")::int from unnest($2::text[]) word)";

    /** All pieces of a word may be there and the word not. */
    private static final String HAS_WORDS =
            " and not exists (select from unnest($2::text[]) word where position(word in text_key) = 0"
                    + " and position(word in solution_key) = 0 and position(word in tags_key) = 0)";

    /** Asked entry by entry, in the order of the library: the customers of an industry may be many more than its entries. */
    private static final String INDUSTRY =
            " and (select profile->'background'->>'industry' from customer where customer.tenant = entry.tenant"
                    + " and customer.customer_id = entry.customer_id) = ";

    private static final String NEWEST_FIRST = " order by at desc, entry_id desc limit ";

    private static final String BEST_FIRST = " order by relevance desc, at desc, entry_id desc";

    private final Database database;

    PostgresCases(Database database) {
        this.database = database;
    }

    @Override
    public Uni<Page<Case>> find(String tenant, Query query, int limit, String cursor) {
        List<String> words = query.text() == null ? List.of() : Grams.words(Grams.normalised(query.text()));
        Set<String> terms = new LinkedHashSet<>();
        words.forEach(word -> terms.addAll(Grams.sought(word)));
        if (query.tag() != null) {
            terms.add(SearchKeys.tagTerm(Grams.normalised(query.tag())));
        }
        List<Object> values = new ArrayList<>(List.of(tenant, words.toArray(String[]::new)));
        // What is not asked for is not in the statement: a plan for all cases would be a good one for none.
        StringBuilder conditions = new StringBuilder("tenant = $1 and terms is not null");
        if (!terms.isEmpty()) {
            and(conditions, values, " and terms @> ", SearchKeys.of(tenant, terms));
        }
        if (!words.isEmpty()) {
            conditions.append(HAS_WORDS);
        }
        and(
                conditions,
                values,
                " and kind = ",
                query.kind() == null ? null : query.kind().code());
        and(conditions, values, INDUSTRY, query.industry());
        String page =
                words.isEmpty() ? newest(conditions, values, limit, cursor) : ranked(conditions, values, limit, cursor);
        String sql =
                "select " + CareRow.COLUMNS + ", relevance, name, profile->'background'->>'industry' as industry from ("
                        + page + ") entry join customer using (tenant, customer_id)" + BEST_FIRST;
        return database.pool().preparedQuery(sql).execute(Tuple.tuple(values)).map(rows -> {
            List<Found> found = new ArrayList<>();
            rows.forEach(row -> found.add(new Found(read(row), row.getInteger("relevance"))));
            return Page.of(found, limit, PostgresCases::cursor).map(Found::found);
        });
    }

    /** Nothing to rank: the index gives the page as it is, and the cursor says where it begins. */
    private static String newest(StringBuilder conditions, List<Object> values, int limit, String cursor) {
        List<String> after = Cursor.read(cursor, 2);
        if (after != null) {
            conditions
                    .append(" and (at, entry_id) < (")
                    .append(bound(values, TimeCursor.time(after.get(0))))
                    .append(", ")
                    .append(bound(values, TimeCursor.id(after.get(1))))
                    .append(")");
        }
        // The words are none, and bound all the same: the parameter has to be of some type.
        return "select *, cardinality($2::text[]) as relevance from care_entry entry where " + conditions + NEWEST_FIRST
                + bound(values, limit + 1);
    }

    private static String ranked(StringBuilder conditions, List<Object> values, int limit, String cursor) {
        List<String> after = Cursor.read(cursor, 3);
        String ranked =
                "select * from (select *, " + RELEVANCE + " as relevance from (select * from care_entry entry where "
                        + conditions + NEWEST_FIRST + bound(values, MOST_RANKED) + ") newest) ranked";
        if (after != null) {
            ranked += " where (relevance, at, entry_id) < (" + bound(values, TimeCursor.number(after.get(0))) + ", "
                    + bound(values, TimeCursor.time(after.get(1))) + ", " + bound(values, TimeCursor.id(after.get(2)))
                    + ")";
        }
        return ranked + BEST_FIRST + " limit " + bound(values, limit + 1);
    }

    private static void and(StringBuilder conditions, List<Object> values, String condition, Object value) {
        if (value != null) {
            conditions.append(condition).append(bound(values, value));
        }
    }

    /** Takes one more value; answers the parameter that stands for it. */
    private static String bound(List<Object> values, Object value) {
        values.add(value);
        return "$" + values.size();
    }

    private static String cursor(Found last) {
        String at = last.found().entry().content().at().toString();
        String id = last.found().entry().id();
        return last.relevance() == 0 ? Cursor.of(at, id) : Cursor.of(String.valueOf(last.relevance()), at, id);
    }

    private static Case read(Row row) {
        return new Case(CareRow.entry(row), row.getString("name"), row.getString("industry"));
    }
}
