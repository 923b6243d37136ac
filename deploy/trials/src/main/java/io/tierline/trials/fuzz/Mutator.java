package io.tierline.trials.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tierline.trials.fuzz.Request.Framing;
import io.tierline.trials.fuzz.Request.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/** Spoils requests, one thing at a time. */
final class Mutator {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final List<String> STRINGS = List.of(
            "",
            " ",
            "\t\n",
            "null",
            "0",
            "-1",
            "true",
            "[]",
            "{}",
            "\u0000",
            "a\u0000b",
            "\u0001\u001b[31m",
            "\u2028\u2029",
            "\u202eabc\u202c",
            "\u0645\u0631\u062d\u0628\u0627",
            "\ud83d\ude80\ud83d\udc69\u200d\ud83d\udc67",
            "e\u0301\u0327".repeat(40),
            "\ufeff",
            "\uffff\ufffe",
            "\u5f20\u4e09",
            "=1+1",
            "@SUM(A1:A9)",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "'; DROP TABLE call; --",
            "%00",
            "%s%n%x",
            "${jndi:ldap://127.0.0.1:9/a}",
            "../../etc/passwd",
            "a/b",
            "a\\b",
            "a,b;\"c\"\r\nd",
            "<script>alert(1)</script>",
            "2026-13-45T99:99:99Z",
            "2026-02-29T00:00:00",
            "+999999999-12-31T23:59:59Z",
            "-999999999-01-01T00:00:00Z",
            "0000-00-00",
            "9999-12-31T23:59:60Z",
            "2026-11-23T09:30:00+25:00",
            "2026-11-23T09:30:00.123456789012Z",
            "P99999999999D",
            "PT-1S",
            "P366D",
            "+8613800138000",
            "+999999999999999999",
            "\uff0b\uff18\uff16138",
            "lead-01M84JS0N4FP143KTNMA5VKJAN",
            "fs:x",
            "%",
            "_",
            ".",
            "..",
            "x".repeat(128),
            "x".repeat(129),
            "x".repeat(501),
            "\u4e00".repeat(4001),
            "x".repeat(70_000));

    /** For members that have an expression of the Common Expression Language. */
    private static final List<String> EXPRESSIONS = List.of(
            "1/0 == 1",
            "reached",
            "reached.size(",
            "profile.nothing == 1",
            "outcomes['XX'] > 0",
            "reached.all(a, reached.all(b, reached.all(c, reached.all(d, a == d))))",
            "'a'.matches('(a+)+$')",
            "!".repeat(2000) + "true",
            "(".repeat(500) + "true" + ")".repeat(500),
            "[1,2,3].map(x, [x].map(y, [y].map(z, z))).size() > 0",
            "9223372036854775807 + 1 > 0",
            "true ? 1 : 'x'",
            "\"\\u0000\" == ''",
            "daysToDecision == daysToDecision && " + "true && ".repeat(400) + "true");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "0.5",
            "1.0",
            "1e2",
            "1e400",
            "-1e400",
            "1e-400",
            "1e999999999",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "0.1234567890123456789012345678901234567890",
            "9".repeat(999),
            "9".repeat(1001),
            "NaN",
            "Infinity",
            "01",
            "+1",
            "0x10",
            ".5",
            "1.");

    private static final List<String> RAW_STRINGS = List.of(
            "\"\\ud800\"",
            "\"a\\udc00b\"",
            "\"\\u0000\"",
            "\"\\x41\"",
            "\"\\u12\"",
            "'x'",
            "\"a\nb\"",
            "undefined",
            "tru",
            "");

    private static final List<String> MEDIA_TYPES = List.of(
            "application/json",
            "application/json;charset=utf-16",
            "application/json; charset=\"nonsense\"",
            "application/merge-patch+json",
            "application/x-ndjson",
            "text/csv",
            "text/csv; header=absent",
            "text/plain",
            "application/xml",
            "application/octet-stream",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "*/*",
            "json",
            "",
            "/",
            "application/json, text/csv",
            "application/json;" + "a=b;".repeat(300));

    private static final List<String> ACCEPT = List.of(
            "*/*",
            "",
            "text/csv",
            "text/csv;q=0",
            "text/plain",
            "application/xml",
            "image/*",
            "application/json;q=2",
            "nonsense",
            "application/json;q=0.1,text/csv;q=0.9",
            "text/event-stream",
            "*/*;q=0",
            ",,,",
            "application/json;v=\"");

    private static final List<String> LANGUAGES = List.of(
            "zh-CN",
            "en;q=0",
            "*",
            "",
            "xx-YY",
            "zh-Hans-CN-x-private",
            ";q=",
            "en-US,en;q=0.5,*;q=0.1",
            "a".repeat(300));

    private static final List<String> TAGS = List.of(
            "\"1\"",
            "\"2\"",
            "W/\"1\"",
            "*",
            "1",
            "\"\"",
            "\"x\"",
            "\"1\", \"2\"",
            "\"99999999999999999999\"",
            "\"-1\"",
            "\"1",
            "");

    private static final List<String> EVENT_IDS =
            List.of("0", "1", "-1", "99999999999999999999", "x", "", "1.5", "\u00e4", "9223372036854775807");

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    void mutate(Draft draft) {
        int what = random.nextInt(100);
        if (what < 55 && draft.hasBody()) {
            mutateBody(draft);
        } else if (what < 75) {
            mutateQuery(draft);
        } else if (what < 88) {
            mutateHeaders(draft);
        } else if (what < 92) {
            mutatePath(draft);
        } else if (what < 96) {
            draft.credential = oneOf(Credentials.BAD);
        } else if (what < 98) {
            mutateFraming(draft);
        } else {
            draft.method =
                    oneOf(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "get"));
            draft.bare.add(400); // a name of a method that HTTP does not know
        }
    }

    private void mutateBody(Draft draft) {
        int what = random.nextInt(100);
        if (draft.json != null && what < 75) {
            mutateJson(draft);
        } else if (draft.text != null && what < 75) {
            mutateText(draft);
        } else if (what < 92) {
            mutateBytes(draft);
        } else {
            pack(draft);
        }
    }

    private void mutateJson(Draft draft) {
        ArrayNode root = JSON.arrayNode().add(draft.json);
        List<Consumer<JsonNode>> places = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<JsonNode> values = new ArrayList<>();
        collect(root, "", places, names, values);
        int chosen = random.nextInt(places.size());
        JsonNode value = values.get(chosen).deepCopy();
        List<ObjectNode> objects = values.stream()
                .filter(JsonNode::isObject)
                .map(each -> (ObjectNode) each)
                .toList();
        ObjectNode object = objects.isEmpty() ? JSON.objectNode() : oneOf(objects);
        switch (random.nextInt(14)) {
            case 0, 1 -> places.get(chosen).accept(otherType(value));
            case 2 -> object.remove(anyName(object));
            case 3 ->
                object.set(oneOf(List.of("unknown", "", "__proto__", "x".repeat(1001), "callId ", "tenant")), value);
            case 4 -> object.set(draft.raw('"' + anyName(object) + '"'), value);
            case 5, 6 -> places.get(chosen).accept(JSON.textNode(draft.raw(oneOf(NUMBERS))));
            case 7, 8, 9 ->
                places.get(chosen)
                        .accept(JSON.textNode(oneOf(names.get(chosen).equals("when") ? EXPRESSIONS : STRINGS)));
            case 10 -> places.get(chosen).accept(JSON.textNode(draft.raw(oneOf(RAW_STRINGS))));
            case 11 -> places.get(chosen).accept(JSON.textNode(draft.raw(deep())));
            case 12 -> places.get(chosen).accept(JSON.textNode(draft.raw(wide())));
            default -> places.get(chosen).accept(many(draft, value));
        }
        draft.json = root.get(0);
    }

    /** All values in a tree, each with its name and a way to replace it. */
    private static void collect(
            JsonNode parent,
            String parentName,
            List<Consumer<JsonNode>> places,
            List<String> names,
            List<JsonNode> values) {
        if (parent instanceof ObjectNode object) {
            object.properties().forEach(each -> {
                places.add(other -> object.set(each.getKey(), other));
                names.add(each.getKey());
                values.add(each.getValue());
                collect(each.getValue(), each.getKey(), places, names, values);
            });
        } else if (parent instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                places.add(other -> array.set(index, other));
                names.add(parentName);
                values.add(array.get(i));
                collect(array.get(i), parentName, places, names, values);
            }
        }
    }

    private JsonNode otherType(JsonNode value) {
        List<JsonNode> others = new ArrayList<>(List.of(
                JSON.nullNode(),
                JSON.booleanNode(true),
                JSON.numberNode(12),
                JSON.textNode("12"),
                JSON.textNode(value.asText("x")),
                JSON.arrayNode(),
                JSON.arrayNode().add(value),
                JSON.objectNode(),
                JSON.objectNode().set("value", value)));
        others.removeIf(other -> other.getNodeType() == value.getNodeType());
        return oneOf(others);
    }

    private String anyName(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names.isEmpty() ? "none" : oneOf(names);
    }

    private String deep() {
        int depth = oneOf(List.of(50, 97, 98, 99, 100, 101, 1000, 1001, 20_000));
        return random.nextBoolean()
                ? "[".repeat(depth) + "]".repeat(depth)
                : "{\"a\":".repeat(depth) + "1" + "}".repeat(random.nextInt(10) == 0 ? depth - 1 : depth);
    }

    private String wide() {
        int width = oneOf(List.of(100, 1999, 2000, 2001, 6000));
        StringBuilder wide = new StringBuilder("{\"m0\":0");
        for (int i = 1; i < width; i++) {
            wide.append(",\"m").append(i).append("\":").append(i);
        }
        return wide.append('}').toString();
    }

    /** The same value again and again. */
    private JsonNode many(Draft draft, JsonNode value) {
        String one = value.toString();
        int times = Math.min(
                oneOf(List.of(2, 51, 201, 501, 2, 51, 201, 501, 5000, 5001, 20_001)), 1_000_000 / (one.length() + 1));
        return JSON.textNode(draft.raw('[' + (one + ',').repeat(Math.max(1, times)) + one + ']'));
    }

    private void mutateText(Draft draft) {
        int at = random.nextInt(draft.text.length() + 1);
        String odd = oneOf(STRINGS);
        draft.text = switch (random.nextInt(6)) {
            case 0 -> draft.text.substring(0, at);
            case 1 -> draft.text + draft.text;
            case 2 ->
                draft.text.substring(0, at)
                        + oneOf(List.of("\"", ",", "\r", "\n\n", "\u0000", "&", "=", "%zz", ";", "{"))
                        + draft.text.substring(at);
            case 3 -> draft.text.replace(",", ";");
            case 4 -> ",".repeat(oneOf(List.of(10, 999, 1001))) + "\n" + draft.text;
            default -> draft.text.substring(0, at) + odd + draft.text.substring(at);
        };
    }

    private void mutateBytes(Draft draft) {
        int at = random.nextInt(1000);
        draft.packing.add(
                switch (random.nextInt(10)) {
                    case 0 -> body -> Arrays.copyOf(body, share(body, at));
                    case 1 -> body -> new byte[0];
                    case 2 -> body -> join(body, "x".getBytes(StandardCharsets.UTF_8));
                    case 3 -> body -> join(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, body);
                    case 4 -> body -> new String(body, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
                    case 5 -> body -> join(" ".repeat(80_000).getBytes(StandardCharsets.UTF_8), body);
                    case 6 -> body -> new byte[at];
                    default ->
                        inserted(at, oneOf(List.of("ff", "c080", "eda080", "f4908080", "00", "e4b8", "80", "fe")));
                });
    }

    /** So many thousandths of a body's length. */
    private static int share(byte[] body, int thousandths) {
        return (int) ((long) body.length * thousandths / 1000);
    }

    private static UnaryOperator<byte[]> inserted(int at, String hex) {
        byte[] bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        return body -> {
            int place = share(body, at);
            return join(Arrays.copyOf(body, place), join(bytes, Arrays.copyOfRange(body, place, body.length)));
        };
    }

    /** Says that the body is packed, whether it is or not. */
    private void pack(Draft draft) {
        String coding = "gzip";
        switch (random.nextInt(8)) {
            case 0, 1 -> draft.packing.add(Mutator::gzip);
            case 2 -> draft.packing.add(body -> Arrays.copyOf(gzip(body), gzip(body).length * 2 / 3));
            case 3 -> draft.packing.add(body -> body);
            case 4 -> draft.packing.add(body -> gzip(gzip(body)));
            case 5 ->
                draft.packing.add(body -> {
                    byte[] packed = gzip(body);
                    packed[packed.length / 2] ^= 0x55;
                    return packed;
                });
            case 6 -> {
                int size = oneOf(List.of(100_000, 200_000, 1_100_000, 17_000_000));
                String unit = oneOf(List.of(" ", "{},", "0,", "[", "\n", "\"x\","));
                draft.packing.add(body ->
                        gzip(("[" + unit.repeat(size / unit.length()) + "0]").getBytes(StandardCharsets.UTF_8)));
                draft.maybeCutOff = true;
            }
            default ->
                coding = oneOf(List.of("br", "deflate", "identity", "gzip, gzip", "x-gzip", "nonsense", "GZIP", ""));
        }
        draft.replaceHeader("Content-Encoding", coding);
    }

    private void mutateQuery(Draft draft) {
        List<String[]> query = draft.query;
        String[] any = query.isEmpty() ? new String[] {"limit", "1"} : oneOf(query);
        switch (random.nextInt(9)) {
            case 0 -> query.add(any.clone());
            case 1 ->
                query.add(new String[] {oneOf(List.of("unknown", "", "limit ", "LIMIT", "callId[]", "\u0000")), "1"});
            case 2 -> query.remove(any);
            case 3 -> {
                draft.rawQuery =
                        oneOf(List.of("&%zz=1", "&a=%", "&a=%C0%80", "&a=%ff", "&=", "&&&", "&a", "&a=b=c", "&a=%00"));
                draft.bare.add(400);
            }
            case 4 -> draft.rawQuery = "&q=" + "x".repeat(oneOf(List.of(2000, 8100, 8200, 33_000)));
            case 5 -> any[1] = oneOf(NUMBERS);
            case 6 ->
                query.add(new String[] {
                    oneOf(List.of("limit", "cursor", "from", "to", "format", "ticket", "after", "tz")), oneOf(NUMBERS)
                });
            default -> any[1] = shortString();
        }
    }

    private String shortString() {
        String odd = oneOf(STRINGS);
        return odd.length() > 2000 ? odd.substring(0, 2000) : odd;
    }

    private void mutateHeaders(Draft draft) {
        switch (random.nextInt(13)) {
            case 0, 1 -> draft.replaceHeader("Content-Type", oneOf(MEDIA_TYPES));
            case 2 -> draft.headers.removeIf(header -> header.name().equals("Content-Type"));
            case 3 -> draft.replaceHeader("Accept", oneOf(ACCEPT));
            case 4 -> draft.replaceHeader("Accept-Language", oneOf(LANGUAGES));
            case 5, 6 -> draft.replaceHeader("If-Match", oneOf(TAGS));
            case 7 -> draft.replaceHeader("Last-Event-ID", oneOf(EVENT_IDS));
            case 8 ->
                draft.headers.add(new Header("Range", oneOf(List.of("bytes=0-1", "bytes=-1", "x", "bytes=9-1,0-0"))));
            case 9 -> draft.headers.add(new Header("X-Large", "x".repeat(oneOf(List.of(1000, 21_000, 70_000)))));
            case 10 -> {
                for (int i = 0; i < 400; i++) {
                    draft.headers.add(new Header("X-" + i, "x"));
                }
            }
            case 11 -> draft.headers.addAll(List.copyOf(draft.headers));
            default -> {
                draft.headers.add(oneOf(List.of(
                        new Header("X-Odd", "\u00e4\u00ff"),
                        new Header("X-Nul", "a\u0000b"),
                        new Header("X Odd", "a"),
                        new Header("", "a"),
                        new Header("Host", "a/b"),
                        new Header("Origin", "https://elsewhere.example"),
                        new Header("Expect", "100-continue"),
                        new Header("Expect", "nonsense"),
                        new Header("Upgrade", "h2c"),
                        new Header("Cookie", "a=b;".repeat(200)),
                        new Header("X-HTTP-Method-Override", "DELETE"),
                        new Header("Accept-Encoding", "gzip;q=x, br"),
                        new Header("Forwarded", "for=\"_x\";host=evil"),
                        new Header("Authorization", "Bearer x"))));
                draft.bare.addAll(Set.of(400, 403));
            }
        }
    }

    private void mutatePath(Draft draft) {
        if (random.nextInt(3) > 0 && !draft.inPath.isEmpty()) {
            draft.inPath.put(
                    oneOf(List.copyOf(draft.inPath.keySet())), random.nextBoolean() ? shortString() : oneOf(NUMBERS));
            return;
        }
        draft.path = oneOf(List.of(
                draft.path + "/",
                "/" + draft.path,
                draft.path.toUpperCase(),
                draft.path + "/%zz",
                draft.path + "/%C0%80",
                draft.path + "/%00",
                draft.path + ";a=b",
                draft.path + "/../../v1",
                "/",
                "/v1",
                "/v1/nothing",
                "/q/metrics",
                "/q/health",
                "/console/%2e%2e/%2e%2e/etc/passwd",
                "*",
                "http://elsewhere.example" + draft.path));
        draft.bare.add(400);
    }

    private void mutateFraming(Draft draft) {
        int what = random.nextInt(10);
        if (what == 0) {
            draft.version = oneOf(List.of("HTTP/1.0", "HTTP/2.0", "HTTP/1.2", "HTTP/9", "x"));
        } else if (what == 1) {
            draft.headers.removeIf(header -> header.name().equals("Host"));
        } else if (what == 2) {
            draft.packing.add(body -> new byte[17_000_000]);
        } else {
            draft.framing = oneOf(Arrays.asList(Framing.values()));
        }
        draft.bare.addAll(Set.of(400, 413));
        draft.maybeCutOff = true;
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    static byte[] gzip(byte[] body) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
