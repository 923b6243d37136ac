package io.tierline.grading.grades.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.CustomerPath;
import io.tierline.grading.Roles;
import io.tierline.grading.companies.application.ReaderLanguages;
import io.tierline.grading.grades.application.FindGrade;
import io.tierline.grading.grades.application.FindGrade.Question;
import io.tierline.grading.grades.application.LearnQualification;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.grading.grades.domain.Statement;
import io.tierline.grading.standards.application.Faults;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.input.MergePatch;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Customers and their grades over REST. */
@Path("/v1/customers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers", description = "What is known about customers, and the grade that follows from it.")
public class CustomersResource {

    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private final FindGrade findGrade;
    private final LearnQualification learnQualification;
    private final ReaderLanguages languages;
    private final Caller caller;
    private final Clock clock;
    private final ObjectMapper json;

    CustomersResource(
            FindGrade findGrade,
            LearnQualification learnQualification,
            ReaderLanguages languages,
            Caller caller,
            Clock clock,
            ObjectMapper json) {
        this.findGrade = findGrade;
        this.learnQualification = learnQualification;
        this.languages = languages;
        this.caller = caller;
        this.clock = clock;
        this.json = json;
    }

    @GET
    @Path("/{customerId}/grade")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getGrade",
            summary = "See a customer's grade and why it is so",
            description =
                    "Derived at this moment from everything that calls and people have said. asOf and standard derive any past"
                            + " grade under any version; the profile is always the present one. Labels and reasons come in English"
                            + " or Chinese by Accept-Language.")
    public Uni<GradeView> grade(
            @RestPath String customerId,
            @Parameter(
                            description =
                                    "A past moment: only what had been observed by then counts, corrections since included.",
                            example = "2026-11-20T18:00:00+08:00")
                    @RestQuery
                    String asOf,
            @Parameter(description = "A version of the standard; the active one by default.") @RestQuery
                    String standard,
            @Context HttpHeaders headers) {
        QueryInput query = new QueryInput();
        Question question = new Question(
                query.instant("asOf", asOf), query.wholeNumber("standard", standard, 1, Integer.MAX_VALUE));
        query.refuseFaults();
        CustomerKey customer = CustomerPath.key(caller, customerId);
        return languages
                .of(customer.tenant(), headers.getAcceptableLanguages())
                .chain(language ->
                        findGrade.of(customer, question).map(grade -> GradeView.of(customer, grade, language)));
    }

    @PATCH
    @Path("/{customerId}/qualification")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "patchQualification",
            summary = "Write down what was learned",
            description =
                    "What you leave out is not touched; null says that nothing is known, for a key person of everything"
                            + " about them. observedAt says when it was learned, now by default: per field the latest word counts,"
                            + " be it yours or a call's. The customer is made if its first call is still under way, unless"
                            + " its id is a phone number with its plus (422). Answers the grade that follows.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = QualificationPatch.class),
                            examples = @ExampleObject(name = "learned", value = QualificationPatch.EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The grade by now.",
            content = @Content(schema = @Schema(implementation = GradeView.class)))
    @APIResponse(
            responseCode = "422",
            description = "Something in the patch cannot be; errors names every fault and where it is.")
    public Uni<GradeView> learn(@RestPath String customerId, byte[] body, @Context HttpHeaders headers) {
        JsonNode patch = Json.read(body);
        List<Fault> faults = new ArrayList<>();
        CustomerKey customer = CustomerPath.key(caller, customerId);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        JsonInput input = JsonInput.of(patch, "", faults);
        Instant observedAt = input.instant("observedAt");
        if (observedAt != null && observedAt.isAfter(now.plus(CLOCK_TOLERANCE))) {
            input.fault("observedAt", "is more than 5 minutes ahead of now");
        }
        Statement statement = patch.isObject() ? statement(patch, faults) : Statement.SILENT;
        if (faults.isEmpty() && statement.says().isEmpty()) {
            faults.add(new Fault("", "says nothing about the customer"));
        }
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return learnQualification
                .learn(customer, observedAt == null ? now : observedAt, caller.subject(), statement)
                .chain(() -> findGrade.of(customer))
                .chain(grade -> languages
                        .of(customer.tenant(), headers.getAcceptableLanguages())
                        .map(language -> GradeView.of(customer, grade, language)));
    }

    private Statement statement(JsonNode patch, List<Fault> faults) {
        ObjectNode qualification = patch.deepCopy();
        qualification.remove("observedAt");
        List<io.tierline.grading.standards.domain.Fault> found = new ArrayList<>();
        Statement statement = Statement.read(json.convertValue(qualification, Object.class), "", found);
        faults.addAll(Faults.inProblem(found));
        return statement;
    }
}
