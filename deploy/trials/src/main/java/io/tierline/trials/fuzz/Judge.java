package io.tierline.trials.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.trials.Api;
import io.tierline.trials.fuzz.Wire.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what is wrong with a response, by what is promised of all of them. */
final class Judge {
    /** A cell of a table, without its quotation marks. */
    private static final Pattern CELL = Pattern.compile("(^|,|\r\n)(?:\"((?:[^\"]|\"\")*+)\"|([^,\r\n]*+))");

    private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /** Refusals at the door that are documented with a status of 500 and more. */
    private static final Set<String> DOOR = Set.of("transfer-encoding-unknown", "http-version-unknown");

    private Judge() {}

    /**
     * All faults of a response, none if it is right.
     *
     * @param sent the marks that have been sent for the tenant by any request so far
     */
    static List<String> faults(Request request, Response response, Set<String> sent) {
        List<String> faults = new ArrayList<>();
        int status = response.status();
        if (status == -1) {
            faults.add("no response in time");
        } else if (status == 0 && !request.maybeCutOff()) {
            faults.add("connection closed without a response");
        } else if (status >= 400 && !request.method().equals("HEAD")) {
            boolean isBare = response.body().length == 0 && request.bare().contains(status);
            JsonNode problem = isBare ? null : problem(response);
            if (!isBare && problem == null) {
                faults.add(status + " without a problem document");
            }
            String code = problem == null ? "" : problem.get("code").asText();
            boolean again = response.headers().containsKey("retry-after");
            if (status >= 500 && !(status == 503 && again) && !DOOR.contains(code)) {
                faults.add(status + " " + code);
            } else if (status == 429 && !again) {
                faults.add("429 without Retry-After");
            }
        } else if (status >= 200
                && status < 300
                && response.header("content-type").startsWith("application/json")
                && !request.method().equals("HEAD")
                && json(response) == null) {
            faults.add(status + " with a body that is no JSON");
        }
        String formula = formula(response);
        if (formula != null) {
            faults.add("a cell that a spreadsheet would run <" + formula + ">");
        }
        if (status > 0 && response.body().length > 0 && request.target().startsWith("/v1/") && !hasHeaders(response)) {
            faults.add("without Cache-Control: no-store or X-Content-Type-Options: nosniff");
        }
        // Who has another's ticket is let in as the other.
        boolean byOthersTicket = request.target().matches(".*~ticket\\.[^" + request.tenant() + "].*");
        Set<String> leaked = byOthersTicket ? Set.of() : leaked(request.tenant(), response.text(), sent);
        if (!leaked.isEmpty()) {
            faults.add("data of another tenant: " + leaked);
        }
        return faults;
    }

    /** Marks of the other tenant in what this one gets, unless this one has sent them. */
    static Set<String> leaked(char tenant, String text, Set<String> sent) {
        Set<String> leaked = new TreeSet<>(Marks.in(text));
        leaked.removeIf(mark -> Marks.tenant(mark) == tenant || sent.contains(mark));
        return leaked;
    }

    private static boolean hasHeaders(Response response) {
        return response.header("cache-control").equals("no-store")
                && response.header("x-content-type-options").equals("nosniff");
    }

    /** A cell of a table that a spreadsheet would run, or null. */
    private static String formula(Response response) {
        if (response.status() == 200 && response.header("content-type").startsWith("text/csv")) {
            for (Matcher cell = CELL.matcher(response.text()); cell.find(); ) {
                String value = cell.group(2) == null ? cell.group(3) : cell.group(2);
                boolean number = value.matches("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
                if (value.matches("(?s)[=+\\-@\t\r\n].*") && !number) {
                    return value;
                }
            }
        }
        return null;
    }

    /** The problem document with all that it has to have, or null. */
    private static JsonNode problem(Response response) {
        JsonNode problem =
                response.header("content-type").startsWith("application/problem+json") ? json(response) : null;
        boolean complete = problem != null
                && problem.path("type").isTextual()
                && problem.path("title").isTextual()
                && problem.path("detail").isTextual()
                && problem.path("status").asInt() == response.status()
                && CODE.matcher(problem.path("code").asText()).matches();
        return complete ? problem : null;
    }

    static JsonNode json(Response response) {
        try {
            JsonNode json = Api.JSON.readTree(response.body());
            return json.isMissingNode() ? null : json;
        } catch (IOException e) {
            return null;
        }
    }
}
