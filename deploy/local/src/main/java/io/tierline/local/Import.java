package io.tierline.local;

import io.tierline.local.history.ImportCalls;
import io.tierline.local.history.ImportFailure;
import java.time.Instant;
import java.util.List;

/** {@code deploy/import}: loads a file of past calls through the API of call-service. */
public final class Import {
    private static final int FAILED = 1;
    private static final int SOME_REJECTED = 3;

    private Import() {}

    /**
     * Exit code 0 when every row is stored, 3 when some are rejected, 1 when the import cannot go on, 2 for a wrong command
     * line.
     */
    public static void main(String[] args) throws Exception {
        if (List.of(args).contains("--help")) {
            System.out.print(ImportRequest.USAGE);
            return;
        }
        try {
            ImportRequest request = ImportRequest.parse(args);
            boolean terminal = "true".equals(System.getenv("TIERLINE_TERMINAL"));
            long rejected = new ImportCalls(request.order(), request.token(Instant.now()), System.out, terminal).run();
            System.exit(rejected == 0 ? 0 : SOME_REJECTED);
        } catch (BadUsage e) {
            e.faults().forEach(System.err::println);
            System.exit(BadUsage.EXIT_CODE);
        } catch (ImportFailure e) {
            System.err.println(e.getMessage());
            System.exit(FAILED);
        }
    }
}
