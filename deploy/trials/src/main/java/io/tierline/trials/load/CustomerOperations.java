package io.tierline.trials.load;

import static io.tierline.trials.load.Planned.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.load.Planned.Request;
import java.util.List;

/** Plans what is done with customers: cards, qualification, extensions, closing, reopening, owners and mergers. */
final class CustomerOperations {
    private final Dice dice;
    private final Summaries summaries;

    CustomerOperations(Dice dice, Summaries summaries) {
        this.dice = dice;
        this.summaries = summaries;
    }

    Planned putCard(Floor floor, String customer) {
        ObjectNode body = object().put("name", "Company " + dice.word(floor));
        if (dice.chance(40)) {
            body.putObject("owner").put("rep", dice.any(floor.owners())).put("team", dice.any(floor.teams()));
        }
        String path = "/v1/customers/" + customer;
        return floor.planned(
                "put-card",
                object().put("customerId", customer).set("body", body),
                Request.grading("PUT", path, body).of(path));
    }

    Planned patchQualification(Floor floor) {
        ObjectNode patch = summaries.qualification();
        // Its own microsecond, so that which of two is the later one is known.
        patch.put(
                "observedAt",
                dice.before(dice.chance(60) ? Dice.LAST_HOURS : Dice.DAYS_OF_CALLS)
                        .plusNanos(floor.op % 1_000_000 * 1_000L)
                        .toString());
        ObjectNode value = object().put("customerId", dice.any(floor.customers)).set("patch", patch);
        floor.patches.add(value);
        return qualification(floor, value);
    }

    /** A patch that was sent before, which counts once. */
    Planned repeatQualification(Floor floor) {
        ObjectNode value = floor.patches.isEmpty() ? null : dice.any(floor.patches);
        return value == null
                        || !floor.customers.contains(value.get("customerId").asText())
                ? null
                : qualification(floor, value);
    }

    private static Planned qualification(Floor floor, ObjectNode value) {
        ObjectNode patch = (ObjectNode) value.get("patch");
        return customer(floor, "patch-qualification", value, "PATCH", "/qualification", patch);
    }

    Planned extend(Floor floor) {
        String customer = dice.any(floor.customers);
        if (floor.statuses.containsKey(customer)) {
            return null;
        }
        ObjectNode body = object().put("extensionId", "extension-" + floor.op)
                .put("days", 1 + dice.below(20))
                .put("reason", dice.word(floor));
        return customer(
                floor,
                "extend",
                object().put("customerId", customer).set("extension", body),
                "POST",
                "/extensions",
                body);
    }

    Planned close(Floor floor) {
        String customer = dice.any(floor.customers);
        if (floor.statuses.containsKey(customer)) {
            return null;
        }
        String result = dice.any(List.of("won", "lost", "lost", "disqualified"));
        ObjectNode body = object().put("result", result);
        body.putArray("reasons")
                .add(result.equals("won") ? "price" : result.equals("lost") ? "no-budget" : "too-small");
        floor.statuses.put(customer, result);
        floor.everClosed.add(customer);
        return customer(
                floor, "close", object().put("customerId", customer).set("closing", body), "POST", "/closing", body);
    }

    Planned reopen(Floor floor) {
        if (floor.statuses.isEmpty()) {
            return null;
        }
        String customer = dice.any(List.copyOf(floor.statuses.keySet()));
        String kind = floor.statuses.remove(customer).equals("won") ? "second-sale" : "again";
        ObjectNode body = object().put("kind", kind);
        return customer(
                floor,
                "reopen",
                object().put("customerId", customer).set("reopening", body),
                "POST",
                "/reopening",
                body);
    }

    /** All customers of one owner go to the other, or into the pool. Owners make no calls, so that it is known whose they are. */
    Planned handOver(Floor floor) {
        String from = dice.any(floor.owners());
        ObjectNode body = object().put("from", from);
        if (dice.chance(80)) {
            String to = floor.owners().get(1 - floor.owners().indexOf(from));
            body.putObject("to").put("rep", to).put("team", dice.any(floor.teams()));
        } else {
            body.putNull("to");
        }
        return floor.planned("hand-over", body, Request.grading("POST", "/v1/hand-overs", body));
    }

    /** The customer that goes is used no more, nor are its numbers; another one takes its place. */
    Planned merge(Floor floor) {
        String goes = dice.any(floor.customers);
        String stays = dice.any(floor.customers);
        if (goes.equals(stays) || floor.everClosed.contains(goes) || floor.everClosed.contains(stays)) {
            return null;
        }
        floor.customers.remove(goes);
        floor.lines.removeIf(line -> goes.equals(line.customer));
        String next = floor.newCustomer();
        floor.first.add(() -> putCard(floor, next));
        ObjectNode body = object().put("into", stays);
        return customer(floor, "merge", object().put("customerId", goes).put("into", stays), "POST", "/merger", body);
    }

    private static Planned customer(
            Floor floor, String f, ObjectNode value, String method, String part, ObjectNode body) {
        String customer = "/v1/customers/" + value.get("customerId").asText();
        return floor.planned(f, value, Request.grading(method, customer + part, body));
    }
}
