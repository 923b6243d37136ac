package io.tierline.local;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * The databases of the three services. Each is owned by a user of the same name, and nobody else may connect:
 * no service can read another's tables, not even by mistake.
 */
final class Databases {
    static final List<String> NAMES = List.of("calls", "grading", "analytics");

    /** One GB for each session, and for each of its parallel workers. */
    private static final String TEMPORARY_FILES = "ALTER DATABASE analytics SET temp_file_limit = '1GB';"
            + " ALTER ROLE analytics IN DATABASE analytics SET temp_file_limit = -1;";

    private static final String NOT_PERMITTED = "42501";

    private Databases() {}

    /** Makes what is missing; users get the password that this stack keeps for them, also on a server that had them before. */
    static void create(PostgresLogin administrator, Passwords passwords) throws SQLException, IOException {
        try (Connection connection = administrator.connect();
                Statement sql = connection.createStatement()) {
            boolean superuser = exists(sql, "SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolsuper");
            for (String name : NAMES) {
                String verb = exists(sql, "SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'") ? "ALTER" : "CREATE";
                // analytics-service makes the logins of BI tools.
                String makesLogins = name.equals("analytics") ? " CREATEROLE" : "";
                sql.execute(verb + " ROLE " + name + " LOGIN" + makesLogins + " PASSWORD '" + passwords.of(name) + "'");
                if (!exists(sql, "SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
                    if (!superuser) {
                        // Only a member of a role may give it a database.
                        sql.execute("GRANT " + name + " TO CURRENT_USER");
                    }
                    sql.execute("CREATE DATABASE " + name + " OWNER " + name);
                }
                sql.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
            }
        }
    }

    /**
     * Takes from everybody, on a server of our own, what only its superuser can take: the databases that come with
     * PostgreSQL, and in the one that BI tools log in to the functions that write without a table or hold others up.
     */
    static void restrictLogins(PostgresLogin superuser) throws SQLException {
        try (Connection connection = superuser.connect();
                Statement sql = connection.createStatement()) {
            sql.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC");
        }
        try (Connection connection = superuser
                        .as(superuser.user(), superuser.password(), "analytics")
                        .connect();
                Statement sql = connection.createStatement()) {
            sql.execute("""
                    DO $$ DECLARE f regprocedure; BEGIN
                      FOR f IN SELECT oid FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
                          AND proname ~ '^(lo_(creat|create|from_bytea|put|open|unlink)|lowrite|pg_(try_)?advisory_.*lock.*|pg_logical_emit_message)$'
                      LOOP
                        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f);
                        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO analytics', f);
                      END LOOP;
                    END $$
                    """);
        }
    }

    /**
     * Keeps logins of BI tools from filling the disk with temporary files; the service itself stays unlimited, because it
     * makes indexes. A limit that is there already, of the database or of the server, is left as it is.
     *
     * @return the statements for a superuser to run, when this administrator may not; else empty
     */
    static Optional<String> limitTemporaryFiles(PostgresLogin administrator) throws SQLException {
        try (Connection connection = administrator
                        .as(administrator.user(), administrator.password(), "analytics")
                        .connect();
                Statement sql = connection.createStatement()) {
            if (exists(sql, "SELECT 1 FROM pg_settings WHERE name = 'temp_file_limit' AND setting <> '-1'")) {
                return Optional.empty();
            }
            sql.execute(TEMPORARY_FILES);
            return Optional.empty();
        } catch (SQLException e) {
            if (NOT_PERMITTED.equals(e.getSQLState())) {
                return Optional.of(TEMPORARY_FILES);
            }
            throw e;
        }
    }

    private static boolean exists(Statement sql, String query) throws SQLException {
        try (ResultSet found = sql.executeQuery(query)) {
            return found.next();
        }
    }
}
