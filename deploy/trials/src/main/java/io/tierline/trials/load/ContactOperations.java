package io.tierline.trials.load;

import static io.tierline.trials.load.Planned.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.load.Floor.Line;
import io.tierline.trials.load.Planned.Request;
import java.util.Objects;

/** Plans what is done with contacts: who is behind a number is said, and erased. */
final class ContactOperations {
    private final Dice dice;

    ContactOperations(Dice dice) {
        this.dice = dice;
    }

    /** Says who is behind a number; another customer takes the number's calls along. */
    Planned putContact(Floor floor) {
        Line line = floor.line(dice);
        if (line.erased) {
            return null;
        }
        String customer =
                line.known && line.customer != null && dice.chance(50) ? line.customer : dice.any(floor.customers);
        ObjectNode body = object().put("customerId", customer)
                .put("name", dice.chance(80) ? "Person " + dice.word(floor) : null)
                .put("role", dice.chance(70) ? dice.any(Summaries.ROLES) : null);
        floor.posted.stream()
                .filter(posted -> posted.line == line && Objects.equals(posted.customer, line.customer))
                .forEach(posted -> posted.customer = customer);
        line.known = true;
        line.customer = customer;
        return floor.planned(
                "put-contact",
                object().put("phone", line.phone).set("body", body),
                Request.calls("PUT", path(line), body, "manager").of(path(line)));
    }

    Planned eraseContact(Floor floor) {
        Line line = floor.lines.isEmpty() ? null : dice.any(floor.lines);
        if (line == null || !line.known || line.erased) {
            return null;
        }
        line.erased = true;
        return floor.planned(
                "erase-contact",
                object().put("phone", line.phone),
                Request.calls("DELETE", path(line), null, "manager"));
    }

    private static String path(Line line) {
        return "/v1/contacts/%2B" + line.phone.substring(1);
    }
}
