package io.tierline.kit.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.kit.problem.Problem;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads JSON strictly: what two parsers could understand differently, or what the database cannot keep, is refused at
 * the door.
 */
public final class Json {

    /** The deepest nesting of arrays and objects. */
    public static final int DEEPEST = 100;

    /** The most tokens of one value: each text, number, name, opening and closing bracket is one. */
    public static final int MOST_TOKENS = 20_000;

    /** The most members of one object. */
    public static final int MOST_MEMBERS = 2_000;

    /** The most characters of one text. */
    public static final int LONGEST_TEXT = 64 * 1024;

    /** The most characters of the name of a member. */
    public static final int LONGEST_NAME = 1_000;

    /** The most characters of a number: written again, with an exponent, it has to fit into Jackson's own 1,000. */
    public static final int LONGEST_NUMBER = 900;

    private static final JsonMapper STRICT = JsonMapper.builder(bounded(LONGEST_TEXT))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Where the parser speaks of itself; of no use to whoever wrote the JSON. */
    private static final Pattern PARSERS_OWN_WORDS = Pattern.compile(" \\((start marker at )?\\[Source: [^\\]]*\\]\\)");

    private Json() {}

    /**
     * What makes parsers that refuse what exceeds the bounds of this class: the tree of a body stays small, however it is
     * written.
     *
     * @param longestText the most characters of one text
     */
    public static JsonFactory bounded(int longestText) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxTokenCount(MOST_TOKENS)
                        .maxStringLength(longestText)
                        .maxNameLength(LONGEST_NAME)
                        .maxNumberLength(LONGEST_NUMBER)
                        .build())
                .build();
    }

    /**
     * The body as a tree.
     *
     * @throws Problem 400 when it is empty, no JSON, not UTF-8, has a key twice, has a number that no decimal can hold,
     *     holds {@code \u0000} or half a surrogate pair, which have no place in a text, or exceeds one of the bounds of
     *     this class
     */
    public static JsonNode read(byte[] body) {
        JsonNode tree;
        try {
            tree = STRICT.readTree(utf8(body));
        } catch (MismatchedInputException e) {
            throw Problem.unreadable("Something follows after the end of the JSON" + at(e));
        } catch (StreamConstraintsException e) {
            throw outOfBounds();
        } catch (JsonProcessingException e) {
            throw Problem.unreadable("The body is not readable as JSON: "
                    + PARSERS_OWN_WORDS.matcher(e.getOriginalMessage()).replaceAll("")
                    + at(e));
        } catch (NumberFormatException e) {
            // The parser's own limits let an exponent through that no decimal can have.
            throw Problem.unreadable("The body is not readable as JSON: the exponent of a number is out of range.");
        }
        if (tree == null || tree.isMissingNode()) {
            throw Problem.unreadable("The body is empty; JSON was expected.");
        }
        refuseBrokenText(tree);
        return tree;
    }

    /** Decoded here, for the parser guesses at other encodings and lets overlong forms of UTF-8 pass. */
    private static String utf8(byte[] body) {
        return Texts.utf8(body)
                .orElseThrow(() -> Problem.unreadable("The body is not readable as JSON: it has to be UTF-8."));
    }

    /** Whether a text can be kept and sent on: no U+0000 and no half of a surrogate pair. */
    public static boolean isWholeText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            } else if (Character.isLowSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    /** The tree as text, members sorted by name: equal for all ways of writing the same. */
    public static String canonical(JsonNode tree) {
        return sorted(tree).toString();
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(element -> array.add(sorted(element)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Map<String, JsonNode> members = new TreeMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
        members.forEach(object::set);
        return object;
    }

    private static void refuseBrokenText(JsonNode node) {
        if (node.isTextual()) {
            refuseUnlessWhole(node.textValue());
        } else if (node.isArray()) {
            node.forEach(Json::refuseBrokenText);
        } else if (node.isObject()) {
            if (node.size() > MOST_MEMBERS) {
                throw outOfBounds();
            }
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                refuseUnlessWhole(member.getKey());
                refuseBrokenText(member.getValue());
            }
        }
    }

    private static void refuseUnlessWhole(String text) {
        if (!isWholeText(text)) {
            throw Problem.unreadable("A text in the body holds \\u0000 or half a surrogate pair.");
        }
    }

    private static Problem outOfBounds() {
        return Problem.unreadable("The body is not readable as JSON: it may have at most " + MOST_TOKENS + " tokens, "
                + MOST_MEMBERS + " members in an object, " + DEEPEST + " levels, " + LONGEST_TEXT
                + " characters in a text, " + LONGEST_NAME + " in a name and " + LONGEST_NUMBER + " in a number.");
    }

    private static String at(JsonProcessingException e) {
        return e.getLocation() == null
                ? "."
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ").";
    }
}
