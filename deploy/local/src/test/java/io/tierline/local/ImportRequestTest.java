package io.tierline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportRequestTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void writeFile() throws Exception {
        file = Files.writeString(directory.resolve("calls.csv"), "callId\n");
    }

    @Test
    void fileGoesToTheLocalStackWithItsOwnToken_whenOnlyTheTenantIsGiven() throws Exception {
        ImportRequest request = ImportRequest.parse(
                file.toString(),
                "--tenant",
                "acme",
                "--data",
                directory.resolve("d").toString());

        assertThat(request.order().file()).isEqualTo(file);
        assertThat(request.order().calls()).isEqualTo(URI.create("http://127.0.0.1:8081"));
        assertThat(request.order().charset()).isEqualTo(StandardCharsets.UTF_8);
        assertThat(request.order().parallel()).isEqualTo(2);
        assertThat(request.order().restart()).isFalse();
        assertThat(request.token(Instant.parse("2026-11-23T01:30:00Z"))).contains(".");
        assertThat(directory.resolve("d/keys/private.pem")).exists();
    }

    @Test
    void everythingElseMayBeSaid() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), " abc.def.ghi\n");

        ImportRequest request = ImportRequest.parse(
                "--token-file=" + token,
                "--map",
                "Phone Number=phone",
                "--map=a=b=callId",
                "--ignore",
                "Mood",
                "--ignore",
                "Weather",
                "--url",
                "https://tierline.example/calls",
                "--charset",
                "GB18030",
                "--parallel",
                "8",
                "--restart",
                file.toString());

        assertThat(request.token(Instant.EPOCH)).isEqualTo("abc.def.ghi");
        assertThat(request.order().renamed()).isEqualTo(Map.of("Phone Number", "phone", "a=b", "callId"));
        assertThat(request.order().ignored()).isEqualTo(Set.of("Mood", "Weather"));
        assertThat(request.order().calls()).isEqualTo(URI.create("https://tierline.example/calls"));
        assertThat(request.order().charset().name()).isEqualTo("GB18030");
        assertThat(request.order().parallel()).isEqualTo(8);
        assertThat(request.order().restart()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --tenant acme --parallel 0       | --parallel takes a whole number from 1 to 8, not "0"
                    --tenant acme --parallel 9       | --parallel takes a whole number from 1 to 8, not "9"
                    --tenant acme --map phone        | --map takes THEIRS=OURS, not "phone"
                    --tenant acme --map =phone       | --map takes THEIRS=OURS, not "=phone"
                    --tenant acme --map tel=         | --map takes THEIRS=OURS, not "tel="
                    --tenant acme --map a=b --map a=c | --map names the column "a" twice
                    --tenant acme --url localhost    | --url takes http://HOST:PORT, not "localhost"
                    --tenant acme --charset latin    | --charset "latin" is unknown; UTF-8 and GB18030 are some
                    --tenant Acme                    | --tenant takes 1 to 64 of a-z, 0-9 and -, not "Acme"
                    --parallel 1                     | Either --tenant or --token-file has to say whose calls they are
                    --tenant acme --token-file pom.xml | Either --tenant or --token-file has to say whose calls they are
                    --token-file none                | --token-file: there is no none to be read
                    --tenant acme other.csv          | One file has to be named; 2 are
                    --tenant acme --fast             | Unknown option: --fast
                    """)
    void aFaultIsToldInOneLine(String commandLine, String fault) {
        List<String> arguments = new ArrayList<>(List.of(commandLine.split(" ")));
        arguments.add(0, file.toString());

        BadUsage refused =
                catchThrowableOfType(BadUsage.class, () -> ImportRequest.parse(arguments.toArray(String[]::new)));

        assertThat(refused.faults()).containsExactly(fault);
    }

    @Test
    void fileHasToBeThere() {
        BadUsage refused =
                catchThrowableOfType(BadUsage.class, () -> ImportRequest.parse("none.csv", "--tenant", "acme"));

        assertThat(refused.faults()).containsExactly("There is no file none.csv to be read");
    }

    @Test
    void tokenFileHoldsNothingButAToken() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "TOKEN=abc def\n");
        ImportRequest request = ImportRequest.parse(file.toString(), "--token-file", token.toString());

        BadUsage refused = catchThrowableOfType(BadUsage.class, () -> request.token(Instant.EPOCH));

        assertThat(refused.faults().get(0)).startsWith("--token-file: ").doesNotContain("abc");
    }
}
