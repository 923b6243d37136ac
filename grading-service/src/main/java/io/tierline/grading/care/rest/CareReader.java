package io.tierline.grading.care.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.grading.care.domain.CareContent;
import io.tierline.grading.care.domain.CareKind;
import io.tierline.grading.care.domain.Resolution;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.input.MergePatch;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what an entry of the care log is to say, with all faults at once. */
final class CareReader {

    static final int LONGEST_TEXT = 4_000;
    static final int MOST_TAGS = 20;
    static final int LONGEST_TAG = 50;

    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    /** A submission: the caller's id of the entry, or null, and what it says. */
    record Submission(String entryId, CareContent content) {}

    private final Instant now;
    private final List<Fault> faults = new ArrayList<>();

    private CareReader(Instant now) {
        this.now = now;
    }

    /** @throws Problem 422 with every fault */
    static Submission submission(JsonNode body, Instant now) {
        CareReader reader = new CareReader(now);
        JsonInput input = reader.object(body);
        input.require("kind");
        String entryId = input.id("entryId");
        CareKind kind = input.oneOf("kind", CareKind.BY_CODE);
        CareContent content = reader.content(input, kind);
        return new Submission(entryId, reader.checked(content));
    }

    /** A submission of a kind that the path says. @throws Problem 422 with every fault */
    static Submission submission(JsonNode body, CareKind kind, Instant now) {
        CareReader reader = new CareReader(now);
        JsonInput input = reader.object(body);
        String entryId = input.id("entryId");
        return new Submission(entryId, reader.checked(reader.content(input, kind)));
    }

    /** What the entry says after a merge patch (RFC 7396); its kind stays. @throws Problem 422 with every fault */
    static CareContent patched(CareContent content, JsonNode patch, Instant now) {
        CareReader reader = new CareReader(now);
        reader.object(patch);
        JsonInput input = reader.object(MergePatch.apply(tree(content), patch));
        return reader.checked(reader.content(input, content.kind()));
    }

    /** What is no object has no other faults. */
    private JsonInput object(JsonNode node) {
        JsonInput input = JsonInput.of(node, "", faults);
        checked(null);
        return input;
    }

    private CareContent content(JsonInput input, CareKind kind) {
        Instant at = input.instant("at");
        if (at != null && at.isAfter(now.plus(CLOCK_TOLERANCE))) {
            input.fault("at", "is more than 5 minutes ahead of now");
        }
        String text = words(input, "text");
        Integer score = input.wholeNumber("score", 0, 10);
        List<String> tags = tags(input);
        String solution = words(input, "solution");
        Resolution resolution = input.oneOf("resolution", Resolution.BY_CODE);
        input.refuseUnknown();
        if (kind == null) {
            return null;
        }
        if (!kind.isWordless()) {
            input.require("text");
        }
        if (kind.isScored()) {
            input.require("score");
        }
        refuseUnless(kind.isScored(), input, "score", "belongs to satisfaction alone");
        refuseUnless(kind.isSolvable(), input, "solution", "belongs to question, problem and case alone");
        refuseUnless(kind.isResolvable(), input, "resolution", "belongs to question and problem alone");
        return new CareContent(kind, at, text, score, tags, solution, resolution);
    }

    private static void refuseUnless(boolean may, JsonInput input, String name, String message) {
        if (!may && input.raw(name) != null) {
            input.fault(name, message);
        }
    }

    private static String words(JsonInput input, String name) {
        String words = input.text(name, LONGEST_TEXT);
        return words != null && words.isBlank() ? input.fault(name, "must not be blank") : words;
    }

    private List<String> tags(JsonInput input) {
        JsonNode given = input.raw("tags");
        List<String> tags = new ArrayList<>();
        if (given == null) {
            return tags;
        }
        if (!given.isArray() || given.size() > MOST_TAGS) {
            input.fault("tags", "must be a list of at most " + MOST_TAGS + " texts");
            return tags;
        }
        for (int i = 0; i < given.size(); i++) {
            String tag = given.get(i).isTextual() ? given.get(i).textValue().strip() : "";
            if (tag.isEmpty() || tag.codePointCount(0, tag.length()) > LONGEST_TAG) {
                faults.add(new Fault(
                        input.at("tags") + "/" + i,
                        "must be a text of 1 to " + LONGEST_TAG + " characters, not blank"));
            } else if (tags.contains(tag)) {
                faults.add(new Fault(input.at("tags") + "/" + i, "is there twice"));
            } else {
                tags.add(tag);
            }
        }
        return tags;
    }

    private CareContent checked(CareContent content) {
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return content;
    }

    private static ObjectNode tree(CareContent content) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("at", content.at().toString());
        tree.put("text", content.text());
        tree.put("score", content.score());
        ArrayNode tags = tree.putArray("tags");
        content.tags().forEach(tags::add);
        tree.put("solution", content.solution());
        tree.put(
                "resolution",
                content.resolution() == null ? null : content.resolution().code());
        return tree;
    }
}
