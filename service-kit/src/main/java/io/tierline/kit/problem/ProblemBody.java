package io.tierline.kit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;

/**
 * A problem as it is sent: RFC 9457, media type {@code application/problem+json}.
 *
 * @param type always {@code about:blank}: {@code code} tells problems apart
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what happened, for a person
 * @param code what happened, for a program: stable, kebab-case
 * @param errors every fault of a bad request at once; absent for other problems
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "code", "errors"})
public record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Fault> errors) {

    /** The media type of problems. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Unreadable request"),
            Map.entry(401, "Not authenticated"),
            Map.entry(403, "Not allowed"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Method not allowed"),
            Map.entry(406, "Not acceptable"),
            Map.entry(408, "Request time-out"),
            Map.entry(409, "Conflict"),
            Map.entry(410, "Gone"),
            Map.entry(412, "Out of date"),
            Map.entry(413, "Too large"),
            Map.entry(414, "Address too long"),
            Map.entry(415, "Unsupported media type"),
            Map.entry(422, "Invalid request"),
            Map.entry(429, "Too many requests"),
            Map.entry(431, "Headers too large"),
            Map.entry(500, "Internal error"),
            Map.entry(501, "Not supported"),
            Map.entry(503, "Not available now"),
            Map.entry(505, "HTTP version not supported"));

    /** A problem of the status; the title goes with it. */
    public static ProblemBody of(int status, String code, String detail, List<Fault> errors) {
        return new ProblemBody("about:blank", TITLES.getOrDefault(status, "Error"), status, detail, code, errors);
    }
}
