package io.tierline.trials.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the header Authorization of what a request names: a role, or a way in which its token is wrong. */
final class Credentials {
    /** What mostly is not enough. */
    static final List<String> BAD = List.of(
            "none",
            "garbled manager",
            "unsigned manager",
            "foreign manager",
            "truncated manager",
            "empty manager",
            "unknown manager",
            "basic-garbled manager",
            "telephony",
            "rep",
            "bi",
            "operator",
            "manager");

    private final Map<String, String> known = new ConcurrentHashMap<>();
    private final Fuzzer.Tokens tokens;

    Credentials(Fuzzer.Tokens tokens) {
        this.tokens = tokens;
    }

    /** The value of the header, null for none. */
    String header(String credential, String tenant, String otherTenant) {
        if (credential.equals("none")) {
            return null;
        }
        String[] words = credential.split(" ");
        String token = token(tenant, words[words.length - 1]);
        String[] parts = token.split("\\.");
        return switch (words.length == 1 ? "" : words[0]) {
            case "" -> "Bearer " + token;
            case "basic" -> "Basic " + base64(("x:" + token).getBytes(StandardCharsets.UTF_8));
            case "basic-garbled" -> "Basic " + token;
            case "garbled" -> "Bearer " + parts[0] + "." + parts[1] + "." + parts[2].substring(4) + "AAAA";
            case "unsigned" ->
                "Bearer " + base64("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) + "." + parts[1] + ".";
            case "foreign" ->
                "Bearer " + parts[0] + "." + token(otherTenant, words[1]).split("\\.")[1] + "." + parts[2];
            case "truncated" -> "Bearer " + parts[0] + "." + parts[1];
            case "empty" -> "Bearer ";
            default -> "Unknown " + token;
        };
    }

    private String token(String tenant, String role) {
        return known.computeIfAbsent(tenant + " " + role, none -> tokens.token(tenant, role));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
