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

    private static final String RELEVANCE = "(select coalesce(sum(10 * " + TIMES.formatted("tags_key") + " + 2 * "
            + TIMES.formatted("text_key") + " + " + TIMES.formatted("solution_key")
            + "), 0)::int from unnest($3::text[]) word)";

    /**
     * Terms find candidates by the index; whether they have the words is seen in the texts. An entry without a word that is
     * sought has no relevance, so one statement serves with words and without.
     */
    private static final String FIND = "select * from (select " + CareRow.COLUMNS + ", name, industry, " + RELEVANCE
            + " as relevance from (select entry.*, customer.name, customer.profile->'background'->>'industry' as industry"
            + " from care_entry entry join customer using (tenant, customer_id)"
            + " where entry.tenant = $1 and terms is not null and ($2::text[] is null or terms @> $2)"
            + " and not exists (select from unnest($3::text[]) word where position(word in text_key) = 0"
            + " and position(word in solution_key) = 0 and position(word in tags_key) = 0)"
            + " and ($4::text is null or kind = $4)"
            + " and ($5::text is null or customer.profile->'background'->>'industry' = $5)"
            + " %s order by entry.at desc, entry.entry_id desc limit $9) entry) ranked"
            + " where $6::int is null or (relevance, at, entry_id) < ($6, $7::timestamptz, $8::text)"
            + " order by relevance desc, at desc, entry_id desc limit $10";

    private static final String RANKED = FIND.formatted("");

    /** Nothing to rank: the index gives the page as it is, and the cursor says where it begins. */
    private static final String NEWEST =
            FIND.formatted("and ($6::int is null or (entry.at, entry.entry_id) < ($7::timestamptz, $8::text))");

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
        List<String> after = Cursor.read(cursor, 3);
        Tuple parameters = Tuple.tuple()
                .addString(tenant)
                .addArrayOfString(terms.isEmpty() ? null : SearchKeys.of(tenant, terms))
                .addArrayOfString(words.toArray(String[]::new))
                .addString(query.kind() == null ? null : query.kind().code())
                .addString(query.industry())
                .addInteger(after == null ? null : TimeCursor.number(after.get(0)))
                .addValue(after == null ? null : TimeCursor.time(after.get(1)))
                .addString(after == null ? null : TimeCursor.id(after.get(2)))
                .addInteger(words.isEmpty() ? limit + 1 : MOST_RANKED)
                .addInteger(limit + 1);
        return database.pool()
                .preparedQuery(words.isEmpty() ? NEWEST : RANKED)
                .execute(parameters)
                .map(rows -> {
                    List<Found> found = new ArrayList<>();
                    rows.forEach(row -> found.add(new Found(read(row), row.getInteger("relevance"))));
                    return Page.of(found, limit, PostgresCases::cursor).map(Found::found);
                });
    }

    private static String cursor(Found last) {
        return Cursor.of(
                String.valueOf(last.relevance()),
                last.found().entry().content().at().toString(),
                last.found().entry().id());
    }

    private static Case read(Row row) {
        return new Case(CareRow.entry(row), row.getString("name"), row.getString("industry"));
    }
}
