package io.tierline.kit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * The inputs of a fuzz test in an ordinary build: each file of the resource folder {@code fuzz/<test class>}, as bytes,
 * and no bytes at all. The fuzzer ({@code deploy/trials/readers}) starts from the same files.
 */
public final class Seeds implements ArgumentsProvider {

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        return Stream.concat(
                        Stream.of(Named.of("nothing", new byte[0])),
                        files(test, "/fuzz/" + test.getSimpleName()).stream())
                .map(Arguments::of);
    }

    /** The files of a resource folder, by name. */
    public static List<Named<byte[]>> files(Class<?> test, String folder) {
        try (Stream<Path> files = Files.list(Path.of(test.getResource(folder).toURI()))) {
            return files.sorted().map(Seeds::input).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Named<byte[]> input(Path file) {
        try {
            return Named.of(file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
