package io.tierline.call.contacts.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.contacts.application.ContactCards.Entry;
import io.tierline.call.contacts.application.ContactCards.Filter;
import io.tierline.call.contacts.application.FindContacts;
import io.tierline.call.contacts.application.KeepContacts;
import io.tierline.call.contacts.application.KeepContacts.Writer;
import io.tierline.call.contacts.application.Phones;
import io.tierline.call.contacts.domain.ContactBook.Result;
import io.tierline.call.contacts.rest.ContactView.ContactLine;
import io.tierline.call.contacts.rest.ContactView.ContactPage;
import io.tierline.call.contacts.rest.ContactView.ContactReport;
import io.tierline.call.contacts.rest.ContactView.ContactSubmission;
import io.tierline.call.policies.application.CompanyPolicy;
import io.tierline.kit.csv.Csv;
import io.tierline.kit.database.Database;
import io.tierline.kit.input.Json;
import io.tierline.kit.input.QueryInput;
import io.tierline.kit.limits.BatchWrite;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.paging.Page;
import io.tierline.kit.rest.BatchBody;
import io.tierline.kit.rest.IfMatch;
import io.tierline.kit.rest.LargestBody;
import io.tierline.kit.rest.PackedBody;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntPredicate;
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

/** Contacts over REST. */
@Path("/v1/contacts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Contacts", description = "Phone numbers, whose they are and who answers.")
public class ContactsResource {

    /** Whether to report the rejected items of a batch alone, in the words of the API. */
    private static final Map<String, Boolean> REPORTED_ITEMS = Map.of("all", false, "rejected", true);

    private final KeepContacts keepContacts;
    private final FindContacts findContacts;
    private final CompanyPolicy companies;
    private final Caller caller;

    ContactsResource(KeepContacts keepContacts, FindContacts findContacts, CompanyPolicy companies, Caller caller) {
        this.keepContacts = keepContacts;
        this.findContacts = findContacts;
        this.companies = companies;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead(when = "limit>100")
    @Operation(
            operationId = "listContacts",
            summary = "List contacts",
            description = "The numbers that match all filters, in their order, each with the person's other numbers.")
    @APIResponse(
            responseCode = "200",
            description = "A page of contacts.",
            content = @Content(schema = @Schema(implementation = ContactPage.class)))
    public Uni<Page<ContactView>> list(
            @Parameter(description = "Customer id.", example = "acme") @RestQuery String customer,
            @Parameter(description = "EB, UB or TB.") @RestQuery String role,
            @Parameter(description = "One of the customer's people, by personId.") @RestQuery String person,
            @Parameter(description = "Items on a page: 1 to 500, 50 by default.") @RestQuery String limit,
            @Parameter(description = "The next of the page before.") @RestQuery String cursor) {
        QueryInput query = new QueryInput();
        Filter filter = new Filter(
                query.id("customer", customer),
                query.oneOf("role", role, ContactReader.ROLES),
                query.id("person", person));
        if (person != null && customer == null) {
            query.fault("person", "is one of a customer's; say of which customer");
        }
        Integer items = query.wholeNumber("limit", limit, 1, Page.MOST);
        query.refuseFaults();
        return findContacts
                .list(caller.tenant(), filter, items == null ? Page.DEFAULT_LIMIT : items, cursor)
                .map(page -> page.map(ContactView::of));
    }

    @GET
    @Path("/{phone}")
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "getContact", summary = "Whose number is it?")
    @APIResponse(
            responseCode = "200",
            description = "The contact; its ETag is its revision.",
            content =
                    @Content(
                            schema = @Schema(implementation = ContactView.class),
                            examples = @ExampleObject(value = ContactView.EXAMPLE)))
    @APIResponse(responseCode = "404", description = "Nobody here knows the number (code no-such-contact).")
    public Uni<Response> get(
            @Parameter(description = "The number, best in E.164.", example = "+8613800138000") @RestPath String phone) {
        String tenant = caller.tenant();
        return number(tenant, phone)
                .chain(number -> findContacts.byPhone(tenant, number))
                .map(entry -> answer(Response.ok(), entry));
    }

    @PUT
    @Path("/{phone}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.REP, Roles.MANAGER, Roles.ADMIN})
    @Operation(operationId = "putContact", summary = "Say whose number it is", description = """
                    Replaces what was known of the number; the same again changes nothing. Name and role are the person's: \
                    with a personId they hold for all of the person's numbers, and left out they are as the person has \
                    them. A person has at most 50 numbers; several people may have the same role.

                    Giving the number another customer **moves its calls**: those that stand with its former customer go to \
                    the new one, each as a further revision that travels on. A call that had the contact's former role, or \
                    none, gets the new one. The number moves alone, not the person's other numbers. A rep may name the \
                    customer of a number of which only calls are known, but not take one from another customer.
                    """)
    @RequestBody(
            required = true,
            content =
                    @Content(
                            schema = @Schema(implementation = ContactSubmission.class),
                            examples = @ExampleObject(value = ContactSubmission.EXAMPLE)))
    @APIResponse(
            responseCode = "201",
            description = "Nobody knew the number.",
            content = @Content(schema = @Schema(implementation = ContactView.class)))
    @APIResponse(
            responseCode = "200",
            description = "The contact as it is now.",
            content = @Content(schema = @Schema(implementation = ContactView.class)))
    @APIResponse(
            responseCode = "403",
            description =
                    "Not allowed; for a rep also: the number belongs to another customer (code contact-of-another-customer).")
    @APIResponse(responseCode = "412", description = "The contact has changed since the revision in If-Match.")
    public Uni<Response> put(
            @Parameter(description = "The number, best in E.164.", example = "+8613800138000") @RestPath String phone,
            byte[] body,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        JsonNode contact = Json.read(body);
        String tenant = caller.tenant();
        Writer writer = new Writer(caller.subject(), caller.has(Roles.MANAGER) || caller.has(Roles.ADMIN));
        return kept(number(tenant, phone)
                        .chain(number -> keepContacts.put(
                                tenant, writer, expected(ifMatch), ContactReader.contact(contact, number))))
                .map(kept -> answer(
                        kept.result() == Result.CREATED ? Response.created(address(kept.entry())) : Response.ok(),
                        kept.entry()));
    }

    /** On a worker: reading thousands of contacts would hold up everybody else on the event loop. */
    @POST
    @Path("/batch")
    @Blocking
    @Cancellable(false)
    @LargestBody(LargestBody.BATCH)
    @Consumes({MediaType.APPLICATION_JSON, BatchBody.NDJSON, "application/ndjson", Csv.MEDIA_TYPE})
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @BatchWrite
    @Operation(
            operationId = "putContacts",
            summary = "Say whose many numbers are",
            description =
                    "1 to 5,000 contacts as a JSON array, as NDJSON (one contact a line) or as CSV, at most 16 MB, also"
                            + " gzipped (Content-Encoding: gzip). Each is as if it were put by itself, in their order: of a number"
                            + " that is there twice the later line holds, and one that is wrong is rejected with its problem while"
                            + " the others are stored. Numbers that change customers take their calls along. Send the whole batch"
                            + " again after a 429, a 503 or a time-out: what was stored is unchanged. An empty cell of a CSV says nothing.")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ContactLine[].class),
                        examples = @ExampleObject(value = ContactLine.EXAMPLE)),
                @Content(mediaType = BatchBody.NDJSON, schema = @Schema(implementation = ContactLine.class)),
                @Content(
                        mediaType = Csv.MEDIA_TYPE,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(value = ContactLine.CSV_EXAMPLE))
            })
    @APIResponse(
            responseCode = "200",
            description = "What became of each contact.",
            content = @Content(schema = @Schema(implementation = ContactReport.class)))
    @APIResponse(responseCode = "408", description = LargestBody.TOO_SLOW)
    @APIResponse(responseCode = "413", description = LargestBody.TOO_LARGE)
    @APIResponse(responseCode = "422", description = "It holds no contact, more than 5,000, or is no list of them.")
    @APIResponse(responseCode = "429", description = LargestBody.TENANT_OVERLOADED)
    @APIResponse(responseCode = "503", description = LargestBody.OVERLOADED)
    public Uni<ContactReport> putAll(
            InputStream body,
            @RestHeader(HttpHeaders.CONTENT_TYPE) MediaType type,
            @RestHeader(HttpHeaders.CONTENT_ENCODING) String encoding,
            @Parameter(description = "Which items to report: all, or rejected to keep the answer short.") @RestQuery
                    String items) {
        QueryInput query = new QueryInput();
        boolean rejectedOnly = Boolean.TRUE.equals(query.oneOf("items", items, REPORTED_ITEMS));
        query.refuseFaults();
        String tenant = caller.tenant();
        String by = caller.subject();
        ContactBatch contacts = ContactBatch.read(
                PackedBody.unpacked(body, encoding, LargestBody.BATCH), type, Phones.regionOf(companies, tenant));
        return keepContacts
                .putAll(tenant, by, contacts.readable())
                .map(contacts::report)
                .map(report -> rejectedOnly ? report.rejectedOnly() : report);
    }

    @POST
    @Path("/{phone}/unlinking")
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "unlinkContact",
            summary = "Unlink a wrong person's number",
            description =
                    "For a number that reached somebody else than the customer's person: it leaves the customer, loses name,"
                            + " role and person, and gets a customer of its own that nobody has named (lead-…). Its calls with the"
                            + " customer go there too, and nobody's role stands in them any more. A number of which no more is"
                            + " known stays as it is.")
    @APIResponse(
            responseCode = "200",
            description = "The contact as it is now.",
            content = @Content(schema = @Schema(implementation = ContactView.class)))
    @APIResponse(responseCode = "404", description = "Nobody here knows the number (code no-such-contact).")
    @APIResponse(responseCode = "412", description = "The contact has changed since the revision in If-Match.")
    public Uni<Response> unlink(
            @Parameter(description = "The number, best in E.164.", example = "+8613800138000") @RestPath String phone,
            @RestHeader(HttpHeaders.IF_MATCH) String ifMatch) {
        String tenant = caller.tenant();
        String by = caller.subject();
        return kept(number(tenant, phone).chain(number -> keepContacts.unlink(tenant, by, expected(ifMatch), number)))
                .map(entry -> answer(Response.ok(), entry));
    }

    /** Whoever hangs up while the policy is read has still said it. */
    private static <T> Uni<T> kept(Uni<T> work) {
        return Database.uncancelled(work);
    }

    private Uni<String> number(String tenant, String phone) {
        return companies.of(tenant).map(company -> Phones.inPath(phone, company.defaultRegion()));
    }

    /** Of a number that nobody knows there is no revision, not even with {@code *}. */
    private static IntPredicate expected(String ifMatch) {
        IntPredicate accepted = IfMatch.accepted(ifMatch);
        return ifMatch == null ? accepted : revision -> revision > 0 && accepted.test(revision);
    }

    private static URI address(Entry entry) {
        return URI.create("/v1/contacts/" + URLEncoder.encode(entry.card().phone(), StandardCharsets.UTF_8));
    }

    private static Response answer(Response.ResponseBuilder response, Entry entry) {
        return response.entity(ContactView.of(entry))
                .tag(String.valueOf(entry.card().revision()))
                .build();
    }
}
