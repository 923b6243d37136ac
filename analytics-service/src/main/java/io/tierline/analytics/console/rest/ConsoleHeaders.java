package io.tierline.analytics.console.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What browsers are told with the console's files: to run nothing else, and to ask again for what may have changed. */
@ApplicationScoped
class ConsoleHeaders {

    private static final int EARLY = 200;

    private final String policy;

    ConsoleHeaders(GradingAddress grading) {
        policy = String.join(
                "; ",
                "default-src 'none'",
                "script-src 'self'",
                "style-src 'self'",
                "img-src 'self'",
                "connect-src 'self' " + grading.origin(),
                "base-uri 'none'",
                "form-action 'none'",
                "frame-ancestors 'none'",
                "require-trusted-types-for 'script'",
                "trusted-types 'none'");
    }

    void register(@Observes Filters filters) {
        filters.register(this::tell, EARLY);
    }

    private void tell(RoutingContext request) {
        if (isConsole(request.normalizedPath())) {
            HttpServerResponse response = request.response();
            response.putHeader("Content-Security-Policy", policy);
            response.putHeader("X-Content-Type-Options", "nosniff");
            response.putHeader("Referrer-Policy", "no-referrer");
            // Modules of two releases must not meet in a browser; asking costs a 304.
            response.putHeader("Cache-Control", "no-cache");
        }
        request.next();
    }

    private static boolean isConsole(String path) {
        return path.equals("/")
                || path.equals("/index.html")
                || path.startsWith("/console/")
                || path.startsWith("/webjars/");
    }
}
