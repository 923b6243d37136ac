package io.tierline.grading.customers.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.tierline.grading.CustomerPath;
import io.tierline.grading.Roles;
import io.tierline.grading.customers.application.CustomerFilter;
import io.tierline.grading.customers.application.CustomerList.Entry;
import io.tierline.grading.customers.application.CustomerList.Listed;
import io.tierline.grading.customers.application.CustomerList.Order;
import io.tierline.grading.customers.application.FindCustomers;
import io.tierline.grading.customers.application.KeepCustomers;
import io.tierline.grading.customers.application.KeepCustomers.Result;
import io.tierline.grading.customers.application.KeepCustomers.Wish;
import io.tierline.grading.customers.domain.Author;
import io.tierline.grading.customers.domain.CustomerCard;
import io.tierline.grading.customers.rest.CustomerView.PageView;
import io.tierline.grading.grades.domain.CustomerKey;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.MergePatch;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.BatchWrite;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.rest.BatchBody;
import io.tierline.kit.rest.IfMatch;
import io.tierline.kit.rest.LargestBody;
import io.tierline.kit.rest.PackedBody;
import io.tierline.kit.search.Grams;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
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

/** What people say of customers, over REST. */
@Path("/v1/customers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Customers")
public class CardsResource {

    private static final int EXPORTED_AT_ONCE = 500;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** Whether to report the rejected items of a batch alone, in the words of the API. */
    private static final Map<String, Boolean> REPORTED_ITEMS = Map.of("all", false, "rejected", true);

    /** A list that was asked for. */
    private record Asked(String tenant, CustomerFilter filter, Order order, String sought) {}

    private final KeepCustomers keepCustomers;
    private final FindCustomers findCustomers;
    private final Caller caller;

    CardsResource(KeepCustomers keepCustomers, FindCustomers findCustomers, Caller caller) {
        this.keepCustomers = keepCustomers;
        this.findCustomers = findCustomers;
        this.caller = caller;
    }

    /** On a worker, which may wait: an export is written as it is read, and is never in memory as a whole. */
    @GET
    @Blocking
    @Produces({MediaType.APPLICATION_JSON, Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead(when = {"limit>100", ExpensiveRead.CSV})
    @Operation(operationId = "listCustomers", summary = "List and find customers", description = """
                    Those that match all filters, with the `position` of the last tier change that the page reflects: a stream \
                    after that position continues the list without a gap.

                    `q` finds names that contain each of its words, in any script, also single characters (`q=云帆`); names that \
                    are just that come first, then those that begin with it. Filters on the profile compare whole values. Neither \
                    minds the width of characters or the case of letters.

                    What has no value comes last in every order. A cursor belongs to the order that it comes from. As CSV \
                    (Accept: text/csv or ?format=csv) all customers come at once, with their profiles, a list in one cell \
                    separated by semicolons.
                    """)
    @APIResponse(
            responseCode = "200",
            description = "The customers.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = PageView.class)),
                @Content(mediaType = Csv.MEDIA_TYPE, schema = @Schema(type = SchemaType.STRING))
            })
    public Response list(
            @Parameter(description = "What the name contains.", example = "云帆") @RestQuery String q,
            @Parameter(description = "A tier's code, or none for customers without one.", example = "B") @RestQuery
                    String tier,
            @Parameter(description = "Whose: the owner, or the last caller while there is no owner.") @RestQuery
                    String rep,
            @Parameter(description = "The team of that rep.") @RestQuery String team,
            @Parameter(description = "A rep who owns them, or none for the pool.") @RestQuery String owner,
            @Parameter(description = "open, won, lost or disqualified.") @RestQuery String status,
            @Parameter(description = "true: only those whose time is up; false: only the others.") @RestQuery
                    String overdue,
            @Parameter(description = "The customer who brought them.") @RestQuery String referredBy,
            @Parameter(description = "How well they fit the ideal profile at least, 0 to 100.") @RestQuery
                    String minFit,
            @Parameter(description = "One of the tags.") @RestQuery String tag,
            @Parameter(description = "background.industry") @RestQuery String industry,
            @Parameter(description = "background.region") @RestQuery String region,
            @Parameter(description = "background.stage") @RestQuery String stage,
            @Parameter(description = "background.organisation") @RestQuery String organisation,
            @Parameter(description = "One of background.salesChannels") @RestQuery String salesChannel,
            @Parameter(description = "One of coverage.domains") @RestQuery String domain,
            @Parameter(description = "coverage.leadDomain") @RestQuery String leadDomain,
            @Parameter(description = "One of needs.interests") @RestQuery String interest,
            @Parameter(description = "One of needs.goals") @RestQuery String goal,
            @Parameter(description = "One of needs.reasonsToBuy") @RestQuery String reasonToBuy,
            @Parameter(description = "One of needs.reasonsNotToBuy") @RestQuery String reasonNotToBuy,
            @Parameter(description = "needs.urgency") @RestQuery String urgency,
            @Parameter(description = "decision.decisionProcess; a + is %2B in an address", example = "EB+UB") @RestQuery
                    String decisionProcess,
            @Parameter(description = "decision.buyingHabit") @RestQuery String buyingHabit,
            @Parameter(description = "One of competition.competingProducts") @RestQuery String competingProduct,
            @Parameter(description = "source.sourceKind: online or offline") @RestQuery String sourceKind,
            @Parameter(description = "source.sourceName") @RestQuery String sourceName,
            @Parameter(
                            description =
                                    "id, name, tier (best first), fit, due, progress or changedAt, with - in front"
                                            + " for the other way round; relevance with q. By id unless there is q.")
                    @RestQuery
                    String sort,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default; not for CSV.") @RestQuery String limit,
            @Parameter(description = "The next of the page before; not for CSV.") @RestQuery String cursor,
            @Parameter(description = "json or csv; wins over the Accept header.") @RestQuery String format,
            @Context Request request) {
        QueryInput query = new QueryInput();
        CustomerQuery card = new CustomerQuery(query)
                .says("tag", "tag", tag)
                .says("industry", "industry", industry)
                .says("region", "region", region)
                .says("stage", "stage", stage)
                .says("organisation", "organisation", organisation)
                .says("salesChannel", "salesChannels", salesChannel)
                .says("domain", "domains", domain)
                .says("leadDomain", "leadDomain", leadDomain)
                .says("interest", "interests", interest)
                .says("goal", "goals", goal)
                .says("reasonToBuy", "reasonsToBuy", reasonToBuy)
                .says("reasonNotToBuy", "reasonsNotToBuy", reasonNotToBuy)
                .says("urgency", "urgency", urgency)
                .says("decisionProcess", "decisionProcess", decisionProcess)
                .says("buyingHabit", "buyingHabit", buyingHabit)
                .says("competingProduct", "competingProducts", competingProduct)
                .says("sourceKind", "sourceKind", sourceKind)
                .says("sourceName", "sourceName", sourceName);
        String sought = card.sought(q);
        CustomerFilter filter = new CustomerFilter(
                query.id("tier", tier),
                query.id("rep", rep),
                query.id("team", team),
                query.id("owner", owner),
                query.oneOf("status", status, CustomerQuery.STATES),
                query.flag("overdue", overdue),
                query.id("referredBy", referredBy),
                query.wholeNumber("minFit", minFit, 0, 100),
                sought == null ? List.of() : Grams.words(sought),
                card.says());
        Order order = card.order(sort, q);
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        boolean csv = card.csv(format, request);
        if (csv && limit != null) {
            query.fault("limit", "is not for CSV, which has all of them");
        }
        if (csv && cursor != null) {
            query.fault("cursor", "is not for CSV, which has all of them");
        }
        query.refuseFaults();
        Asked asked = new Asked(caller.tenant(), filter, order, sought);
        if (csv) {
            // Before the answer begins, so that what goes wrong at once can still be said.
            Page<Entry> first = page(asked, EXPORTED_AT_ONCE, null).page();
            return Response.ok(export(asked, first), CustomerQuery.CSV.withCharset("UTF-8"))
                    .build();
        }
        Listed listed = page(asked, items == null ? Page.DEFAULT_LIMIT : items, cursor);
        return Response.ok(PageView.of(listed), MediaType.APPLICATION_JSON_TYPE).build();
    }

    private StreamingOutput export(Asked asked, Page<Entry> first) {
        return out -> {
            out.write(CustomerView.csv(first.items()).getBytes(StandardCharsets.UTF_8));
            for (String next = first.next(); next != null; ) {
                Page<Entry> page = page(asked, EXPORTED_AT_ONCE, next).page();
                String csv = CustomerView.csv(page.items());
                out.write(csv.substring(csv.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8));
                next = page.next();
            }
        };
    }

    private Listed page(Asked asked, int limit, String cursor) {
        return findCustomers
                .page(asked.tenant(), asked.filter(), asked.order(), asked.sought(), limit, cursor)
                .await()
                .atMost(LONGEST_WAIT);
    }

    @GET
    @Path("/{customerId}")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "getCustomer",
            summary = "See a customer",
            description = "Its card, with the profile, and its grade as it is kept; why it is so says …/grade.")
    @APIResponse(
            responseCode = "200",
            description = "The customer; its ETag is its revision.",
            content = @Content(schema = @Schema(implementation = CustomerView.class)))
    @APIResponse(responseCode = "404", description = "Nothing was said of it yet (code no-such-customer).")
    @APIResponse(
            responseCode = "410",
            description = "It was merged into another one (code customer-merged); …/merger says into which.")
    public Uni<Response> get(@Parameter(description = "Yours.", example = "acme") @RestPath String customerId) {
        return found(CustomerPath.key(caller, customerId)).map(entry -> answer(Response.ok(), entry));
    }

    @PUT
    @Path("/{customerId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "putCustomer", summary = "Write down all about a customer", description = """
                    Replaces name, owner, referredBy, tags and profile as a whole, and makes the customer if nothing was said of \
                    it yet, unless its id is a phone number (`+` and a possible E.164 number: 422); the same again changes nothing. A changed profile grades the customer again.

                    A rep may take a customer from the pool for itself (`owner.rep` is the `rep` of its token); everything else \
                    about owners is a manager's. `referredBy` has to be a customer, and none that has itself come through this one.
                    """)
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = CustomerSubmission.class),
                            examples = @ExampleObject(value = CustomerSubmission.EXAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "The customer is new.",
            content = @Content(schema = @Schema(implementation = CustomerView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The customer as it is now.",
            content = @Content(schema = @Schema(implementation = CustomerView.class)))
    @APIResponse(
            responseCode = "403",
            description = "Not allowed; for a rep also: the owner would change (code owner-of-customer).")
    @APIResponse(
            responseCode = "409",
            description = "Who is said to have brought it came through it (code referral-cycle).")
    @APIResponse(responseCode = "410", description = "It was merged into another one (code customer-merged).")
    @APIResponse(responseCode = "412", description = "It has changed since the revision in If-Match.")
    @APIResponse(responseCode = "422", description = "errors names every fault and where it is.")
    public Uni<Response> put(
            @Parameter(description = "Yours.", example = "acme") @RestPath String customerId,
            byte[] body,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        CustomerKey key = CustomerPath.key(caller, customerId);
        CustomerCard card = CardReader.card(Json.read(body));
        return kept(key, true, ifMatch, present -> card);
    }

    @PATCH
    @Path("/{customerId}")
    @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "patchCustomer",
            summary = "Change some of what is written about a customer",
            description =
                    "A JSON merge patch (RFC 7396) on the body of the PUT: what is left out stays, null takes away,"
                            + " lists are replaced. Otherwise as the PUT, of a customer that is there.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = CustomerSubmission.class),
                            examples = @ExampleObject(value = CustomerSubmission.PATCH_EXAMPLE)))
    @APIResponse(
            responseCode = "200",
            description = "The customer as it is now.",
            content = @Content(schema = @Schema(implementation = CustomerView.class)))
    @APIResponse(responseCode = "404", description = "Nothing was said of it yet (code no-such-customer).")
    public Uni<Response> patch(
            @Parameter(description = "Yours.", example = "acme") @RestPath String customerId,
            byte[] body,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        CustomerKey key = CustomerPath.key(caller, customerId);
        JsonNode patch = Json.read(body);
        return kept(key, false, ifMatch, CardReader.patched(patch));
    }

    /** On a worker: reading thousands of customers would hold up everybody else on the event loop. */
    @POST
    @Path("/batch")
    @Blocking
    @Cancellable(false)
    @LargestBody(LargestBody.BATCH)
    @Consumes({MediaType.APPLICATION_JSON, BatchBody.NDJSON, "application/ndjson", Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @BatchWrite
    @Operation(operationId = "putCustomers", summary = "Write down things about many customers", description = """
                    1 to 5,000 customers as a JSON array, as NDJSON (one customer a line) or as CSV, at most 16 MB, also gzipped \
                    (Content-Encoding: gzip). Each is as if it were patched by itself, and made if it is new, in their order: what \
                    is left out stays, null takes away; one that is wrong is rejected with its problem while the others are stored. \
                    Send the whole batch again after a 429, a 503 or a time-out: what was stored is unchanged.

                    The columns of a CSV: `customerId`, `name`, `ownerRep`, `ownerTeam`, `referredBy`, `tags`, and the fields of \
                    the profile without their sections, in any order. Items of a list are separated by semicolons; an empty cell \
                    says nothing.
                    """)
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = CustomerSubmission[].class),
                        examples = @ExampleObject(value = CustomerSubmission.BATCH_EXAMPLE)),
                @Content(mediaType = BatchBody.NDJSON, schema = @Schema(implementation = CustomerSubmission.class)),
                @Content(
                        mediaType = Csv.MEDIA_TYPE,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(value = CustomerSubmission.CSV_EXAMPLE))
            })
    @APIResponse(
            responseCode = "200",
            description = "What became of each customer.",
            content = @Content(schema = @Schema(implementation = CustomerBatch.Report.class)))
    @APIResponse(responseCode = "408", description = LargestBody.TOO_SLOW)
    @APIResponse(responseCode = "413", description = LargestBody.TOO_LARGE)
    @APIResponse(responseCode = "422", description = "It holds no customer, more than 5,000, or is no list of them.")
    @APIResponse(responseCode = "429", description = LargestBody.TENANT_OVERLOADED)
    @APIResponse(responseCode = "503", description = LargestBody.OVERLOADED)
    public Uni<CustomerBatch.Report> putAll(
            InputStream body,
            @RestHeader(HttpHeaders.CONTENT_TYPE) MediaType type,
            @RestHeader(HttpHeaders.CONTENT_ENCODING) String encoding,
            @Parameter(description = "Which items to report: all, or rejected to keep the answer short.") @RestQuery
                    String items) {
        QueryInput query = new QueryInput();
        boolean rejectedOnly = Boolean.TRUE.equals(query.oneOf("items", items, REPORTED_ITEMS));
        query.refuseFaults();
        String tenant = caller.tenant();
        Author author = author();
        CustomerBatch customers = CustomerBatch.read(PackedBody.unpacked(body, encoding, LargestBody.BATCH), type);
        return keepCustomers
                .keepAll(tenant, author, customers.readable())
                .map(customers::report)
                .map(report -> rejectedOnly ? report.rejectedOnly() : report);
    }

    private Uni<Response> kept(CustomerKey key, boolean mayCreate, String ifMatch, UnaryOperator<CustomerCard> card) {
        return keepCustomers
                .keep(key.tenant(), author(), new Wish(key.customerId(), mayCreate, expected(ifMatch), card))
                .chain(result -> found(key)
                        .map(entry -> answer(
                                result == Result.CREATED
                                        ? Response.created(URI.create("/v1/customers/" + key.customerId()))
                                        : Response.ok(),
                                entry)));
    }

    private Uni<Entry> found(CustomerKey key) {
        return findCustomers.of(key);
    }

    private Author author() {
        return new Author(caller.subject(), caller.claim("rep"), caller.has(Roles.MANAGER) || caller.has(Roles.ADMIN));
    }

    /** Of a customer that is not there yet there is no revision, not even with {@code *}. */
    private static IntPredicate expected(String ifMatch) {
        IntPredicate accepted = IfMatch.accepted(ifMatch);
        return ifMatch == null ? accepted : revision -> revision > 0 && accepted.test(revision);
    }

    private static Response answer(Response.ResponseBuilder response, Entry entry) {
        return response.entity(CustomerView.of(entry))
                .tag(String.valueOf(entry.revision()))
                .build();
    }
}
