package io.tierline.analytics.console.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The console's files as a browser gets them: from the service, not from the sources. */
@QuarkusTest
class ConsoleTest {

    /** What a file refers to: by attributes of the page, by imports of a module. */
    private static final Map<String, Pattern> REFERENCES = Map.of(
            "html", Pattern.compile("(?:href|src)=\"([^\"#]+)\""),
            "js", Pattern.compile("^import (?:[^'\";]* from )?'([./][^']+)'", Pattern.MULTILINE));

    private static final Map<String, String> TYPES =
            Map.of("html", "text/html", "js", "text/javascript", "css", "text/css", "svg", "image/svg+xml");

    private static final Pattern KEY = Pattern.compile("^  '([^']+)':", Pattern.MULTILINE);
    private static final Pattern USED_KEY = Pattern.compile("\\bt\\(\\s*'([^']+)'");
    private static final Pattern USED_GROUP = Pattern.compile("\\bt\\(\\s*`([^$`]+\\.)\\$|\\btCode\\('([^']+)'");

    @Test
    void thePageIsForAnybody_andMayRunAndAskNothingElse() {
        // When
        Response page = given().get("/");

        // Then
        page.then().statusCode(200).header("Referrer-Policy", "no-referrer");
        assertThat(page.contentType()).startsWith("text/html");
        List<String> policy =
                Arrays.asList(page.header("Content-Security-Policy").split("; "));
        assertThat(policy)
                .containsExactlyInAnyOrder(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "img-src 'self'",
                        "connect-src 'self' http://localhost:8082",
                        "base-uri 'none'",
                        "form-action 'none'",
                        "frame-ancestors 'none'",
                        "require-trusted-types-for 'script'",
                        "trusted-types 'none'");
    }

    @Test
    void everyFileThatThePageRefersTo_isServed() {
        // When
        Map<String, String> files = filesOfThePage();

        // Then
        assertThat(files)
                .containsKeys("/console/console.css", "/console/views/standards.js", "/console/words/zh-CN.js")
                .anySatisfy((path, text) -> assertThat(path).endsWith("/uPlot.esm.js"));
    }

    @Test
    void bothLanguagesHaveTheSameKeys() {
        List<String> english = keys("en");

        assertThat(english).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        assertThat(keys("zh-CN")).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(english);
    }

    @Test
    void everyWordThatThePageUses_isThere() {
        // Given
        Set<String> keys = Set.copyOf(keys("en"));
        String modules = filesOfThePage().entrySet().stream()
                .filter(file -> file.getKey().startsWith("/console/"))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining("\n"));

        // Then
        Set<String> used = matches(USED_KEY, modules);
        assertThat(used).hasSizeGreaterThan(50);
        assertThat(keys).containsAll(used);
        Set<String> groups = matches(USED_GROUP, modules);
        assertThat(groups)
                .hasSizeGreaterThan(10)
                .allSatisfy(group ->
                        assertThat(keys).anySatisfy(key -> assertThat(key).startsWith(group)));
    }

    @Test
    void theConfigurationSaysWhereGradingIs_andNothingElse() {
        given().get("/console/config")
                .then()
                .statusCode(200)
                .body("", equalTo(Map.of("grading", "http://localhost:8082")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/rates?by=team&window=P7D",
                "/v1/metrics",
                "/v1/rates/stream?by=team&window=P7D",
                "/console/%2e%2e/v1/metrics",
                "/webjars/../v1/metrics"
            })
    void theApiStaysClosed(String path) {
        given().urlEncodingEnabled(false).get(path).then().statusCode(401).body("code", equalTo("not-authenticated"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/",
                "/console/views/",
                "/webjars/",
                "/console/../application.properties",
                "/application.properties",
                "/META-INF/microprofile-config.properties",
                "/db/migration/V1__rates.sql",
                "/v1/index.html"
            })
    void nothingElseIsServed(String path) {
        given().urlEncodingEnabled(false).get(path).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8082, http://localhost:8082, http://localhost:8082",
        "https://grading.example/, https://grading.example, https://grading.example",
        "https://example:8443/grading/, https://example:8443/grading, https://example:8443"
    })
    void gradingHasAnAddressAndAnOrigin(String configured, String url, String origin) {
        assertThat(GradingAddress.of(configured)).isEqualTo(new GradingAddress(url, origin));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:8082",
                "grading.example",
                "ftp://grading.example",
                "https://user@grading.example",
                "https://grading.example?x=1",
                "https://a.example; script-src *",
                "https://a.example;script-src",
                "https://*"
            })
    void anAddressThatNoBrowserCouldUse_isRefused(String configured) {
        assertThatThrownBy(() -> GradingAddress.of(configured)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The page and what it refers to, by path, each with its text; each has to be served as what it is. */
    private static Map<String, String> filesOfThePage() {
        Map<String, String> files = new TreeMap<>();
        Deque<String> open = new ArrayDeque<>(List.of("/index.html"));
        while (!open.isEmpty()) {
            String path = open.pop();
            if (files.containsKey(path)) {
                continue;
            }
            String kind = path.substring(path.lastIndexOf('.') + 1);
            assertThat(TYPES).as(path).containsKey(kind);
            Response answer = given().get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.contentType()).as(path).startsWith(TYPES.get(kind));
            assertThat(answer.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(answer.header("Cache-Control")).as(path).isEqualTo("no-cache");
            String text = answer.asString();
            files.put(path, text);
            if (REFERENCES.containsKey(kind)) {
                matches(REFERENCES.get(kind), text).stream()
                        .map(reference -> URI.create(path).resolve(reference).toString())
                        .forEach(open::add);
            }
        }
        return files;
    }

    private static List<String> keys(String language) {
        String words = given().get("/console/words/" + language + ".js").asString();
        return KEY.matcher(words).results().map(key -> key.group(1)).toList();
    }

    /** What the pattern's groups found. */
    private static Set<String> matches(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        for (MatchResult match : pattern.matcher(text).results().toList()) {
            for (int group = 1; group <= match.groupCount(); group++) {
                if (match.group(group) != null) {
                    found.add(match.group(group));
                }
            }
        }
        return found;
    }
}
