package io.tierline.local;

import io.tierline.local.history.ImportOrder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code deploy/import} is asked to do, and where its token comes from: a file, or the local stack's key. */
record ImportRequest(ImportOrder order, Optional<Path> tokenFile, Optional<TokenRequest> ownToken) {
    static final String USAGE = """
            Usage: ./deploy/import FILE.csv --tenant TENANT [--data DIR] [--url URL] [option ...]
                   ./deploy/import FILE.csv --token-file FILE [--url URL] [option ...]

            Loads past calls through POST /v1/calls/batch, and shows how far it is. Interrupted, it goes on where it was
            when it is started again. Rows that are rejected go to FILE.csv.rejected.csv, with the reason; what is done
            is kept in FILE.csv.progress.

            The first line of the file names its columns: callId, phone, customerId, rep, startedAt, outcome and so on, as
            a call has them in the API; telephony's with their path, such as telephony.result.

              --tenant TENANT      the company that the calls are of, on the local stack; its key makes the token
              --data DIR           the local stack's data directory, deploy/local/data by default
              --token-file FILE    for any other: a file that holds a token with the role telephony or admin
              --url URL            call-service, http://127.0.0.1:8081 by default
              --map THEIRS=OURS    a column with another name: --map "Phone Number=phone"; may be given several times
              --ignore COLUMN      a column to be left out; may be given several times
              --charset NAME       how the file is encoded, UTF-8 by default: --charset GB18030
              --parallel N         requests under way at most, 1 to 8, 2 by default
              --restart            begins anew, whatever an earlier import of the file has done

            Exit codes: 0 all rows are stored, 3 some are rejected, 1 it could not go on, 2 wrong command line.
            """;

    private static final Set<String> OPTIONS =
            Set.of("--tenant", "--data", "--token-file", "--url", "--map", "--ignore", "--charset", "--parallel");

    /** Reads the command line of {@code deploy/import}. */
    static ImportRequest parse(String... args) throws BadUsage {
        Arguments arguments = Arguments.withOperands(args, Set.of("--restart"), OPTIONS);
        Path file = file(arguments);
        Optional<Path> tokenFile = arguments.one("--token-file").map(Path::of);
        boolean ofFile = tokenFile.isPresent();
        if (ofFile && !Files.isReadable(tokenFile.get())) {
            arguments.fault("--token-file: there is no " + tokenFile.get() + " to be read");
        }
        if (ofFile == !arguments.all("--tenant").isEmpty()) {
            arguments.fault("Either --tenant or --token-file has to say whose calls they are");
        }
        Optional<TokenRequest> ownToken =
                arguments.all("--tenant").isEmpty() ? Optional.empty() : Optional.of(TokenRequest.telephony(arguments));
        ImportOrder order = new ImportOrder(
                file,
                charset(arguments),
                renamed(arguments),
                new LinkedHashSet<>(arguments.all("--ignore")),
                url(arguments),
                arguments.number("--parallel", 1, 8, 2),
                arguments.has("--restart"));
        arguments.refuseFaults();
        return new ImportRequest(order, tokenFile, ownToken);
    }

    private static Path file(Arguments arguments) {
        List<String> files = arguments.operands();
        if (files.size() != 1) {
            arguments.fault("One file has to be named; " + files.size() + " are");
            return Path.of("");
        }
        Path file = Path.of(files.get(0));
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            arguments.fault("There is no file " + file + " to be read");
        }
        return file;
    }

    private static Charset charset(Arguments arguments) {
        String name = arguments.one("--charset").orElse("UTF-8");
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            arguments.fault("--charset \"" + name + "\" is unknown; UTF-8 and GB18030 are some");
            return StandardCharsets.UTF_8;
        }
    }

    private static Map<String, String> renamed(Arguments arguments) {
        Map<String, String> renamed = new HashMap<>();
        for (String pair : arguments.all("--map")) {
            int equals = pair.lastIndexOf('='); // none of our names has one in it
            if (equals < 1 || equals == pair.length() - 1) {
                arguments.fault("--map takes THEIRS=OURS, not \"" + pair + "\"");
            } else if (renamed.put(pair.substring(0, equals), pair.substring(equals + 1)) != null) {
                arguments.fault("--map names the column \"" + pair.substring(0, equals) + "\" twice");
            }
        }
        return renamed;
    }

    private static URI url(Arguments arguments) {
        String url = arguments.one("--url").orElse("http://127.0.0.1:8081");
        if (!url.matches("https?://[^\\s/?#]+(/[^\\s?#]*)?")) {
            arguments.fault("--url takes http://HOST:PORT, not \"" + url + "\"");
            return URI.create("http://127.0.0.1");
        }
        return URI.create(url);
    }

    /** The token to send. */
    String token(Instant now) throws BadUsage, IOException, GeneralSecurityException {
        if (ownToken.isPresent()) {
            TokenRequest request = ownToken.get();
            return request.sign(SigningKey.of(DataDirectory.at(request.data())), now);
        }
        String token = Files.readString(tokenFile.orElseThrow()).strip();
        if (!token.matches("[!-~]+")) {
            throw new BadUsage(List.of("--token-file: " + tokenFile.get() + " does not hold a token and nothing else"));
        }
        return token;
    }
}
