package io.tierline.local;

/** The origins whose pages may use grading-service: the console's, and those that the person at the terminal has named. */
final class ConsoleOrigins {
    private ConsoleOrigins() {}

    /**
     * @param named what {@code QUARKUS_HTTP_CORS_ORIGINS} says to the launcher; null or blank without
     * @param port analytics-service's, which the console comes from
     */
    static String with(String named, int port) {
        // Both ways to write this machine: to a browser they are two origins.
        String console = "http://127.0.0.1:" + port + ",http://localhost:" + port;
        if (named == null || named.isBlank()) {
            return console;
        }
        // All origins are only meant by a star that stands alone.
        return named.strip().equals("*") ? "*" : named.strip() + "," + console;
    }
}
