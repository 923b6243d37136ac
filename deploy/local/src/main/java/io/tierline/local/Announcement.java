package io.tierline.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What a person wants to know once the stack runs: where it is, how to get in, how to stop it. */
final class Announcement {
    private static final String TENANT = "demo";
    private static final int DAYS = 30;
    private static final List<String> ROLES = List.of("telephony", "rep", "manager", "bi");

    private Announcement() {}

    static void make(UpOptions options, DataDirectory data, Consumer<String> say)
            throws IOException, GeneralSecurityException {
        SigningKey key = SigningKey.of(data);
        Files.createDirectories(data.tokens());
        say.accept("");
        say.accept("Tierline is ready. Swagger UI is at /q/swagger-ui of each service.");
        say.accept("");
        say.accept("  call-service       http://127.0.0.1:" + options.callPort());
        say.accept("  grading-service    http://127.0.0.1:" + options.gradingPort());
        say.accept("  analytics-service  http://127.0.0.1:" + options.analyticsPort());
        say.accept(
                "  console            http://127.0.0.1:" + options.analyticsPort() + "/  (sign in with a token below)");
        say.accept("  health, metrics    /q/health/ready and /q/metrics at the ports "
                + UpOptions.managementPort(options.callPort()) + ", "
                + UpOptions.managementPort(options.gradingPort()) + ", "
                + UpOptions.managementPort(options.analyticsPort()));
        if (options.postgres().isEmpty()) {
            say.accept("  PostgreSQL         127.0.0.1:" + options.postgresPort()
                    + "  (for BI tools, with a login from POST /v1/bi-logins of analytics-service)");
        }
        say.accept("");
        say.accept("Tokens of the tenant \"" + TENANT + "\", good for " + DAYS
                + " days, each in the file named with it too (./deploy/token" + ofThis(data) + " makes others):");
        for (String role : ROLES) {
            Path file = data.tokens().resolve(TENANT + "-" + role);
            String token = token(key, role, data);
            DataDirectory.replace(file, token + "\n");
            say.accept("");
            say.accept(String.format("  %-9s  %s", role, shortest(file)));
            say.accept(token);
        }
        say.accept("");
        say.accept("Try:   curl -H \"Authorization: Bearer $(cat "
                + shortest(data.tokens().resolve(TENANT + "-bi")) + ")\" 'http://127.0.0.1:" + options.analyticsPort()
                + "/v1/rates?by=team&window=P7D'");
        say.accept("Logs:  " + shortest(data.log("call-service").getParent()));
        say.accept("Stop:  " + (options.detach() ? "" : "Ctrl-C here, or ") + "./deploy/down" + ofThis(data));
    }

    /** What makes a command work on this stack and not on the usual one: a token, say, is good where its key is. */
    private static String ofThis(DataDirectory data) {
        boolean usual = data.root().equals(UpOptions.home().resolve("deploy/local/data"));
        return usual ? "" : " --data " + shortest(data.root());
    }

    /** A token of the demo tenant. */
    static String token(SigningKey key, String role, DataDirectory data) throws GeneralSecurityException {
        Optional<String> rep = role.equals("rep") ? Optional.of("li.wei") : Optional.empty();
        return new TokenRequest(TENANT, Set.of(role), rep, DAYS, data.root()).sign(key, Instant.now());
    }

    /** A path as one would type it here. */
    private static Path shortest(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }
}
