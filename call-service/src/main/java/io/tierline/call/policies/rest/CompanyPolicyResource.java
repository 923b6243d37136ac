package io.tierline.call.policies.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.contacts.domain.Phone;
import io.tierline.call.policies.application.CompanyPolicy;
import io.tierline.call.policies.application.Policies;
import io.tierline.call.policies.application.Policy;
import io.tierline.call.policies.domain.Company;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.rest.IfMatch;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;

/** The company's time zone, default region and languages over REST. */
@Path("/v1/policies/company")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Policies", description = "What a company decides for itself.")
public class CompanyPolicyResource {

    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    /** The policy as it is sent. */
    @Schema(name = "CompanyPolicy")
    record CompanyView(
            @Schema(description = "IANA name; where the company's days begin and end.", examples = "Asia/Shanghai")
            String timeZone,

            @Schema(
                    description = "Two letters (ISO 3166): the country of phone numbers without country code.",
                    examples = "CN")
            String defaultRegion,

            @Schema(
                    description = "The preferred one first: en, zh-CN.",
                    examples = {"zh-CN", "en"})
            List<String> languages) {

        static CompanyView of(Company company) {
            return new CompanyView(company.timeZone().getId(), company.defaultRegion(), company.languages());
        }
    }

    private final Policies policies;
    private final CompanyPolicy companyPolicy;
    private final Caller caller;

    CompanyPolicyResource(Policies policies, CompanyPolicy companyPolicy, Caller caller) {
        this.policies = policies;
        this.companyPolicy = companyPolicy;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.TELEPHONY, Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getCompanyPolicy",
            summary = "Read time zone, region and languages",
            description = "UTC, CN and en until they are set.")
    @APIResponse(
            responseCode = "200",
            description = "The policy; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = CompanyView.class)))
    public Uni<Response> get() {
        return policies.newest(caller.tenant(), CompanyPolicy.KIND).map(CompanyPolicyResource::answer);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "putCompanyPolicy",
            summary = "Set time zone, region and languages",
            description =
                    "Replaces the whole policy: a member that is left out is at its default afterwards. The policy"
                            + " travels to the other services, which count their days by it.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = CompanyView.class),
                            examples =
                                    @ExampleObject(
                                            value =
                                                    "{\"timeZone\":\"Asia/Shanghai\",\"defaultRegion\":\"CN\",\"languages\":[\"zh-CN\",\"en\"]}")))
    @APIResponse(
            responseCode = "200",
            description = "The policy as it is now.",
            content = @Content(schema = @Schema(implementation = CompanyView.class)))
    @APIResponse(responseCode = "412", description = "The policy has changed since the revision in If-Match.")
    public Uni<Response> put(byte[] body, @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        Company company = company(Json.read(body));
        return companyPolicy
                .put(caller.tenant(), company, caller.subject(), IfMatch.accepted(ifMatch))
                .map(CompanyPolicyResource::answer);
    }

    private static Company company(JsonNode body) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(body, "", faults);
        ZoneId timeZone = timeZone(input);
        String region = region(input);
        List<String> languages = languages(input);
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return new Company(timeZone, region, languages);
    }

    private static ZoneId timeZone(JsonInput input) {
        String zone = input.text("timeZone", 64);
        if (zone == null) {
            return Company.DEFAULT.timeZone();
        }
        return ZONES.contains(zone)
                ? ZoneId.of(zone)
                : input.fault("timeZone", "is no time zone of the IANA database, such as Asia/Shanghai");
    }

    private static String region(JsonInput input) {
        String region = input.text("defaultRegion", 2);
        if (region == null) {
            return Company.DEFAULT.defaultRegion();
        }
        return Phone.isRegion(region)
                ? region
                : input.fault("defaultRegion", "is no region in two capital letters, such as CN");
    }

    private static List<String> languages(JsonInput input) {
        JsonNode array = input.raw("languages");
        if (array == null) {
            return Company.DEFAULT.languages();
        }
        Set<String> languages = new LinkedHashSet<>();
        array.forEach(language -> languages.add(language.asText()));
        return array.isArray()
                        && languages.size() == array.size()
                        && !languages.isEmpty()
                        && Company.LANGUAGES.containsAll(languages)
                ? List.copyOf(languages)
                : input.fault("languages", "must be a list of en and zh-CN, each at most once, at least one");
    }

    private static Response answer(Policy<Company> policy) {
        return Response.ok(CompanyView.of(policy.value()))
                .tag(String.valueOf(policy.revision()))
                .build();
    }
}
