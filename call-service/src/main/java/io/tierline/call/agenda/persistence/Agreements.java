package io.tierline.call.agenda.persistence;

import io.smallrye.mutiny.Uni;
import io.tierline.call.agenda.application.Position;
import io.tierline.call.agenda.application.Scope;
import io.tierline.call.agenda.domain.Agreement;
import io.tierline.call.calls.domain.Outcome;
import io.tierline.call.contacts.domain.ContactRole;
import io.tierline.kit.database.Columns;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The statement that reads what calls agreed, by when it is due. It is put together from the conditions that are asked for, so
 * that each combination is planned for the index that fits it; what comes from outside is always a parameter.
 *
 * @param agreedFor the column with the time of the summary
 * @param at the expression of the time that holds now, as in the indexes
 * @param agrees what makes a call agree something, as in the partial indexes
 * @param more further columns
 */
record Agreements(String agreedFor, String at, String agrees, String more) {

    /** The parts of a statement and its parameters. */
    static final class Statement {

        private final StringBuilder where;
        private final List<Object> values = new ArrayList<>();
        private String end = "";

        private Statement(String start, String tenant) {
            where = new StringBuilder(start);
            and("tenant = ", tenant);
        }

        private Statement and(String condition, Object value) {
            if (value != null) {
                where.append(" and ").append(condition).append(parameter(value));
            }
            return this;
        }

        private String parameter(Object value) {
            values.add(value);
            return "$" + values.size();
        }

        /** Runs it, with what it reads as a table in the middle of more. */
        <T> Uni<List<T>> run(SqlClient client, String before, String after, Function<Row, T> read) {
            return client.preparedQuery(before + where + end + after)
                    .execute(Tuple.tuple(values))
                    .map(rows -> {
                        List<T> found = new ArrayList<>(rows.size());
                        rows.forEach(row -> found.add(read.apply(row)));
                        return found;
                    });
        }
    }

    /** Reads some of those in the scope, in its order, after the position. */
    Statement in(String tenant, Scope scope, Position after, int rows) {
        Statement statement = new Statement(select(), tenant)
                .and("rep = ", scope.rep())
                .and("team = ", scope.team())
                .and("customer_id = ", scope.customer())
                .and(at + " >= ", Columns.inUtc(scope.period().from()))
                .and(at + " < ", Columns.inUtc(scope.period().to()));
        if (after != null) {
            statement
                    .where
                    .append(" and (%s, call_id) %s (".formatted(at, scope.forward() ? ">" : "<"))
                    .append(statement.parameter(Columns.inUtc(after.at())))
                    .append(", ")
                    .append(statement.parameter(after.callId()))
                    .append(")");
        }
        statement.end = order("", at, scope) + " limit " + statement.parameter(rows);
        return statement;
    }

    /** Reads what one call agreed. */
    Statement of(String tenant, String callId) {
        return new Statement(select(), tenant).and("call_id = ", callId);
    }

    /** The order of a scope, of columns with this prefix. */
    static String order(String prefix, String at, Scope scope) {
        String way = scope.forward() ? "" : " desc";
        return " order by " + at + way + ", " + prefix + "call_id" + way;
    }

    private String select() {
        return "select tenant, call_id, revision, customer_id, contact_role, phone, rep, team, outcome, reason, started_at, "
                + agreedFor + " as agreed_for, " + at + " as at, " + more + " from call where not voided and " + agrees;
    }

    static Agreement agreement(Row row) {
        String role = row.getString("contact_role");
        String outcome = row.getString("outcome");
        return new Agreement(
                row.getString("call_id"),
                row.getInteger("revision"),
                row.getString("customer_id"),
                role == null ? null : ContactRole.valueOf(role),
                row.getString("phone"),
                row.getString("rep"),
                row.getString("team"),
                outcome == null ? null : Outcome.valueOf(outcome),
                row.getString("reason"),
                Columns.instant(row, "agreed_for"),
                Columns.instant(row, "at"));
    }
}
