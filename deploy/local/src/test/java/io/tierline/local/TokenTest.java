package io.tierline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    private static final Instant NOW = Instant.parse("2026-11-23T01:30:00Z");

    @TempDir
    Path directory;

    @Test
    void tokenSaysWhoItsBearerIs() throws Exception {
        String token = TokenRequest.parse(
                        "--tenant",
                        "acme",
                        "--role",
                        "rep",
                        "--role",
                        "manager",
                        "--role",
                        "rep",
                        "--rep",
                        "li.wei",
                        "--days",
                        "2")
                .sign(key(), NOW);

        assertThat(part(token, 0)).isEqualTo(Map.of("alg", "RS256", "typ", "JWT"));
        assertThat(part(token, 1))
                .isEqualTo(Map.of(
                        "iss", "https://tierline.local",
                        "aud", "tierline",
                        "sub", "li.wei",
                        "upn", "li.wei",
                        "tenant", "acme",
                        "groups", List.of("rep", "manager"),
                        "rep", "li.wei",
                        "iat", 1795397400,
                        "exp", 1795397400 + 2 * 86_400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"manager", "admin"})
    void repNeedsNoId_whenItsOtherRoleIsEnough(String other) throws Exception {
        TokenRequest request = TokenRequest.parse("--tenant", "acme", "--role", "rep", "--role", other);

        assertThat(part(request.sign(key(), NOW), 1)).doesNotContainKey("rep");
    }

    @Test
    void tokenWithoutRepIsGoodForThirtyDays() throws Exception {
        String token = TokenRequest.parse("--tenant=acme", "--role=telephony").sign(key(), NOW);

        assertThat(part(token, 1))
                .containsEntry("sub", "local-telephony")
                .containsEntry("exp", 1795397400 + 30 * 86_400)
                .doesNotContainKey("rep");
    }

    @Test
    void signatureHoldsForThePublicKeyOnDisk_untilAClaimIsChanged() throws Exception {
        String token = TokenRequest.parse("--tenant", "acme", "--role", "bi").sign(key(), NOW);
        String[] parts = token.split("\\.");
        String forged = parts[0] + "."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                                .replace("acme", "acne")
                                .getBytes(StandardCharsets.UTF_8))
                + "." + parts[2];

        assertThat(verifies(token)).isTrue();
        assertThat(verifies(forged)).isFalse();
    }

    @Test
    void keyIsMadeOnceAndReadByItsOwnerAlone() throws Exception {
        key();
        String made = Files.readString(directory.resolve("keys/private.pem"));
        Files.delete(directory.resolve("keys/public.pem"));
        key();

        assertThat(directory.resolve("keys/private.pem")).hasContent(made.strip());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("keys/private.pem"))))
                .isEqualTo("rw-------");
        assertThat(verifies(TokenRequest.parse("--tenant", "a", "--role", "bi").sign(key(), NOW)))
                .as("the public key is made again from the private one")
                .isTrue();
    }

    @Test
    void commandsThatStartTogetherUseOneKey() throws Exception {
        Callable<String> command =
                () -> TokenRequest.parse("--tenant", "a", "--role", "bi").sign(key(), NOW);
        ExecutorService together = Executors.newFixedThreadPool(4);
        try {
            List<String> tokens = together.invokeAll(List.of(command, command, command, command)).stream()
                    .map(TokenTest::get)
                    .distinct()
                    .toList();

            assertThat(tokens).hasSize(1);
        } finally {
            together.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --role bi                                | --tenant is missing
                    --tenant Acme --role bi                  | --tenant takes 1 to 64 of a-z, 0-9 and -, not "Acme"
                    --tenant acme                            | --role is missing: one or more of telephony, rep, manager, bi, admin, operator
                    --tenant acme --role boss                | --role "boss" is unknown: the roles are telephony, rep, manager, bi, admin, operator
                    --tenant acme --role bi --rep li/wei     | --rep takes 1 to 128 of A-Z, a-z, 0-9 and ._:@+-, not "li/wei"
                    --tenant acme --role rep --role bi       | --rep is missing: the role rep needs to say which rep it is
                    --tenant acme --role bi --days 0         | --days takes a whole number from 1 to 366, not "0"
                    --tenant acme --role bi --days 367       | --days takes a whole number from 1 to 366, not "367"
                    --tenant acme --role bi --days 1.5       | --days takes a whole number from 1 to 366, not "1.5"
                    --tenant acme --role bi --tenant b       | --tenant is given 2 times
                    --tenant acme --role bi --user li        | Unknown option: --user
                    """)
    void aFaultIsToldInOneLine(String commandLine, String fault) {
        BadUsage refused = catchThrowableOfType(BadUsage.class, () -> TokenRequest.parse(commandLine.split(" ")));

        assertThat(refused.faults()).first().isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource({"64, true", "65, false"})
    void tenantHasAtMost64Characters(int length, boolean accepted) {
        BadUsage refused = catchThrowableOfType(
                BadUsage.class, () -> TokenRequest.parse("--tenant", "a".repeat(length), "--role", "bi"));

        assertThat(refused == null).isEqualTo(accepted);
    }

    private SigningKey key() throws Exception {
        return SigningKey.of(DataDirectory.at(directory));
    }

    private boolean verifies(String token) throws Exception {
        String pem = Files.readString(directory.resolve("keys/public.pem"));
        PublicKey key = KeyFactory.getInstance("RSA")
                .generatePublic(
                        new X509EncodedKeySpec(Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", ""))));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(key);
        signature.update(token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token.split("\\.")[2]));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> part(String token, int index) throws Exception {
        return new ObjectMapper().readValue(Base64.getUrlDecoder().decode(token.split("\\.")[index]), Map.class);
    }

    private static String get(Future<String> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
