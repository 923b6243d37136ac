package io.tierline.system;

import static io.tierline.trials.Tenant.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.trials.Calls;
import io.tierline.trials.Stack;
import io.tierline.trials.Tenant;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A company brings the calls of its old system. */
@WithStack
@Order(7)
class ImportIT {
    private static final int ROWS = 16_000;
    private static final Duration SPAN = Duration.ofHours(5);

    @TempDir
    Path directory;

    @Test
    void everyPastCallIsThereOnce_whenItsImportIsKilledAndStartedAgain(Stack stack, Tenant tenant) throws Exception {
        // Given
        Instant from = Instant.now().minus(SPAN).truncatedTo(ChronoUnit.HOURS);
        Path file = directory.resolve("history.csv");
        List<String> rows = rows(from);
        rows.set(10, rows.get(10).replaceAll("\\+86[0-9]+", "12"));
        rows.set(9_000, rows.get(9_000) + ",more");
        rows.set(ROWS - 1, rows.get(ROWS - 1).replace("old-" + (ROWS - 1), "old-0"));
        Files.writeString(file, "callId,phone,rep,startedAt,outcome,notes\n" + String.join("\n", rows));

        // When
        Process first = stack.startImport(file, tenant.name(), directory.resolve("first.log"));
        eventually(() -> assertThat(confirmed(file)).isPositive());
        first.destroyForcibly();
        int killed = first.waitFor();
        int confirmed = confirmed(file);
        Stack.Ended second = stack.importCalls(file, tenant.name());

        // Then
        assertThat(killed).as(Files.readString(directory.resolve("first.log"))).isEqualTo(128 + 9);
        assertThat(confirmed).isLessThan(ROWS);
        assertThat(second.exitCode()).as(second.output()).isEqualTo(3);
        assertThat(second.output())
                .contains(String.format("%,d rows (", confirmed), "Going on after them", "16,000 rows are done");
        assertStored(tenant, from, ROWS - 3);
        assertThat(rejected(file))
                .satisfiesExactly(
                        header -> assertThat(header)
                                .isEqualTo(
                                        "import.line,import.code,import.message,callId,phone,rep,startedAt,outcome,notes"),
                        phone -> assertThat(phone)
                                .startsWith("22,invalid,/phone is no phone number")
                                .endsWith("," + rows.get(10)),
                        cells -> assertThat(cells)
                                .startsWith("18002,invalid,has 7 cells")
                                .endsWith("," + rows.get(9_000)),
                        conflict -> assertThat(conflict)
                                .startsWith("32000,call-conflict,")
                                .endsWith("," + rows.get(ROWS - 1)));

        // And the rejected rows, mended, complete it
        Path mended = Files.move(directory.resolve("history.csv.rejected.csv"), directory.resolve("mended.csv"));
        Files.writeString(
                mended,
                Files.readString(mended)
                        .replace("old-10,12,", "old-10,+8613800000010,")
                        .replace(",more\n", "\n")
                        .replaceAll("(32000,.*,)old-0,", "$1old-" + (ROWS - 1) + ","));
        Stack.Ended third = stack.importCalls(mended, tenant.name());
        assertThat(third.exitCode()).as(third.output()).isZero();
        assertStored(tenant, from, ROWS);
    }

    /** Calls of an old system; every note has a line break in it, so that a row is two lines. */
    private static List<String> rows(Instant from) {
        long step = SPAN.toSeconds() * 1000 / ROWS;
        return new ArrayList<>(IntStream.range(0, ROWS)
                .mapToObj(i -> "old-" + i + ",+86138" + (10_000_000 + i % 4_000) + ",li.wei,"
                        + from.plusMillis(i * step).truncatedTo(ChronoUnit.SECONDS)
                        + ",RJ,\"has a supplier,\nis content\"")
                .toList());
    }

    private static int confirmed(Path file) throws IOException {
        Path progress = file.resolveSibling(file.getFileName() + ".progress");
        if (!Files.exists(progress)) {
            return 0;
        }
        Properties saved = new Properties();
        try (Reader reader = Files.newBufferedReader(progress)) {
            saved.load(reader);
        }
        return Integer.parseInt(saved.getProperty("rows"));
    }

    /** The rejected rows; each stands on two lines of the file, for its note has two. */
    private static List<String> rejected(Path file) throws IOException {
        String text = Files.readString(file.resolveSibling(file.getFileName() + ".rejected.csv"));
        return List.of(text.split("\n(?!is content)"));
    }

    private static void assertStored(Tenant tenant, Instant from, int calls) throws Exception {
        List<JsonNode> stored = tenant.allCalls();
        assertThat(stored).hasSize(calls);
        assertThat(stored.stream().map(call -> call.get("callId").asText()).distinct())
                .hasSize(calls);
        assertThat(stored).allMatch(call -> call.get("revision").asInt() == 1);
        eventually(() -> assertThat(
                        tenant.company(Calls.from(from, from.plus(SPAN).plusSeconds(3600)))
                                .path("dials")
                                .asInt())
                .isEqualTo(calls));
    }
}
