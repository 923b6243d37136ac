package io.tierline.grading.customers.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tierline.grading.customers.domain.CustomerCard;
import io.tierline.grading.customers.domain.CustomerCard.Owner;
import io.tierline.grading.customers.domain.CustomerProfile;
import io.tierline.grading.standards.domain.Fault;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Cards as the columns of {@code customer}. */
final class StoredCards {

    /** What {@link #card} reads. */
    static final String COLUMNS = "customer.name, customer.owner_rep, customer.owner_team, customer.referred_by,"
            + " customer.tags::text as tags, customer.profile::text as profile";

    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredCards() {}

    static CustomerCard card(Row row) {
        String rep = row.getString("owner_rep");
        try {
            return new CustomerCard(
                    row.getString("name"),
                    rep == null ? null : new Owner(rep, row.getString("owner_team")),
                    row.getString("referred_by"),
                    JSON.readValue(row.getString("tags"), new TypeReference<List<String>>() {}),
                    profile(row.getString("profile")));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A kept card is no JSON", e);
        }
    }

    private static CustomerProfile profile(String json) throws JsonProcessingException {
        List<Fault> faults = new ArrayList<>();
        CustomerProfile profile = CustomerProfile.read(JSON.readValue(json, Object.class), "", faults);
        if (!faults.isEmpty()) {
            throw new IllegalStateException("A kept profile is wrong: " + faults);
        }
        return profile;
    }

    /** The whole card, for the record. */
    static String written(CustomerCard card) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", card.name());
        tree.put("owner", card.owner());
        tree.put("referredBy", card.referredBy());
        tree.put("tags", card.tags());
        tree.put("profile", card.profile().toTree());
        return json(tree);
    }

    static String json(Object tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("It cannot be written as JSON", e);
        }
    }
}
