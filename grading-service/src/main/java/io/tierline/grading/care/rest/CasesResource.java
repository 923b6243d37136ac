package io.tierline.grading.care.rest;

import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.grading.care.application.Cases;
import io.tierline.grading.care.application.Cases.Query;
import io.tierline.grading.care.domain.CareKind;
import io.tierline.grading.care.rest.CareView.CasePage;
import io.tierline.grading.care.rest.CareView.CaseView;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.search.Grams;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** The case library over REST. */
@Path("/v1/cases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Care")
public class CasesResource {

    private static final int LONGEST_QUERY = 100;
    private static final int MOST_WORDS = 10;
    private static final int LONGEST_INDUSTRY = 200;

    private static final Map<String, CareKind> KINDS = kinds();

    private final Cases cases;
    private final Caller caller;

    CasesResource(Cases cases, Caller caller) {
        this.cases = cases;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead
    @Operation(
            operationId = "searchCases",
            summary = "Search the case library",
            description =
                    "Questions, problems, cases and usage of all the company's customers: what an industry struggles"
                            + " with and what helped. Words all have to occur, in any case or width, Chinese without blanks too."
                            + " With words the best come first (a tag counts more than the text, the text more than the solution),"
                            + " from the 1,000 newest that match; otherwise the newest.")
    @APIResponse(
            responseCode = "200",
            description = "A page of what matches.",
            content = @Content(schema = @Schema(implementation = CasePage.class)))
    public Uni<Page<CaseView>> find(
            @Parameter(description = "At most 10 words, 1 to 100 characters.", example = "import") @RestQuery String q,
            @Parameter(description = "A tag, in any case or width.", example = "import") @RestQuery String tag,
            @Parameter(description = "The customer's industry, as in its profile.", example = "Logistics") @RestQuery
                    String industry,
            @Parameter(description = "question, problem, case or usage.") @RestQuery String kind,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before, for the same search.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        Query sought = new Query(
                text(query, "q", q, LONGEST_QUERY),
                text(query, "tag", tag, CareReader.LONGEST_TAG),
                text(query, "industry", industry, LONGEST_INDUSTRY),
                query.oneOf("kind", kind, KINDS));
        if (sought.text() != null
                && Grams.words(Grams.normalised(sought.text())).size() > MOST_WORDS) {
            query.fault("q", "must have at most " + MOST_WORDS + " words");
        }
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        return cases.find(caller.tenant(), sought, items == null ? Page.DEFAULT_LIMIT : items, cursor)
                .map(page -> page.map(CaseView::of));
    }

    private static String text(QueryInput query, String name, String value, int longest) {
        if (value == null) {
            return null;
        }
        return value.isBlank() || value.codePointCount(0, value.length()) > longest || !Json.isWholeText(value)
                ? query.fault(name, "must have 1 to " + longest + " characters")
                : value;
    }

    private static Map<String, CareKind> kinds() {
        Map<String, CareKind> kinds = new LinkedHashMap<>(CareKind.BY_CODE);
        kinds.values().removeIf(kind -> !kind.isInLibrary());
        return kinds;
    }
}
