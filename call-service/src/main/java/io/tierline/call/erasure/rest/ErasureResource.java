package io.tierline.call.erasure.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.tierline.call.Roles;
import io.tierline.call.contacts.application.Phones;
import io.tierline.call.erasure.application.ErasePerson;
import io.tierline.call.erasure.application.ExportPerson;
import io.tierline.call.erasure.application.ExportPerson.Kept;
import io.tierline.call.erasure.application.ExportPerson.KeptCall;
import io.tierline.call.erasure.rest.PersonExport.ExportedCall;
import io.tierline.call.policies.application.CompanyPolicy;
import io.tierline.kit.database.Database;
import io.tierline.kit.limits.ExpensiveRead;
import io.tierline.kit.security.Caller;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What persons can ask for: to be given all that is kept of them, and to be erased. */
@Path("/v1/contacts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Contacts")
public class ErasureResource {

    private static final int READ_AT_ONCE = 200;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    private final ErasePerson erasePerson;
    private final ExportPerson exportPerson;
    private final CompanyPolicy companies;
    private final ObjectMapper json;
    private final Caller caller;

    ErasureResource(
            ErasePerson erasePerson,
            ExportPerson exportPerson,
            CompanyPolicy companies,
            ObjectMapper json,
            Caller caller) {
        this.erasePerson = erasePerson;
        this.exportPerson = exportPerson;
        this.companies = companies;
        this.json = json;
        this.caller = caller;
    }

    @DELETE
    @Path("/{phone}")
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @Operation(
            operationId = "eraseContact",
            summary = "Erase a person",
            description =
                    "Takes the person's number, name, notes, reasons and recordings from everything, also from the history of"
                            + " calls; of a person with several numbers, from all of them. The calls stay and count. Nothing"
                            + " brings it back: a call from before that is posted again is a replay, and one that comes late is stored without it. What"
                            + " suppresses the number for good goes on to do so. A call that begins later is news of somebody"
                            + " new. Cannot be undone; again it takes nothing away.")
    @APIResponse(responseCode = "204", description = "Erased, now or before.")
    @APIResponse(responseCode = "404", description = "Nothing is known of the number (code no-such-contact).")
    public Uni<Void> erase(
            @Parameter(description = "The number, best in E.164.", example = "+8613800138000") @RestPath String phone) {
        String tenant = caller.tenant();
        String by = caller.subject();
        // Whoever hangs up while the region is read has still asked to be forgotten.
        return Database.uncancelled(companies
                .of(tenant)
                .chain(company -> erasePerson.erase(tenant, by, Phones.inPath(phone, company.defaultRegion()))));
    }

    /** On a worker, which may wait: the export is written as it is read, and is never in memory as a whole. */
    @GET
    @Path("/{phone}/export")
    @Blocking
    @RolesAllowed({Roles.MANAGER, Roles.ADMIN})
    @ExpensiveRead
    @Operation(
            operationId = "exportContact",
            summary = "Export all that is kept of a person",
            description =
                    "For the person's own right to see it: all that an erasure would take away, and what stands with it. Their"
                            + " numbers, what was decided about these, and every call with its revisions and with the records of"
                            + " the telephony system, the oldest first; all of it at once, as a file.")
    @APIResponse(
            responseCode = "200",
            description = "All of it.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PersonExport.class)))
    @APIResponse(responseCode = "404", description = "Nothing is known of the number (code no-such-contact).")
    public Response export(
            @Parameter(description = "The number, best in E.164.", example = "+8613800138000") @RestPath String phone) {
        String tenant = caller.tenant();
        // Before the answer begins, so that what goes wrong at once can still be said.
        Kept kept = companies
                .of(tenant)
                .chain(company -> exportPerson.person(tenant, Phones.inPath(phone, company.defaultRegion())))
                .await()
                .atMost(LONGEST_WAIT);
        return Response.ok(written(tenant, kept), MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"person.json\"")
                .build();
    }

    private StreamingOutput written(String tenant, Kept kept) {
        return out -> {
            try (JsonGenerator generator = json.createGenerator(out)) {
                generator.writeStartObject();
                generator.writePOJOField("numbers", PersonExport.numbers(kept));
                generator.writePOJOField("marks", PersonExport.marks(kept));
                generator.writeArrayFieldStart("calls");
                List<String> ids = kept.callIds();
                for (int from = 0; from < ids.size(); from += READ_AT_ONCE) {
                    List<String> some = ids.subList(from, Math.min(ids.size(), from + READ_AT_ONCE));
                    for (KeptCall call :
                            exportPerson.calls(tenant, some).await().atMost(LONGEST_WAIT)) {
                        generator.writePOJO(ExportedCall.of(call));
                    }
                }
                generator.writeEndArray();
                generator.writeEndObject();
            }
        };
    }
}
