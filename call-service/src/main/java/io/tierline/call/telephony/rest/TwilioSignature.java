package io.tierline.call.telephony.rest;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Twilio's signature of a request: HMAC-SHA1 over the address and the form's fields, sorted by name, as base64. */
final class TwilioSignature {

    private static final String BASIC = "Basic ";
    private static final Pattern ADDRESS = Pattern.compile("(https?)://([^/?#]+)([^?#]*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PORT = Pattern.compile(".*:[0-9]+");

    private TwilioSignature() {}

    /**
     * Whether the signature is that of the request at any of the addresses; tells by its duration nothing about how much
     * of it was right.
     */
    static boolean isRight(String signature, String authToken, List<String> addresses, Map<String, List<String>> form) {
        byte[] given = signature == null ? new byte[0] : signature.getBytes(StandardCharsets.US_ASCII);
        boolean right = false;
        for (String address : addresses) {
            right |= MessageDigest.isEqual(
                    given, signatureOf(authToken, address, form).getBytes(StandardCharsets.US_ASCII));
        }
        return right;
    }

    /** The signature of a request. */
    static String signatureOf(String authToken, String address, Map<String, List<String>> form) {
        StringBuilder signed = new StringBuilder(address);
        new TreeMap<>(form)
                .forEach((name, values) -> new TreeSet<>(values)
                        .forEach(value -> signed.append(name).append(value)));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA1", e);
        }
    }

    /**
     * The addresses that Twilio may have signed: the one requested, or the tenant's public one with the same query; with
     * and without the standard port, and with what stood before the host for HTTP Basic.
     *
     * @param publicUrl the address as Twilio knows it, when a proxy changes it; may be null
     * @param authorization the request's Authorization header; may be null
     */
    static List<String> addresses(URI requested, String publicUrl, String authorization) {
        String address = publicUrl == null
                ? requested.getScheme() + "://" + requested.getRawAuthority() + requested.getRawPath()
                : publicUrl;
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            return List.of();
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String standardPort = scheme.equals("https") ? ":443" : ":80";
        String given = parts.group(2);
        String host = given.endsWith(standardPort) ? given.substring(0, given.length() - standardPort.length()) : given;
        List<String> hosts = PORT.matcher(host).matches() ? List.of(host) : List.of(host, host + standardPort);
        String rest = parts.group(3) + (requested.getRawQuery() == null ? "" : "?" + requested.getRawQuery());
        String user = user(authorization);
        List<String> addresses = new ArrayList<>();
        for (String each : hosts) {
            addresses.add(scheme + "://" + each + rest);
            if (user != null) {
                addresses.add(scheme + "://" + user + "@" + each + rest);
            }
        }
        return addresses;
    }

    private static String user(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        try {
            return new String(
                    Base64.getDecoder()
                            .decode(authorization.substring(BASIC.length()).strip()),
                    StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
