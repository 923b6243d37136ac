package io.tierline.call.telephony.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tierline.kit.input.Json;
import io.tierline.kit.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what telephony systems send, which is not always tidy: members that are there twice, names in another character
 * set, percent signs that escape nothing. What can be read is read; nothing of it is kept unchecked.
 */
final class ForeignBody {

    /** Records of some systems have a log of the call in one text, as large as nearly the whole of them. */
    private static final int LONGEST_TEXT = 1024 * 1024;

    private static final JsonMapper LENIENT = JsonMapper.builder(Json.bounded(LONGEST_TEXT))
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private ForeignBody() {}

    /**
     * The body as a JSON object; of members of the same name the last counts.
     *
     * @throws Problem 400 when it is none
     */
    static JsonNode object(byte[] body) {
        try {
            // Bytes that are no UTF-8 become replacement characters: a caller's name is no reason to lose the call.
            JsonNode tree = LENIENT.readTree(new String(body, StandardCharsets.UTF_8));
            if (tree != null && tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException | NumberFormatException e) {
            // Also for a number whose exponent no decimal can have. The same answer as for JSON that is no object; what
            // the parser says may quote the body.
        }
        throw Problem.unreadable("The body is not readable as a JSON object.");
    }

    /** The fields of a body or a query in {@code application/x-www-form-urlencoded}, with all values of each. */
    static Map<String, List<String>> form(String encoded) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        if (encoded == null) {
            return fields;
        }
        for (String pair : encoded.strip().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.computeIfAbsent(formDecoded(pair.substring(0, equals)), name -> new ArrayList<>())
                        .add(formDecoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    /** The fields of a form; see {@link #form(String)}. */
    static Map<String, List<String>> form(byte[] body) {
        return form(body == null ? null : new String(body, StandardCharsets.UTF_8));
    }

    /** A text in a form as it was meant: a plus is a blank. */
    static String formDecoded(String text) {
        return urlDecoded(text.replace('+', ' '));
    }

    /** The text with its percent escapes undone; a plus, and a percent sign that escapes nothing, stay as they are. */
    static String urlDecoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low < 0) {
                decoded.write(bytes[i]);
            } else {
                decoded.write(high * 16 + low);
                i += 2;
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }
}
