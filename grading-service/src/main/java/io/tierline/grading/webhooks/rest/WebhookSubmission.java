package io.tierline.grading.webhooks.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.grading.tierchanges.application.TierChangeFilter;
import io.tierline.grading.webhooks.application.Webhook.Wish;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What people decide about a webhook, as it is sent. */
@Schema(name = "WebhookSubmission", requiredProperties = "url")
record WebhookSubmission(
        @Schema(
                description =
                        "Where deliveries are posted to: https, unless the service is configured otherwise; no user, no"
                                + " fragment; not in a private network, unless the service is configured otherwise.",
                examples = "https://crm.example.com/tierline?source=calls")
        String url,

        @Schema(description = "For people: 1 to 500 characters; null for none.")
        String description,

        @Schema(description = "Which changes are told; all by default.")
        Filter filter,

        @Schema(defaultValue = "true", description = "While false nothing is sent; changes wait.")
        Boolean active) {

    static final String EXAMPLE = """
            {"url":"https://crm.example.com/tierline","description":"New A customers of East 1 into the CRM",\
            "filter":{"tier":"A","team":"east-1"}}""";

    private static final int LONGEST_URL = 2_000;
    private static final int LONGEST_DESCRIPTION = 500;

    /** Which changes are told: those of which all that is given holds. */
    @Schema(name = "WebhookFilter")
    record Filter(
            @Schema(description = "The tier come to; none for no tier.", examples = "A")
            String tier,

            @Schema(description = "The customer's team.", examples = "east-1")
            String team,

            @Schema(description = "The customer's rep.") String rep,
            @Schema(description = "The customer.") String customer) {

        static Filter of(TierChangeFilter filter) {
            return new Filter(filter.tier(), filter.team(), filter.rep(), filter.customer());
        }
    }

    /**
     * Reads a body.
     *
     * @throws Problem 400, 413 or 422
     */
    static Wish read(byte[] body) {
        List<Fault> faults = new ArrayList<>();
        JsonNode tree = Json.read(body);
        JsonInput input = JsonInput.of(tree, "", faults);
        input.require("url");
        String url = input.text("url", LONGEST_URL);
        String description = input.text("description", LONGEST_DESCRIPTION);
        Boolean active = input.flag("active");
        TierChangeFilter filter = new TierChangeFilter(null, null, null, null);
        JsonInput given = input.object("filter");
        if (given != null) {
            filter = new TierChangeFilter(given.id("tier"), given.id("team"), given.id("rep"), given.id("customer"));
            given.refuseUnknown();
        }
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return new Wish(url, description, filter, active == null || active);
    }
}
