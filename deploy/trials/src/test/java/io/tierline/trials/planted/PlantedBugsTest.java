package io.tierline.trials.planted;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The patches of planted bugs still fit the product, and the tests that must catch them still exist. */
class PlantedBugsTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path PLANTED = ROOT.resolve("deploy/trials/planted");
    private static final Pattern HEADER = Pattern.compile("Title: \\S.*\nPromise broken: \\S.*\n"
            + "Caught by: (?<module>\\S+) -Dtest=(?<type>\\w+)#(?<method>\\w+)\n\ndiff --git ");

    static List<String> patches() throws IOException {
        try (Stream<Path> files = Files.list(PLANTED)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".patch"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("patches")
    void patchApplies(String patch) throws Exception {
        Process git = new ProcessBuilder(
                        "git", "apply", "--check", PLANTED.resolve(patch).toString())
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(git.waitFor()).as(said).isZero();
    }

    @ParameterizedTest
    @MethodSource("patches")
    void headerIsComplete_andItsTestExists(String patch) throws IOException {
        Matcher header = HEADER.matcher(Files.readString(PLANTED.resolve(patch)));

        assertThat(header.lookingAt()).as("the header of %s", patch).isTrue();
        assertThat(sourceOf(header.group("module"), header.group("type")))
                .containsPattern("void " + header.group("method") + "\\(");
    }

    @ParameterizedTest
    @MethodSource("patches")
    void bugIsInTheTable(String patch) throws IOException {
        assertThat(Files.readString(PLANTED.resolve("README.md"))).contains("`" + patch.replace(".patch", "`"));
    }

    private static String sourceOf(String module, String type) throws IOException {
        try (Stream<Path> sources = Files.walk(ROOT.resolve(module + "/src/test/java"))) {
            return sources.filter(source -> source.endsWith(type + ".java"))
                    .map(PlantedBugsTest::read)
                    .collect(joining());
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
