package io.tierline.trials.load;

import static io.tierline.trials.load.Planned.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Calls;
import java.util.List;

/** Draws what a rep writes after a call: the outcome, and what was learned of the customer. */
final class Summaries {
    /** The roles of a customer's key persons. */
    static final List<String> ROLES = List.of("EB", "UB", "TB");

    private final Dice dice;

    Summaries(Dice dice) {
        this.dice = dice;
    }

    /** A summary, most members of which may be absent. */
    ObjectNode summary(Floor floor) {
        ObjectNode summary = object();
        String outcome = dice.chance(4) ? null : dice.any(Calls.OUTCOMES);
        summary.put("outcome", outcome);
        if (dice.chance(40)) {
            summary.put("reason", dice.word(floor));
        }
        if (dice.chance(50)) {
            summary.put("notes", dice.word(floor));
        }
        if (dice.chance(List.of("D", "FOLLOW_UP").contains(String.valueOf(outcome)) ? 80 : 5)) {
            summary.put("followUpAt", dice.after().toString());
        }
        if (dice.chance("C".equals(outcome) ? 80 : 2)) {
            summary.put("meetingAt", dice.after().toString());
        }
        if (dice.chance(4)) {
            summary.put("doNotCall", dice.chance(80));
        }
        if (dice.chance(40)) {
            summary.set("qualification", qualification());
        }
        return summary;
    }

    /** What was learned of the customer: a patch with at least one member. */
    ObjectNode qualification() {
        ObjectNode qualification = object();
        ObjectNode persons = object();
        for (String role : ROLES) {
            ObjectNode person = object();
            if (dice.chance(45)) {
                person.put("stance", dice.any(List.of("unknown", "reached", "approves", "approves", "opposes")));
            }
            if (dice.chance(45)) {
                person.put("need", dice.any(List.of("unknown", "known", "confirmed", "confirmed")));
            }
            if (dice.chance(45)) {
                person.put("objections", dice.any(List.of("unknown", "none", "open", "handled", "settled", "settled")));
            }
            if (!person.isEmpty()) {
                persons.set(role, person);
            }
        }
        if (!persons.isEmpty()) {
            qualification.set("keyPersons", persons);
        }
        if (dice.chance(30)) {
            qualification.put("competitors", dice.any(List.of("unknown", "known", "ruled-out", "ruled-out")));
        }
        if (dice.chance(40)) {
            qualification.put("budget", dice.any(List.of("unknown", "confirmed", "confirmed")));
        }
        if (dice.chance(40)) {
            qualification.put("procurement", dice.any(List.of("unknown", "clear", "started", "started")));
        }
        if (dice.chance(30)) {
            qualification.put("quote", dice.any(List.of("none", "offered", "negotiating", "confirmed", "confirmed")));
        }
        if (dice.chance(30)) {
            qualification.put("decisionDate", dice.date().toString());
        }
        if (dice.chance(30) || qualification.isEmpty()) {
            qualification.put("followUpAgreed", dice.chance(80));
        }
        return qualification;
    }
}
