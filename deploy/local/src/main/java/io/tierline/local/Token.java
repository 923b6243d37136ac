package io.tierline.local;

import java.time.Instant;
import java.util.List;

/** {@code deploy/token}: prints a token and nothing else. */
public final class Token {
    private Token() {}

    /** Exit code 0 with the token on standard output, or 2 with one line per fault on standard error. */
    public static void main(String[] args) throws Exception {
        if (List.of(args).contains("--help")) {
            System.out.print(TokenRequest.USAGE);
            return;
        }
        try {
            TokenRequest request = TokenRequest.parse(args);
            System.out.println(request.sign(SigningKey.of(DataDirectory.at(request.data())), Instant.now()));
        } catch (BadUsage e) {
            e.faults().forEach(System.err::println);
            System.exit(BadUsage.EXIT_CODE);
        }
    }
}
