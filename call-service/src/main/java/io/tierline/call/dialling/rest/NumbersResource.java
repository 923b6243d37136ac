package io.tierline.call.dialling.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.contacts.application.Phones;
import io.tierline.call.dialling.application.CheckNumbers;
import io.tierline.call.dialling.domain.Verdict;
import io.tierline.call.dialling.rest.NumberView.CheckedNumbers;
import io.tierline.call.dialling.rest.NumberView.CheckedView;
import io.tierline.call.dialling.rest.NumberView.NumbersSubmission;
import io.tierline.call.policies.application.CompanyPolicy;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.rest.BodyLimit;
import io.tierline.kit.rest.LargestBody;
import io.tierline.kit.rest.PackedBody;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** May I dial? */
@Path("/v1/numbers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dialling", description = "Which numbers may be dialled now, which may not, and which trunks fail.")
public class NumbersResource {

    static final int MOST_NUMBERS = 5_000;

    /** A body with a list of so many numbers, in bytes. */
    static final int LARGEST_LIST = 1024 * 1024;

    private final CheckNumbers numbers;
    private final CompanyPolicy companies;
    private final Caller caller;

    NumbersResource(CheckNumbers numbers, CompanyPolicy companies, Caller caller) {
        this.numbers = numbers;
        this.companies = companies;
        this.caller = caller;
    }

    @GET
    @Path("/{phone}")
    @RolesAllowed({Roles.TELEPHONY, Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "getNumber", summary = "May I dial this number now?", description = """
                    The answer follows from the number's calls as they stand, from what was decided by hand, and from the \
                    suppression policy: a call that is corrected or arrives late changes it as if it had always been so. \
                    Where several reasons hold, the first in this order is told.

                    | reason | the number | until |
                    |---|---|---|
                    | `BL` | belongs to somebody hostile | for good |
                    | `DNC` | is not to be called, as the customer or somebody of ours has said | for good |
                    | `WN` | is a bad one; a suspended line is tried once more, after 30 days by default | for good, or the next try |
                    | `LONG_NA` | was not answered for long | 30 days by default, the second time for good |
                    | `COOL_OFF` | belongs to a customer who has just declined | by default 90 days after `NO_NEED`, 30 after `RJ` |
                    | `FREQUENCY` | was dialled as often as it may be today, by default three times | the end of the day |
                    | `HOURS` | is not called at this time of day | the next opening |
                    """)
    @APIResponse(
            responseCode = "200",
            description = "Whether it may be dialled.",
            content =
                    @Content(
                            schema = @Schema(implementation = NumberView.class),
                            examples = @ExampleObject(name = "just declined", value = NumberView.EXAMPLE)))
    @APIResponse(responseCode = "422", description = "It is no phone number.")
    public Uni<NumberView> get(
            @Parameter(description = "The number, best in E.164.", example = "+8613800138000") @RestPath String phone) {
        String tenant = caller.tenant();
        return companies.of(tenant).chain(company -> {
            String number = Phones.inPath(phone, company.defaultRegion());
            return numbers.check(tenant, Set.of(number)).map(verdicts -> NumberView.of(number, verdicts.get(number)));
        });
    }

    /** On a worker: reading thousands of numbers would hold up everybody else on the event loop. */
    @POST
    @Path("/check")
    @Blocking
    @LargestBody(LARGEST_LIST)
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.TELEPHONY, Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead
    @Operation(
            operationId = "checkNumbers",
            summary = "May I dial these numbers now?",
            description =
                    "1 to 5,000 numbers, at most 1 MB, also gzipped (Content-Encoding: gzip), answered in their order. One that is no number is not dialable and says so"
                            + " in its problem; it does not keep the others from being answered.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = NumbersSubmission.class),
                            examples = @ExampleObject(value = "{\"phones\":[\"+8613800138000\",\"13900001111\"]}")))
    @APIResponse(
            responseCode = "200",
            description = "An answer for each number.",
            content = @Content(schema = @Schema(implementation = CheckedNumbers.class)))
    @APIResponse(responseCode = "408", description = LargestBody.TOO_SLOW)
    @APIResponse(responseCode = "413", description = LargestBody.TOO_LARGE)
    @APIResponse(responseCode = "422", description = "It holds no number, more than 5,000, or is invalid as a whole.")
    @APIResponse(responseCode = "429", description = LargestBody.TENANT_OVERLOADED)
    @APIResponse(responseCode = "503", description = LargestBody.OVERLOADED)
    public Uni<CheckedNumbers> check(InputStream body, @RestHeader(HttpHeaders.CONTENT_ENCODING) String encoding) {
        String tenant = caller.tenant();
        List<JsonNode> asked =
                asked(Json.read(BodyLimit.read(PackedBody.unpacked(body, encoding, LARGEST_LIST), LARGEST_LIST)));
        String region = Phones.regionOf(companies, tenant);
        List<String> phones = new ArrayList<>(asked.size());
        asked.forEach(one -> phones.add(one.isTextual() ? Phones.e164(one.textValue(), region) : null));
        Set<String> known = new LinkedHashSet<>(phones);
        known.removeIf(Objects::isNull);
        return numbers.check(tenant, known).map(verdicts -> new CheckedNumbers(items(asked, phones, verdicts)));
    }

    private static List<JsonNode> asked(JsonNode body) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(body, "", faults);
        input.require("phones");
        List<JsonNode> phones = PhoneList.elements(input);
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return phones;
    }

    private static List<CheckedView> items(List<JsonNode> asked, List<String> phones, Map<String, Verdict> verdicts) {
        List<CheckedView> items = new ArrayList<>(asked.size());
        for (int i = 0; i < asked.size(); i++) {
            String phone = phones.get(i);
            items.add(
                    phone != null
                            ? CheckedView.of(phone, verdicts.get(phone))
                            : CheckedView.unreadable(
                                    asked.get(i).textValue(),
                                    Phones.problem("/phones/" + i).body()));
        }
        return items;
    }
}
