package io.tierline.grading.deals.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.Roles;
import io.tierline.grading.deals.application.KeepReasons;
import io.tierline.grading.deals.application.ReasonCatalogue;
import io.tierline.grading.deals.domain.ClosingReason;
import io.tierline.grading.deals.domain.ClosingReasons;
import io.tierline.grading.deals.domain.Result;
import io.tierline.grading.standards.domain.Label;
import io.tierline.grading.standards.domain.Language;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.JsonInput;
import io.tierline.kit.problem.Fault;
import io.tierline.kit.problem.Problem;
import io.tierline.kit.rest.IfMatch;
import io.tierline.kit.rest.LargestBody;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;

/** The company's list of reasons why deals end. */
@Path("/v1/closing-reasons")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Deals")
public class ClosingReasonsResource {

    private static final int LARGEST_BODY = 256 * 1024;
    private static final int LONGEST_LABEL = 200;
    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private static final String EXAMPLE = "{\"reasons\":[{\"code\":\"price\",\"for\":[\"won\",\"lost\"],"
            + "\"label\":{\"en\":\"Price\",\"zh-CN\":\"价格\"},\"active\":true},{\"code\":\"too-small\","
            + "\"for\":[\"disqualified\"],\"label\":{\"en\":\"Too small\",\"zh-CN\":\"规模过小\"},\"active\":true}]}";

    /** The list as it is sent. */
    @Schema(name = "ClosingReasons")
    record ReasonsView(
            @Schema(description = "In the order in which they are offered; at most 200.")
            List<ReasonView> reasons) {

        static ReasonsView of(ClosingReasons reasons) {
            return new ReasonsView(reasons.all().stream().map(ReasonView::of).toList());
        }
    }

    /** A reason as it is sent. */
    @Schema(name = "ClosingReason")
    record ReasonView(
            @Schema(description = "Kebab-case, stable; at most 64 characters.", examples = "price")
            String code,

            @JsonProperty("for")
            @Schema(name = "for", description = "The results that it can explain.", examples = "[\"won\",\"lost\"]")
            List<String> results,

            @Schema(description = "Words for people, in en, zh-CN or both; at most 200 characters.")
            Map<String, Object> label,

            @Schema(description = "false: it is not offered any more; true by default.")
            boolean active) {

        static ReasonView of(ClosingReason reason) {
            return new ReasonView(
                    reason.code(),
                    reason.results().stream().sorted().map(Words::of).toList(),
                    reason.label().toTree(),
                    reason.active());
        }
    }

    private final KeepReasons keepReasons;
    private final Caller caller;

    ClosingReasonsResource(KeepReasons keepReasons, Caller caller) {
        this.keepReasons = keepReasons;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getClosingReasons",
            summary = "Read why deals can end",
            description = "The company's list, or the one that everybody starts with until it is set.")
    @APIResponse(
            responseCode = "200",
            description = "The list; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = ReasonsView.class)))
    public Uni<Response> get() {
        return keepReasons.of(caller.tenant()).map(ClosingReasonsResource::answer);
    }

    @PUT
    @LargestBody(LARGEST_BODY)
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "putClosingReasons",
            summary = "Set why deals can end",
            description = "Replaces the whole list. A code that some closing names has to stay; active false takes it"
                    + " out of use.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = ReasonsView.class),
                            examples = @ExampleObject(name = "two reasons", value = EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The list as it is now.",
            content = @Content(schema = @Schema(implementation = ReasonsView.class)))
    @APIResponse(responseCode = "409", description = "A code was left out that some closing names.")
    @APIResponse(responseCode = "412", description = "The list has changed since the revision in If-Match.")
    public Uni<Response> put(
            byte[] body,
            @Parameter(description = "The ETag of the list that you have in mind.") @RestHeader(HttpHeaders.IF_MATCH)
                    String ifMatch) {
        ClosingReasons reasons = read(Json.read(body));
        return keepReasons
                .put(caller.tenant(), reasons, caller.subject(), IfMatch.accepted(ifMatch))
                .map(ClosingReasonsResource::answer);
    }

    private static ClosingReasons read(JsonNode body) {
        List<Fault> faults = new ArrayList<>();
        JsonInput input = JsonInput.of(body, "", faults);
        JsonNode list = input.raw("reasons");
        List<ClosingReason> reasons = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        if (list == null) {
            input.require("reasons");
        } else if (!list.isArray() || list.isEmpty() || list.size() > ClosingReasons.MOST) {
            input.fault("reasons", "must be a list of 1 to " + ClosingReasons.MOST + " reasons");
        } else {
            for (int i = 0; i < list.size(); i++) {
                reasons.add(reason(JsonInput.of(list.get(i), input.at("reasons") + "/" + i, faults), codes, faults));
            }
        }
        input.refuseUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return new ClosingReasons(reasons);
    }

    /** The reason; null when something is wrong with it, which is a fault. */
    private static ClosingReason reason(JsonInput input, Set<String> codes, List<Fault> faults) {
        int before = faults.size();
        String code = input.text("code", 64);
        input.require("code");
        if (code != null && !CODE.matcher(code).matches()) {
            input.fault("code", "must be of small letters, digits and hyphens, such as no-budget");
        } else if (code != null && !codes.add(code)) {
            input.fault("code", "stands in the list twice");
        }
        Set<Result> results = results(input);
        Label label = label(input);
        Boolean active = input.flag("active");
        input.refuseUnknown();
        return faults.size() > before ? null : new ClosingReason(code, results, label, active == null || active);
    }

    private static Set<Result> results(JsonInput input) {
        JsonNode list = input.raw("for");
        Set<Result> results = EnumSet.noneOf(Result.class);
        if (list == null) {
            input.require("for");
            return results;
        }
        list.forEach(word -> {
            Result result = word.isTextual() ? Words.RESULTS.get(word.textValue()) : null;
            if (result != null) {
                results.add(result);
            }
        });
        if (!list.isArray() || list.isEmpty() || results.size() != list.size()) {
            input.fault("for", "must be a list of some of won, lost, disqualified, each at most once");
        }
        return results;
    }

    private static Label label(JsonInput input) {
        JsonInput label = input.object("label");
        if (label == null) {
            input.require("label");
            return null;
        }
        String en = label.text(Language.EN.tag(), LONGEST_LABEL);
        String zhCn = label.text(Language.ZH_CN.tag(), LONGEST_LABEL);
        label.refuseUnknown();
        if (input.raw("label").isObject()
                && label.raw(Language.EN.tag()) == null
                && label.raw(Language.ZH_CN.tag()) == null) {
            input.fault("label", "needs words in at least one of the languages en and zh-CN");
        }
        // Who works in one language writes only that one.
        return en == null && zhCn == null ? null : new Label(en == null ? zhCn : en, zhCn == null ? en : zhCn);
    }

    private static Response answer(ReasonCatalogue catalogue) {
        return Response.ok(ReasonsView.of(catalogue.reasons()))
                .tag(String.valueOf(catalogue.revision()))
                .build();
    }
}
