package io.tierline.trials.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.Api;
import java.util.Set;

/**
 * An operation that the generator has decided on; the same for the same seed.
 *
 * @param op its number, from 1 on
 * @param process the worker that carries it out
 * @param f the kind, as in the history
 * @param value what is asked for, as in the history
 * @param ok the statuses that acknowledge it
 */
record Planned(int op, int process, String f, String tenant, ObjectNode value, Request request, Set<Integer> ok) {
    /** The statuses that acknowledge most operations. */
    static final Set<Integer> OK = Set.of(200, 201, 202, 204);

    /** An empty object, for values and bodies. */
    static ObjectNode object() {
        return Api.JSON.createObjectNode();
    }

    /**
     * A request to one of the services.
     *
     * @param body null for none
     * @param type the body's media type
     * @param gzip whether the body is packed
     * @param versioned the path of what it changes, whose revision it names in If-Match, so that an attempt that was taken
     *     for lost and comes late cannot undo what was acknowledged since; null where no such attempt does harm
     */
    record Request(
            String service,
            String method,
            String path,
            String body,
            String type,
            boolean gzip,
            String role,
            String versioned) {
        static final String JSON = "application/json";

        /** A request to the call service; no body for null. */
        static Request calls(String method, String path, ObjectNode body, String role) {
            return json("call-service", method, path, body, role);
        }

        /** A request of a manager to the grading service; no body for null. */
        static Request grading(String method, String path, ObjectNode body) {
            return json("grading-service", method, path, body, "manager");
        }

        private static Request json(String service, String method, String path, ObjectNode body, String role) {
            String type = switch (method) {
                case "DELETE" -> null;
                case "PATCH" -> "application/merge-patch+json";
                default -> JSON;
            };
            return new Request(service, method, path, body == null ? null : body.toString(), type, false, role, null);
        }

        /** The same, which names the revision of what is at this path. */
        Request of(String versionedPath) {
            return new Request(service, method, path, body, type, gzip, role, versionedPath);
        }
    }
}
