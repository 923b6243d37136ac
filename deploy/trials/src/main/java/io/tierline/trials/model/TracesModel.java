package io.tierline.trials.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.trials.Api;
import io.tierline.trials.Api.Answer;
import io.tierline.trials.Topics.Event;
import io.tierline.trials.history.Operation;
import io.tierline.trials.model.CallBook.Kept;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Nothing of an erased person, no word of what was refused, and no row of another company is anywhere: in no answer of any
 * API, on no topic, in no log, in no database. It goes by what a history's load has said: numbers and words that occur only
 * once, and reps, teams and words that name their company.
 */
public final class TracesModel {
    private static final List<String> DATABASES = List.of("calls", "grading", "analytics");
    private static final String PERIOD = "from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z";
    private static final String WINDOW = "window=P40D";

    /** Everything that can be listed, by service. */
    private static final Map<String, List<String>> LISTS = Map.of(
            "call-service",
            List.of(
                    "/v1/calls?limit=500",
                    "/v1/contacts?limit=500",
                    "/v1/follow-ups?limit=500",
                    "/v1/meetings?limit=500",
                    "/v1/pending-work?limit=500",
                    "/v1/pending-work/reps",
                    "/v1/reps?limit=500",
                    "/v1/teams?limit=500",
                    "/v1/suppressions?limit=500",
                    "/v1/trunks",
                    "/v1/telephony/unmapped",
                    "/v1/follow-ups/summary?by=rep&" + PERIOD,
                    "/v1/meetings/summary?by=rep&" + PERIOD),
            "grading-service",
            List.of(
                    "/v1/customers?limit=500",
                    "/v1/tier-changes?limit=500",
                    "/v1/standards",
                    "/v1/standards/activations",
                    "/v1/standards/drafts",
                    "/v1/worklist?team=east@{tenant}",
                    "/v1/best-fit",
                    "/v1/cases",
                    "/v1/referrals",
                    "/v1/webhooks"),
            "analytics-service",
            List.of(
                    "/v1/rates?by=rep&" + WINDOW,
                    "/v1/rates?by=campaign&direction=all&" + WINDOW,
                    "/v1/rates/series?by=rep&interval=P1D&" + WINDOW,
                    "/v1/rates/calls?limit=500&" + WINDOW,
                    "/v1/funnel?by=rep&" + WINDOW,
                    "/v1/screening?by=rep&" + WINDOW,
                    "/v1/leaderboard?metric=conversion&" + WINDOW,
                    "/v1/discipline?by=rep&" + WINDOW,
                    "/v1/sources?" + WINDOW,
                    "/v1/tiers/inventory?by=rep",
                    "/v1/tiers/transitions?by=team&" + WINDOW,
                    "/v1/tiers/durations?by=rep&" + WINDOW,
                    "/v1/tiers/overdue",
                    "/v1/win-loss?by=rep&" + WINDOW,
                    "/v1/referrals?" + WINDOW));

    private static final List<String> OF_A_CUSTOMER = List.of("", "/grade", "/history", "/closings", "/extensions");

    /** Opens a service's database, as a user who may read all of it. */
    public interface Databases {
        Connection open(String name) throws IOException, SQLException;
    }

    private final Map<String, CallBook> books;
    private final Duration patience;
    private final Needles gone;
    private final Needles companies;

    /** @param patience how long the last traces may need to go */
    public TracesModel(List<Operation> history, Duration patience) {
        this.patience = patience;
        books = CallBook.of(history);
        Set<String> all = new TreeSet<>();
        books.values().forEach(book -> all.addAll(book.gone()));
        gone = new Needles(all);
        companies = new Needles(books.keySet());
    }

    /** How many texts must be nowhere. */
    public int sought() {
        return books.values().stream().mapToInt(book -> book.gone().size()).sum();
    }

    /**
     * Everything that is where it must not be, at each place the first.
     *
     * @param apis a service as a manager of a company sees it, by service and company
     * @param topics everything that is on the topics now
     * @param logs the directory of all log files
     * @param databases null when they cannot be reached
     */
    public List<String> check(
            BiFunction<String, String, Api> apis, Supplier<List<Event>> topics, Path logs, Databases databases) {
        List<String> violations = new ArrayList<>();
        Quiet quiet = new Quiet(patience);
        books.forEach((tenant, book) -> LISTS.keySet().stream()
                .sorted()
                .forEach(service -> quiet.await(() -> inAnswers(tenant, book, service, apis.apply(service, tenant)))
                        .ifPresent(difference -> violations.add("answers of " + service + ": " + difference))));
        quiet.await(() -> inTopics(topics.get())).ifPresent(difference -> violations.add("topics: " + difference));
        quiet.await(() -> inLogs(logs)).ifPresent(difference -> violations.add("logs: " + difference));
        if (databases != null) {
            for (String name : DATABASES) {
                quiet.await(() -> inDatabase(name, databases))
                        .ifPresent(difference -> violations.add("database " + name + ": " + difference));
            }
        }
        return violations;
    }

    private Optional<String> inAnswers(String tenant, CallBook book, String service, Api api) throws IOException {
        List<String> paths = new ArrayList<>(LISTS.get(service));
        if (service.equals("call-service")) {
            for (Map.Entry<String, Kept> call : book.calls().entrySet()) {
                if (call.getValue().erased) {
                    paths.add("/v1/calls/" + call.getKey() + "/revisions");
                }
            }
        }
        if (service.equals("grading-service")) {
            for (JsonNode customer : api.all("/v1/customers?limit=500", 500)) {
                String path = "/v1/customers/" + customer.get("customerId").asText();
                OF_A_CUSTOMER.forEach(part -> paths.add(path + part));
            }
        }
        for (String path : paths) {
            Optional<String> found = inPages(tenant, api, path.replace("{tenant}", tenant));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> inPages(String tenant, Api api, String path) throws IOException {
        String cursor = "";
        do {
            String page = path + cursor;
            Answer answer = api.get(page);
            if (answer.status() != 200) {
                return Optional.of("GET " + page + " of " + tenant + " is answered with " + answer.text());
            }
            Set<String> others = companies.in(answer.text());
            others.remove(tenant);
            Set<String> traces = gone.in(answer.text());
            if (!others.isEmpty() || !traces.isEmpty()) {
                return Optional.of("GET " + page + " of " + tenant + " shows " + first(others) + first(traces)
                        + around(answer.text(), others.isEmpty() ? traces : others));
            }
            JsonNode next = answer.json().path("next");
            String parameter = path.startsWith("/v1/tier-changes") ? "after=" : "cursor=";
            cursor = next.isTextual() ? (path.contains("?") ? "&" : "?") + parameter + next.asText() : "";
        } while (!cursor.isEmpty());
        return Optional.empty();
    }

    private Optional<String> inTopics(List<Event> events) {
        for (Event event : events) {
            String text = event.key() + " " + event.headers() + " " + event.value();
            Set<String> traces = gone.in(text);
            if (!traces.isEmpty() || companies.in(text).size() > 1) {
                return Optional.of(event.topic() + " has " + first(traces) + first(companies.in(text)) + " in " + text);
            }
        }
        return Optional.empty();
    }

    private Optional<String> inLogs(Path logs) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(logs)) {
            for (Path file : files) {
                try (BufferedReader lines = Files.newBufferedReader(file, ISO_8859_1)) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        Set<String> traces = gone.in(line);
                        if (!traces.isEmpty()) {
                            return Optional.of(file.getFileName() + " has " + first(traces) + " in " + line);
                        }
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> inDatabase(String name, Databases databases) throws IOException {
        try (Connection connection = databases.open(name)) {
            connection.setAutoCommit(false);
            for (Map.Entry<String, List<String>> table : tables(connection).entrySet()) {
                try (Statement statement = connection.createStatement()) {
                    statement.setFetchSize(1_000);
                    String rows =
                            "SELECT concat_ws(' ', " + String.join(", ", table.getValue()) + ") FROM " + table.getKey();
                    try (ResultSet row = statement.executeQuery(rows)) {
                        while (row.next()) {
                            Set<String> traces = gone.in(row.getString(1));
                            if (!traces.isEmpty()) {
                                return Optional.of(
                                        table.getKey() + " has " + first(traces) + " in " + row.getString(1));
                            }
                        }
                    }
                }
            }
            return Optional.empty();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Every table, with what its columns are as text; bytes as the text that they may be. */
    private static Map<String, List<String>> tables(Connection connection) throws SQLException {
        Map<String, List<String>> tables = new TreeMap<>();
        String columns = """
                SELECT format('%I.%I', table_schema, table_name),
                       format(CASE data_type WHEN 'bytea' THEN 'encode(%I, ''escape'')' ELSE '%I::text' END, column_name)
                FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
                WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
                """;
        try (Statement statement = connection.createStatement();
                ResultSet column = statement.executeQuery(columns)) {
            while (column.next()) {
                tables.computeIfAbsent(column.getString(1), table -> new ArrayList<>())
                        .add(column.getString(2));
            }
        }
        return tables;
    }

    private static String first(Set<String> texts) {
        return texts.stream().findFirst().map(text -> "\"" + text + "\"").orElse("");
    }

    private static String around(String text, Set<String> found) {
        int at = text.indexOf(found.iterator().next());
        return " in …" + text.substring(Math.max(0, at - 300), Math.min(text.length(), at + 300)) + "…";
    }
}
