package io.tierline.analytics.console.rest;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Where the console's browsers reach grading-service.
 *
 * @param url without a slash at the end
 * @param origin its scheme, host and port
 */
record GradingAddress(String url, String origin) {

    /** @throws IllegalArgumentException when a browser could reach nothing there */
    static GradingAddress of(String configured) {
        URI uri = URI.create(configured.strip().replaceFirst("/+$", ""));
        // Part of a header: a space, comma or semicolon would say something else there, and none gets through here.
        boolean usable = uri.getHost() != null
                && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getRawUserInfo() == null
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
        if (!usable) {
            throw new IllegalArgumentException("tierline.console.grading must be an address such as"
                    + " https://grading.example, and is " + configured);
        }
        return new GradingAddress(uri.toString(), uri.getScheme() + "://" + uri.getRawAuthority());
    }

    /** What the operator says. */
    static class Configuration {

        @Produces
        @Singleton
        GradingAddress address(@ConfigProperty(name = "tierline.console.grading") String configured) {
            return of(configured);
        }
    }
}
