package io.tierline.trials.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * A request as it was generated: what only a running stack can know (tokens, cursors, tickets, ids that services give)
 * is named in it, not yet filled in.
 *
 * @param tenant whose bearer sends it, {@code a} or {@code b}
 * @param credential what goes into the header Authorization; see {@link Credentials}
 * @param marks all marks that it sends
 * @param bare statuses that the HTTP layer may answer without a body
 * @param maybeCutOff whether the connection may be closed without a response
 * @param valid whether it was left as generated, with nothing mutated
 */
record Request(
        int number,
        Operation operation,
        char tenant,
        String credential,
        String method,
        String target,
        String version,
        List<Header> headers,
        byte[] body,
        Framing framing,
        Set<String> marks,
        Set<Integer> bare,
        boolean maybeCutOff,
        boolean valid) {

    record Header(String name, String value) {}

    /** How the body is announced. */
    enum Framing {
        LENGTH,
        CHUNKED,
        TOO_SHORT,
        TOO_LONG,
        TWICE,
        LENGTH_AND_CHUNKED,
        BROKEN_CHUNKS,
        ODD_LENGTH,
        ODD_CODING
    }

    private static final int SHOWN = 2048;
    private static final int HEADERS_SHOWN = 20;

    boolean writes() {
        return !Set.of("GET", "HEAD", "OPTIONS").contains(method);
    }

    /** The request for people: its beginning, with everything unprintable escaped. */
    String shown(String target) {
        StringBuilder text = new StringBuilder(
                "  " + method + " " + printable(target, SHOWN) + " " + version + "   (" + operation.service() + ")\n");
        text.append("  Authorization: <" + credential + " of tenant " + tenant + ">\n");
        headers.stream()
                .limit(HEADERS_SHOWN)
                .forEach(header ->
                        text.append("  ").append(printable(header.name() + ": " + header.value(), 300) + "\n"));
        if (body.length > 0) {
            text.append("  " + body.length + " bytes, " + framing + ": " + printable(of(body, SHOWN), SHOWN) + "\n");
        }
        return text.toString();
    }

    static String of(byte[] bytes, int most) {
        return new String(bytes, 0, Math.min(bytes.length, most), StandardCharsets.UTF_8);
    }

    static String printable(String text, int most) {
        StringBuilder printable = new StringBuilder();
        text.codePoints().limit(most).forEach(c -> {
            if (c == '\n' || c >= ' ' && c != 0x7f && !Character.isSurrogate((char) c) && c != 0x202e) {
                printable.appendCodePoint(c);
            } else {
                printable.append("\\u%04x".formatted(c));
            }
        });
        return text.codePointCount(0, text.length()) > most ? printable + " …" : printable.toString();
    }
}
