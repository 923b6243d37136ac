package io.tierline.kit.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFaultsTest {

    @ParameterizedTest
    @CsvSource({
        "22001, true, false, false", // too long
        "22021, true, false, false", // U+0000 in a text
        "23505, true, false, false", // unique
        "40001, false, true, true", // serialisation
        "40P01, false, true, true", // deadlock
        "55P03, false, true, true", // lock time-out
        "57014, false, false, true", // statement time-out
        "57P01, false, false, true", // shutting down
        "53300, false, false, true", // too many connections
        "08006, false, false, true", // connection failure
        "25006, false, false, true", // read-only
        "25P03, false, false, true", // idle in transaction
        "42P01, false, false, false", // no such table
        "P0001, false, false, false", // raised by a function
    })
    void sqlStateTellsWhatMayBeDone(String state, boolean data, boolean collision, boolean trouble) {
        PgException failure = new PgException("m", "ERROR", state, "");
        assertThat(DatabaseFaults.isAboutTheData(failure)).isEqualTo(data);
        assertThat(DatabaseFaults.isCollision(failure)).isEqualTo(collision);
        assertThat(DatabaseFaults.isTrouble(failure)).isEqualTo(trouble);
    }

    @Test
    void wrappedFailuresCountAsWhatTheyWrap() {
        assertThat(DatabaseFaults.isAboutTheData(new CompletionException(new PgException("m", "ERROR", "23505", ""))))
                .isTrue();
        assertThat(DatabaseFaults.isTrouble(new CompletionException(new ConnectException("refused"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Timeout",
                "Connection is not active now, current status: CLOSED",
                "Pending requests failed to be sent due to connection has been closed.",
            })
    void whatTheClientSaysOfItsConnectionIsTrouble(String message) {
        assertThat(DatabaseFaults.isTrouble(new NoStackTraceThrowable(message))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Broken pipe", "Connection reset by peer", "Connection timed out", "No route to host"})
    void whatLinuxSaysOfTheSocketIsTrouble(String message) {
        assertThat(DatabaseFaults.isTrouble(new IOException(message))).isTrue();
    }

    @Test
    void otherFailuresOfReadingAreNot() {
        assertThat(DatabaseFaults.isTrouble(new IOException("Stream closed"))).isFalse();
        assertThat(DatabaseFaults.isTrouble(new IOException())).isFalse();
    }

    @Test
    void parametersThatDoNotFitAreNotTheDatabasesTrouble() {
        assertThat(DatabaseFaults.isTrouble(new NoStackTraceThrowable(
                        "Parameter at position[0] with class = [java.lang.String] can not be coerced")))
                .isFalse();
    }

    @Test
    void otherFailuresAreNotTheDatabases() {
        assertThat(DatabaseFaults.isTrouble(new JsonParseException(null, "no JSON")))
                .isFalse();
        assertThat(DatabaseFaults.isTrouble(new HttpClosedException("hung up"))).isFalse();
        assertThat(DatabaseFaults.isTrouble(new IllegalStateException())).isFalse();
        assertThat(DatabaseFaults.isTrouble(new PgException("m", "ERROR", null, "")))
                .isFalse();
    }
}
