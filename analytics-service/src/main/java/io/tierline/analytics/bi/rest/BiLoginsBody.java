package io.tierline.analytics.bi.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.analytics.bi.application.GiveBiLogin.Given;
import io.tierline.analytics.bi.domain.BiLogin;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Database logins as they are asked for and answered. Its descriptions are the API's documentation. */
final class BiLoginsBody {

    /** The columns of the CSV. Their names and order are stable; new ones are added at the end. */
    static final List<String> COLUMNS =
            List.of("name", "login", "createdAt", "createdBy", "validUntil", "connectionLimit", "sessions");

    private static final int SHORTEST_DAYS = 1;
    private static final int LONGEST_DAYS = 366;
    private static final int USUAL_DAYS = 90;

    /** What is asked for. */
    @Schema(name = "BiLoginSubmission")
    record Submission(
            @Schema(
                    required = true,
                    description = "What you call it: 1 to 128 of the characters A-Z a-z 0-9 . _ : @ + -",
                    examples = "powerbi")
            String name,

            @Schema(
                    description = "For how many days it is good.",
                    minimum = "1",
                    maximum = "366",
                    defaultValue = "90",
                    nullable = true)
            Integer validDays) {

        /**
         * What a body asks for.
         *
         * @throws Problem 422 with everything that is wrong
         */
        static Submission read(JsonNode body) {
            List<Fault> faults = new ArrayList<>();
            JsonInput input = JsonInput.of(body, "", faults);
            input.require("name");
            String name = input.id("name");
            Integer days = input.wholeNumber("validDays", SHORTEST_DAYS, LONGEST_DAYS);
            input.refuseUnknown();
            if (!faults.isEmpty()) {
                throw Problem.invalid(faults);
            }
            return new Submission(name, days == null ? USUAL_DAYS : days);
        }
    }

    /** One login. */
    @Schema(name = "BiLogin")
    record View(
            @Schema(description = "What you call it.", examples = "powerbi")
            String name,

            @Schema(description = "The user name for the database.", examples = "bi_h3k9w2mx7tq4vbzn")
            String login,

            Instant createdAt,

            @Schema(description = "The subject of the token that asked for it.")
            String createdBy,

            @Schema(description = "Nobody gets in with it from then on, and open sessions end.")
            Instant validUntil,

            @Schema(description = "How many sessions it may have at a time.", examples = "5")
            int connectionLimit,

            @Schema(description = "How many sessions it has open now.")
            int sessions) {

        static View of(BiLogin login) {
            return new View(
                    login.name(),
                    login.login(),
                    login.createdAt(),
                    login.createdBy(),
                    login.validUntil(),
                    BiLogin.MOST_SESSIONS,
                    login.sessions());
        }

        List<Object> line() {
            return Arrays.asList(name, login, createdAt, createdBy, validUntil, connectionLimit, sessions);
        }
    }

    /** All logins of a company; never more than fit on one page. */
    @Schema(name = "BiLogins")
    record All(
            List<View> items,

            @Schema(description = "Always null: there is no further page.", nullable = true)
            String next) {

        static All of(List<BiLogin> logins) {
            return new All(logins.stream().map(View::of).toList(), null);
        }
    }

    /** A login that was just made, and how to get in. */
    @Schema(name = "NewBiLogin")
    record New(
            @Schema(description = "What you call it.", examples = "powerbi")
            String name,

            @Schema(description = "The user name for the database.", examples = "bi_h3k9w2mx7tq4vbzn")
            String login,

            @Schema(description = "Its password. It is shown this once and known nowhere else.")
            String password,

            @Schema(description = "The host name of PostgreSQL.", examples = "localhost")
            String host,

            @Schema(description = "Its port.", examples = "5432")
            int port,

            @Schema(description = "The database.", examples = "analytics")
            String database,

            @Schema(description = "The schema with the views.", examples = "bi")
            String schema,

            @Schema(description = "Nobody gets in with it from then on, and open sessions end.")
            Instant validUntil,

            @Schema(description = "How many sessions it may have at a time.", examples = "5")
            int connectionLimit,

            @Schema(
                    description = "What an administrator should change in the database, such as a missing limit for"
                            + " temporary files; null when there is nothing.",
                    nullable = true)
            List<String> warnings) {

        static New of(Given given, DatabaseAddress address) {
            return new New(
                    given.login().name(),
                    given.login().login(),
                    given.password(),
                    address.host(),
                    address.port(),
                    given.database(),
                    "bi",
                    given.login().validUntil(),
                    BiLogin.MOST_SESSIONS,
                    given.warnings().isEmpty() ? null : given.warnings());
        }
    }

    private BiLoginsBody() {}
}
