package io.tierline.call.dialling.rest;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.contacts.application.Phones;
import io.tierline.call.dialling.application.ListSuppressions;
import io.tierline.call.dialling.application.ListSuppressions.Suppressed;
import io.tierline.call.dialling.application.MarkNumbers;
import io.tierline.call.dialling.domain.Reason;
import io.tierline.call.dialling.rest.SuppressionView.MarkPage;
import io.tierline.call.dialling.rest.SuppressionView.MarkView;
import io.tierline.call.dialling.rest.SuppressionView.SuppressionPage;
import io.tierline.call.dialling.rest.SuppressionView.SuppressionReport;
import io.tierline.call.dialling.rest.SuppressionView.SuppressionSubmission;
import io.tierline.call.policies.application.CompanyPolicy;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.BatchWrite;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.rest.BatchBody;
import io.tierline.kit.rest.LargestBody;
import io.tierline.kit.rest.PackedBody;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.Variant;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Numbers that are suppressed, by their past or by hand. */
@Path("/v1/suppressions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dialling")
public class SuppressionsResource {

    private static final MediaType CSV = MediaType.valueOf(Csv.MEDIA_TYPE);
    private static final Map<String, MediaType> FORMATS = Map.of("json", MediaType.APPLICATION_JSON_TYPE, "csv", CSV);
    private static final Map<String, Reason> REASONS = Arrays.stream(Reason.values())
            .filter(Reason::isSuppression)
            .collect(Collectors.toMap(Enum::name, Function.identity()));
    private static final int LONGEST_REASON = 500;
    private static final int EXPORTED_AT_ONCE = 5_000;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final ListSuppressions suppressions;
    private final MarkNumbers marks;
    private final CompanyPolicy companies;
    private final Caller caller;

    SuppressionsResource(ListSuppressions suppressions, MarkNumbers marks, CompanyPolicy companies, Caller caller) {
        this.suppressions = suppressions;
        this.marks = marks;
        this.companies = companies;
        this.caller = caller;
    }

    /** On a worker, which may wait: an export is written as it is read, and is never in memory as a whole. */
    @GET
    @Blocking
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.TELEPHONY, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead
    @Operation(
            operationId = "listSuppressions",
            summary = "List the numbers that are suppressed now",
            description =
                    "Those that may not be dialled for BL, DNC, WN, LONG_NA or COOL_OFF, in the order of the numbers; a"
                            + " number is shown with its first reason. As CSV (Accept: text/csv or ?format=csv) all of them come at"
                            + " once, with the columns phone, reason, since, until. A page may have fewer items than its limit and"
                            + " not be the last: go on until next is null.")
    @APIResponse(
            responseCode = "200",
            description = "The numbers.",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = SuppressionPage.class)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Response list(
            @Parameter(description = "Only those suppressed for it: BL, DNC, WN, LONG_NA, COOL_OFF.") @RestQuery
                    String reason,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default; not for CSV.") @RestQuery String limit,
            @Parameter(description = "The next of the page before; not for CSV.") @RestQuery String cursor,
            @Parameter(description = "json or csv; wins over the Accept header.") @RestQuery String format,
            @Context Request request) {
        QueryInput query = new QueryInput();
        Reason wanted = query.oneOf("reason", reason, REASONS);
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        MediaType asked = query.oneOf("format", format, FORMATS);
        MediaType type = asked != null ? asked : preferred(request);
        if (type.equals(CSV) && limit != null) {
            query.fault("limit", "is not for CSV, which has all of them");
        }
        if (type.equals(CSV) && cursor != null) {
            query.fault("cursor", "is not for CSV, which has all of them");
        }
        query.refuseFaults();
        String tenant = caller.tenant();
        if (type.equals(CSV)) {
            // Before the answer begins, so that what goes wrong at once can still be said.
            Page<Suppressed> first = page(tenant, wanted, EXPORTED_AT_ONCE, null);
            return Response.ok(export(tenant, wanted, first), CSV.withCharset("UTF-8"))
                    .build();
        }
        Page<Suppressed> page = page(tenant, wanted, items == null ? Page.DEFAULT_LIMIT : items, cursor);
        return Response.ok(page.map(SuppressionView::of), type).build();
    }

    private StreamingOutput export(String tenant, Reason wanted, Page<Suppressed> first) {
        return out -> {
            out.write(SuppressionView.csv(first.items()).getBytes(StandardCharsets.UTF_8));
            for (String next = first.next(); next != null; ) {
                Page<Suppressed> page = page(tenant, wanted, EXPORTED_AT_ONCE, next);
                String csv = SuppressionView.csv(page.items());
                out.write(csv.substring(csv.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8));
                next = page.next();
            }
        };
    }

    private Page<Suppressed> page(String tenant, Reason reason, int limit, String cursor) {
        return suppressions.page(tenant, reason, limit, cursor).await().atMost(LONGEST_WAIT);
    }

    private static MediaType preferred(Request request) {
        // What is acceptable at all has been decided by @Produces.
        Variant variant = request.selectVariant(
                Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, CSV).build());
        return variant == null ? MediaType.APPLICATION_JSON_TYPE : variant.getMediaType();
    }

    /** On a worker: reading thousands of numbers would hold up everybody else on the event loop. */
    @POST
    @Blocking
    @Cancellable(false)
    @LargestBody(LargestBody.BATCH)
    @Consumes({MediaType.APPLICATION_JSON, BatchBody.NDJSON, "application/ndjson", Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.TELEPHONY, Roles.MANAGER, Roles.ADMIN})
    @BatchWrite
    @Operation(
            operationId = "suppressNumbers",
            summary = "Suppress numbers for good",
            description =
                    "As JSON one number or up to 5,000 with one reason; as NDJSON or CSV (columns phone, reason) up to"
                            + " 5,000 with a reason each, also gzipped (Content-Encoding: gzip). Each number stands alone: one that is wrong is rejected with its problem,"
                            + " the others are suppressed, all in one commit. Send the same as often as you like: a number that is"
                            + " suppressed by hand already is left as it is. Who did it is taken from the token.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = SuppressionSubmission.class),
                        examples = @ExampleObject(name = "one number", value = SuppressionSubmission.EXAMPLE)),
                @Content(mediaType = BatchBody.NDJSON, schema = @Schema(implementation = SuppressionSubmission.class)),
                @Content(
                        mediaType = Csv.MEDIA_TYPE,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(value = "phone,reason\n+8613800138000,asked by letter"))
            })
    @APIResponse(
            responseCode = "200",
            description = "What became of each number.",
            content = @Content(schema = @Schema(implementation = SuppressionReport.class)))
    @APIResponse(responseCode = "408", description = LargestBody.TOO_SLOW)
    @APIResponse(responseCode = "413", description = LargestBody.TOO_LARGE)
    @APIResponse(responseCode = "422", description = "It holds no number, more than 5,000, or is invalid as a whole.")
    @APIResponse(responseCode = "429", description = LargestBody.TENANT_OVERLOADED)
    @APIResponse(responseCode = "503", description = LargestBody.OVERLOADED)
    public Uni<SuppressionReport> suppress(
            InputStream body,
            @RestHeader(HttpHeaders.CONTENT_TYPE) MediaType type,
            @RestHeader(HttpHeaders.CONTENT_ENCODING) String encoding) {
        String tenant = caller.tenant();
        String by = caller.subject();
        UnwantedNumbers numbers = UnwantedNumbers.read(
                PackedBody.unpacked(body, encoding, LargestBody.BATCH), type, Phones.regionOf(companies, tenant));
        return marks.suppress(tenant, by, numbers.readable()).map(numbers::report);
    }

    @DELETE
    @Path("/{phone}")
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "liftSuppression",
            summary = "Lift a suppression",
            description =
                    "Takes away whatever suppresses the number, whether a person or its calls gave cause: BL, DNC, WN,"
                            + " LONG_NA, COOL_OFF. Calls from before that arrive or are corrected later do not bring it back; later"
                            + " calls may. Hours and frequency are not lifted. Who did it is taken from the token.")
    @APIResponse(
            responseCode = "200",
            description = "Whether the number may be dialled now.",
            content = @Content(schema = @Schema(implementation = NumberView.class)))
    @APIResponse(responseCode = "404", description = "Nothing suppresses the number (code not-suppressed).")
    public Uni<NumberView> lift(
            @Parameter(description = "The number, best in E.164.", example = "+8613800138000") @RestPath String phone,
            @Parameter(
                            description = "Why: 1 to 500 characters.",
                            required = true,
                            example = "new owner of the number, says the carrier")
                    @RestQuery
                    String reason) {
        QueryInput query = new QueryInput();
        if (reason == null) {
            query.fault("reason", "is required");
        } else if (!Json.isWholeText(reason)
                || reason.isBlank()
                || reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
            query.fault("reason", "must have 1 to " + LONGEST_REASON + " characters");
        }
        query.refuseFaults();
        String tenant = caller.tenant();
        String by = caller.subject();
        return companies.of(tenant).chain(company -> {
            String number = Phones.inPath(phone, company.defaultRegion());
            return marks.lift(tenant, by, number, reason).map(verdict -> NumberView.of(number, verdict));
        });
    }

    @GET
    @Path("/{phone}/history")
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "listMarks",
            summary = "See who decided what about a number",
            description = "What was decided by hand, the first first; none for a number that only its calls speak for.")
    @APIResponse(
            responseCode = "200",
            description = "All of it.",
            content = @Content(schema = @Schema(implementation = MarkPage.class)))
    public Uni<MarkPage> history(
            @Parameter(description = "The number, best in E.164.", example = "+8613800138000") @RestPath String phone) {
        String tenant = caller.tenant();
        return companies
                .of(tenant)
                .chain(company -> marks.history(tenant, Phones.inPath(phone, company.defaultRegion()))
                        .map(found ->
                                new MarkPage(found.stream().map(MarkView::of).toList(), null)));
    }
}
