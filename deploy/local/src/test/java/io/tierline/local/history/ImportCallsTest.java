package io.tierline.local.history;

import static io.tierline.local.history.BatchServer.refusing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportCallsTest {
    private static final String NO_MORE =
            "{\"status\":401,\"code\":\"not-authenticated\",\"detail\":\"Send a valid token.\"}";

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    Path directory;

    private BatchServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = BatchServer.start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void everyRowIsStoredOnce() throws Exception {
        write(CallFiles.of(12_001));

        long rejected = run();

        assertThat(rejected).isZero();
        assertThat(server.stored).hasSize(12_001);
        assertThat(server.stored.get("old-0")).last().isEqualTo("has a supplier, is content");
        assertThat(server.bodies).hasSize(3);
        assertThat(server.authorizations).containsOnly("Bearer " + token("acme"));
        assertThat(said()).contains("All 12,001 rows are done: 12,001 created, 0 replayed, 0 rejected.");
        assertThat(rejectedFile()).doesNotExist();
    }

    @Test
    void fileWithoutRowsIsDoneAtOnce() throws Exception {
        write(CallFiles.HEADER);

        assertThat(run()).isZero();

        assertThat(server.bodies).isEmpty();
        assertThat(said()).contains("All 0 rows are done");
    }

    @Test
    void rejectedRowsAreKeptAsTheyCame_withLineAndReason() throws Exception {
        write(CallFiles.of(
                CallFiles.row(0),
                CallFiles.badRow(1),
                CallFiles.row(2) + ",too,many",
                CallFiles.row(0).replace("RJ", "C"),
                CallFiles.row(3)));

        long rejected = run();

        assertThat(rejected).isEqualTo(3);
        assertThat(server.stored).containsOnlyKeys("old-0", "old-3");
        assertThat(rejectedFile())
                .hasContent("import.line,import.code,import.message," + CallFiles.HEADER + "\n"
                        + "3,invalid,/phone is no phone number; write it as +8613800138000," + CallFiles.badRow(1)
                        + "\n"
                        + "4,invalid,has 8 cells; the header names 6 columns," + CallFiles.row(2) + ",too,many\n"
                        + "5,call-conflict,The detail of call-conflict.,"
                        + CallFiles.row(0).replace("RJ", "C") + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rejectedFile())))
                .isEqualTo("rw-------");
        assertThat(said()).contains("2 created, 0 replayed, 3 rejected").doesNotContain("+86138");
    }

    @Test
    void rejectedRowsAreImportedAlone_onceTheyAreMended() throws Exception {
        write(CallFiles.of(CallFiles.row(0), CallFiles.badRow(1), CallFiles.badRow(2)));
        run();
        Files.writeString(
                rejectedFile(), Files.readString(rejectedFile()).replace("old-1,12,", "old-1,+8613810000001,"));

        long rejected = run(order(rejectedFile(), false));

        assertThat(rejected).isEqualTo(1);
        assertThat(server.stored).containsOnlyKeys("old-0", "old-1");
        assertThat(directory.resolve("calls.csv.rejected.csv.rejected.csv"))
                .content()
                .endsWith("," + CallFiles.badRow(2) + "\n");
    }

    @Test
    void laterRunGoesOnAfterWhatIsConfirmed() throws Exception {
        write(CallFiles.of(17_000));
        server.next((exchange, store) -> {
                    store.run();
                    refusing(200, "{\"created\":5000,\"replayed\":0,\"rejected\":0,\"items\":[]}")
                            .happen(exchange, store);
                })
                .next(refusing(401, NO_MORE));
        ImportFailure stopped = catchThrowableOfType(ImportFailure.class, () -> run(order(1)));

        long rejected = run();

        assertThat(said()).contains("Stopped after 5,000 rows: 5,000 created");
        assertThat(stopped).hasMessageContaining("token").hasMessageContaining("Send a valid token.");
        assertThat(rejected).isZero();
        assertThat(server.stored).hasSize(17_000);
        assertThat(said()).contains("5,000 rows (", "Going on after them", "17,000 created, 0 replayed");
        assertThat(server.bodies.stream().filter(body -> body.contains("\nold-0,")))
                .as("times that the first row was sent")
                .hasSize(1);
    }

    @Test
    void answerThatIsLostIsAskedForAgain() throws Exception {
        write(CallFiles.of(3));
        server.next(BatchServer.losingTheAnswer());

        assertThat(run()).isZero();

        assertThat(server.stored).hasSize(3);
        assertThat(said()).contains("All 3 rows are done: 0 created, 3 replayed, 0 rejected.");
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void whatMayPassIsTriedAgain(int status) throws Exception {
        write(CallFiles.of(3));
        server.next(refusing(status, "")).next(refusing(status, "no JSON")).next(refusing(status, NO_MORE));

        assertThat(run()).isZero();

        assertThat(server.bodies).hasSize(4);
        assertThat(said()).contains("call-service answers " + status, "trying again", "3 created");
    }

    @Test
    void serverSaysHowLongToWait() throws Exception {
        write(CallFiles.of(3));
        server.next(refusing(503, "", "Retry-After", "1"));
        long before = System.nanoTime();

        run();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void rowThatOnlyTheServerIsAtFaultForIsNotRejected() throws Exception {
        write(CallFiles.of(CallFiles.row(0), CallFiles.badRow(1), CallFiles.row(2)));
        server.next((exchange, store) -> {
            store.run(); // all but the third one, as it were
            server.stored.remove("old-2");
            refusing(
                            200,
                            "{\"created\":1,\"replayed\":0,\"rejected\":2,\"items\":["
                                    + BatchServer.rejected(1, "old-1", 422, "invalid") + ","
                                    + BatchServer.rejected(2, "old-2", 503, "database-unavailable") + "]}")
                    .happen(exchange, store);
        });

        long rejected = run();

        assertThat(rejected).isEqualTo(1);
        assertThat(server.stored).containsOnlyKeys("old-0", "old-2");
        assertThat(said()).contains("2 created, 0 replayed, 1 rejected");
        assertThat(rejectedFile()).content().contains("old-1").doesNotContain("old-2");
    }

    @Test
    void rowThatTheServerCannotStoreForLongIsTold() throws Exception {
        write(CallFiles.of(2));
        for (int i = 0; i < 50; i++) {
            server.next(refusing(
                    200,
                    "{\"created\":1,\"replayed\":0,\"rejected\":1,\"items\":["
                            + BatchServer.rejected(1, "old-1", 500, "internal") + "]}"));
        }

        ImportFailure failure = catchThrowableOfType(ImportFailure.class, () -> run(order(2), Duration.ofMillis(100)));

        assertThat(failure).hasMessageContaining("Gave up").hasMessageContaining("line 3: The detail of internal.");
        assertThat(rejectedFile()).doesNotExist();
    }

    @Test
    void serverThatStaysAwayIsGivenUp_andTheNextRunGoesOn() throws Exception {
        write(CallFiles.of(3));
        int port = server.address().getPort();
        server.close();

        ImportFailure failure = catchThrowableOfType(ImportFailure.class, () -> run(order(2), Duration.ofMillis(200)));

        assertThat(failure).hasMessageContaining("Gave up").hasMessageContaining("127.0.0.1:" + port);
        server = BatchServer.start();
        assertThat(catchThrowableOfType(ImportFailure.class, this::run))
                .as("nothing was done, so nothing binds this import to the address of then")
                .isNull();
        assertThat(server.stored).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    401 | The token is not, or no longer, accepted
                    403 | it takes telephony or admin
                    404 | refused as a whole: 404
                    400 | refused as a whole: 400
                    413 | refused as a whole: 413
                    415 | refused as a whole: 415
                    """)
    void whatWillNotPassIsToldAtOnce(int status, String message) throws Exception {
        write(CallFiles.of(3));
        server.next(refusing(status, "{}"));

        ImportFailure failure = catchThrowableOfType(ImportFailure.class, this::run);

        assertThat(failure).hasMessageContaining(message);
        assertThat(server.bodies).hasSize(1);
    }

    @Test
    void columnsThatTheApiDoesNotKnowAreTold_withTheWayOut() throws Exception {
        write("callId,phone,mood\na,12345,good\n");
        server.next(refusing(
                422,
                "{\"status\":422,\"code\":\"invalid\",\"detail\":\"One thing is wrong with the request.\",\"errors\":[{\"pointer\":\"\","
                        + "\"message\":\"the column mood is not known here; known are callId, phone\"}]}"));

        ImportFailure failure = catchThrowableOfType(ImportFailure.class, this::run);
        long rejected = run(
                new ImportOrder(file(), StandardCharsets.UTF_8, Map.of(), Set.of("mood"), server.address(), 2, false));

        assertThat(failure)
                .hasMessageContaining("422 invalid, the column mood is not known here")
                .hasMessageContaining("--ignore COLUMN");
        assertThat(rejected).isZero();
        assertThat(server.stored).containsEntry("a", List.of("a", "12345"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>", "[]", "{\"items\":[]}", "{\"created\":2,\"replayed\":0,\"rejected\":0,\"items\":[]}"})
    void answerThatDoesNotAccountForEveryRowIsNotBelieved(String answer) throws Exception {
        write(CallFiles.of(3));
        server.next(refusing(200, answer));

        ImportFailure failure = catchThrowableOfType(ImportFailure.class, this::run);

        assertThat(failure).hasMessageContaining("call-service");
        assertThat(Progress.load(progressFile()))
                .get()
                .extracting(Progress::rows)
                .isEqualTo(0L);
    }

    @Test
    void whatAKilledRunHasWrittenWithoutConfirmingIsWrittenOnce() throws Exception {
        String[] rows = new String[6_000];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i == 4_000 || i == 5_500 ? CallFiles.badRow(i) : CallFiles.row(i);
        }
        rows[100] += ",too,many";
        write(CallFiles.of(rows));
        server.next((exchange, store) -> {
                    store.run();
                    refusing(
                                    200,
                                    "{\"created\":4998,\"replayed\":0,\"rejected\":1,\"items\":["
                                            + BatchServer.rejected(3_999, "old-4000", 422, "invalid") + "]}")
                            .happen(exchange, store);
                })
                .next(refusing(401, NO_MORE));
        catchThrowableOfType(ImportFailure.class, () -> run(order(1)));
        Files.writeString(
                rejectedFile(),
                ("5502,invalid,why," + CallFiles.badRow(5_500) + "\n").repeat(9) + "half a li",
                StandardOpenOption.APPEND);

        long rejected = run();

        assertThat(rejected).isEqualTo(3);
        assertThat(Files.readAllLines(rejectedFile()))
                .hasSize(4)
                .satisfies(lines -> assertThat(lines.get(2)).contains("old-4000"))
                .satisfies(lines -> assertThat(lines.get(3)).startsWith("5502,").contains("old-5500"));
    }

    @Test
    void confirmedRowsAreNotSentAgain_andNewOnesAtTheEndAre() throws Exception {
        write(CallFiles.of(10));
        run();
        int sent = server.bodies.size();

        run();

        assertThat(server.bodies).hasSize(sent);
        assertThat(said()).contains("10 rows (100.0 %) are done");
        write(CallFiles.of(12));
        run();
        assertThat(server.stored).hasSize(12);
        assertThat(server.bodies).last().asString().doesNotContain("old-9,").contains("old-10,", "old-11,");
    }

    @Test
    void fileWhoseImportedRowsHaveChangedIsRefused_untilItIsRestarted() throws Exception {
        write(CallFiles.of(10));
        run();
        write(CallFiles.of(10).replace("old-3,", "old-33,"));

        ImportFailure refused = catchThrowableOfType(ImportFailure.class, this::run);
        long rejected = run(order(file(), true));

        assertThat(refused).hasMessageContaining("first 10 rows").hasMessageContaining("--restart");
        assertThat(rejected).isZero();
        assertThat(server.stored).hasSize(11).containsKey("old-33");
        assertThat(said()).contains("All 10 rows are done: 1 created, 9 replayed");
    }

    @Test
    void fileThatHasBecomeShorterIsRefused() throws Exception {
        write(CallFiles.of(10));
        run();
        write(CallFiles.of(9));

        assertThat(catchThrowableOfType(ImportFailure.class, this::run)).hasMessageContaining("first 10 rows");
    }

    @Test
    void sameFileForAnotherTenantIsNotTakenForDone() throws Exception {
        write(CallFiles.of(10));
        run();

        ImportFailure refused =
                catchThrowableOfType(ImportFailure.class, () -> run(order(2), token("other"), Duration.ofSeconds(5)));

        assertThat(refused)
                .hasMessageContaining(" acme")
                .hasMessageContaining(" other")
                .hasMessageContaining("--restart");
    }

    @Test
    void rejectedRowsOfAnotherImportAreNotWrittenOver() throws Exception {
        write(CallFiles.of(CallFiles.badRow(0)));
        run();
        String before = Files.readString(rejectedFile());
        Files.delete(progressFile());

        ImportFailure refused = catchThrowableOfType(ImportFailure.class, this::run);

        assertThat(refused).hasMessageContaining("Move it away");
        assertThat(rejectedFile()).hasContent(before);
        assertThat(run(order(file(), true))).isEqualTo(1);
        assertThat(rejectedFile()).hasContent(before);
    }

    @Test
    void rejectedRowsMayBeTakenAway_andTheFileMayGrow() throws Exception {
        write(CallFiles.of(CallFiles.row(0), CallFiles.badRow(1)));
        run();
        Files.move(rejectedFile(), directory.resolve("mended.csv"));
        write(CallFiles.of(CallFiles.row(0), CallFiles.badRow(1), CallFiles.badRow(2)));

        long rejected = run();

        assertThat(rejected).isEqualTo(2);
        assertThat(Files.readAllLines(rejectedFile()))
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.get(1)).endsWith(CallFiles.badRow(2)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9})
    void whatAKilledRunHasWrittenToTheNewFileIsWrittenOnce_whenTheOldOneWasTakenAway(int unconfirmed) throws Exception {
        write(CallFiles.of(CallFiles.row(0), CallFiles.badRow(1), CallFiles.badRow(2)));
        run();
        Files.move(rejectedFile(), directory.resolve("mended.csv"));
        write(CallFiles.of(CallFiles.row(0), CallFiles.badRow(1), CallFiles.badRow(2), CallFiles.badRow(3)));
        server.next(refusing(401, NO_MORE));
        catchThrowableOfType(ImportFailure.class, this::run);
        // As if it had been killed between the rejected rows and the progress that covers them.
        Files.writeString(
                rejectedFile(),
                "import.line,import.code,import.message," + CallFiles.HEADER + "\n"
                        + ("5,invalid,why," + CallFiles.badRow(3) + "\n").repeat(unconfirmed));

        long rejected = run();

        assertThat(rejected).isEqualTo(3);
        assertThat(Files.readAllLines(rejectedFile()))
                .hasSize(2)
                .satisfies(lines -> assertThat(lines.get(1)).startsWith("5,").endsWith(CallFiles.badRow(3)));
    }

    @Test
    void rejectedRowsThatWereMendedInPlaceAreNotWrittenOver() throws Exception {
        write(CallFiles.of(CallFiles.row(0), CallFiles.badRow(1)));
        run();
        Files.writeString(rejectedFile(), CallFiles.HEADER + "\n" + CallFiles.row(1));
        write(CallFiles.of(CallFiles.row(0), CallFiles.badRow(1), CallFiles.badRow(2)));

        ImportFailure refused = catchThrowableOfType(ImportFailure.class, this::run);

        assertThat(refused).hasMessageContaining("Move it away");
        assertThat(rejectedFile()).hasContent(CallFiles.HEADER + "\n" + CallFiles.row(1));
    }

    @Test
    void damagedProgressIsToldAndNotGuessed() throws Exception {
        write(CallFiles.of(10));
        run();
        Files.writeString(progressFile(), "rows=ten");

        assertThat(catchThrowableOfType(ImportFailure.class, this::run)).hasMessageContaining("--restart");
    }

    @Test
    void rowsBeforeTheUnreadableOnesAreConfirmed_andTheMendedFileGoesOn() throws Exception {
        write(CallFiles.of(5_001) + "old-x,\"never closed\n");

        ImportFailure failure = catchThrowableOfType(ImportFailure.class, this::run);
        write(CallFiles.of(5_002));
        run();

        assertThat(failure).hasMessageContaining("quote");
        assertThat(said()).contains("5,000 rows (");
        assertThat(server.stored).hasSize(5_002);
    }

    @Test
    void twoImportsOfOneFileDoNotRunTogether() throws Exception {
        write(CallFiles.of(10));
        List<ImportFailure> second = new ArrayList<>();
        server.next((exchange, store) -> {
            second.add(catchThrowableOfType(ImportFailure.class, this::run));
            refusing(503, "").happen(exchange, store);
        });

        run();

        assertThat(second).hasSize(1);
        assertThat(second.get(0)).hasMessageContaining("Another import of this file is running");
        assertThat(server.stored).hasSize(10);
    }

    @Test
    void atMostSoManyRequestsAreUnderWay_andThoseAtOnce() throws Exception {
        write(CallFiles.of(40_000));
        CountDownLatch both = new CountDownLatch(2);
        for (int i = 0; i < 2; i++) {
            server.next((exchange, store) -> {
                both.countDown();
                try {
                    assertThat(both.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                refusing(503, "").happen(exchange, store);
            });
        }

        run();

        assertThat(server.mostUnderWay).hasValue(2);
        assertThat(server.stored).hasSize(40_000);
    }

    private void write(String content) throws IOException {
        Files.writeString(file(), content);
    }

    private Path file() {
        return directory.resolve("calls.csv");
    }

    private Path progressFile() {
        return directory.resolve("calls.csv.progress");
    }

    private Path rejectedFile() {
        return directory.resolve("calls.csv.rejected.csv");
    }

    private long run() throws Exception {
        return run(order(file(), false));
    }

    private long run(ImportOrder order) throws Exception {
        return run(order, Duration.ofSeconds(20));
    }

    private long run(ImportOrder order, Duration giveUp) throws Exception {
        return run(order, token("acme"), giveUp);
    }

    private long run(ImportOrder order, String token, Duration giveUp) throws Exception {
        Patience patience = new Patience(Duration.ofMillis(1), Duration.ofMillis(20), giveUp);
        return new ImportCalls(order, token, patience, new PrintStream(said, true, StandardCharsets.UTF_8), false)
                .run();
    }

    private ImportOrder order(Path file, boolean restart) {
        return new ImportOrder(file, StandardCharsets.UTF_8, Map.of(), Set.of(), server.address(), 2, restart);
    }

    private ImportOrder order(int parallel) {
        return new ImportOrder(file(), StandardCharsets.UTF_8, Map.of(), Set.of(), server.address(), parallel, false);
    }

    private static String token(String tenant) {
        String claims = "{\"tenant\":\"" + tenant + "\"}";
        return "e30." + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
