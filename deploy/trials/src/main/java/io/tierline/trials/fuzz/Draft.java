package io.tierline.trials.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.tierline.trials.fuzz.Request.Framing;
import io.tierline.trials.fuzz.Request.Header;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A request that is being generated. */
final class Draft {
    final Operation operation;
    final char tenant;
    final Map<String, String> inPath = new LinkedHashMap<>();
    final List<String[]> query = new ArrayList<>();
    final List<Header> headers = new ArrayList<>();
    /** What the body becomes after it was written as bytes, in this order. */
    final List<UnaryOperator<byte[]>> packing = new ArrayList<>();
    /** Texts that stand in the JSON where no JSON can: each in the place of a string or a name {@link #raw} has given. */
    private final List<String> raws = new ArrayList<>();

    final Set<Integer> bare = new HashSet<>();

    String method;
    String credential;
    String path;
    String version = "HTTP/1.1";
    Framing framing = Framing.LENGTH;
    /** The body as JSON; null when it is a text or there is none. */
    JsonNode json;

    /** The body as a text; null when it is JSON or there is none. */
    String text;

    /** Goes into the address after everything else, as it is. */
    String rawQuery = "";

    boolean maybeCutOff;

    Draft(Operation operation, char tenant) {
        this.operation = operation;
        this.tenant = tenant;
        this.method = operation.method();
        this.path = operation.path();
    }

    boolean hasBody() {
        return json != null || text != null;
    }

    /** A string that becomes this text, quotation marks and all, when the JSON is written. */
    String raw(String text) {
        raws.add(text);
        return "@raw-" + (raws.size() - 1) + "@";
    }

    String header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    void replaceHeader(String name, String value) {
        headers.removeIf(header -> header.name().equalsIgnoreCase(name));
        headers.add(new Header(name, value));
    }

    private String written() {
        String written = json == null ? text == null ? "" : text : json.toString();
        for (int i = raws.size() - 1; i >= 0; i--) {
            written = written.replace("\"@raw-" + i + "@\"", raws.get(i));
        }
        return written;
    }

    Request request(int number, boolean valid) {
        String target = path;
        for (Map.Entry<String, String> each : inPath.entrySet()) {
            target = target.replace("{" + each.getKey() + "}", encoded(each.getValue()));
        }
        String parameters = query.stream()
                        .map(each -> encoded(each[0]) + "=" + encoded(each[1]))
                        .collect(Collectors.joining("&"))
                + rawQuery;
        target += parameters.isEmpty() ? "" : "?" + parameters;
        int ofHeaders = headers.stream()
                .mapToInt(header -> header.name().length() + header.value().length() + 4)
                .sum();
        // Beyond these sizes the HTTP layer itself refuses.
        if (target.length() > 30_000) {
            bare.add(414);
        }
        if (ofHeaders > 60_000) {
            bare.addAll(Set.of(431, 400));
            maybeCutOff = true;
        }
        String written = written();
        byte[] body = written.getBytes(StandardCharsets.UTF_8);
        for (UnaryOperator<byte[]> each : packing) {
            body = each.apply(body);
        }
        Set<String> marks = new TreeSet<>(Marks.in(target));
        marks.addAll(Marks.in(written));
        return new Request(
                number,
                operation,
                tenant,
                credential,
                method,
                target,
                version,
                List.copyOf(headers),
                body,
                framing,
                marks,
                Set.copyOf(bare),
                maybeCutOff,
                valid);
    }

    /** Percent-encoded but for what needs none; placeholders for what only a running stack knows stay readable. */
    static String encoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (each & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            encoded.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return encoded.toString();
    }
}
