package io.tierline.trials.load;

import static io.tierline.trials.load.Planned.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.load.Floor.Line;
import io.tierline.trials.load.Floor.Posted;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Draws the calls that are posted: new ones, old ones again, conflicting and invalid ones. */
final class Submissions {
    private static final List<String> IN_VAIN =
            List.of("NO_ANSWER", "BUSY", "POWERED_OFF", "NUMBER_DOES_NOT_EXIST", "NUMBER_CHANGED", "SUSPENDED");

    private final Dice dice;
    private final Summaries summaries;
    private final Map<String, Integer> calls = new HashMap<>();

    Submissions(Dice dice, Summaries summaries) {
        this.dice = dice;
        this.summaries = summaries;
    }

    /**
     * A call that was not posted yet.
     *
     * @param inBatch whether others are posted with it: they may be stored in any order, so a number that is new comes with
     *     its customer, and only once
     */
    Posted newCall(Floor floor, boolean inBatch) {
        int number = calls.merge(floor.tenant, 1, Integer::sum) - 1;
        ObjectNode call = object().put("callId", "call-" + number);
        Line line = null;
        String customer = dice.any(floor.customers);
        int drawn = dice.below(100);
        Line drawnLine = drawn < 40 ? null : floor.line(dice);
        if (drawnLine == null || drawnLine.firstOp == floor.op && drawnLine.known) {
            call.put("customerId", customer);
        } else {
            line = drawnLine;
            call.put("phone", line.phone);
            if (line.erased || inBatch && !line.known) {
                call.put("customerId", customer);
            } else if (drawn < 75) {
                customer = line.customer; // null for one that the service makes up
            } else {
                customer = line.known && line.customer != null && dice.chance(80) ? line.customer : customer;
                call.put("customerId", customer);
            }
            if (!line.known && !line.erased) {
                line.known = true;
                line.customer = customer;
                line.firstOp = floor.op;
            }
        }
        if (dice.chance(60)) {
            call.put("contactRole", dice.any(Summaries.ROLES));
        }
        describe(floor, call);
        Posted posted = new Posted(call, line, customer);
        floor.posted.add(posted);
        return posted;
    }

    /** The same submission: null for what is absent, another offset, the number as it is written at home. */
    ObjectNode repeated(Posted posted) {
        ObjectNode call = posted.submission.deepCopy();
        if (dice.chance(50)) {
            Instant startedAt = Instant.parse(call.get("startedAt").asText());
            call.put("startedAt", startedAt.atOffset(ZoneOffset.ofHours(8)).toString());
        }
        if (dice.chance(30) && call.has("phone")) {
            String phone = call.get("phone").asText();
            call.put("phone", phone.substring(3, 6) + " " + phone.substring(6, 10) + " " + phone.substring(10));
        }
        for (String member : List.of("contactRole", "team", "campaign", "notes", "qualification")) {
            if (!call.has(member) && dice.chance(30)) {
                call.putNull(member);
            }
        }
        return call;
    }

    /** Another call under the id of this one. */
    ObjectNode conflicting(Posted posted) {
        ObjectNode call = posted.submission.deepCopy();
        switch (dice.below(4)) {
            case 0 -> call.put("ringSeconds", call.path("ringSeconds").asInt(61) + 1);
            case 1 ->
                call.put(
                        "startedAt",
                        Instant.parse(call.get("startedAt").asText())
                                .minusSeconds(1)
                                .toString());
            case 2 -> call.put("campaign", "another-campaign");
            default -> call.put("reason", call.path("reason").asText("none") + " indeed");
        }
        return call;
    }

    /** A call under an id of its own that cannot be. */
    ObjectNode invalid(Floor floor) {
        ObjectNode call = object().put("callId", "invalid-" + floor.op + "-" + dice.unique())
                .put("customerId", dice.any(floor.customers));
        describe(floor, call);
        call.put("rep", dice.any(floor.reps()));
        switch (dice.below(4)) {
            case 0 -> call.put("phone", "12");
            case 1 -> call.put("talkSeconds", -1);
            case 2 -> call.put("outcome", "SOLD");
            default -> call.putNull("startedAt");
        }
        return call;
    }

    private void describe(Floor floor, ObjectNode call) {
        boolean inVain = dice.chance(20);
        boolean failed = !inVain && dice.chance(4);
        if (!inVain && !failed || dice.chance(50)) {
            String rep = dice.any(floor.reps());
            call.put("rep", rep);
            if (dice.chance(70)) {
                call.put("team", dice.chance(85) ? floor.teamOf(rep) : dice.any(floor.teams()));
            }
        }
        if (dice.chance(60)) {
            call.put("campaign", dice.any(List.of("expo@", "fair@")) + floor.tenant);
        }
        if (dice.chance(15)) {
            call.put("direction", dice.chance(80) ? "inbound" : "outbound");
        }
        call.put(
                "startedAt",
                dice.before(dice.chance(70) ? Dice.LAST_HOURS : Dice.DAYS_OF_CALLS)
                        .toString());
        if (dice.chance(80)) {
            call.put("ringSeconds", dice.below(60));
        }
        if (inVain || failed || dice.chance(50)) {
            ObjectNode telephony = call.putObject("telephony").put("source", "freeswitch");
            telephony.put("result", inVain ? dice.any(IN_VAIN) : failed ? "SYSTEM_FAILURE" : "ANSWERED");
            if (dice.chance(50)) {
                telephony.put("code", String.valueOf(1 + dice.below(40)));
            }
            if (dice.chance(30)) {
                telephony.put("endedBy", dice.any(List.of("customer", "rep", "unknown")));
            }
        }
        if (!inVain && !failed) {
            call.put("talkSeconds", dice.below(600));
            if (dice.chance(20)) {
                call.put("recordingUrl", "https://recordings.example/" + dice.word(floor));
            }
            if (dice.chance(75)) {
                call.setAll(summaries.summary(floor));
            }
        } else if (dice.chance(20)) {
            call.put("notes", dice.word(floor));
        }
    }
}
