package io.tierline.grading.webhooks.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a receiver listens. Host and port are taken from here wherever they are needed, so that no two readers of the
 * address understand it differently.
 *
 * @param host without the brackets of an IPv6 address
 * @param port as in the address, or the scheme's
 * @param target path and query, as they are sent
 */
public record ReceiverAddress(boolean encrypted, String host, int port, String target) {

    private static final int LONGEST = 2_000;

    /**
     * What is wrong with the address; nothing when deliveries may be sent there as far as its text tells.
     *
     * @param allowHttp whether it may do without encryption
     */
    public static List<String> faults(String url, boolean allowHttp) {
        List<String> faults = new ArrayList<>();
        if (url.length() > LONGEST) {
            return List.of("must have at most " + LONGEST + " characters");
        }
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return List.of("is not readable as an address: " + e.getReason());
        }
        if (!url.chars().allMatch(c -> c > ' ' && c < 127)) {
            faults.add("must be ASCII; write other characters percent-encoded, and hosts in punycode");
        }
        String scheme = uri.getScheme();
        if ("http".equalsIgnoreCase(scheme) && !allowHttp) {
            faults.add("must begin with https://, http is not allowed here");
        } else if (!"https".equalsIgnoreCase(scheme) && !"http".equalsIgnoreCase(scheme)) {
            faults.add("must begin with https://");
        }
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            faults.add("must name a host");
        }
        if (uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
            faults.add("must not hold a user or password");
        }
        if (uri.getRawFragment() != null) {
            faults.add("must not have a fragment (#)");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            faults.add("must have a port from 1 to 65535, or none");
        }
        return faults;
    }

    /** The parts of an address without faults. */
    public static ReceiverAddress of(String url) {
        URI uri = URI.create(url);
        boolean encrypted = uri.getScheme().equalsIgnoreCase("https");
        String host = uri.getHost();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return new ReceiverAddress(
                encrypted,
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                uri.getPort() != -1 ? uri.getPort() : encrypted ? 443 : 80,
                uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery());
    }
}
