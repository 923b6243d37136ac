package io.tierline.trials.load;

import static io.tierline.trials.load.Planned.object;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import io.tierline.trials.load.Planned.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Plans what is done with the grading standards of a company. */
final class StandardOperations {
    private static final ObjectNode SECOND_STANDARD = secondStandard();

    private final int workers;

    StandardOperations(int workers) {
        this.workers = workers;
    }

    /** One floor of each company writes a second standard, switches it on, and back. */
    Planned standard(Floor floor) {
        if (floor.process != floor.company % workers) {
            return null;
        }
        if (floor.standard == 0) {
            floor.standard = 1;
            return floor.planned(
                    "post-standard", SECOND_STANDARD, Request.grading("POST", "/v1/standards", SECOND_STANDARD));
        }
        floor.standard = 3 - floor.standard;
        return floor.planned(
                "activate-standard",
                object().put("version", floor.standard),
                Request.grading("POST", "/v1/standards/" + floor.standard + "/activation", null));
    }

    private static ObjectNode secondStandard() {
        try (InputStream file = StandardOperations.class.getResourceAsStream("/second-standard.json")) {
            return (ObjectNode) Api.JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
