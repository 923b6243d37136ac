package io.tierline.trials.load;

import static io.tierline.trials.load.Planned.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.load.Planned.Request;

/** Plans what is done with the directory of reps and teams. */
final class DirectoryOperations {
    private DirectoryOperations() {}

    static Planned putRep(Floor floor, String rep) {
        ObjectNode body = object().put("name", rep).put("team", floor.teamOf(rep));
        return floor.planned(
                "put-rep",
                object().put("rep", rep).set("body", body),
                Request.calls("PUT", "/v1/reps/" + rep, body, "manager"));
    }
}
