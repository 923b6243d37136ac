package io.tierline.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.trials.Api;
import io.tierline.trials.EventStream;
import io.tierline.trials.Tenant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A screen that shows live rates: the rows as they were first told, with every change since then. */
final class RatesScreen extends EventStream {
    private final String by;

    private RatesScreen(Api api, String by, String query) throws InterruptedException {
        super(api, "/v1/rates/stream?" + query, null);
        this.by = by;
    }

    /** Watches the answer to a question; returns once the stream is open. */
    static RatesScreen open(Tenant tenant, String query) throws InterruptedException {
        String by = query.substring(query.indexOf("by=") + 3, query.indexOf('&'));
        return new RatesScreen(tenant.as("analytics-service", "bi"), by, query);
    }

    /** What it shows now. */
    List<JsonNode> rows() {
        Map<String, JsonNode> rows = new TreeMap<>();
        for (Event event : events()) {
            if (event.name().equals("rates")) {
                rows.clear();
            }
            event.data().path("rows").forEach(row -> rows.put(row.path(by).asText(""), row));
            event.data().path("gone").forEach(id -> rows.remove(id.asText("")));
        }
        return List.copyOf(rows.values());
    }
}
