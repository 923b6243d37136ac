package io.tierline.grading.care;

import static io.tierline.grading.StoredCustomers.set;
import static io.tierline.grading.StoredCustomers.won;
import static io.tierline.grading.grades.GradingApi.as;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CaseLibraryTest {

    private final String tenant = newTenant();
    private final Instant now = Instant.now();
    private int minutes = 100;

    @BeforeEach
    void twoCustomersHaveAsked() {
        won(tenant, "acme");
        set(tenant, "acme", "name = '上海物流', profile = '{\"background\":{\"industry\":\"Logistics\"}}'");
        won(tenant, "beta");
        add("acme", "e-1", "problem", "导入价格表时，超过五百行就停止", "拆分文件", "导入");
        add("beta", "e-2", "question", "Which ports does the Import need?", "443 alone", "Network");
        add("acme", "e-3", "case", "Rolled out to 12 warehouses in a month", "价格表先行", "roll-out");
    }

    @ParameterizedTest
    @CsvSource({
        "价格表, e-3 e-1", // in the solution of e-3 and the text of e-1; the text counts more
        "五百, e-1",
        "五, e-1",
        "价格表 停止, e-1",
        "价格 表时, e-1",
        "格价, ''",
        "import, e-2",
        "ＩＭＰＯＲＴ, e-2",
        "ports NEED, e-2",
        "mpor, e-2",
        "12, e-3",
        "导入, e-1",
        "443 价格表, ''",
        "nothing, ''"
    })
    void wordsAreFoundWhereverTheyStand(String words, String expected) {
        assertThat(found("q=" + words))
                .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"10, 200", "11, 422"})
    void wordsAreTenAtMost(int words, int status) {
        as(tenant, "rep")
                .queryParam("q", "five ".repeat(words))
                .get("/v1/cases")
                .then()
                .statusCode(status);
    }

    @Test
    void bestComesFirst_thenTheNewest() {
        // Given
        add("acme", "r-1", "usage", "quartz once", null, "x");
        add("acme", "r-2", "case", "nothing here", "quartz in the solution", "x");
        add("acme", "r-3", "usage", "nothing here", null, "quartz");
        add("acme", "r-4", "usage", "quartz and quartz", null, "x");
        add("acme", "r-5", "usage", "quartz once", null, "x");

        // Then
        assertThat(found("q=quartz")).containsExactly("r-3", "r-4", "r-5", "r-1", "r-2");
        assertThat(pages("q=quartz&limit=2")).containsExactly("r-3", "r-4", "r-5", "r-1", "r-2");
    }

    @Test
    void libraryIsReadNewestFirst_whenNothingIsSought() {
        assertThat(found("limit=50")).containsExactly("e-3", "e-2", "e-1");
        assertThat(pages("limit=1")).containsExactly("e-3", "e-2", "e-1");
    }

    @Test
    void libraryIsNarrowedByTagIndustryAndKind() {
        assertThat(found("tag=network")).containsExactly("e-2");
        assertThat(found("tag=导入")).containsExactly("e-1");
        assertThat(found("tag=导")).isEmpty();
        assertThat(found("industry=Logistics")).containsExactly("e-3", "e-1");
        assertThat(found("industry=Banking")).isEmpty();
        assertThat(found("kind=question")).containsExactly("e-2");
        assertThat(found("kind=case&industry=Logistics&q=价格表&tag=roll-out")).containsExactly("e-3");
        assertThat(found("kind=case&industry=Logistics&q=价格表&tag=导入")).isEmpty();
    }

    @Test
    void entrySaysWhoseItIs() {
        as(tenant, "rep")
                .get("/v1/cases?q=五百")
                .then()
                .statusCode(200)
                .body("items[0].customerName", equalTo("上海物流"))
                .body("items[0].industry", equalTo("Logistics"))
                .body("items[0].entry.customerId", equalTo("acme"))
                .body("items[0].entry.solution", equalTo("拆分文件"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-info", "concern"})
    void whatIsNoLessonForOthersIsNotInTheLibrary(String kind) {
        // When
        add("acme", "k-1", kind, "quartz", null, "x");

        // Then
        assertThat(found("q=quartz")).isEmpty();
        assertThat(found("limit=50")).doesNotContain("k-1");
        as(tenant, "rep").get("/v1/cases?kind=" + kind).then().statusCode(422);
    }

    @Test
    void changesAreFound_andWhatIsGoneIsNot() {
        // When
        as(tenant, "rep")
                .body("{\"text\":\"quartz\",\"tags\":[\"watch\"]}")
                .patch("/v1/customers/beta/care/e-2")
                .then()
                .statusCode(200);

        // Then
        assertThat(found("q=quartz")).containsExactly("e-2");
        assertThat(found("tag=watch")).containsExactly("e-2");
        assertThat(found("q=ports")).isEmpty();

        // When
        as(tenant, "rep").delete("/v1/customers/beta/care/e-2").then().statusCode(204);

        // Then
        assertThat(found("q=quartz")).isEmpty();
    }

    @Test
    void signsThatMeanSomethingElsewhereAreOrdinaryHere() {
        // Given
        add("acme", "w-1", "usage", "100%_\\ 'done' {x}", null, "x");

        // Then
        for (String words : List.of("100%_", "%", "'done'", "{x}", "\\")) {
            assertThat(as(tenant, "rep")
                            .queryParam("q", words)
                            .get("/v1/cases")
                            .jsonPath()
                            .getList("items.entry.entryId"))
                    .as(words)
                    .isEqualTo(List.of("w-1"));
        }
    }

    @Test
    void otherTenantsFindNothing() {
        assertThat(as(newTenant(), "manager").get("/v1/cases?q=价格表").jsonPath().getList("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=",
                "q=%20",
                "q=a%00b",
                "tag=",
                "industry=",
                "kind=gossip",
                "limit=501",
                "sort=at",
                "cursor=x",
                "q=a&cursor=WyIyMDI2LTAxLTAxVDAwOjAwOjAwWiIsImUtMSJd", // ["2026-01-01T00:00:00Z","e-1"]
                "q=a&cursor=WyJ4IiwiMjAyNi0wMS0wMVQwMDowMDowMFoiLCJlLTEiXQ" // ["x","2026-01-01T00:00:00Z","e-1"]
            })
    void searchRefusesWhatItDoesNotKnow(String query) {
        as(tenant, "rep")
                .urlEncodingEnabled(false)
                .get("/v1/cases?" + query)
                .then()
                .statusCode(422);
    }

    /** Each a minute after the one before. */
    private void add(String customer, String id, String kind, String text, String solution, String tag) {
        as(tenant, "rep")
                .body(
                        "{\"entryId\":\"%s\",\"kind\":\"%s\",\"text\":\"%s\",\"solution\":%s,\"tags\":[\"%s\"],\"at\":\"%s\"}"
                                .formatted(
                                        id,
                                        kind,
                                        text.replace("\\", "\\\\"),
                                        solution == null ? null : "\"" + solution + "\"",
                                        tag,
                                        now.minusSeconds(60L * minutes--)))
                .post("/v1/customers/" + customer + "/care")
                .then()
                .statusCode(201);
    }

    private List<String> found(String query) {
        return as(tenant, "rep")
                .get("/v1/cases?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.entry.entryId");
    }

    private List<String> pages(String query) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            var page = as(tenant, "rep").get("/v1/cases?" + query + cursor).jsonPath();
            ids.addAll(page.getList("items.entry.entryId"));
            cursor = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        } while (cursor != null);
        return ids;
    }
}
