package io.tierline.kit.security;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.util.KeyUtils;
import io.tierline.kit.testing.Tokens;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TokenChecksTest {

    private static final long NOW = System.currentTimeMillis() / 1000;
    private static final long HOUR = Duration.ofHours(1).toSeconds();
    private static final long LONGEST = Duration.ofDays(366).toSeconds();

    @ConfigProperty(name = "smallrye.jwt.sign.key.location")
    String privateKey;

    @ConfigProperty(name = "mp.jwt.verify.publickey.location")
    String publicKey;

    @Inject
    JWTCallerPrincipalFactory tokens;

    @Inject
    JWTAuthContextInfo settings;

    static Stream<Arguments> accepted() {
        return Stream.of(
                arguments("header typ absent", "{'alg':'RS256'}", claims("")),
                arguments("header typ JWT", header("'JWT'"), claims("")),
                arguments("header typ in lower case", header("'jwt'"), claims("")),
                arguments("header typ of RFC 9068", header("'at+jwt'"), claims("")),
                arguments("header typ as a media type", header("'Application/AT+JWT'"), claims("")),
                arguments("claim typ as Keycloak sets it", header("'JWT'"), claims("'typ':'Bearer',")),
                arguments("audience in a list", header("'JWT'"), claims("'aud':['account','tierline'],")),
                arguments("iat ahead within the skew", header("'JWT'"), claims(NOW + 45, NOW + HOUR)),
                arguments("longest lifetime", header("'JWT'"), claims(NOW - 60, NOW - 60 + LONGEST)),
                arguments("nbf in the past", header("'JWT'"), claims("'nbf':" + (NOW - HOUR) + ",")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void tokenIsAccepted(String what, String header, String claims) throws Exception {
        who(signed(header, claims)).statusCode(200).body("tenant", equalTo("acme"));
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments("header typ of a logout token", header("'logout+jwt'"), claims(""), ErrorCodes.TYPE_INVALID),
                arguments("header typ empty", header("''"), claims(""), ErrorCodes.TYPE_INVALID),
                arguments("header typ a number", header("5"), claims(""), ErrorCodes.TYPE_INVALID),
                arguments("other audience", header("'JWT'"), claims("'aud':'account',"), ErrorCodes.AUDIENCE_INVALID),
                arguments("no audience", header("'JWT'"), claims("'aud':null,"), ErrorCodes.AUDIENCE_MISSING),
                arguments("other issuer", header("'JWT'"), claims("'iss':'https://x',"), ErrorCodes.ISSUER_INVALID),
                arguments("expired", header("'JWT'"), claims(NOW - HOUR, NOW - 90), ErrorCodes.EXPIRED),
                arguments("no exp", header("'JWT'"), claims("'exp':null,"), ErrorCodes.EXPIRATION_MISSING),
                arguments("no iat", header("'JWT'"), claims("'iat':null,"), ErrorCodes.ISSUED_AT_MISSING),
                arguments(
                        "future nbf", header("'JWT'"), claims("'nbf':" + (NOW + 120) + ","), ErrorCodes.NOT_YET_VALID),
                arguments(
                        "future iat",
                        header("'JWT'"),
                        claims(NOW + 180, NOW + HOUR),
                        ErrorCodes.ISSUED_AT_INVALID_FUTURE),
                arguments(
                        "lifetime too long",
                        header("'JWT'"),
                        claims(NOW - 60, NOW - 59 + LONGEST),
                        ErrorCodes.EXPIRATION_TOO_FAR_IN_FUTURE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusalSaysWhy(String what, String header, String claims, int errorCode) throws Exception {
        // When
        String token = signed(header, claims);
        ParseException refusal = catchThrowableOfType(ParseException.class, () -> tokens.parse(token, settings));

        // Then
        assertThat(refusal).hasCauseInstanceOf(InvalidJwtException.class);
        assertThat(((InvalidJwtException) refusal.getCause()).hasErrorCode(errorCode))
                .isTrue();
        who(token).statusCode(401).body("code", equalTo("not-authenticated"));
    }

    @Test
    void tokenIsRefused_whenItsAlgorithmIsNotThePinnedOne() throws Exception {
        byte[] publicPem = Files.readAllBytes(Path.of(URI.create(publicKey)));
        PublicKey key = KeyUtils.decodePublicKey(new String(publicPem, StandardCharsets.US_ASCII));
        String claims = claims("");
        for (String token : List.of(
                base64("{'alg':'none'}") + "." + base64(claims) + ".",
                signed("{'alg':'HS256'}", claims, new HmacKey(publicPem)),
                signed("{'alg':'HS256'}", claims, new HmacKey(key.getEncoded())),
                signed("{'alg':'RS512'}", claims, signingKey()))) {
            who(token).statusCode(401).body("code", equalTo("not-authenticated"));
        }
    }

    /** Anyone can send this: it is read before the signature is checked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'alg':1}",
                "{'alg':'RS256','kid':{}}",
                "{'alg':'RS256','crit':5}",
                "{'alg':'RS256','jku':[1]}",
                "{'alg':'RS256','b64':'x','crit':['b64']}",
                "{'alg':'RS256','zip':1}",
                "{'enc':7,'alg':7}",
                "[]",
                "7",
                "{",
                ""
            })
    void tokenIsRefused_whenItsHeaderIsNonsense(String header) {
        for (String token : List.of(
                base64(header) + "." + base64(claims("")) + ".c2ln",
                base64(header) + ".a.b.c.d",
                base64(header) + "..",
                base64(header))) {
            who(token).statusCode(401).body("code", equalTo("not-authenticated"));
        }
    }

    /** Whole payloads, and claims of a type or value that the library does not expect. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{",
                "'exp':'tomorrow',",
                "'exp':1e300,",
                "'iat':{},",
                "'iat':-9223372036854775808,'exp':9223372036854775807,",
                "'aud':5,",
                "'iss':[1],",
                "'sub':5,"
            })
    void tokenIsRefused_whenItsClaimsAreNonsense(String claims) throws Exception {
        who(signed(header("'JWT'"), claims.endsWith(",") ? claims(claims) : claims))
                .statusCode(401)
                .body("code", equalTo("not-authenticated"));
    }

    @Test
    void roleIsRefused_whenTheClaimThatNamesItsBearerIsMissing() {
        for (String token : List.of(
                Tokens.of("acme", "reader", "agent"),
                Tokens.with("agent", "", "acme", "reader", "agent"),
                Tokens.with("agent", "a b", "acme", "reader", "agent"))) {
            for (String path : List.of("/v1/trouble/who", "/v1/notes", "/v1/ticks/stream", "/v1/ticks/socket")) {
                given().auth()
                        .preemptive()
                        .oauth2(token)
                        .get(path)
                        .then()
                        .statusCode(403)
                        .contentType("application/problem+json")
                        .body("code", equalTo("agent-missing"));
            }
            given().auth()
                    .preemptive()
                    .basic("pbx", token)
                    .post("/v1/ticks/tickets")
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("agent-missing"));
        }
    }

    @Test
    void roleIsAllowed_whenItsBearerIsNamedOrAnotherRoleIsEnough() {
        who(Tokens.with("agent", "a.b", "acme", "reader", "agent")).statusCode(200);
        who(Tokens.of("acme", "reader", "agent", "lead")).statusCode(200);
        who(Tokens.of("acme", "reader")).statusCode(200);
    }

    private static ValidatableResponse who(String token) {
        return given().header("Authorization", "Bearer " + token)
                .get("/v1/trouble/who")
                .then();
    }

    private static String header(String type) {
        return "{'alg':'RS256','typ':" + type + "}";
    }

    private static String claims(long issuedAt, long expiresAt) {
        return claims("'iat':" + issuedAt + ",'exp':" + expiresAt + ",");
    }

    /** Good claims, with those in the text instead or besides; null takes one away. */
    private static String claims(String changed) {
        StringBuilder claims = new StringBuilder(changed);
        for (String usual : List.of(
                "'iss':'" + Tokens.ISSUER + "'",
                "'aud':'" + Tokens.AUDIENCE + "'",
                "'sub':'reader'",
                "'tenant':'acme'",
                "'groups':['reader']",
                "'iat':" + NOW,
                "'exp':" + (NOW + HOUR))) {
            if (!changed.contains(usual.substring(0, usual.indexOf(':') + 1))) {
                claims.append(usual).append(',');
            }
        }
        return "{" + claims.substring(0, claims.length() - 1).replaceAll("'[a-z]+':null,", "") + "}";
    }

    private Key signingKey() throws Exception {
        return KeyUtils.decodePrivateKey(Files.readString(Path.of(URI.create(privateKey))));
    }

    private String signed(String header, String claims) throws Exception {
        return signed(header, claims, signingKey());
    }

    private static String signed(String header, String claims, Key key) throws Exception {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.getHeaders().setFullHeaderAsJsonString(header.replace('\'', '"'));
        signature.setPayload(claims.replace('\'', '"'));
        signature.setKey(key);
        signature.setDoKeyValidation(false);
        return signature.getCompactSerialization();
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
