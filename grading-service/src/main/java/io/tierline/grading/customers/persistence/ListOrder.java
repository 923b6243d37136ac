package io.tierline.grading.customers.persistence;

import io.tierline.grading.customers.application.CustomerList.Order;
import io.tierline.kit.database.Columns;
import io.tierline.kit.input.Texts;
import io.tierline.kit.paging.Cursor;
import io.vertx.mutiny.sqlclient.Row;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An order of a list and the place in it where a page begins. What has no value comes last in both directions, and ids set equals
 * apart; so no two customers share a place, and a cursor is the place of the last one, with the order that it belongs to.
 */
final class ListOrder {

    /** The types of sort keys, and how a cursor carries them. */
    private enum Key {
        TEXT,
        WHOLE_NUMBER,
        INSTANT
    }

    /** Stands in a cursor for no value; with another first letter for the value itself. */
    private static final String NOTHING = "-";

    private static final String VALUE = "=";
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    private static final String NO_KEY = "null::text";

    private final String name;
    private final Key key;
    private final String expression;
    private final boolean descending;

    private ListOrder(String name, Key key, String expression, boolean descending) {
        this.name = name;
        this.key = key;
        this.expression = expression;
        this.descending = descending;
    }

    /**
     * @param sought for the order by relevance: the normalised query
     * @param tiers for the order by tier: its codes, best first
     * @param conditions take the values that the order itself needs
     */
    static ListOrder of(Order order, String sought, List<String> tiers, CustomerConditions conditions) {
        String name = (order.descending() ? "-" : "") + order.sort();
        return switch (order.sort()) {
            // No key: only the id is left, and the index by it.
            case ID -> new ListOrder(name, Key.TEXT, NO_KEY, order.descending());
            case NAME -> new ListOrder(name, Key.TEXT, "search.name_key", order.descending());
            case TIER ->
                new ListOrder(
                        name,
                        Key.WHOLE_NUMBER,
                        "array_position(" + conditions.bound(tiers.toArray(String[]::new)) + "::text[], customer.tier)",
                        order.descending());
            case FIT -> new ListOrder(name, Key.WHOLE_NUMBER, "customer.fit", order.descending());
            case DUE -> new ListOrder(name, Key.INSTANT, "customer.due", order.descending());
            case PROGRESS -> new ListOrder(name, Key.INSTANT, "customer.progress", order.descending());
            case CHANGED -> new ListOrder(name, Key.INSTANT, "customer.changed_at", order.descending());
            case RELEVANCE -> {
                String query = conditions.bound(sought) + "::text";
                // The rank first, then the name; one text of both, for the order has one key.
                yield new ListOrder(
                        name,
                        Key.TEXT,
                        "(case when search.name_key = " + query + " then '0' when starts_with(search.name_key, " + query
                                + ") then '1' else '2' end || search.name_key)",
                        order.descending());
            }
        };
    }

    /** Lets through only what comes after the place in the cursor. */
    void after(String cursor, CustomerConditions conditions) {
        List<String> place = Cursor.read(cursor, 3);
        if (place == null) {
            return;
        }
        // Cursors come back from outside, so they may hold anything.
        if (!place.get(0).equals(name) || !Texts.ID.matcher(place.get(2)).matches()) {
            throw Cursor.refused();
        }
        String beyond = descending ? " < " : " > ";
        String id = conditions.bound(place.get(2));
        if (isById()) {
            conditions.and("customer.customer_id" + beyond + id);
        } else if (place.get(1).equals(NOTHING)) {
            conditions.and(expression + " is null and customer.customer_id" + beyond + id);
        } else {
            String value = conditions.bound(value(place.get(1)));
            conditions.and("(" + expression + " is null or (" + expression + ", customer.customer_id)" + beyond + "("
                    + value + ", " + id + "))");
        }
    }

    /** The column that {@link #sql} and {@link #cursor} need besides the customer's. */
    String keys() {
        return expression + " as sort_key";
    }

    /** After {@code order by}. */
    String sql(String prefix) {
        String direction = descending ? " desc" : "";
        String by = prefix.isEmpty() ? expression : prefix + "sort_key";
        String id = (prefix.isEmpty() ? "customer." : prefix) + "customer_id";
        List<String> terms = new ArrayList<>();
        if (!isById()) {
            terms.add(by + direction + " nulls last");
        }
        terms.add(id + direction);
        return String.join(", ", terms);
    }

    /** The cursor that goes on after the row. */
    String cursor(Row row) {
        Object value = switch (key) {
            case TEXT -> row.getString("sort_key");
            case WHOLE_NUMBER -> row.getInteger("sort_key");
            case INSTANT -> Columns.instant(row, "sort_key");
        };
        return Cursor.of(name, value == null ? NOTHING : VALUE + value, row.getString("customer_id"));
    }

    private static Instant instant(String value) {
        Instant instant = Instant.parse(value);
        // Further away the database knows no times.
        if (instant.isBefore(Instant.EPOCH) || instant.isAfter(LATEST)) {
            throw Cursor.refused();
        }
        return instant;
    }

    private boolean isById() {
        return expression.equals(NO_KEY);
    }

    private Object value(String carried) {
        if (!carried.startsWith(VALUE)) {
            throw Cursor.refused();
        }
        String value = carried.substring(VALUE.length());
        try {
            return switch (key) {
                case TEXT -> value;
                case WHOLE_NUMBER -> Integer.valueOf(value);
                case INSTANT -> Columns.inUtc(instant(value));
            };
        } catch (DateTimeException | NumberFormatException e) {
            throw Cursor.refused();
        }
    }
}
