package io.tierline.local;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The databases of the three services. Each is owned by a user of the same name, and nobody else may connect:
 * no service can read another's tables, not even by mistake.
 */
final class Databases {
    static final List<String> NAMES = List.of("calls", "grading", "analytics");

    private Databases() {}

    /** Makes what is missing; users get the password that this stack keeps for them, also on a server that had them before. */
    static void create(PostgresLogin administrator, Passwords passwords) throws SQLException, IOException {
        try (Connection connection = administrator.connect();
                Statement sql = connection.createStatement()) {
            boolean superuser = exists(sql, "SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolsuper");
            for (String name : NAMES) {
                String verb = exists(sql, "SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'") ? "ALTER" : "CREATE";
                sql.execute(verb + " ROLE " + name + " LOGIN PASSWORD '" + passwords.of(name) + "'");
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

    private static boolean exists(Statement sql, String query) throws SQLException {
        try (ResultSet found = sql.executeQuery(query)) {
            return found.next();
        }
    }
}
