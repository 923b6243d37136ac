package io.tierline.analytics.bi.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tierline.analytics.bi.application.WatchBiSessions;
import io.tierline.analytics.fixtures.BiSessions;
import io.tierline.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoint as admins meet it, and what its logins are good for. Each test has a tenant of its own. */
@QuarkusTest
class BiLoginsResourceTest {

    private static final String POWERBI = "{\"name\": \"powerbi\"}";

    @Inject
    WatchBiSessions watch;

    // ---- who may

    @ParameterizedTest
    @ValueSource(strings = {"bi", "manager", "rep", "telephony", "operator", "nobody"})
    void onlyAdminsMay(String role) {
        isProblem(as("logins-access", role).get("/v1/bi-logins"), 403, "not-allowed");
        isProblem(as("logins-access", role).body(POWERBI).post("/v1/bi-logins"), 403, "not-allowed");
        isProblem(as("logins-access", role).delete("/v1/bi-logins/powerbi"), 403, "not-allowed");
    }

    @Test
    void withoutATokenNothingIsAnswered() {
        isProblem(given().get("/v1/bi-logins"), 401, "not-authenticated");
    }

    @Test
    void nobodySeesOrRevokesAnotherTenantsLogins() throws SQLException {
        // Given
        JsonPath login = BiSessions.login("logins-mine", "powerbi");

        // Then
        get("logins-somebody-elses").then().body("items", hasSize(0));
        isProblem(delete("logins-somebody-elses", "powerbi"), 404, "no-such-bi-login");
        try (BiSessions session = BiSessions.with(login)) {
            assertThat(session.isOpen()).isTrue();
        }
    }

    // ---- making

    @Test
    void aLoginIsMadeAndLetsIn() throws SQLException {
        // When
        Response made = BiSessions.post("logins-made", "{\"name\": \"powerbi\", \"validDays\": 180}");

        // Then
        made.then()
                .statusCode(201)
                .header("Location", endsWith("/v1/bi-logins/powerbi"))
                .header("Cache-Control", "no-store")
                .body("name", equalTo("powerbi"))
                .body("login", matchesPattern("bi_[a-z0-9]{16}"))
                .body("password", matchesPattern("[A-Za-z0-9]{32}"))
                .body("host", equalTo("localhost"))
                .body("database", equalTo("analytics"))
                .body("schema", equalTo("bi"))
                .body("connectionLimit", equalTo(5));
        try (BiSessions session = BiSessions.plain(made.jsonPath(), "analytics")) {
            assertThat(session.rows("select count(*) from calls")).containsExactly("0");
            assertThat(session.rows("show default_transaction_read_only")).containsExactly("on");
            assertThat(session.rows("show statement_timeout")).containsExactly("1min");
            get("logins-made")
                    .then()
                    .body("items", hasSize(1))
                    .body("items[0].name", equalTo("powerbi"))
                    .body("items[0].login", equalTo(made.jsonPath().getString("login")))
                    .body("items[0].createdBy", equalTo("admin@logins-made"))
                    .body("items[0].validUntil", equalTo(made.jsonPath().getString("validUntil")))
                    .body("items[0].sessions", equalTo(1))
                    .body("items[0]", not(hasKey("password")))
                    .body("next", nullValue());
        }
    }

    @Test
    void thePasswordReachesTheServerAsAVerifierAlone() throws SQLException {
        // When
        JsonPath login = BiSessions.login("logins-verifier", "powerbi");

        // Then
        try (BiSessions superuser = BiSessions.superuser()) {
            assertThat(superuser.rows("select rolpassword, rolsuper, rolcreaterole, rolcreatedb, rolreplication,"
                            + " rolbypassrls, rolconnlimit from pg_authid where rolname = '" + login.getString("login")
                            + "'"))
                    .singleElement()
                    .asString()
                    .startsWith("SCRAM-SHA-256$4096:")
                    .endsWith("|f|f|f|f|f|5");
        }
    }

    @Test
    void theListComesAsCsv() {
        JsonPath login = BiSessions.login("logins-csv", "powerbi");

        String csv = as("logins-csv", "admin").get("/v1/bi-logins?format=csv").asString();

        assertThat(csv.split("\r\n"))
                .hasSize(2)
                .startsWith("name,login,createdAt,createdBy,validUntil,connectionLimit,sessions");
        assertThat(csv.split("\r\n")[1])
                .startsWith("powerbi," + login.getString("login") + ",")
                .endsWith(",5,0");
    }

    @Test
    void aNameIsThereOnce() {
        BiSessions.login("logins-twice", "powerbi");

        isProblem(BiSessions.post("logins-twice", POWERBI), 409, "bi-login-exists");
        BiSessions.login("logins-twice-elsewhere", "powerbi");
    }

    @Test
    void twentyAreAsManyAsThereMayBe_alsoWhenAskedForAtOnce() throws Exception {
        // Given
        for (int i = 0; i < 17; i++) {
            BiSessions.login("logins-many", "login-" + i);
        }

        // When
        ExecutorService askers = Executors.newFixedThreadPool(6);
        try {
            List<Callable<Integer>> wishes = IntStream.range(0, 6)
                    .<Callable<Integer>>mapToObj(
                            i -> () -> BiSessions.post("logins-many", "{\"name\": \"more-" + i + "\"}")
                                    .statusCode())
                    .toList();
            List<Integer> answers = new ArrayList<>();
            for (var answer : askers.invokeAll(wishes)) {
                answers.add(answer.get());
            }

            // Then
            assertThat(answers).containsExactlyInAnyOrder(201, 201, 201, 409, 409, 409);
        } finally {
            askers.shutdown();
        }
        isProblem(BiSessions.post("logins-many", POWERBI), 409, "too-many-bi-logins");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alter database analytics", "alter role all", "alter role all in database analytics"})
    void loginIsMadeWithoutWarning_whenTemporaryFilesAreLimited(String where) throws SQLException {
        try (BiSessions superuser = BiSessions.superuser()) {
            // Given
            superuser.run(where + " set temp_file_limit = '1MB'", "alter role analytics set temp_file_limit = -1");
            try {
                // When
                Response made = BiSessions.post("logins-limited", "{\"name\": \"" + where.replace(' ', '-') + "\"}");

                // Then
                made.then().statusCode(201).body("$", hasKey("warnings")).body("warnings", nullValue());
                try (BiSessions session = BiSessions.with(made.jsonPath())) {
                    assertThatThrownBy(() -> session.rows("with lines as materialized (select repeat('x', 100000)"
                                    + " from generate_series(1, 1000)) select count(*) from lines"))
                            .hasMessageContaining("temp_file_limit");
                    assertThatThrownBy(() -> session.run("set temp_file_limit = -1"))
                            .hasMessageContaining("permission denied");
                }
            } finally {
                superuser.run(where + " reset temp_file_limit", "alter role analytics reset temp_file_limit");
            }
        }
    }

    @Test
    void loginIsMadeWithAWarning_whenTemporaryFilesAreUnlimited() throws SQLException {
        // When
        Response made = BiSessions.post("logins-unlimited", POWERBI);

        // Then
        made.then().statusCode(201).body("warnings", contains(containsString("temp_file_limit")));

        // When what it says is done
        String statements = made.jsonPath().getString("warnings[0]").replaceFirst(".*such as: ", "");
        try (BiSessions superuser = BiSessions.superuser()) {
            superuser.run(statements);
            try {
                // Then
                BiSessions.post("logins-unlimited", "{\"name\": \"second\"}")
                        .then()
                        .statusCode(201)
                        .body("warnings", nullValue());
            } finally {
                superuser.run(
                        "alter database analytics reset temp_file_limit",
                        "alter role analytics in database analytics reset temp_file_limit");
            }
        }
    }

    // ---- bad input

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                             | /name
                    {"name": 7}                                    | /name
                    {"name": ""}                                   | /name
                    {"name": "a b"}                                | /name
                    {"name": "a\\"; drop role postgres; --"}       | /name
                    {"name": "a", "validDays": 0}                  | /validDays
                    {"name": "a", "validDays": 367}                | /validDays
                    {"name": "a", "validDays": "30"}               | /validDays
                    {"name": "a", "tenant": "other"}               | /tenant
                    """)
    void whatIsWrongWithABodyIsSaid(String body, String pointer) {
        BiSessions.post("logins-bad", body)
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid"))
                .body("errors.pointer", contains(pointer));
        get("logins-bad").then().body("items", hasSize(0));
    }

    @Test
    void allFaultsComeAtOnce() {
        BiSessions.post("logins-bad", "{\"validDays\": true, \"x\": 1}")
                .then()
                .statusCode(422)
                .body("errors.pointer", containsInAnyOrder("/name", "/validDays", "/x"));
        isProblem(BiSessions.post("logins-bad", "[]"), 422, "invalid");
        isProblem(BiSessions.post("logins-bad", "{"), 400, "unreadable");
        isProblem(BiSessions.post("logins-bad", " ".repeat(5000)), 413, "too-large");
        isProblem(as("logins-bad", "admin").get("/v1/bi-logins?limit=3"), 422, "invalid");
        isProblem(as("logins-bad", "admin").get("/v1/bi-logins?format=xml"), 422, "invalid");
        isProblem(
                as("logins-bad", "admin").urlEncodingEnabled(false).delete("/v1/bi-logins/a%00b"),
                404,
                "no-such-bi-login");
        isProblem(delete("logins-bad", "powerbi"), 404, "no-such-bi-login");
    }

    // ---- ending

    @Test
    void revokingEndsOpenSessionsAndLetsNobodyIn() throws SQLException {
        // Given
        JsonPath login = BiSessions.login("logins-revoked", "powerbi");
        try (BiSessions session = BiSessions.with(login)) {
            session.run("select lo_from_bytea(0, 'kept for later')");

            // When
            delete("logins-revoked", "powerbi").then().statusCode(204);

            // Then
            assertThat(session.isOpen()).isFalse();
        }
        assertThatThrownBy(() -> BiSessions.with(login)).isInstanceOf(SQLException.class);
        isProblem(delete("logins-revoked", "powerbi"), 404, "no-such-bi-login");
        get("logins-revoked").then().body("items", hasSize(0));

        // When the name is taken again, and the old role dropped with what it made
        BiSessions.login("logins-revoked", "powerbi");
        age(login, "revoked_at");
        watch.dropSpent().await().atMost(Duration.ofSeconds(30));

        // Then
        assertThat(roles(login)).isEmpty();
        get("logins-revoked").then().body("items", hasSize(1));
    }

    @Test
    void anExpiredLoginReadsNothing_andIsDropped() throws SQLException {
        // Given
        JsonPath login = BiSessions.login("logins-expired", "powerbi");
        try (BiSessions superuser = BiSessions.superuser();
                BiSessions session = BiSessions.with(login)) {
            superuser.run("insert into team values ('logins-expired', 'east-1', 1, 'East', true)");
            assertThat(session.rows("select team from bi.teams")).containsExactly("east-1");

            // When
            age(login, "valid_until");

            // Then
            assertThat(session.rows("select team from bi.teams")).isEmpty();
            watch.watch().await().atMost(Duration.ofSeconds(30));
            assertThat(session.isOpen()).isFalse();
        }
        get("logins-expired").then().body("items", hasSize(0));
        watch.dropSpent().await().atMost(Duration.ofSeconds(30));
        assertThat(roles(login)).isEmpty();
        BiSessions.login("logins-expired", "powerbi");
    }

    @Test
    void aLoginHasFiveSessionsAtATime() throws SQLException {
        JsonPath login = BiSessions.login("logins-sessions", "powerbi");
        List<BiSessions> sessions = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                sessions.add(BiSessions.with(login));
            }

            assertThatThrownBy(() -> BiSessions.with(login)).hasMessageContaining("too many connections");
        } finally {
            for (BiSessions session : sessions) {
                session.close();
            }
        }
    }

    // ---- the database user

    @Test
    void withoutThePrivilegeTheOperatorIsAskedForIt() throws SQLException {
        JsonPath login = BiSessions.login("logins-unpermitted", "first");
        try (BiSessions superuser = BiSessions.superuser()) {
            superuser.run("alter role analytics nocreaterole");
            try {
                BiSessions.post("logins-unpermitted", POWERBI)
                        .then()
                        .statusCode(503)
                        .header("Retry-After", "60")
                        .body("code", equalTo("bi-logins-not-permitted"))
                        .body("detail", containsString("CREATEROLE"));
                isProblem(delete("logins-unpermitted", "first"), 503, "bi-logins-not-permitted");
            } finally {
                superuser.run("alter role analytics createrole");
            }
        }
        get("logins-unpermitted").then().body("items.name", contains("first"));
        assertThat(roles(login)).hasSize(1);
    }

    private static void age(JsonPath login, String column) throws SQLException {
        try (BiSessions superuser = BiSessions.superuser()) {
            superuser.run("update bi_login set " + column + " = now() - interval '2 minutes' where login = '"
                    + login.getString("login") + "'");
        }
    }

    private static List<String> roles(JsonPath login) throws SQLException {
        try (BiSessions superuser = BiSessions.superuser()) {
            return superuser.rows("select rolname from pg_roles where rolname = '" + login.getString("login") + "'");
        }
    }

    private static Response get(String tenant) {
        return as(tenant, "admin").get("/v1/bi-logins");
    }

    private static Response delete(String tenant, String name) {
        return as(tenant, "admin").delete("/v1/bi-logins/" + name);
    }

    private static void isProblem(Response response, int status, String code) {
        response.then()
                .statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo(code));
    }

    private static RequestSpecification as(String tenant, String role) {
        return given().auth().oauth2(Tokens.of(tenant, role)).contentType(ContentType.JSON);
    }
}
