package io.tierline.kit.rest;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Which addresses metrics may show: the label {@code uri} is the template of an endpoint's path or {@code other}. What a
 * client writes into an address, a phone number or junk, becomes no label and no further time series.
 */
@Singleton
public class RouteLabels {

    private static final String OTHER = "other";

    @Produces
    @Singleton
    MeterFilter routesOnly() {
        return MeterFilter.replaceTagValues("uri", RouteLabels::label);
    }

    private static String label(String uri) {
        Routes routes = Routes.current();
        return routes != null && routes.has(uri) ? uri : OTHER;
    }
}
