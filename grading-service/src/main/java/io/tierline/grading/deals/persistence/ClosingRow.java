package io.tierline.grading.deals.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.grading.deals.domain.Amount;
import io.tierline.grading.deals.domain.Closing;
import io.tierline.grading.deals.domain.Ending;
import io.tierline.grading.deals.domain.Reopening;
import io.tierline.grading.deals.domain.Result;
import io.tierline.grading.deals.domain.Standing;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.Grade;
import io.tierline.kit.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Currency;
import java.util.List;

/** A closing as a row of the table {@code closing}. */
@ApplicationScoped
class ClosingRow {

    static final String COLUMNS =
            "tenant, closing_id, customer_id, revision, round, result, reasons, competitor, amount,"
                    + " currency, note, closed_at, author, changed_at, changed_by, rep, team, tier, basis, standard,"
                    + " unmet::text as unmet, met::text as met, reopening, reopened_at, reopened_by, reopening_note";

    private static final TypeReference<List<Standing.Unmet>> UNMET = new TypeReference<>() {};
    private static final TypeReference<List<Standing.Named>> MET = new TypeReference<>() {};

    private final ObjectMapper json;

    ClosingRow(ObjectMapper json) {
        this.json = json;
    }

    Closing closing(Row row) {
        String basis = row.getString("basis");
        return new Closing(
                row.getString("closing_id"),
                new CustomerKey(row.getString("tenant"), row.getString("customer_id")),
                row.getInteger("revision"),
                row.getInteger("round"),
                new Ending(
                        Result.valueOf(row.getString("result")),
                        List.of(row.getArrayOfStrings("reasons")),
                        row.getString("competitor"),
                        amount(row),
                        row.getString("note")),
                Columns.instant(row, "closed_at"),
                row.getString("author"),
                Columns.instant(row, "changed_at"),
                row.getString("changed_by"),
                row.getString("rep"),
                row.getString("team"),
                new Standing(
                        row.getString("tier"),
                        basis == null ? null : Grade.Basis.valueOf(basis),
                        row.getInteger("standard"),
                        read(row.getString("unmet"), UNMET),
                        read(row.getString("met"), MET)),
                reopening(row));
    }

    /** What never changes: the columns from tenant on, in the order of {@link PostgresDeals}' insert. */
    Tuple bind(Closing closing) {
        Standing standing = closing.standing();
        return changeable(closing)
                .addInteger(closing.round())
                .addValue(Columns.inUtc(closing.closedAt()))
                .addString(closing.author())
                .addString(closing.rep())
                .addString(closing.team())
                .addString(standing.tier())
                .addString(standing.basis() == null ? null : standing.basis().name())
                .addInteger(standing.standard())
                .addString(written(standing.unmet()))
                .addString(written(standing.met()));
    }

    /** The key, then what a further revision may change. */
    Tuple changeable(Closing closing) {
        Ending ending = closing.ending();
        Amount amount = ending.amount();
        Reopening reopening = closing.reopening();
        return Tuple.tuple()
                .addString(closing.customer().tenant())
                .addString(closing.id())
                .addString(closing.customer().customerId())
                .addInteger(closing.revision())
                .addString(ending.result().name())
                .addArrayOfString(ending.reasons().toArray(String[]::new))
                .addString(ending.competitor())
                .addBigDecimal(amount == null ? null : amount.value())
                .addString(amount == null ? null : amount.currency().getCurrencyCode())
                .addString(ending.note())
                .addValue(Columns.inUtc(closing.changedAt()))
                .addString(closing.changedBy())
                .addString(reopening == null ? null : reopening.kind().name())
                .addValue(reopening == null ? null : Columns.inUtc(reopening.at()))
                .addString(reopening == null ? null : reopening.by())
                .addString(reopening == null ? null : reopening.note());
    }

    private static Amount amount(Row row) {
        String currency = row.getString("currency");
        return currency == null
                ? null
                : new Amount(row.getNumeric("amount").bigDecimalValue(), Currency.getInstance(currency));
    }

    private static Reopening reopening(Row row) {
        String kind = row.getString("reopening");
        return kind == null
                ? null
                : new Reopening(
                        Reopening.Kind.valueOf(kind),
                        Columns.instant(row, "reopened_at"),
                        row.getString("reopened_by"),
                        row.getString("reopening_note"));
    }

    private <T> T read(String kept, TypeReference<T> type) {
        try {
            return json.readValue(kept, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A kept closing cannot be read", e);
        }
    }

    private String written(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A closing cannot be written as JSON", e);
        }
    }
}
