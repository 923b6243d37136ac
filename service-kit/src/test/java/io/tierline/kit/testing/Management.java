package io.tierline.kit.testing;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import org.eclipse.microprofile.config.ConfigProvider;

/** The management interface of the service under test: health and metrics, on a port of its own. */
public final class Management {

    private Management() {}

    /** The answer to a GET without a token; the path is one such as {@code /q/metrics}. */
    public static Response get(String path) {
        return given().get(address() + path);
    }

    /** The current metrics as Prometheus reads them. */
    public static String metrics() {
        return get("/q/metrics").then().statusCode(200).extract().asString();
    }

    private static String address() {
        String root = ConfigProvider.getConfig().getValue("test.management.url", String.class);
        return root.substring(0, root.length() - "/q".length());
    }
}
