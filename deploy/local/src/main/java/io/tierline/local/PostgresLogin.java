package io.tierline.local;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * How to reach a PostgreSQL server as one user.
 *
 * @param address {@code host:port}
 * @param database the database to connect to
 * @param parameters connection parameters such as {@code ?sslmode=require}, or an empty string
 */
record PostgresLogin(String address, String database, String parameters, String user, String password) {

    /** Reads {@code postgresql://user:password@host:port[/database][?parameters]}. */
    static PostgresLogin parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL");
        }
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        if (!"postgresql".equals(uri.getScheme()) || uri.getHost() == null || login.length != 2) {
            throw new IllegalArgumentException("has to look like postgresql://user:password@host:port");
        }
        String path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        return new PostgresLogin(
                uri.getHost() + ":" + (uri.getPort() < 0 ? 5432 : uri.getPort()),
                path.isEmpty() ? "postgres" : path,
                uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery(),
                decode(login[0]),
                decode(login[1]));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** The same server for another user and database. */
    PostgresLogin as(String otherUser, String otherPassword, String otherDatabase) {
        return new PostgresLogin(address, otherDatabase, parameters, otherUser, otherPassword);
    }

    /** The address for a reactive client, without user and password. */
    String url() {
        return "postgresql://" + address + "/" + database + parameters;
    }

    String jdbcUrl() {
        return "jdbc:" + url();
    }

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "3");
        properties.setProperty("loginTimeout", "3");
        properties.setProperty("socketTimeout", "30");
        return DriverManager.getConnection(jdbcUrl(), properties);
    }
}
