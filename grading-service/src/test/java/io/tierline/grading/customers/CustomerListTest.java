package io.tierline.grading.customers;

import static io.tierline.grading.customers.CustomersApi.card;
import static io.tierline.grading.customers.CustomersApi.ids;
import static io.tierline.grading.customers.CustomersApi.kept;
import static io.tierline.grading.customers.CustomersApi.list;
import static io.tierline.grading.customers.CustomersApi.manager;
import static io.tierline.grading.customers.CustomersApi.patch;
import static io.tierline.grading.customers.CustomersApi.put;
import static io.tierline.grading.grades.GradingApi.awaitTier;
import static io.tierline.grading.grades.GradingApi.newTenant;
import static io.tierline.grading.grades.PublishedCalls.but;
import static io.tierline.grading.grades.PublishedCalls.call;
import static io.tierline.grading.grades.PublishedCalls.publish;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.tierline.kit.paging.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CustomerListTest {

    private final String tenant = newTenant();

    @Test
    void filtersNarrowTheList_allOfThemTogether() {
        // Given
        kept(
                tenant,
                "acme",
                "owner.rep",
                "li.wei",
                "owner.team",
                "east-1",
                "tags",
                List.of("Expo 2026", "vip"),
                "profile.background.industry",
                "Software",
                "profile.background.region",
                "上海",
                "profile.background.stage",
                "growth",
                "profile.background.organisation",
                "Two plants",
                "profile.background.salesChannels",
                List.of("dealers", "web shop"),
                "profile.coverage.domains",
                List.of("HR", "legal"),
                "profile.coverage.leadDomain",
                "HR",
                "profile.needs.interests",
                List.of("payroll"),
                "profile.needs.goals",
                List.of("one contract", "降本"),
                "profile.needs.reasonsToBuy",
                List.of("new law"),
                "profile.needs.reasonsNotToBuy",
                List.of("price"),
                "profile.needs.urgency",
                "urgent",
                "profile.decision.decisionProcess",
                "EB+UB",
                "profile.decision.buyingHabit",
                "yearly",
                "profile.competition.competingProducts",
                List.of("Initech HR"),
                "profile.source.sourceKind",
                "online",
                "profile.source.sourceName",
                "天眼查");
        kept(tenant, "fence", "profile.background.industry", "Software services");
        kept(tenant, "blank", "name", "Blank");

        // Then
        for (String filter : List.of(
                "rep=li.wei",
                "team=east-1",
                "owner=li.wei",
                "tag=vip",
                "tag=expo 2026",
                "industry=software",
                "industry=ＳＯＦＴＷＡＲＥ",
                "region=上海",
                "stage=growth",
                "organisation=two plants",
                "salesChannel=web shop",
                "domain=legal",
                "interest=payroll",
                "goal=降本",
                "reasonToBuy=new law",
                "reasonNotToBuy=price",
                "decisionProcess=EB+UB",
                "buyingHabit=yearly",
                "leadDomain=hr",
                "urgency=urgent",
                "competingProduct=initech hr",
                "sourceKind=online",
                "sourceName=天眼查",
                "industry=software&region=上海&tag=vip&owner=li.wei&status=open&overdue=false&tier=none")) {
            assertThat(ids(tenant, filter)).as(filter).containsExactly("acme");
        }
        assertThat(ids(tenant, "owner=none")).containsExactly("blank", "fence");
        assertThat(ids(tenant, "leadDomain=legal")).isEmpty();
        assertThat(ids(tenant, "reasonToBuy=price")).isEmpty();
        assertThat(ids(tenant, "decisionProcess=EB")).isEmpty();
        assertThat(ids(tenant, "industry=software&region=北京")).isEmpty();
        assertThat(ids(tenant, "status=won")).isEmpty();
        assertThat(ids(tenant, "tier=none")).containsExactly("acme", "blank", "fence");
    }

    @Test
    void filterFollowsTheCard() {
        // Given
        kept(tenant, "acme", "profile.background.industry", "software", "name", "Acme");

        // When
        patch(tenant, "acme", card("profile.background.industry", "retail", "name", "Fence"));

        // Then
        assertThat(ids(tenant, "industry=software")).isEmpty();
        assertThat(ids(tenant, "industry=retail")).containsExactly("acme");
        assertThat(ids(tenant, "q=acme")).isEmpty();
        assertThat(ids(tenant, "q=fence")).containsExactly("acme");
    }

    @Test
    void namesAreFound_inAnyScript_byAnyPartOfThem() {
        // Given
        kept(tenant, "yunfan", "name", "上海云帆科技有限公司");
        kept(tenant, "yun", "name", "云帆");
        kept(tenant, "fanyun", "name", "帆云科技");
        kept(tenant, "yunhai", "name", "云帆海运");
        kept(tenant, "acme", "name", "ＡＣＭＥ  Trading Ltd");
        kept(tenant, "none", "tags", List.of("云帆"));

        // Then
        assertThat(ids(tenant, "q=云帆")).containsExactly("yun", "yunhai", "yunfan");
        assertThat(ids(tenant, "q=帆")).containsExactlyInAnyOrder("yun", "yunfan", "fanyun", "yunhai");
        assertThat(ids(tenant, "q=科技 上海")).containsExactly("yunfan");
        assertThat(ids(tenant, "q=有限公司")).containsExactly("yunfan");
        assertThat(ids(tenant, "q=acme trading")).containsExactly("acme");
        assertThat(ids(tenant, "q=CME T")).containsExactly("acme");
        assertThat(ids(tenant, "q=ltd acme")).containsExactly("acme");
        assertThat(ids(tenant, "q=帆科云")).isEmpty();
        assertThat(ids(tenant, "q=x")).isEmpty();
        assertThat(ids(tenant, "q=云帆&sort=-id")).containsExactly("yunhai", "yunfan", "yun");
    }

    @Test
    void allPiecesOfAWordAreNotTheWord() {
        // Given: ab, bc are in it, abc is not
        kept(tenant, "acme", "name", "bc ab");

        // Then
        assertThat(ids(tenant, "q=abc")).isEmpty();
        assertThat(ids(tenant, "q=ab")).containsExactly("acme");
        assertThat(ids(tenant, "q=%")).isEmpty();
        assertThat(ids(tenant, "q=_")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "-id",
                "name",
                "-name",
                "tier",
                "-tier",
                "due",
                "-due",
                "progress",
                "-progress",
                "changedAt",
                "-changedAt"
            })
    void pagesAreTheListInPieces_inEveryOrder(String sort) {
        // Given: with and without a value, and equals
        kept(tenant, "c1", "name", "Same");
        kept(tenant, "c2", "name", "Same");
        kept(tenant, "c3", "name", "Other");
        publish(
                tenant,
                call("pbx-4", "c4", "C"),
                call("pbx-5", "c5", "D"),
                but(
                        call("pbx-6", "c6", "C"),
                        "startedAt",
                        Instant.now().minusSeconds(90_000).toString()),
                call("pbx-7", "c7", "RJ"));
        awaitTier(tenant, "c7", null);
        awaitTier(tenant, "c6", "C");
        awaitTier(tenant, "c5", "D");
        awaitTier(tenant, "c4", "C");

        // When
        List<String> whole = ids(tenant, "sort=" + sort);
        List<String> pieces = new ArrayList<>();
        String next = null;
        do {
            JsonPath page = list(tenant, "limit=2&sort=" + sort + (next == null ? "" : "&cursor=" + next))
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            pieces.addAll(page.getList("items.customerId"));
            next = page.getString("next");
        } while (next != null);

        // Then
        assertThat(whole).hasSize(7);
        assertThat(pieces).isEqualTo(whole);
        switch (sort) {
            case "id" -> assertThat(whole).isSorted();
            case "name" -> assertThat(whole).startsWith("c3", "c1", "c2");
            case "-name" -> assertThat(whole).startsWith("c2", "c1", "c3").endsWith("c4");
            case "tier" -> assertThat(whole).containsExactly("c4", "c6", "c5", "c1", "c2", "c3", "c7");
            case "-tier" -> assertThat(whole).containsExactly("c5", "c6", "c4", "c7", "c3", "c2", "c1");
            case "progress" -> assertThat(whole.subList(0, 1)).containsExactly("c6");
            default -> {}
        }
    }

    @Test
    void pageStaysWhereItIs_whileCustomersComeAndGo() {
        // Given
        for (String id : List.of("b", "d", "f")) {
            kept(tenant, id, "name", "Name " + id);
        }
        JsonPath first = list(tenant, "limit=2&sort=name").extract().jsonPath();

        // When: one before the place, one after it, and one of the page is gone
        kept(tenant, "a", "name", "Name a");
        kept(tenant, "e", "name", "Name e");
        patch(tenant, "d", card("name", null));

        // Then
        assertThat(first.getList("items.customerId")).containsExactly("b", "d");
        assertThat(ids(tenant, "limit=2&sort=name&cursor=" + first.getString("next")))
                .containsExactly("e", "f");
    }

    @Test
    void cursorBelongsToItsOrder() {
        // Given
        kept(tenant, "a", "name", "A");
        kept(tenant, "b", "name", "B");
        String byName = list(tenant, "limit=1&sort=name").extract().path("next");

        // Then
        list(tenant, "limit=1&sort=name&cursor=" + byName).statusCode(200);
        // More than the column can hold, and less
        for (int fit : List.of(70_000, Integer.MAX_VALUE, -70_000)) {
            list(tenant, "sort=-fit&cursor=" + Cursor.of("-FIT", "=" + fit, "a"))
                    .statusCode(200);
        }
        for (String query : List.of(
                "sort=-name&cursor=" + byName,
                "sort=due&cursor=" + byName,
                "cursor=" + byName,
                "sort=due&cursor=" + Cursor.of("DUE", "=yesterday", "a"),
                "sort=due&cursor=" + Cursor.of("DUE", "=-999999999-01-01T00:00:00Z", "a"),
                "sort=due&cursor=" + Cursor.of("DUE", "2026", "a"),
                "sort=tier&cursor=" + Cursor.of("TIER", "=x", "a"),
                "sort=id&cursor=" + Cursor.of("ID", "-", "a b"),
                "cursor=x")) {
            list(tenant, query).statusCode(422).body("errors[0].pointer", equalTo("?cursor"));
        }
    }

    @Test
    void badQueriesAreRefused_withEveryFault() {
        list(tenant, "sort=size&status=lose&overdue=maybe&limit=501&format=xml&industry=" + "x".repeat(201))
                .statusCode(422)
                .body(
                        "errors.pointer",
                        containsInAnyOrder("?sort", "?status", "?overdue", "?limit", "?format", "?industry"));
        list(tenant, "sort=relevance").statusCode(422).body("errors[0].pointer", equalTo("?sort"));
        list(tenant, "colour=red").statusCode(422).body("errors[0].pointer", equalTo("?colour"));
        manager(tenant)
                .urlEncodingEnabled(false)
                .get("/v1/customers?q=%20")
                .then()
                .statusCode(422);
        manager(tenant)
                .urlEncodingEnabled(false)
                .get("/v1/customers?tag=%00")
                .then()
                .statusCode(422);
        manager(tenant)
                .urlEncodingEnabled(false)
                .get("/v1/customers?q=a+b+c+d+e+f+g+h+i+j+k")
                .then()
                .statusCode(422);
    }

    @Test
    void listSaysUpToWhichTierChangeItIsTrue() {
        // Given
        publish(tenant, call("pbx-1", "acme", "C"));
        awaitTier(tenant, "acme", "C");

        // Then
        list(tenant, "owner=nobody").body("items.size()", equalTo(0)).body("position", equalTo(1));
        list(tenant, "tier=C").body("items.size()", equalTo(1)).body("position", equalTo(1));
    }

    @Test
    void tableHasAllCustomersAndTheirProfiles_andRunsNothing() {
        // Given
        kept(
                tenant,
                "acme",
                "name",
                "=cmd()",
                "tags",
                List.of("a", "b"),
                "profile.background.headCount",
                120,
                "profile.background.organisation",
                "Two plants",
                "profile.background.salesChannels",
                List.of("dealers", "web shop"),
                "profile.coverage.domains",
                List.of("HR", "legal"),
                "profile.coverage.leadDomain",
                "HR");
        kept(tenant, "fence", "name", "Fence");

        // When
        String table = manager(tenant)
                .header("Accept", "text/csv")
                .get("/v1/customers")
                .then()
                .statusCode(200)
                .header("Content-Type", containsString("text/csv"))
                .extract()
                .asString();

        // Then
        List<String> lines = table.lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).startsWith("customerId,name,ownerRep,ownerTeam,referredBy,tags,status,round,tier");
        assertThat(lines.get(1))
                .startsWith("acme,'=cmd(),,,,a;b,open,1,")
                .contains(",120,")
                .contains(",HR;legal,HR,");
        assertThat(manager(tenant)
                        .get("/v1/customers?format=csv&q=fence")
                        .asString()
                        .lines())
                .hasSize(2);
        list(tenant, "format=csv&limit=5").statusCode(422);
    }

    @Test
    void tableIsWhole_whenItIsLongerThanAPage() {
        // Given
        StringBuilder batch = new StringBuilder("customerId,name\n");
        for (int i = 0; i < 1_001; i++) {
            batch.append("c").append(i).append(",Customer ").append(i).append('\n');
        }
        manager(tenant)
                .contentType("text/csv")
                .body(batch.toString())
                .post("/v1/customers/batch?items=rejected")
                .then()
                .statusCode(200)
                .body("created", equalTo(1_001));

        // Then
        assertThat(manager(tenant)
                        .get("/v1/customers?format=csv&sort=-name")
                        .asString()
                        .lines()
                        .distinct())
                .hasSize(1_002);
    }

    @Test
    void customerCanBeCalledLikeAWordOfTheApi() {
        put(tenant, "batch", Map.of("name", "Batch")).then().statusCode(201);
        assertThat(ids(tenant, "q=batch")).containsExactly("batch");
    }
}
