package io.tierline.local;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Properties;
import java.util.stream.Collectors;

/** The passwords of this stack's PostgreSQL users, and other secrets: made once, kept in a file that only its owner can read. */
final class Passwords {
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    private final Path file;
    private final Properties kept = new Properties();

    Passwords(DataDirectory data) throws IOException {
        file = data.root().resolve("passwords.properties");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            }
        }
    }

    /** The user's password, or the secret of this name; letters and digits only, so that it needs quoting nowhere. */
    String of(String user) throws IOException {
        if (kept.getProperty(user) == null) {
            kept.setProperty(
                    user,
                    new SecureRandom()
                            .ints(32, 0, ALPHABET.length())
                            .mapToObj(i -> ALPHABET.substring(i, i + 1))
                            .collect(Collectors.joining()));
            DataDirectory.replace(
                    file,
                    kept.stringPropertyNames().stream()
                            .sorted()
                            .map(name -> name + "=" + kept.getProperty(name) + "\n")
                            .collect(Collectors.joining()));
        }
        return kept.getProperty(user);
    }
}
