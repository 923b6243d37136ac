package io.tierline.trials.load;

import static io.tierline.trials.load.Planned.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.load.Floor.Posted;
import io.tierline.trials.load.Planned.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans what is done with calls: they are posted, corrected and voided. */
final class CallOperations {
    private final Dice dice;
    private final Submissions submissions;
    private final Summaries summaries;

    CallOperations(Dice dice, Summaries summaries) {
        this.dice = dice;
        this.submissions = new Submissions(dice, summaries);
        this.summaries = summaries;
    }

    Planned postCall(Floor floor) {
        Posted posted = submissions.newCall(floor, false);
        return single(floor, "post-call", posted.submission, Planned.OK);
    }

    /** A repeat of an old submission, said in another way. */
    Planned replayCall(Floor floor) {
        return floor.posted.isEmpty()
                ? null
                : single(floor, "replay-call", submissions.repeated(dice.any(floor.posted)), Set.of(200));
    }

    /** Another call under the id of an old one. */
    Planned postConflict(Floor floor) {
        return floor.posted.isEmpty()
                ? null
                : single(floor, "post-conflict", submissions.conflicting(dice.any(floor.posted)), Planned.OK);
    }

    /** A call under an id of its own that cannot be. */
    Planned postInvalid(Floor floor) {
        return single(floor, "post-invalid", submissions.invalid(floor), Planned.OK);
    }

    private Planned single(Floor floor, String f, ObjectNode submission, Set<Integer> ok) {
        Request request = Request.calls("POST", "/v1/calls", submission, "telephony");
        return floor.planned(f, submission, request, ok);
    }

    Planned postBatch(Floor floor) {
        List<ObjectNode> batch = new ArrayList<>();
        int size = 1 + dice.below(dice.chance(10) ? 60 : 15);
        while (batch.size() < size) {
            int drawn = dice.below(100);
            if (drawn < 70 || floor.posted.isEmpty()) {
                batch.add(submissions.newCall(floor, true).submission);
            } else if (drawn < 85) {
                batch.add(submissions.repeated(dice.any(floor.posted)));
            } else if (drawn < 93) {
                // Often one of this very batch.
                batch.add(submissions.repeated(floor.posted.get(floor.posted.size() - 1)));
            } else {
                batch.add(drawn < 97 ? submissions.conflicting(dice.any(floor.posted)) : submissions.invalid(floor));
            }
        }
        String format = dice.any(List.of("json", "ndjson", "csv"));
        boolean gzip = dice.chance(40);
        ObjectNode value = object().put("format", format).put("gzip", gzip);
        value.set("calls", Api.JSON.valueToTree(batch));
        String body = switch (format) {
            case "json" -> value.get("calls").toString();
            case "ndjson" -> batch.stream().map(JsonNode::toString).collect(Collectors.joining("\n"));
            default -> Csv.of(batch);
        };
        String type = switch (format) {
            case "json" -> Request.JSON;
            case "ndjson" -> "application/x-ndjson";
            default -> "text/csv";
        };
        return floor.planned(
                "post-batch",
                value,
                new Request("call-service", "POST", "/v1/calls/batch", body, type, gzip, "telephony", null));
    }

    Planned putOutcome(Floor floor) {
        Posted posted = open(floor);
        return posted == null
                ? null
                : change(floor, "put-outcome", posted, "summary", "PUT", "outcome", summaries.summary(floor));
    }

    Planned patchOutcome(Floor floor) {
        Posted posted = open(floor);
        if (posted == null) {
            return null;
        }
        ObjectNode patch = object();
        ObjectNode other = summaries.summary(floor);
        other.fieldNames().forEachRemaining(member -> {
            if (dice.chance(50)) {
                patch.set(member, other.get(member));
            }
        });
        for (String member : List.of("reason", "notes", "followUpAt", "meetingAt")) {
            if (dice.chance(10)) {
                patch.putNull(member);
            }
        }
        return change(floor, "patch-outcome", posted, "patch", "PATCH", "outcome", patch);
    }

    Planned patchAttribution(Floor floor) {
        Posted posted = open(floor);
        if (posted == null) {
            return null;
        }
        ObjectNode patch = object();
        if (dice.chance(50)) {
            posted.customer = dice.any(floor.customers);
            patch.put("customerId", posted.customer);
        }
        if (dice.chance(30)) {
            patch.put("contactRole", dice.chance(20) ? null : dice.any(Summaries.ROLES));
        }
        if (dice.chance(40)) {
            patch.put("rep", dice.any(floor.reps()));
        }
        if (dice.chance(20)) {
            patch.put("team", dice.any(floor.teams()));
        }
        if (dice.chance(30) || patch.isEmpty()) {
            patch.put("startedAt", dice.before(Dice.LAST_HOURS).toString());
        }
        return change(floor, "patch-attribution", posted, "patch", "PATCH", "attribution", patch);
    }

    Planned voidCall(Floor floor) {
        Posted posted = open(floor);
        if (posted == null) {
            return null;
        }
        posted.voided = true;
        return floor.planned(
                "void-call",
                object().put("callId", posted.id()),
                Request.calls("DELETE", "/v1/calls/" + posted.id(), null, "manager"));
    }

    private static Planned change(
            Floor floor, String f, Posted posted, String member, String method, String part, ObjectNode body) {
        String call = "/v1/calls/" + posted.id();
        return floor.planned(
                f,
                object().put("callId", posted.id()).set(member, body),
                Request.calls(method, call + "/" + part, body, "manager").of(call));
    }

    /** Some call that was not voided, of a customer that was not merged into another; null if there is none. */
    private Posted open(Floor floor) {
        if (floor.posted.isEmpty()) {
            return null;
        }
        // Recent ones more often, so that changes follow each other.
        int size = floor.posted.size();
        Posted posted =
                floor.posted.get(dice.chance(50) ? size - 1 - dice.below(Math.min(size, 20)) : dice.below(size));
        boolean merged = posted.customer != null && !floor.customers.contains(posted.customer);
        return posted.voided || merged ? null : posted;
    }
}
