package io.tierline.analytics.bi.domain;

import static java.util.stream.Collectors.joining;

import java.security.SecureRandom;

/** Words that nobody guesses, of characters that need quoting nowhere and are not taken for one another. */
public final class Secrets {

    private static final String PASSWORD = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final String LOGIN = "abcdefghijkmnpqrstuvwxyz23456789";

    private final SecureRandom random = new SecureRandom();

    /** A password of 186 bits. */
    public String password() {
        return word(PASSWORD, 32);
    }

    /** The name of a login; it tells nothing, for every login sees the names of all. */
    public String login() {
        return "bi_" + word(LOGIN, 16);
    }

    private String word(String alphabet, int length) {
        return random.ints(length, 0, alphabet.length())
                .mapToObj(i -> alphabet.substring(i, i + 1))
                .collect(joining());
    }
}
