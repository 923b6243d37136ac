package io.tierline.grading;

import static io.restassured.RestAssured.given;

import io.quarkus.test.junit.QuarkusTest;
import io.tierline.kit.testing.Operations;
import io.tierline.kit.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token of a rep says which rep it is. */
@QuarkusTest
class RepClaimTest {

    @Test
    void repIsRefusedEverywhere_whenTheTokenDoesNotSayWhichOne() {
        Operations.areRefused(Tokens.withoutRep("acme", "rep"), 403, "rep-missing");
        Operations.areRefused(Tokens.with("rep", "li/wei", "acme", "rep", "bi", "telephony"), 403, "rep-missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"manager", "admin"})
    void managersAndAdminsNeedNotBeReps(String role) {
        given().auth()
                .oauth2(Tokens.withoutRep("acme", "rep", role))
                .get("/v1/customers")
                .then()
                .statusCode(200);
    }
}
