package io.tierline.local;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a token is to say about its bearer, and where the key is that signs it. */
record TokenRequest(String tenant, Set<String> roles, Optional<String> rep, int days, Path data) {
    static final String ISSUER = "https://tierline.local";

    /** The services that the token is for; they expect it in the claim {@code aud}. */
    static final String AUDIENCE = "tierline";

    static final List<String> ROLES = List.of("telephony", "rep", "manager", "bi", "admin", "operator");

    private static final int DAYS = 30;

    /** The services accept no longer lifetime. */
    private static final int MOST_DAYS = 366;

    static final String USAGE = """
            Usage: ./deploy/token --tenant TENANT --role ROLE [--role ROLE ...] [--rep REP] [--days DAYS] [--data DIR]

            Prints a token, signed by the local key, that the services of ./deploy/up accept.

              --tenant TENANT  1 to 64 of a-z, 0-9 and -
              --role ROLE      telephony, rep, manager, bi, admin or operator; may be given several times
              --rep REP        the rep whose token it is, such as li.wei; the role rep needs it, except with manager or admin
              --days DAYS      how long it is valid, 1 to 366 days, 30 by default
              --data DIR       the data directory whose key signs it, deploy/local/data by default
            """;

    /** Reads the command line of {@code deploy/token}. */
    static TokenRequest parse(String... args) throws BadUsage {
        Arguments arguments = new Arguments(args, Set.of(), Set.of("--tenant", "--role", "--rep", "--days", "--data"));
        String tenant = tenant(arguments);
        Set<String> roles = new LinkedHashSet<>(arguments.all("--role"));
        if (roles.isEmpty()) {
            arguments.fault("--role is missing: one or more of " + String.join(", ", ROLES));
        }
        roles.stream()
                .filter(role -> !ROLES.contains(role))
                .forEach(role -> arguments.fault(
                        "--role \"" + role + "\" is unknown: the roles are " + String.join(", ", ROLES)));
        Optional<String> rep = arguments.one("--rep");
        if (rep.isPresent() && !rep.get().matches("[A-Za-z0-9._:@+-]{1,128}")) {
            arguments.fault("--rep takes 1 to 128 of A-Z, a-z, 0-9 and ._:@+-, not \"" + rep.get() + "\"");
        }
        if (rep.isEmpty() && roles.contains("rep") && !roles.contains("manager") && !roles.contains("admin")) {
            arguments.fault("--rep is missing: the role rep needs to say which rep it is");
        }
        int days = arguments.number("--days", 1, MOST_DAYS, DAYS);
        Path data = UpOptions.data(arguments);
        arguments.refuseFaults();
        return new TokenRequest(tenant, roles, rep, days, data);
    }

    /** A token that records calls, of another command's {@code --tenant} and {@code --data}. */
    static TokenRequest telephony(Arguments arguments) {
        return new TokenRequest(
                tenant(arguments), Set.of("telephony"), Optional.empty(), DAYS, UpOptions.data(arguments));
    }

    private static String tenant(Arguments arguments) {
        String tenant = arguments.one("--tenant").orElse("");
        if (tenant.isEmpty()) {
            arguments.fault("--tenant is missing");
        } else if (!tenant.matches("[a-z0-9-]{1,64}")) {
            arguments.fault("--tenant takes 1 to 64 of a-z, 0-9 and -, not \"" + tenant + "\"");
        }
        return tenant;
    }

    /** The signed token. Every value is of plain characters only ({@link #parse}), so no JSON needs escaping. */
    String sign(SigningKey key, Instant now) throws GeneralSecurityException {
        String subject = rep.orElse("local-" + String.join("-", roles));
        String claims = "{\"iss\":\"" + ISSUER + "\",\"aud\":\"" + AUDIENCE + "\",\"sub\":\"" + subject
                + "\",\"upn\":\"" + subject
                + "\",\"tenant\":\"" + tenant + "\",\"groups\":"
                + roles.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"))
                + rep.map(id -> ",\"rep\":\"" + id + "\"").orElse("")
                + ",\"iat\":" + now.getEpochSecond()
                + ",\"exp\":" + now.plus(Duration.ofDays(days)).getEpochSecond() + "}";
        String signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII)) + "."
                + base64(claims.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64(key.sign(signed));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
